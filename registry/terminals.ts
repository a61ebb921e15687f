// Sites, enrolment codes and terminals: who may join, with which window, and who was cut off.
// A code is kept as a hash, good once and for a while; a terminal's key is only ever the one it enrolled with.
import { createHash, type KeyObject, randomInt, randomUUID } from 'node:crypto'
import { publicKeyFromRaw } from '../core/card/keys.ts'
import type { SiteKind } from '../core/policy/catalogue.ts'
import { type PolicyChanges, type SitePolicy, sitePolicy } from '../core/policy/site-policy.ts'
import { err, ok, type Result } from '../core/result.ts'
import { CHAIN_START } from '../core/sync/chain.ts'
import type { SiteProfile } from '../core/sync/wire.ts'
import type { Queries, Sql } from './store/sql.ts'

export type Site = {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly kind: SiteKind
  readonly county: string
}
export type WindowSpec = {
  readonly siteId: string
  readonly nameZh: string
  readonly nameEn: string
  readonly itemIds: readonly string[] | null
}
export type EnrolError = {
  readonly code: 'enrolment-code-unknown' | 'enrolment-code-used' | 'enrolment-code-expired'
}
export type Terminal = {
  readonly id: string
  readonly state: 'active' | 'cut-off'
  readonly key: KeyObject
  readonly site: SiteProfile
}

/** Crockford's base 32: no I, L, O, U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LIVES = 7 * 86_400

const ADD_SITE = 'INSERT INTO site (id, name_zh, name_en, kind, county) VALUES ($1, $2, $3, $4, $5)'
const SITES = 'SELECT id, name_zh, name_en, kind, county FROM site ORDER BY id'
const SITE = 'SELECT id FROM site WHERE id = $1'
const ADD_CODE =
  'INSERT INTO enrolment_code (secret_hash, site_id, window_zh, window_en, item_ids, expires_at) VALUES ($1, $2, $3, $4, $5, $6)'
const CODE = `
  SELECT site_id, window_zh, window_en, item_ids, expires_at, used_at, used_by
  FROM enrolment_code WHERE secret_hash = $1 FOR UPDATE`
const USE_CODE = 'UPDATE enrolment_code SET used_at = $2, used_by = $3 WHERE secret_hash = $1'
const WITH_KEY = "SELECT id FROM terminal WHERE id = $1 AND public_key = $2 AND state = 'active'"
const ADD_TERMINAL = `
  INSERT INTO terminal (id, site_id, window_zh, window_en, item_ids, public_key, state, enrolled_at, last_contact, last_sequence, last_hash)
  VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $7, 0, $8)`
const TERMINAL = `
  SELECT t.id, t.state, t.public_key, t.window_zh, t.window_en, t.item_ids,
         s.id AS site_id, s.name_zh, s.name_en, s.kind, s.county, s.policy
  FROM terminal AS t JOIN site AS s ON s.id = t.site_id WHERE t.id = $1`
const LIST = `
  SELECT t.id, t.state, t.window_zh, t.enrolled_at, t.last_contact, t.last_sequence, s.name_zh AS site
  FROM terminal AS t JOIN site AS s ON s.id = t.site_id ORDER BY t.id`
const POLICY = 'SELECT policy FROM site WHERE id = $1'
const LOCK_POLICY = 'SELECT policy FROM site WHERE id = $1 FOR UPDATE'
const SET_POLICY = 'UPDATE site SET policy = $2 WHERE id = $1'
const CONTACT = `
  UPDATE terminal SET last_contact = $2 WHERE id = $1
  RETURNING last_sequence, EXISTS (SELECT 1 FROM chain_event WHERE terminal_id = $1) AS troubled`
const CUT_OFF = "UPDATE terminal SET state = 'cut-off' WHERE id = $1 RETURNING id"

export async function createSite(sql: Queries, site: Site): Promise<void> {
  await sql.query(ADD_SITE, [site.id, site.nameZh, site.nameEn, site.kind, site.county])
}

export const listSites = (sql: Queries) =>
  sql.query<{ id: string; name_zh: string; name_en: string; kind: SiteKind; county: string }>(SITES)
export const listTerminals = (sql: Queries) => sql.query(LIST)

/** The secret of a fresh one-time code; null where there is no such site. */
export async function createCode(sql: Queries, window: WindowSpec, now: number): Promise<string | null> {
  if ((await sql.query(SITE, [window.siteId])).length === 0) return null
  const secret = Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const items = window.itemIds === null ? null : JSON.stringify(window.itemIds)
  await sql.query(ADD_CODE, [
    hashOf(secret),
    window.siteId,
    window.nameZh,
    window.nameEn,
    items,
    now + CODE_LIVES,
  ])
  return secret
}

/** A code is spent on one key. Whoever asks with that key again did not hear the answer, and is given it again. */
export async function enrolTerminal(
  sql: Sql,
  secret: string,
  publicKey: string,
  now: number,
): Promise<Result<Terminal, EnrolError>> {
  type CodeRow = {
    site_id: string
    window_zh: string
    window_en: string
    item_ids: string | null
    expires_at: number
    used_at: number | null
    used_by: string | null
  }
  const id = await sql.transaction(async (tx): Promise<Result<string, EnrolError>> => {
    const [code] = await tx.query<CodeRow>(CODE, [hashOf(secret)])
    if (code === undefined) return err({ code: 'enrolment-code-unknown' })
    if (code.used_at !== null) {
      const [same] = await tx.query<{ id: string }>(WITH_KEY, [code.used_by, publicKey])
      return same === undefined ? err({ code: 'enrolment-code-used' }) : ok(same.id)
    }
    if (code.expires_at < now) return err({ code: 'enrolment-code-expired' })
    const terminalId = `t-${randomUUID()}`
    await tx.query(USE_CODE, [hashOf(secret), now, terminalId])
    await tx.query(ADD_TERMINAL, [
      terminalId,
      code.site_id,
      code.window_zh,
      code.window_en,
      code.item_ids,
      publicKey,
      now,
      CHAIN_START,
    ])
    return ok(terminalId)
  })
  if (!id.ok) return id
  const terminal = await findTerminal(sql, id.value)
  return terminal === null ? err({ code: 'enrolment-code-unknown' }) : ok(terminal)
}

type TerminalRow = {
  id: string
  state: Terminal['state']
  public_key: string
  window_zh: string
  window_en: string
  item_ids: string | null
  site_id: string
  name_zh: string
  name_en: string
  kind: SiteKind
  county: string
  policy: string | null
}

export async function findTerminal(sql: Queries, id: string): Promise<Terminal | null> {
  const [row] = await sql.query<TerminalRow>(TERMINAL, [id])
  if (row === undefined) return null
  return {
    id: row.id,
    state: row.state,
    key: publicKeyFromRaw(row.public_key),
    site: {
      siteId: row.site_id,
      siteName: { zh: row.name_zh, en: row.name_en },
      siteKind: row.kind,
      county: row.county,
      windowName: { zh: row.window_zh, en: row.window_en },
      itemIds: row.item_ids === null ? null : JSON.parse(row.item_ids),
      policy: policyOf(row.policy),
    },
  }
}

/** What was never set is as careful as the defaults. */
const policyOf = (stored: string | null): SitePolicy =>
  sitePolicy.parse(stored === null ? {} : JSON.parse(stored))

/** The policy of a site as it holds; null where there is no such site. */
export async function findPolicy(sql: Queries, siteId: string): Promise<SitePolicy | null> {
  const [row] = await sql.query<{ policy: string | null }>(POLICY, [siteId])
  return row === undefined ? null : policyOf(row.policy)
}

/** Goes out to the site's terminals with their next greeting. Answers what holds from now on; null: no such site. */
export async function changePolicy(
  sql: Sql,
  siteId: string,
  changes: PolicyChanges,
): Promise<SitePolicy | null> {
  return await sql.transaction(async tx => {
    const [row] = await tx.query<{ policy: string | null }>(LOCK_POLICY, [siteId])
    if (row === undefined) return null
    const set = Object.entries(changes).filter(([, value]) => value !== undefined)
    const policy = sitePolicy.parse({ ...policyOf(row.policy), ...Object.fromEntries(set) })
    await tx.query(SET_POLICY, [siteId, JSON.stringify(policy)])
    return policy
  })
}

export type Contact = {
  /** The last sequence that the terminal delivered on its first branch. */
  readonly delivered: number
  /** Its chain is not one line, or was not at some time. */
  readonly troubled: boolean
}

export async function noteContact(sql: Queries, id: string, now: number): Promise<Contact> {
  const [row] = await sql.query<{ last_sequence: number; troubled: boolean }>(CONTACT, [id, now])
  return { delivered: row?.last_sequence ?? 0, troubled: row?.troubled ?? false }
}

/** False where there is no such terminal. */
export async function cutOff(sql: Queries, id: string): Promise<boolean> {
  return (await sql.query(CUT_OFF, [id])).length > 0
}

const hashOf = (secret: string): string => createHash('sha256').update(secret, 'latin1').digest('hex')
