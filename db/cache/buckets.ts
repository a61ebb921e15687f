// The bucket sums of the holder table, kept in step row by row (core/sync/buckets.ts).
// They are written in the transaction that changed the rows, never apart from it.
import type { Tier } from '../../core/card/card.ts'
import type { Status } from '../../core/policy/evidence.ts'
import {
  addRow,
  BUCKETS,
  type BucketSum,
  bucketOf,
  digestText,
  EMPTY_BUCKET,
  rowDigest,
  takeRow,
} from '../../core/sync/buckets.ts'
import type { Db } from '../open.ts'

const ALL = 'SELECT id, count, digest FROM bucket'
const PUT = `
  INSERT INTO bucket (id, count, digest) VALUES (?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET count = excluded.count, digest = excluded.digest`
const EVERY_HOLDER = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_tail, id_hash, provincial
  FROM holder`

type EveryColumn = [
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

export type BucketTally = ReturnType<typeof tallyBuckets>

/** A working copy of the sums; `save` writes those that changed. */
export function tallyBuckets(start: readonly BucketSum[]) {
  const sums = [...start]
  const touched = new Set<number>()
  const change = (card: string, step: (sum: BucketSum) => BucketSum): void => {
    const id = bucketOf(card)
    sums[id] = step(sums[id] ?? EMPTY_BUCKET)
    touched.add(id)
  }
  return {
    add: (card: string, digest: bigint): void => change(card, sum => addRow(sum, digest)),
    take: (card: string, digest: bigint): void => change(card, sum => takeRow(sum, digest)),
    save(db: Db): void {
      const put = db.prepare<[number, number, Buffer]>(PUT)
      for (const id of touched) {
        const { count, sum } = sums[id] ?? EMPTY_BUCKET
        put.run(id, count, digestBytes(sum))
      }
    },
  }
}

export const emptyBuckets = (): BucketSum[] => Array.from({ length: BUCKETS }, () => EMPTY_BUCKET)

export function loadBuckets(db: Db): BucketSum[] {
  const sums = emptyBuckets()
  for (const [id, count, digest] of db.prepare<[], [number, number, Buffer]>(ALL).raw().iterate()) {
    sums[id] = { count, sum: digestFrom(digest) }
  }
  return sums
}

/** The sums made anew from what the rows say: reads the whole table. */
export function recountBuckets(db: Db): BucketSum[] {
  const sums = emptyBuckets()
  for (const row of db.prepare<[], EveryColumn>(EVERY_HOLDER).raw().iterate()) {
    const [cardNo, serial, tier, status, statusSince, expiresAt, name, pinyin, idTail, idHash, provincial] =
      row
    const card = String(cardNo).padStart(12, '0')
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
    const id = bucketOf(card)
    sums[id] = addRow(sums[id] ?? EMPTY_BUCKET, digest)
  }
  return sums
}

/** As the manifest writes them. */
export const bucketTexts = (sums: readonly BucketSum[]) =>
  sums.map(sum => ({ count: sum.count, digest: digestText(sum) }))

export const digestBytes = (digest: bigint): Buffer =>
  Buffer.from(digest.toString(16).padStart(32, '0'), 'hex')
export const digestFrom = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)
