// Wrong PINs are waited out: an attempt is counted before it is judged, so that many at once count as many.
// The wait is kept in the journal: neither a restart nor a clock set forward and back shortens or lengthens it much.
import type { Db } from '../open.ts'

/** Wrong PINs that cost nothing; the next costs 5 s, then doubling up to a quarter of an hour. */
const FREE_ATTEMPTS = 3
const FIRST_WAIT = 5
const LONGEST_WAIT = 15 * 60
const FORGOTTEN_AFTER = 24 * 3600

const FIND = 'SELECT tried, wait_till FROM sign_in_attempt WHERE number = ?'
const COUNT = `
  INSERT INTO sign_in_attempt (number, tried, last_at, wait_till) VALUES (?, ?, ?, ?)
  ON CONFLICT (number) DO UPDATE SET
    tried = excluded.tried, last_at = excluded.last_at, wait_till = excluded.wait_till`
const FORGIVE = 'DELETE FROM sign_in_attempt WHERE number = ?'
const FORGET = 'DELETE FROM sign_in_attempt WHERE last_at < ?'

export type Attempt = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number }

export function signInAttempts(db: Db) {
  const find = db.prepare<[string], [tried: number, waitTill: number]>(FIND).raw()
  const count = db.prepare<[string, number, number, number]>(COUNT)
  const forgive = db.prepare<[string]>(FORGIVE)
  const forget = db.prepare<[number]>(FORGET)

  return {
    /** Counts one more attempt, or says how many seconds to wait. Throws where the journal cannot be written. */
    begin: db.transaction((number: string, now: number): Attempt => {
      forget.run(now - FORGOTTEN_AFTER)
      const [tried, waitTill] = find.get(number) ?? [0, 0]
      const wait = waitTill - now
      // A longer wait than there is means that the clock was set back.
      if (wait > 0 && wait <= LONGEST_WAIT) return { allowed: false, retryAfter: wait }
      count.run(number, tried + 1, now, now + waitAfter(tried + 1))
      return { allowed: true }
    }).immediate,
    /** The PIN was right. */
    forgive: (number: string): void => void forgive.run(number),
  }
}

/** Seconds to wait after so many attempts in a row. */
function waitAfter(tried: number): number {
  return tried < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tried - FREE_ATTEMPTS))
}
