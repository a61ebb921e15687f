// What the cache says of itself: which published state its rows equal, and when that was last confirmed.
// A cache that was never filled has no sequence; nothing here invents one.
import type { Db } from '../open.ts'

/**
 * `sequence` is the published state that the rows equal, `stops-sequence` that of the revocation list;
 * the others are seconds since 1970 UTC.
 */
export const META_KEYS = [
  'sequence',
  'stops-sequence',
  'holders-as-of',
  'revocations-as-of',
  'key-list-as-of',
] as const
export type MetaKey = (typeof META_KEYS)[number]

const GET = 'SELECT value FROM meta WHERE key = ?'
const PUT = `
  INSERT INTO meta (key, value) VALUES (?, ?)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`
const FORGET = 'DELETE FROM meta WHERE key = ?'

export type CacheMeta = ReturnType<typeof cacheMeta>

export function cacheMeta(db: Db) {
  const get = db.prepare<[MetaKey], number>(GET).pluck()
  const put = db.prepare<[MetaKey, number]>(PUT)
  const forget = db.prepare<[MetaKey]>(FORGET)
  return {
    get: (key: MetaKey): number | null => get.get(key) ?? null,
    put: (key: MetaKey, value: number | null): void => {
      if (value === null) forget.run(key)
      else put.run(key, value)
    },
  }
}

/** The published state that rows bring the cache to, inside the transaction that writes them. */
export type PublishedState = {
  readonly sequence: number
  /**
   * When the registry confirmed this very state as its newest. Null when it did not (a snapshot, or a change file
   * with others to come): then the ages stay as they were, for the rows are at least as new as before.
   */
  readonly asOf: number | null
}

export function moveTo(meta: CacheMeta, { sequence, asOf }: PublishedState): void {
  const wentBack = sequence < (meta.get('sequence') ?? 0)
  meta.put('sequence', sequence)
  // Rows older than those the ages were confirmed for have no age until they are confirmed again.
  if (asOf === null && !wentBack) return
  meta.put('holders-as-of', asOf)
  meta.put('revocations-as-of', asOf)
}
