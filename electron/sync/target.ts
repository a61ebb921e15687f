// What a cache must be able to do to be pulled into, and the codes with which a pull can end.
// Files go in by their paths: whoever implements this applies them where no scan waits for it.
import type { Result } from '../../core/result.ts'
import type { BucketText, SignedDocument, StandingRow } from '../../core/sync/wire.ts'
import type { SyncResult } from '../api.ts'
import type { DownloadError } from './download.ts'

export type SyncErrorCode = NonNullable<SyncResult['error']>
export type PullError = { readonly code: SyncErrorCode }
type Applying = Promise<Result<{ readonly written: number }, PullError>>

export type Published = 'manifest' | 'revocations'
export type Issued = { readonly sequence: number; readonly issuedAt: number }

/** Seconds since 1970 UTC. */
export type PullTarget = {
  /** The published state the cache equals; null = never filled. */
  sequence(): number | null
  /** When its holder data was last confirmed; null = never, or not since it went back. */
  holdersAsOf(): number | null
  /** The state whose standings the revocation list gave. */
  stopsSequence(): number | null
  /** The same list is that of a later state, too. */
  noteStopsSequence(sequence: number): void
  document(kind: SignedDocument['kind']): SignedDocument | null
  putDocument(document: SignedDocument): void
  /** The registry confirmed at `asOf` that what we hold of this kind is the newest. Never moves back. */
  confirm(kind: 'holders' | 'revocations' | 'key-list', asOf: number): void
  /** Highest counter of a key list ever accepted; outlives the cache. */
  keyListCounter(): number
  noteKeyListCounter(counter: number): void
  /** The newest state of which either was ever accepted; outlives the cache. */
  newest(kind: Published): Issued | null
  noteNewest(kind: Published, newest: Issued): void
  /** All files in one transaction; rows that do not differ are not written. Nothing is confirmed by it. */
  applyChanges(files: readonly string[], sequence: number): Applying
  /** Builds a new cache beside the old one, brings it to `sequence`, and puts it in its place in one step. */
  replaceBySnapshot(
    files: { readonly snapshot: string; readonly changes: readonly string[] },
    sequence: number,
    onRows: (done: number) => void,
  ): Applying
  /** Makes these buckets, and no other, hold what their blocks and the changes since say. */
  mendBuckets(
    buckets: readonly number[],
    files: { readonly blocks: readonly string[]; readonly changes: readonly string[] },
  ): Applying
  /** The standings of the published state `sequence`, in place of those before. */
  replaceStops(rows: readonly StandingRow[], sequence: number): Applying
  /** Bucket counts and digests as they are in the cache. */
  buckets(): readonly BucketText[]
}

export function syncCodeOf(error: DownloadError): SyncErrorCode {
  switch (error.code) {
    case 'unreachable':
      return 'unreachable'
    case 'not-a-registry':
    case 'too-large':
      return 'protocol'
    case 'busy':
      return 'busy'
    case 'bad-hash':
    case 'disk':
    case 'stopped':
      return error.code
    case 'refused':
      if (error.reason === 'terminal-cut-off') return 'cut-off'
      if (error.reason === 'unauthorised') return 'unauthorised'
      return error.reason === 'internal' ? 'server-error' : 'protocol'
  }
}
