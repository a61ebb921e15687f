import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataRow } from '../../../../core/sync/wire.ts'
import { applyChanges } from '../../../../db/cache/apply.ts'
import { bucketTexts, recountBuckets } from '../../../../db/cache/buckets.ts'
import { cacheAt, cacheDb, card, folder, gone, holder, must, used } from '../support.ts'

const AS_OF = 1_763_000_000

function filled(rows: readonly DataRow[] = [holder(1), holder(2), holder(3)]) {
  const file = join(folder(), 'cache.db')
  const cache = cacheAt(file)
  must(cache.applyChanges(rows, 1, AS_OF))
  return { file, cache }
}

describe('changes', () => {
  it('bring a status to the window: a card reported lost this morning is lost after the pull', () => {
    const { cache } = filled()
    const report = must(cache.applyChanges([holder(2, { status: 'lost' })], 2, AS_OF + 60))
    expect(report).toEqual({ written: 1 })
    expect(cache.holders.findByCardNumber(card(2))?.status).toBe('lost')
    expect(cache.meta('sequence')).toBe(2)
  })

  it('that change nothing write no row', () => {
    const { file, cache } = filled([holder(1), holder(2), used(1)])
    const db = cacheDb(file)
    const pages = () => db.pragma('page_count', { simple: true })
    const rows = () => db.prepare('SELECT * FROM holder').all()
    const [pagesBefore, rowsBefore] = [pages(), rows()]
    expect(must(cache.applyChanges([holder(1), holder(2)], 1, AS_OF))).toEqual({ written: 0 })
    expect([pages(), rows()]).toEqual([pagesBefore, rowsBefore])
  })

  it('that bring nothing at all do not touch the file', () => {
    const { file, cache } = filled()
    const db = cacheDb(file)
    const seen = () => db.pragma('data_version', { simple: true })
    const before = seen()
    must(cache.applyChanges([holder(1), holder(2), holder(3)], 1, AS_OF))
    expect(seen()).toBe(before)
  })

  it('take a merged duplicate out, with what hung on it', () => {
    const { cache } = filled([holder(1), holder(2), used(2)])
    expect(must(cache.applyChanges([gone(2)], 2, null))).toEqual({ written: 2 })
    expect(cache.holders.findByCardNumber(card(2))).toBeNull()
    expect(cache.holders.usageOf(card(2))).toEqual([])
    expect(cache.holders.count()).toBe(1)
  })

  it('are all there or none: rows that break off leave the cache as it was', () => {
    const { file, cache } = filled()
    const before = cache.buckets()
    function* cutOff(): Generator<DataRow> {
      yield holder(1, { status: 'revoked' })
      yield gone(2)
      throw new Error('the file ends in the middle')
    }
    expect(() => cache.applyChanges(cutOff(), 2, AS_OF + 60)).toThrow('in the middle')
    expect(cache.meta('sequence')).toBe(1)
    expect(cache.holders.findByCardNumber(card(1))?.status).toBe('active')
    expect(cache.buckets()).toEqual(before)
    expect(bucketTexts(recountBuckets(cacheDb(file)))).toEqual(before)
  })

  it('that do not fit on the disk leave the cache as it was', () => {
    const { file, cache } = filled()
    const db = cacheDb(file)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
    const many = Array.from({ length: 500 }, (_, i) => holder(10 + i))
    const refused = applyChanges(db, many, { sequence: 2, asOf: null })
    expect(refused).toEqual({ ok: false, error: { code: 'disk', cause: 'disk-full' } })
    expect(cache.holders.count()).toBe(3)
    expect(cache.meta('sequence')).toBe(1)
  })
})

describe('the age of the data', () => {
  const ages = (cache: ReturnType<typeof cacheAt>) => [
    cache.meta('holders-as-of'),
    cache.meta('revocations-as-of'),
  ]

  it('moves with the last step to a confirmed state', () => {
    const { cache } = filled()
    must(cache.applyChanges([holder(1, { serial: 2 })], 2, AS_OF + 60))
    expect(ages(cache)).toEqual([AS_OF + 60, AS_OF + 60])
  })

  it('does not move with a step in between: were it cut off there, old rows must not look new', () => {
    const { cache } = filled()
    must(cache.applyChanges([holder(1, { serial: 2 })], 2, null))
    expect(cache.meta('sequence')).toBe(2)
    expect(ages(cache)).toEqual([AS_OF, AS_OF])
  })

  it('is unknown in a cache that was never filled', () => {
    const cache = cacheAt(join(folder(), 'cache.db'))
    expect(cache.meta('sequence')).toBeNull()
    expect(ages(cache)).toEqual([null, null])
    expect(cache.holders.count()).toBe(0)
  })
})

describe('bucket sums', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ index: fc.nat(30), serial: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ index: fc.nat(30), serial: fc.constant(0) }) },
  )

  it('equal a full recount after any sequence of changes', () => {
    const file = join(folder(), 'cache.db')
    const cache = cacheAt(file)
    const db = cacheDb(file)
    let sequence = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        sequence += 1
        const rows = steps.map(({ index, serial }) =>
          serial === 0 ? gone(index) : holder(index, { serial }),
        )
        must(cache.applyChanges(rows, sequence, AS_OF))
        expect(cache.buckets()).toEqual(bucketTexts(recountBuckets(db)))
        expect(cache.holders.count()).toBe(db.prepare('SELECT COUNT(*) FROM holder').pluck().get())
      }),
      { numRuns: 60 },
    )
  })

  it('do not depend on the way there', () => {
    const one = filled([holder(1), holder(2), holder(3, { status: 'left' })]).cache
    const other = filled([holder(3), holder(9)]).cache
    must(other.applyChanges([gone(9), holder(2), holder(3, { status: 'left' }), holder(1)], 2, null))
    expect(other.buckets()).toEqual(one.buckets())
  })
})
