// Brings single buckets of the cache back to what the registry says is in them, and touches no other.
// The sums of a mended bucket are counted from its rows, never carried on: what was wrong with them is over.
import type { Result } from '../../core/result.ts'
import {
  addRow,
  addUse,
  BLOCK,
  BUCKETS,
  type BucketSum,
  bucketOf,
  EMPTY_BUCKET,
  rowDigest,
  usageDigest,
} from '../../core/sync/buckets.ts'
import type { DataRow } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type Applied, type ApplyError, inOneTransaction } from './apply.ts'
import { cardText, loadBuckets, tallyBuckets } from './buckets.ts'
import { rowWriter } from './rows.ts'

/** Card numbers of a block, check digit and all, from the first to the one after the last. */
const CARDS = BLOCK * 10

const NEXT_HOLDER = 'SELECT card_no FROM holder WHERE card_no >= ? ORDER BY card_no LIMIT 1'
const NEXT_USE = 'SELECT card_no FROM usage WHERE card_no >= ? ORDER BY card_no LIMIT 1'
const HOLDERS_IN = 'SELECT card_no FROM holder WHERE card_no >= ? AND card_no < ?'
const USES_IN = 'SELECT card_no, record FROM usage WHERE card_no >= ? AND card_no < ?'

/**
 * One transaction. `rows` are all holders and uses that ought to be in these buckets, as of the state that the cache is
 * at: what is missing is added, what differs changed, what is too much taken out.
 */
export async function mendBuckets(
  db: Db,
  buckets: readonly number[],
  rows: readonly DataRow[],
): Promise<Result<Applied, ApplyError>> {
  const wanted = wantedRows(rows)
  return await inOneTransaction(db, async () => {
    const tally = tallyBuckets(loadBuckets(db))
    const writer = rowWriter(db, tally)
    const holdersIn = db.prepare<[number, number], number>(HOLDERS_IN).pluck()
    const usesIn = db.prepare<[number, number], [number, string]>(USES_IN).raw()
    let written = 0
    for (const from of buckets.flatMap(id => filledBlocks(db, id))) {
      for (const card of holdersIn.all(from, from + CARDS))
        if (!wanted.holders.has(card)) written += writer.change({ t: 'g', card: cardText(card) })
      for (const [card, record] of usesIn.all(from, from + CARDS))
        if (!wanted.uses.has(keyOfUse(card, record))) written += writer.dropUse(cardText(card), record)
    }
    for (const row of rows) written += writer.change(row)
    const sums = sumsOf(rows)
    for (const id of buckets) tally.reset(id, sums.get(id) ?? EMPTY_BUCKET)
    tally.save(db)
    return { written }
  })
}

const keyOfUse = (card: number, record: string): string => `${card} ${record}`

function wantedRows(rows: readonly DataRow[]) {
  const holders = new Set<number>()
  const uses = new Set<string>()
  for (const row of rows) {
    if (row.t === 'h') holders.add(Number(row.card))
    if (row.t === 'u') uses.add(keyOfUse(Number(row.card), row.record))
  }
  return { holders, uses }
}

function sumsOf(rows: readonly DataRow[]): ReadonlyMap<number, BucketSum> {
  const sums = new Map<number, BucketSum>()
  for (const row of rows) {
    const id = bucketOf(row.card)
    const sum = sums.get(id) ?? EMPTY_BUCKET
    if (row.t === 'h') sums.set(id, addRow(sum, rowDigest(row)))
    if (row.t === 'u') sums.set(id, addUse(sum, usageDigest(row)))
  }
  return sums
}

/** First card numbers of the bucket's blocks in which the cache has anything: found by leaps, not by reading through. */
function filledBlocks(db: Db, bucket: number): number[] {
  const nexts = [NEXT_HOLDER, NEXT_USE].map(sql => db.prepare<[number], number>(sql).pluck())
  const found: number[] = []
  let block = bucket
  for (;;) {
    const cards = nexts.flatMap(next => next.get(block * CARDS) ?? [])
    if (cards.length === 0) return found
    const ahead = Math.floor(Math.min(...cards) / CARDS) - block
    if (ahead === 0) found.push(block * CARDS)
    // On to the next block of this bucket, or over all that are empty.
    block += Math.max(1, Math.ceil(ahead / BUCKETS)) * BUCKETS
  }
}
