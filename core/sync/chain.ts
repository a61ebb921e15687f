// The hash chain of a terminal's service log: what makes a gap, a change or a removal visible.
// The text that was hashed is the text that is kept and sent; nothing is ever serialised a second time.
import { createHash } from 'node:crypto'
import type { SealedRecord } from './wire.ts'

/** What the first record of a terminal follows. */
export const CHAIN_START = '0'.repeat(64)

/** SHA-256 over the previous hash (64 hex digits) and the record's text, as lower-case hex. */
export function chainHash(prev: string, body: string): string {
  return createHash('sha256').update(prev, 'latin1').update(body, 'utf8').digest('hex')
}

export function sealRecord(record: {
  readonly sequence: number
  readonly id: string
  readonly body: string
  readonly prev: string
}): SealedRecord {
  return { ...record, hash: chainHash(record.prev, record.body) }
}

/** True when the hash follows from what it claims to follow from. */
export function isSealed(record: SealedRecord): boolean {
  return chainHash(record.prev, record.body) === record.hash
}
