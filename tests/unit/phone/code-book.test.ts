// Which code is due: the one of this very slot, and none where there is a gap.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Batch, codeAt, coveredUntil, stillGood } from '../../../registry/phone/card/code-book.ts'

const batch = (from: number, count: number, serial = 1): Batch => ({
  from,
  slotSeconds: 30,
  serial,
  codes: Array.from({ length: count }, (_, i) => `${from + i * 30}`),
})

test('each code is due for its own thirty seconds, to the second', () => {
  const batches = [batch(300, 3), batch(390, 2)]
  expect(codeAt(batches, 299.9)).toBeNull()
  expect(codeAt(batches, 300)).toEqual({ code: '300', slot: 300, secondsLeft: 30 })
  expect(codeAt(batches, 329.5)?.code).toBe('300')
  expect(codeAt(batches, 330)?.code).toBe('330')
  expect(codeAt(batches, 390)?.code).toBe('390')
  expect(codeAt(batches, 450)).toBeNull()
})

test('time that goes on never meets an earlier code again', () => {
  const moments = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 50 })
  fc.assert(
    fc.property(moments, times => {
      const shown = [...times]
        .sort((a, b) => a - b)
        .map(t => codeAt([batch(30, 10), batch(330, 15)], t)?.slot)
      const slots = shown.filter(s => s !== undefined)
      expect(slots).toEqual([...slots].sort((a, b) => a - b))
    }),
  )
})

test('cover ends at the first gap, and what is past or of another serial is of no use', () => {
  expect(coveredUntil([batch(300, 2), batch(360, 2), batch(480, 9)], 310)).toBe(420)
  expect(coveredUntil([batch(300, 2)], 400)).toBe(400)
  expect(stillGood([batch(0, 2), batch(300, 2), batch(360, 2, 2)], 100, 1)).toEqual([batch(300, 2)])
})
