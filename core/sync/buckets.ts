// Counts and digests per bucket of the holder table, so that both sides can tell which part differs.
// The digest is a sum, so a row can be added and taken away without reading the others.
import { createHash } from 'node:crypto'
import type { HolderRow } from './wire.ts'

export const BUCKETS = 256

/** Bucket of a card number: the first byte of SHA-256 over its twelve digits. */
export function bucketOf(card: string): number {
  return createHash('sha256').update(card, 'latin1').digest().readUInt8(0)
}

/** 16 bytes of SHA-256 over the row's fields, in the order of the schema, separated by U+001F. */
export function rowDigest(row: HolderRow): bigint {
  const text = [
    row.card,
    row.serial,
    row.tier,
    row.status,
    row.statusSince,
    row.expiresAt,
    row.name,
    row.pinyin,
    row.idTail,
    row.idHash,
    row.provincial ?? '',
  ].join('\u001f')
  const digest = createHash('sha256').update(text, 'utf8').digest()
  return (digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8)
}

const MOD = 1n << 128n

/** A running sum of row digests modulo 2^128, with the number of rows. */
export type BucketSum = { readonly count: number; readonly sum: bigint }
export const EMPTY_BUCKET: BucketSum = { count: 0, sum: 0n }
export const addRow = (b: BucketSum, digest: bigint): BucketSum => ({
  count: b.count + 1,
  sum: (b.sum + digest) % MOD,
})
export const takeRow = (b: BucketSum, digest: bigint): BucketSum => ({
  count: b.count - 1,
  sum: (b.sum - digest + MOD) % MOD,
})
/** The wire form of a sum: 32 hex digits. */
export const digestText = (b: BucketSum): string => b.sum.toString(16).padStart(32, '0')
