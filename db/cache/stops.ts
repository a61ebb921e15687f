// Standings newer than the holder rows, from the revocation list: a card stopped this morning is stopped at the next scan.
// They stand over the rows until rows of the same published state have come; never the other way round.
import type { Status } from '../../core/policy/evidence.ts'
import type { StandingRow } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import type { CachedHolder } from './holders.ts'
import { cacheMeta } from './meta.ts'

// With a condition: without one SQLite writes a page even where there is no row.
const FORGET = 'DELETE FROM stop WHERE card_no >= 0'
const ADD = 'INSERT INTO stop (card_no, serial, status, status_since) VALUES (?, ?, ?, ?)'
const OF_CARD = 'SELECT serial, status, status_since FROM stop WHERE card_no = ?'
const ALL = 'SELECT card_no, serial, status, status_since FROM stop ORDER BY card_no'

export type Stop = readonly [card: number, serial: number, status: string, since: number]

/** A found holder with the newest standing there is. Look-ups by a code have it in their one statement (holders.ts). */
export function withStanding(db: Db): <H extends CachedHolder>(holder: H) => H {
  const ofCard = db.prepare<[number], [number, Status, number]>(OF_CARD).raw()
  return holder => {
    const newer = ofCard.get(Number(holder.cardNumber))
    if (newer === undefined) return holder
    const [serial, status, statusSince] = newer
    return { ...holder, serial, status, statusSince }
  }
}

/** What a snapshot takes over from the cache that it replaces. */
export const allStops = (db: Db): readonly Stop[] =>
  db.prepare<[], [number, number, string, number]>(ALL).raw().all()

/** Inside the caller's transaction. */
export function putStops(db: Db, stops: Iterable<Stop>): number {
  const add = db.prepare<[number, number, string, number]>(ADD)
  let written = 0
  for (const [card, serial, status, since] of stops) written += add.run(card, serial, status, since).changes
  return written
}

/**
 * The list of the published state `sequence` takes the place of the one before, in one transaction.
 * Rows of that state, or a later one, say the same themselves: then nothing is kept beside them.
 */
export function replaceStops(db: Db, rows: readonly StandingRow[], sequence: number): number {
  return db
    .transaction((): number => {
      const meta = cacheMeta(db)
      db.prepare(FORGET).run()
      meta.put('stops-sequence', sequence)
      if (sequence <= (meta.get('sequence') ?? -1)) return 0
      return putStops(
        db,
        rows.map(row => [Number(row.card), row.serial, row.status, row.since] as const),
      )
    })
    .immediate()
}

/** Called when the rows have reached a published state, in that very transaction. */
export function dropOutlivedStops(db: Db, sequence: number): void {
  if (sequence >= (cacheMeta(db).get('stops-sequence') ?? 0)) db.prepare(FORGET).run()
}
