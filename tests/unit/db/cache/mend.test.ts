// Mending touches the named buckets and no other, and counts their sums from the rows.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeCardNumber } from '../../../../core/card/card-number.ts'
import { BLOCK, BUCKETS, bucketOf } from '../../../../core/sync/buckets.ts'
import type { DataRow } from '../../../../core/sync/wire.ts'
import { bucketTexts, recountBuckets } from '../../../../db/cache/buckets.ts'
import { mendBuckets } from '../../../../db/cache/mend.ts'
import { cacheAt, cacheDb, folder, holder, must, used } from '../support.ts'

/** A holder in the block with this number, counted from the first of our prefix. */
const inBlock = (block: number, i = 0) => {
  const index = block * BLOCK + i
  return holder(index, { card: makeCardNumber('5323', index), idHash: index.toString(16).padStart(32, '0') })
}

function filled(rows: readonly DataRow[]) {
  const file = join(folder(), 'cache.db')
  const cache = cacheAt(file)
  must(cache.applyChanges(rows, 1, 1_763_000_000))
  return { cache, db: cacheDb(file) }
}

describe('mending a bucket', () => {
  const blocks = [0, 1, 2, BUCKETS, BUCKETS + 1].map(block => inBlock(block))
  const target = blocks[0] ?? inBlock(0)
  const id = bucketOf(target.card)
  const wanted = blocks.filter(row => bucketOf(row.card) === id)

  it('reaches every block of the bucket, also those far apart, and leaves its neighbours alone', async () => {
    const { cache, db } = filled(blocks)
    expect(wanted.length).toBe(2)
    const neighbours = cache.buckets().filter((_, i) => i !== id)
    db.exec('UPDATE holder SET serial = 7, digest = zeroblob(16)')
    expect(must(await mendBuckets(db, [id], wanted))).toEqual({ written: 2 })
    expect(cache.holders.findByCardNumber(target.card as never)?.serial).toBe(1)
    expect(db.prepare('SELECT COUNT(*) FROM holder WHERE serial = 7').pluck().get()).toBe(3)
    expect(cache.buckets().filter((_, i) => i !== id)).toEqual(neighbours)
  })

  it('takes out who should not be there, with all that hangs on him, also in a block of which nothing is wanted', async () => {
    const stranger = inBlock(BUCKETS * 3, 5)
    const { cache, db } = filled([...blocks, stranger, used(0, { card: stranger.card })])
    expect(must(await mendBuckets(db, [id], wanted))).toEqual({ written: 2 })
    expect(cache.buckets()).toEqual(bucketTexts(recountBuckets(db)))
    expect(db.prepare('SELECT COUNT(*) FROM usage').pluck().get()).toBe(0)
    expect(cache.holders.count()).toBe(blocks.length)
  })

  it('takes out a use of a card that is nobody’s', async () => {
    const { db } = filled([...blocks, used(0, { card: inBlock(BUCKETS * 5).card })])
    expect(must(await mendBuckets(db, [id], wanted))).toEqual({ written: 1 })
    expect(bucketTexts(recountBuckets(db))[id]).toMatchObject({ uses: 0, count: 2 })
  })

  it('writes nothing where the rows are right and only the sums were wrong', async () => {
    const { cache, db } = filled(blocks)
    const right = cache.buckets()
    db.exec('UPDATE bucket SET count = 99, digest = zeroblob(16)')
    const all = [...new Set(blocks.map(row => bucketOf(row.card)))]
    expect(must(await mendBuckets(db, all, blocks))).toEqual({ written: 0 })
    expect(cache.buckets()).toEqual(right)
  })

  it('of which nothing is left empties it', async () => {
    const { cache, db } = filled(blocks)
    must(await mendBuckets(db, [id], []))
    expect(cache.buckets()[id]).toEqual({ count: 0, uses: 0, digest: '0'.repeat(32) })
    expect(cache.holders.count()).toBe(3)
  })
})
