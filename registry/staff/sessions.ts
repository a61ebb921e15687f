// Sessions of the console, kept on the server: a cookie holds a random token, the table its hash.
// A session ends after idling, after a working day, and at once when its account is closed or changes its role.
import { createHash, randomBytes } from 'node:crypto'
import type { Queries } from '../store/sql.ts'
import type { Staff } from './accounts.ts'

/** Seconds. */
export const IDLE_END = 30 * 60
export const ABSOLUTE_END = 12 * 3600
/** A look at the table is not worth a write each time. */
const SEEN_EVERY = 60

const START = 'INSERT INTO staff_session (token_hash, login, started_at, seen_at) VALUES ($1, $2, $3, $3)'
const FIND = `
  SELECT s.login, s.name, s.role, s.unit, s.must_change AS "mustChange", s.state, s.created_at AS "createdAt",
         o.seen_at AS "seenAt"
  FROM staff_session AS o JOIN staff AS s ON s.login = o.login
  WHERE o.token_hash = $1 AND s.state = 'active' AND o.seen_at > $2 AND o.started_at > $3`
const SEEN = 'UPDATE staff_session SET seen_at = $2 WHERE token_hash = $1'
const END = 'DELETE FROM staff_session WHERE token_hash = $1'
const SWEEP = 'DELETE FROM staff_session WHERE seen_at <= $1 OR started_at <= $2'

export const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex')

/** The new session's token, for the cookie alone. Sweeps what has ended. */
export async function startSession(sql: Queries, login: string, now: number): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql.query(SWEEP, [now - IDLE_END, now - ABSOLUTE_END])
  await sql.query(START, [hashOf(token), login, now])
  return token
}

/** Whose session this is, or null. Counts as being there. */
export async function findSession(sql: Queries, token: string, now: number): Promise<Staff | null> {
  const [found] = await sql.query<Staff & { seenAt: number }>(FIND, [
    hashOf(token),
    now - IDLE_END,
    now - ABSOLUTE_END,
  ])
  if (found === undefined) return null
  const { seenAt, ...staff } = found
  if (now - seenAt >= SEEN_EVERY) await sql.query(SEEN, [hashOf(token), now])
  return staff
}

export async function endSession(sql: Queries, token: string): Promise<void> {
  await sql.query(END, [hashOf(token)])
}
