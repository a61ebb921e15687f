// The bucket sums of holders and uses, kept in step row by row (core/sync/buckets.ts).
// They are written in the transaction that changed the rows, never apart from it.
import type { Tier } from '../../core/card/card.ts'
import type { Status } from '../../core/policy/evidence.ts'
import {
  addRow,
  addUse,
  type BucketSum,
  bucketOf,
  bucketText,
  digestText,
  EMPTY_BUCKET,
  emptyBuckets,
  rowDigest,
  runningStep,
  step,
  usageDigest,
} from '../../core/sync/buckets.ts'
import type { BucketText } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'

export { emptyBuckets } from '../../core/sync/buckets.ts'

const ALL = 'SELECT id, count, uses, digest FROM bucket'
const PUT = `
  INSERT INTO bucket (id, count, uses, digest) VALUES (?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET count = excluded.count, uses = excluded.uses, digest = excluded.digest`
const EVERY_HOLDER = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_tail, id_hash, provincial
  FROM holder`
const EVERY_USE = 'SELECT card_no, record, item, at, site, amount_cny FROM usage'

type HolderColumns = [
  card: number,
  serial: number,
  tier: Tier,
  status: Status,
  statusSince: number,
  expiresAt: number,
  name: string,
  pinyin: string,
  idTail: string,
  idHash: Buffer,
  provincial: string | null,
]
type UseColumns = [
  card: number,
  record: string,
  item: string,
  at: number,
  site: string,
  amountCny: number | null,
]

export type BucketTally = ReturnType<typeof tallyBuckets>

/** A working copy of the sums; `save` writes those that changed. */
export function tallyBuckets(start: readonly BucketSum[]) {
  const sums = [...start]
  const moved = new Map<number, ReturnType<typeof runningStep>>()
  const move = (card: string, digest: Buffer, sign: 1 | -1, kind: 'holder' | 'use'): void => {
    const id = bucketOf(card)
    let running = moved.get(id)
    if (running === undefined) {
      running = runningStep()
      moved.set(id, running)
    }
    running.move(digest, sign, kind)
  }
  return {
    add: (card: string, digest: Buffer): void => move(card, digest, 1, 'holder'),
    take: (card: string, digest: Buffer): void => move(card, digest, -1, 'holder'),
    addUse: (card: string, digest: Buffer): void => move(card, digest, 1, 'use'),
    takeUse: (card: string, digest: Buffer): void => move(card, digest, -1, 'use'),
    /** Begins a bucket anew: what is in it is about to be counted again. */
    reset(id: number, sum: BucketSum): void {
      sums[id] = sum
      moved.set(id, runningStep())
    },
    save(db: Db): void {
      const put = db.prepare<[number, number, number, Buffer]>(PUT)
      for (const [id, running] of moved) {
        const bucket = step(sums[id] ?? EMPTY_BUCKET, running.total())
        put.run(id, bucket.count, bucket.uses, Buffer.from(digestText(bucket), 'hex'))
      }
    },
  }
}

export function loadBuckets(db: Db): BucketSum[] {
  const sums = emptyBuckets()
  for (const [id, count, uses, digest] of db
    .prepare<[], [number, number, number, Buffer]>(ALL)
    .raw()
    .iterate()) {
    sums[id] = { count, uses, sum: BigInt(`0x${digest.toString('hex')}`) }
  }
  return sums
}

/** The sums made anew from what the rows say: reads both tables whole. */
export function recountBuckets(db: Db): BucketSum[] {
  const sums = emptyBuckets()
  const change = (card: string, by: (sum: BucketSum) => BucketSum): void => {
    const id = bucketOf(card)
    sums[id] = by(sums[id] ?? EMPTY_BUCKET)
  }
  for (const row of db.prepare<[], HolderColumns>(EVERY_HOLDER).raw().iterate()) {
    const [cardNo, serial, tier, status, statusSince, expiresAt, name, pinyin, idTail, idHash, provincial] =
      row
    const card = cardText(cardNo)
    const digest = rowDigest({
      t: 'h',
      card,
      serial,
      tier,
      status,
      statusSince,
      expiresAt,
      name,
      pinyin,
      idTail,
      idHash: idHash.toString('hex'),
      provincial,
    })
    change(card, sum => addRow(sum, digest))
  }
  for (const [cardNo, record, item, at, site, amountCny] of db
    .prepare<[], UseColumns>(EVERY_USE)
    .raw()
    .iterate()) {
    const card = cardText(cardNo)
    change(card, sum => addUse(sum, usageDigest({ record, card, item, at, site, amountCny })))
  }
  return sums
}

/** As the manifest writes them. */
export const bucketTexts = (sums: readonly BucketSum[]): BucketText[] => sums.map(bucketText)

export const cardText = (cardNo: number): string => String(cardNo).padStart(12, '0')
