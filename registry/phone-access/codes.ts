// One-time codes: six digits, good once, for five minutes and five guesses.
// A number that nobody has gets a row like any other, with a code that cannot be typed: nothing here tells the two apart.
import { randomBytes, randomInt } from 'node:crypto'
import type { Queries } from '../store/sql.ts'
import type { PhoneKind } from './number.ts'

/** Seconds. */
export const CODE_LIVES = 5 * 60
const GUESSES = 5

const SWEEP = 'DELETE FROM phone_code WHERE expires_at <= $1'
const KEEP = `
  INSERT INTO phone_code (kind, subject, code_hash, expires_at, tries) VALUES ($1, $2, $3, $4, 0)
  ON CONFLICT (kind, subject) DO UPDATE
  SET code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0`
const GUESS = `
  UPDATE phone_code SET tries = tries + 1
  WHERE kind = $1 AND subject = $2 AND expires_at > $3 AND tries < $4 RETURNING code_hash AS hash`
const SPEND = 'DELETE FROM phone_code WHERE kind = $1 AND subject = $2 AND code_hash = $3 RETURNING subject'

export type CodeBook = ReturnType<typeof codeBook>

/** `keyed`: under the registry's own key, which lies in no table: a copy of them is of no use to anybody. */
export function codeBook(sql: Queries, keyed: (text: string) => string) {
  const hashOf = (kind: PhoneKind, number: string, code: string): string =>
    keyed(`code ${kind} ${number} ${code}`)

  return {
    /** A fresh code in the place of any earlier one; null where nobody is to have it, after the same work. */
    async make(kind: PhoneKind, number: string, somebody: boolean, now: number): Promise<string | null> {
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const kept = somebody ? code : randomBytes(24).toString('base64url')
      await sql.query(SWEEP, [now])
      await sql.query(KEEP, [kind, number, hashOf(kind, number, kept), now + CODE_LIVES])
      return somebody ? code : null
    },

    /** Spends the code where it is right; a wrong one counts, and the last guess takes the code with it. */
    async spend(kind: PhoneKind, number: string, code: string, now: number): Promise<boolean> {
      // Counted before it is compared, so that many guesses at once do not slip through together.
      const [row] = await sql.query<{ hash: string }>(GUESS, [kind, number, now, GUESSES])
      if (row === undefined || row.hash !== hashOf(kind, number, code)) return false
      return (await sql.query(SPEND, [kind, number, row.hash])).length === 1
    },
  }
}
