// Counts and digests per bucket of the register, so that both sides can tell which part differs: holders and uses alike.
// The digest is a sum, so a row can be added and taken away without reading the others.
import { hash } from 'node:crypto'
import type { BucketText, HolderRow, UsageRow } from './wire.ts'

export const BUCKETS = 256
/** Consecutive card numbers, check digit aside, that lie together in a snapshot. */
export const BLOCK = 4096

/** Block of a card number: a snapshot, sorted by card, is one block after another. */
export const blockOf = (card: string): number => Math.floor(Number(card) / (10 * BLOCK))
/** Bucket of a card number. A bucket of a register of up to a million cards in a row is one block of its snapshot. */
export const bucketOf = (card: string): number => blockOf(card) % BUCKETS

/** The first 16 bytes of SHA-256 over the row's fields, in the order of the schema, separated by U+001F. */
export function rowDigest(row: HolderRow): Buffer {
  return digestOf(
    `${row.card}\u001f${row.serial}\u001f${row.tier}\u001f${row.status}\u001f${row.statusSince}\u001f${row.expiresAt}\u001f${row.name}\u001f${row.pinyin}\u001f${row.idTail}\u001f${row.idHash}\u001f${row.provincial ?? ''}`,
  )
}

/** The same for a use that counts; the leading word keeps it apart from every holder's row. */
export function usageDigest(row: Omit<UsageRow, 't' | 'void'>): Buffer {
  return digestOf(
    `use\u001f${row.record}\u001f${row.card}\u001f${row.item}\u001f${row.at}\u001f${row.site}\u001f${row.amountCny ?? ''}`,
  )
}

/** In one call, without a hash object: a snapshot asks a million times. */
const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, DIGEST_BYTES)

const DIGEST_BYTES = 16

export const digestValue = (digest: Buffer): bigint =>
  (digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8)

/** A running sum of row digests modulo 2^128, with the number of holders and of uses. */
export type BucketSum = { readonly count: number; readonly uses: number; readonly sum: bigint }
export const EMPTY_BUCKET: BucketSum = { count: 0, uses: 0, sum: 0n }

/** What adding rows to a bucket, or taking them away (negative), does to it. */
export type BucketStep = { readonly holders: number; readonly uses: number; readonly digest: bigint }
export const step = (b: BucketSum, by: BucketStep): BucketSum => ({
  count: b.count + by.holders,
  uses: b.uses + by.uses,
  sum: BigInt.asUintN(128, b.sum + by.digest),
})
export const addRow = (b: BucketSum, digest: Buffer): BucketSum =>
  step(b, { holders: 1, uses: 0, digest: digestValue(digest) })
export const takeRow = (b: BucketSum, digest: Buffer): BucketSum =>
  step(b, { holders: -1, uses: 0, digest: -digestValue(digest) })
export const addUse = (b: BucketSum, digest: Buffer): BucketSum =>
  step(b, { holders: 0, uses: 1, digest: digestValue(digest) })
export const takeUse = (b: BucketSum, digest: Buffer): BucketSum =>
  step(b, { holders: 0, uses: -1, digest: -digestValue(digest) })

/** Rows that come and go, added up in plain numbers: the sum's four 32-bit parts, carried only when it is asked for. */
export function runningStep() {
  const parts = new Float64Array(4)
  let [holders, uses, digest, moves] = [0, 0, 0n, 0]
  const carry = (): void => {
    digest += parts.reduce((sum, part) => (sum << 32n) + BigInt(part), 0n)
    parts.fill(0)
    moves = 0
  }
  return {
    /** `sign`: 1 for a row that comes, -1 for one that goes. */
    move(row: Buffer, sign: 1 | -1, kind: 'holder' | 'use'): void {
      for (let i = 0; i < 4; i++) parts[i] = (parts[i] ?? 0) + sign * row.readUInt32BE(i * 4)
      if (kind === 'holder') holders += sign
      else uses += sign
      // Far below the 2^21 moves after which a part would no longer be exact.
      if (++moves === 2 ** 20) carry()
    },
    total(): BucketStep {
      carry()
      return { holders, uses, digest }
    },
  }
}

export const emptyBuckets = (): BucketSum[] => Array.from({ length: BUCKETS }, () => EMPTY_BUCKET)

/** The wire form of a sum: 32 hex digits. */
export const digestText = (b: BucketSum): string => b.sum.toString(16).padStart(32, '0')
export const bucketText = (b: BucketSum): BucketText => ({
  count: b.count,
  uses: b.uses,
  digest: digestText(b),
})
