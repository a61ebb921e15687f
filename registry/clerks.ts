// Clerks of the sites as the office enters them: who may work where; hashes of first PINs and badges alone.
// Nobody is ever removed: who left is closed, and every change has a higher version, which the terminals go by.
import { randomBytes, randomInt } from 'node:crypto'
import { badgeHash, badgeSecret, formatBadge } from '../core/card/badge.ts'
import { err, ok, type Result } from '../core/result.ts'
import { isStrongPin, type RosterClerk, scryptPin } from '../core/sync/roster.ts'
import type { Queries, Sql } from './store/sql.ts'

export type ClerkError = {
  readonly code: 'no-such-site' | 'no-such-clerk' | 'clerk-number-taken' | 'pin-too-weak'
}
export type NewClerk = {
  readonly siteId: string
  readonly number: string
  readonly name: string
  readonly role: RosterClerk['role']
  /** Null: a supervisor of the hall sets one. */
  readonly firstPin: string | null
}

const SITE = 'SELECT id FROM site WHERE id = $1'
const ROSTER = `
  SELECT number, name, role, state, version, pin_version, pin_salt, pin_hash, badge_hash
  FROM clerk WHERE site_id = $1 ORDER BY number`
const ADD = `
  INSERT INTO clerk (site_id, number, name, role, state, version, pin_version, pin_salt, pin_hash)
  VALUES ($1, $2, $3, $4, 'active', 1, 1, $5, $6) ON CONFLICT (site_id, number) DO NOTHING RETURNING number`
const SET_STATE =
  'UPDATE clerk SET state = $3, version = version + 1 WHERE site_id = $1 AND number = $2 RETURNING number'
const SET_PIN = `
  UPDATE clerk SET pin_salt = $3, pin_hash = $4, pin_version = pin_version + 1, version = version + 1
  WHERE site_id = $1 AND number = $2 RETURNING number`
const SET_BADGE =
  'UPDATE clerk SET badge_hash = $3, version = version + 1 WHERE site_id = $1 AND number = $2 RETURNING number'

type Row = {
  number: string
  name: string
  role: RosterClerk['role']
  state: RosterClerk['state']
  version: number
  pin_version: number
  pin_salt: string | null
  pin_hash: string | null
  badge_hash: string | null
}

/** What the terminals of the site are told. */
export async function rosterOf(sql: Queries, siteId: string): Promise<RosterClerk[]> {
  return (await sql.query<Row>(ROSTER, [siteId])).map(row => ({
    number: row.number,
    name: row.name,
    role: row.role,
    state: row.state,
    version: row.version,
    pinVersion: row.pin_version,
    pin: row.pin_salt === null || row.pin_hash === null ? null : { salt: row.pin_salt, hash: row.pin_hash },
    badgeHash: row.badge_hash,
  }))
}

export async function addClerk(sql: Sql, clerk: NewClerk): Promise<Result<null, ClerkError>> {
  const { siteId, number, name, role, firstPin } = clerk
  if (firstPin !== null && !isStrongPin(firstPin)) return err({ code: 'pin-too-weak' })
  if ((await sql.query(SITE, [siteId])).length === 0) return err({ code: 'no-such-site' })
  const salt = randomBytes(16)
  const hash = firstPin === null ? null : (await scryptPin(firstPin, salt)).toString('hex')
  const added = await sql.query(ADD, [
    siteId,
    number,
    name,
    role,
    hash === null ? null : salt.toString('hex'),
    hash,
  ])
  return added.length === 1 ? ok(null) : err({ code: 'clerk-number-taken' })
}

/** Takes effect at each terminal of the site with its next sync. */
export async function setClerkState(
  sql: Sql,
  siteId: string,
  number: string,
  state: RosterClerk['state'],
): Promise<Result<null, ClerkError>> {
  const changed = await sql.query(SET_STATE, [siteId, number, state])
  return changed.length === 1 ? ok(null) : err({ code: 'no-such-clerk' })
}

/** A new first PIN in place of whatever the clerk had: to be changed at the first sign-in after the next sync. */
export async function resetPin(
  sql: Queries,
  siteId: string,
  number: string,
  firstPin: string,
): Promise<Result<null, ClerkError>> {
  if (!isStrongPin(firstPin)) return err({ code: 'pin-too-weak' })
  const salt = randomBytes(16)
  const hash = await scryptPin(firstPin, salt)
  const changed = await sql.query(SET_PIN, [siteId, number, salt.toString('hex'), hash.toString('hex')])
  return changed.length === 1 ? ok(null) : err({ code: 'no-such-clerk' })
}

/** Six digits that nobody would guess first. */
export function freshPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0')
    if (isStrongPin(pin)) return pin
  }
}

/** The badge's code, to be printed now: it is kept nowhere. The last badge dies with the next sync. */
export async function issueBadge(
  sql: Sql,
  siteId: string,
  number: string,
): Promise<Result<string, ClerkError>> {
  const badge = { number, secret: badgeSecret(randomBytes(16)) }
  const changed = await sql.query(SET_BADGE, [siteId, number, badgeHash(badge).toString('hex')])
  return changed.length === 1 ? ok(formatBadge(badge)) : err({ code: 'no-such-clerk' })
}
