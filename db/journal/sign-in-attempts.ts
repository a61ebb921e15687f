// Wrong PINs are waited out, by number and for the terminal as a whole: counted before judged, so that many at once count as many.
// The wait is kept in the journal: neither a restart nor a clock set forward and back shortens or lengthens it much.
import type { Db } from '../open.ts'

type Rule = {
  /** Wrong attempts that cost nothing. */
  readonly free: number
  /** Seconds that the next costs; then doubling. */
  readonly first: number
  readonly longest: number
}
const OF_NUMBER: Rule = { free: 3, first: 5, longest: 15 * 60 }
/** Many numbers tried one after the other; short, because it keeps the honest waiting as well. */
const OF_TERMINAL: Rule = { free: 12, first: 5, longest: 60 }
/** No clerk's number is called so. */
const TERMINAL = '*'
const FORGOTTEN_AFTER = 24 * 3600

const FIND = 'SELECT tried, wait_till FROM sign_in_attempt WHERE number = ?'
const COUNT = `
  INSERT INTO sign_in_attempt (number, tried, last_at, wait_till) VALUES (?, ?, ?, ?)
  ON CONFLICT (number) DO UPDATE SET
    tried = excluded.tried, last_at = excluded.last_at, wait_till = excluded.wait_till`
const FORGIVE = 'DELETE FROM sign_in_attempt WHERE number = ?'
/** The attempt that was right takes itself back, and no other. */
const FORGIVE_ONE = 'UPDATE sign_in_attempt SET tried = tried - 1, wait_till = 0 WHERE number = ?'
const FORGIVE_NONE_LEFT = 'DELETE FROM sign_in_attempt WHERE number = ? AND tried <= 0'
const FORGET = 'DELETE FROM sign_in_attempt WHERE last_at < ?'

export type Attempt = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number }

export function signInAttempts(db: Db) {
  const find = db.prepare<[string], [tried: number, waitTill: number]>(FIND).raw()
  const count = db.prepare<[string, number, number, number]>(COUNT)
  const forgive = db.prepare<[string]>(FORGIVE)
  const forgiveOne = db.prepare<[string]>(FORGIVE_ONE)
  const forgiveNoneLeft = db.prepare<[string]>(FORGIVE_NONE_LEFT)
  const forget = db.prepare<[number]>(FORGET)

  const waitOf = (number: string, rule: Rule, now: number): number => {
    const [, waitTill] = find.get(number) ?? [0, 0]
    const wait = waitTill - now
    // A longer wait than there is means that the clock was set back.
    return wait > 0 && wait <= rule.longest ? wait : 0
  }
  const addOne = (number: string, rule: Rule, now: number): void => {
    const [tried] = find.get(number) ?? [0]
    count.run(number, tried + 1, now, now + waitAfter(tried + 1, rule))
  }
  const forgiveTerminal = (): void => {
    forgiveOne.run(TERMINAL)
    forgiveNoneLeft.run(TERMINAL)
  }

  return {
    /** Counts one more attempt, or says how many seconds to wait. Throws where the journal cannot be written. */
    begin: db.transaction((number: string, now: number): Attempt => {
      forget.run(now - FORGOTTEN_AFTER)
      const wait = Math.max(waitOf(number, OF_NUMBER, now), waitOf(TERMINAL, OF_TERMINAL, now))
      if (wait > 0) return { allowed: false, retryAfter: wait }
      addOne(number, OF_NUMBER, now)
      addOne(TERMINAL, OF_TERMINAL, now)
      return { allowed: true }
    }).immediate,
    /** As `begin`, where no number was typed: a badge. */
    beginAtTerminal: db.transaction((now: number): Attempt => {
      forget.run(now - FORGOTTEN_AFTER)
      const wait = waitOf(TERMINAL, OF_TERMINAL, now)
      if (wait > 0) return { allowed: false, retryAfter: wait }
      addOne(TERMINAL, OF_TERMINAL, now)
      return { allowed: true }
    }).immediate,
    /** The PIN was right. */
    forgive: (number: string): void => {
      forgive.run(number)
      forgiveTerminal()
    },
    /** The badge was right. */
    forgiveTerminal,
  }
}

/** Seconds to wait after so many attempts in a row. */
function waitAfter(tried: number, { free, first, longest }: Rule): number {
  return tried < free ? 0 : Math.min(longest, first * 2 ** (tried - free))
}
