// Medians from buckets stay within a fifth of the true ones, at every length of service.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOfSeconds, LAST_BUCKET, medianSeconds } from '../../../registry/supervision/took.ts'

const bucketsOf = (seconds: readonly number[]): Map<number, number> => {
  const buckets = new Map<number, number>()
  for (const s of seconds) buckets.set(bucketOfSeconds(s), (buckets.get(bucketOfSeconds(s)) ?? 0) + 1)
  return buckets
}

test('of nothing there is no median', () => {
  expect(medianSeconds(new Map())).toBeNull()
  expect(medianSeconds(new Map([[4, 0]]))).toBeNull()
})

test('a service of a day lies in the last bucket', () => {
  expect(bucketOfSeconds(86_400)).toBe(LAST_BUCKET)
  expect(bucketOfSeconds(0)).toBe(0)
})

test('an odd number of services has its middle one for a median, within a fifth of a second and its length', () => {
  const seconds = fc.array(fc.float({ min: 0, max: 3600, noNaN: true }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(seconds, all => {
      const odd = all.length % 2 === 1 ? all : all.slice(1)
      if (odd.length === 0) return
      const middle = odd.toSorted((a, b) => a - b)[(odd.length - 1) / 2] ?? 0
      const median = medianSeconds(bucketsOf(odd)) ?? Number.NaN
      expect(Math.abs(median - middle)).toBeLessThanOrEqual((middle + 1) * 0.2)
    }),
  )
})
