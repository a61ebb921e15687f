// Sessions of phones, kept on the server: a cookie holds a random token, the table its hash and the device's public key.
// A session ends after a month of silence, after half a year, and at once when its owner ends it from any of his phones.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Queries } from '../store/sql.ts'
import type { PhoneKind } from './number.ts'

/** Seconds. */
export const IDLE_END = 30 * 86_400
export const ABSOLUTE_END = 180 * 86_400
/** A look at the table is not worth a write each time. */
const SEEN_EVERY = 300
/** Phones signed in at once with one number; the longest unseen gives way. */
const MOST_PHONES = 5

const SWEEP = 'DELETE FROM phone_session WHERE seen_at <= $1 OR started_at <= $2'
const MAKE_ROOM = `
  DELETE FROM phone_session WHERE id IN (
    SELECT id FROM phone_session WHERE kind = $1 AND subject = $2 ORDER BY seen_at DESC, started_at DESC, id OFFSET $3)`
const START = `
  INSERT INTO phone_session (token_hash, id, kind, subject, device_key, device_name, started_at, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`
const FIND = `
  SELECT id, kind, subject, device_key AS "deviceKey", seen_at AS "seenAt" FROM phone_session
  WHERE token_hash = $1 AND seen_at > $2 AND started_at > $3`
const SEEN = 'UPDATE phone_session SET seen_at = $2 WHERE id = $1'
const LIST = `
  SELECT id, device_name AS "deviceName", started_at AS "startedAt", seen_at AS "seenAt" FROM phone_session
  WHERE kind = $1 AND subject = $2 AND seen_at > $3 AND started_at > $4 ORDER BY seen_at DESC, id`
const END = 'DELETE FROM phone_session WHERE kind = $1 AND subject = $2 AND id = $3 RETURNING id'
const END_OTHERS = 'DELETE FROM phone_session WHERE kind = $1 AND subject = $2 AND id <> $3'

export type PhoneSession = {
  readonly id: string
  readonly kind: PhoneKind
  readonly subject: string
  readonly deviceKey: string
}
export type ListedSession = {
  readonly id: string
  readonly deviceName: string
  readonly startedAt: number
  readonly seenAt: number
}

const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex')

/** The new session's token, for the cookie alone. Sweeps what has ended. */
export async function startPhoneSession(
  sql: Queries,
  session: Omit<PhoneSession, 'id'> & { readonly deviceName: string },
  now: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { kind, subject, deviceKey, deviceName } = session
  await sql.query(SWEEP, [now - IDLE_END, now - ABSOLUTE_END])
  await sql.query(MAKE_ROOM, [kind, subject, MOST_PHONES - 1])
  await sql.query(START, [hashOf(token), randomUUID(), kind, subject, deviceKey, deviceName, now])
  return token
}

/** The session of a cookie, or null. Counts as being there. */
export async function findPhoneSession(
  sql: Queries,
  token: string,
  now: number,
): Promise<PhoneSession | null> {
  const limits = [now - IDLE_END, now - ABSOLUTE_END]
  const [found] = await sql.query<PhoneSession & { seenAt: number }>(FIND, [hashOf(token), ...limits])
  if (found === undefined) return null
  const { seenAt, ...session } = found
  if (now - seenAt >= SEEN_EVERY) await sql.query(SEEN, [session.id, now])
  return session
}

type Owner = Pick<PhoneSession, 'kind' | 'subject'>

export const listPhoneSessions = (sql: Queries, of: Owner, now: number): Promise<ListedSession[]> =>
  sql.query<ListedSession>(LIST, [of.kind, of.subject, now - IDLE_END, now - ABSOLUTE_END])

/** False where the owner has no such session. */
export const endPhoneSession = async (sql: Queries, of: Owner, id: string): Promise<boolean> =>
  (await sql.query(END, [of.kind, of.subject, id])).length > 0

export async function endOtherPhoneSessions(
  sql: Queries,
  own: Owner & { readonly id: string },
): Promise<void> {
  await sql.query(END_OTHERS, [own.kind, own.subject, own.id])
}
