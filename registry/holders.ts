// The holder register: rows in, statuses changed with reason, actor and time, changes queued for the next publication.
// A status is never overwritten: each change is a line of its own; the ground of a revocation never leaves the register.
import { createHmac } from 'node:crypto'
import type { Tier } from '../core/card/card.ts'
import type { Status } from '../core/policy/evidence.ts'
import { err, ok, type Result } from '../core/result.ts'
import { bucketOf, rowDigest } from '../core/sync/buckets.ts'
import type { HolderRow } from '../core/sync/wire.ts'
import { type Act, type Ground, RULES } from './register/acts.ts'
import type { Param, Queries, Sql } from './store/sql.ts'

/** A holder as the office enters him. Times: seconds since 1970 UTC. */
export type NewHolder = {
  readonly card: string
  readonly tier: Tier
  readonly name: string
  readonly pinyin: string
  readonly idNumber: string
  readonly provincial: string | null
  readonly expiresAt: number
  readonly status: Status
  /** Digits; for the office alone. */
  readonly phone?: string | null
}
export type HolderRecord = {
  readonly card_no: string
  readonly serial: number
  readonly tier: Tier
  readonly status: Status
  readonly status_since: number
  readonly expires_at: number
  readonly name: string
  readonly pinyin: string
  readonly id_number: string
  readonly id_hash: string
  readonly provincial: string | null
  readonly digest: string
  readonly phone: string | null
  /** The card of the entry that this one was found to be the same holder as; null for a holder in his own right. */
  readonly merged_into: string | null
}

export { ACTS, type Act, GROUNDS, type Ground } from './register/acts.ts'

export type ActError = {
  readonly code: 'no-such-card' | 'not-from-this-status' | 'ground-needed' | 'serial-exhausted' | 'merged'
}

const FIND = 'SELECT * FROM holder WHERE card_no = $1'
const FIND_FOR_CHANGE = 'SELECT * FROM holder WHERE card_no = $1 FOR UPDATE'
const BY_ID_HASHES = 'SELECT id_hash FROM holder WHERE id_hash = ANY($1)'
const INSERT = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_number, id_hash, provincial, digest,
                      phone)
  SELECT * FROM UNNEST($1::TEXT[], $2::INTEGER[], $3::TEXT[], $4::TEXT[], $5::BIGINT[], $6::BIGINT[], $7::TEXT[], $8::TEXT[],
                       $9::TEXT[], $10::TEXT[], $11::TEXT[], $12::TEXT[], $13::TEXT[])`
const INSERT_HISTORY = `
  INSERT INTO status_change (card_no, number, at, act, status, serial, actor, reason, ground)
  SELECT card, 1, $2, 'enter', status, 1, $3, $4, NULL FROM UNNEST($1::TEXT[], $5::TEXT[]) AS entered (card, status)`
const REPLACE = `
  UPDATE holder SET serial = $2, tier = $3, status = $4, status_since = $5, expires_at = $6, name = $7, pinyin = $8,
                    id_number = $9, id_hash = $10, provincial = $11, digest = $12, phone = $13, merged_into = $14
  WHERE card_no = $1`
const ADD_HISTORY = `
  INSERT INTO status_change (card_no, number, at, act, status, serial, actor, reason, ground, effect_on)
  SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM status_change WHERE card_no = $1`
const HISTORY = `
  SELECT number, at, act, status, serial, actor, reason, ground, effect_on FROM status_change
  WHERE card_no = $1 ORDER BY number`
const BEFORE_SUSPENSION = `
  SELECT status FROM status_change
  WHERE card_no = $1 AND number < (SELECT MAX(number) FROM status_change WHERE card_no = $1 AND act = 'suspend')
  ORDER BY number DESC LIMIT 1`
const QUEUE = 'INSERT INTO change (body) SELECT UNNEST($1::TEXT[])'
// In order of id, here and below: two who enter holders at once wait for each other instead of locking each other out.
const MAKE_BUCKETS = `
  INSERT INTO bucket (id, count, digest) SELECT id, 0, '0' FROM UNNEST($1::INTEGER[]) AS wanted (id) ORDER BY id
  ON CONFLICT (id) DO NOTHING`
const BUCKETS_FOR_CHANGE = 'SELECT id, count, digest FROM bucket WHERE id = ANY($1) ORDER BY id FOR UPDATE'
const SET_BUCKETS = `
  UPDATE bucket SET count = moved.count, digest = moved.digest
  FROM UNNEST($1::INTEGER[], $2::BIGINT[], $3::TEXT[]) AS moved (id, count, digest) WHERE bucket.id = moved.id`
const PAGE = 'SELECT * FROM holder WHERE card_no > $1 ORDER BY card_no LIMIT $2'
const LAST = 'SELECT COALESCE(MAX(card_no), $1) AS last FROM holder WHERE card_no LIKE $2'

/** More rows than this are not worth a change file: the next publication is a snapshot. */
export const BULK = 5000
/** Waits among the queued rows where holders were entered without any: the next publication is a whole snapshot. */
export const SNAPSHOT_DUE = ''

export const idHashOf = (idNumber: string, key: Buffer): string =>
  createHmac('sha256', key).update(idNumber, 'latin1').digest().subarray(0, 16).toString('hex')

export async function findHolder(sql: Queries, card: string): Promise<HolderRecord | null> {
  return (await sql.query<HolderRecord>(FIND, [card]))[0] ?? null
}

export async function knownIdHashes(sql: Queries, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await sql.query<{ id_hash: string }>(BY_ID_HASHES, [hashes])).map(r => r.id_hash))
}

/** The highest card number with the prefix, or `prefix` and zeros where there is none. */
export async function lastCard(sql: Queries, prefix: string): Promise<string> {
  return (
    (await sql.query<{ last: string }>(LAST, [prefix.padEnd(12, '0'), `${prefix}%`]))[0]?.last ??
    prefix.padEnd(12, '0')
  )
}

/** Holders in card order, page by page: the whole register is never in memory. */
export async function* holdersInOrder(sql: Queries, page = 5000): AsyncGenerator<HolderRecord[]> {
  let after = ''
  for (;;) {
    const rows = await sql.query<HolderRecord>(PAGE, [after, page])
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.card_no ?? after
  }
}

/** As a terminal may know him: no ID number, no employer, no phone. */
export function wireRow(h: HolderRecord): HolderRow {
  return {
    t: 'h',
    card: h.card_no,
    serial: h.serial,
    tier: h.tier,
    status: h.status,
    statusSince: h.status_since,
    expiresAt: h.expires_at,
    name: h.name,
    pinyin: h.pinyin,
    idTail: h.id_number.slice(-4),
    idHash: h.id_hash,
    provincial: h.provincial,
  }
}

export type EnteredBy = {
  readonly actor: string
  readonly reason: string
  readonly now: number
  readonly idLookupKey: Buffer
  /** False for bulk: then the next publication is a whole snapshot. */
  readonly queue: boolean
}

/** Enters holders in one transaction. */
export const enterHolders = (sql: Sql, entered: readonly NewHolder[], by: EnteredBy): Promise<void> =>
  sql.transaction(async tx => await enterHoldersWithin(tx, entered, by))

/** As `enterHolders`, as part of a transaction. */
export async function enterHoldersWithin(
  tx: Queries,
  entered: readonly NewHolder[],
  by: EnteredBy,
): Promise<void> {
  const rows = entered.map((h): HolderRecord => {
    const row = {
      card_no: h.card,
      serial: 1,
      tier: h.tier,
      status: h.status,
      status_since: by.now,
      expires_at: h.expiresAt,
      name: h.name,
      pinyin: h.pinyin,
      id_number: h.idNumber,
      id_hash: idHashOf(h.idNumber, by.idLookupKey),
      provincial: h.provincial,
      digest: '',
      phone: h.phone ?? null,
      merged_into: null,
    }
    return { ...row, digest: rowDigest(wireRow(row)).toString('hex') }
  })
  const column = (key: keyof HolderRecord): Param => rows.map(r => r[key])
  await tx.query(INSERT, [
    column('card_no'),
    column('serial'),
    column('tier'),
    column('status'),
    column('status_since'),
    column('expires_at'),
    column('name'),
    column('pinyin'),
    column('id_number'),
    column('id_hash'),
    column('provincial'),
    column('digest'),
    column('phone'),
  ])
  await tx.query(INSERT_HISTORY, [column('card_no'), by.now, by.actor, by.reason, column('status')])
  await moveBuckets(
    tx,
    rows.map(after => ({ before: null, after })),
  )
  await queueRows(tx, by.queue ? rows.map(r => JSON.stringify(wireRow(r))) : [SNAPSHOT_DUE])
}

export type StandingBy = {
  readonly actor: string
  readonly reason: string
  readonly ground: Ground | null
  /** The calendar date from which it was decided to hold; null for the moment itself. */
  readonly effectOn?: string | null
  readonly now: number
}

/** One act on one holder's standing; queued for the next publication in the same transaction. */
export const changeStanding = (
  sql: Sql,
  card: string,
  act: Act,
  by: StandingBy,
): Promise<Result<HolderRecord, ActError>> =>
  sql.transaction(async tx => await changeStandingWithin(tx, card, act, by))

/** As `changeStanding`, as part of a transaction. */
export async function changeStandingWithin(
  tx: Queries,
  card: string,
  act: Act,
  by: StandingBy,
): Promise<Result<HolderRecord, ActError>> {
  if (act === 'revoke' && by.ground === null) return err({ code: 'ground-needed' })
  const before = await findForChange(tx, card)
  if (before === null) return err({ code: 'no-such-card' })
  if (before.merged_into !== null) return err({ code: 'merged' })
  const rule = RULES[act]
  if (!rule.from.includes(before.status)) return err({ code: 'not-from-this-status' })
  const serial = act === 'reissue' ? before.serial + 1 : before.serial
  if (serial > 255) return err({ code: 'serial-exhausted' })
  const status = act === 'resume' ? await statusBeforeSuspension(tx, card) : rule.to
  const { now, actor, reason, ground, effectOn = null } = by
  await tx.query(ADD_HISTORY, [card, now, act, status, serial, actor, reason, ground, effectOn])
  return ok(await replaceRow(tx, before, { ...before, status, status_since: now, serial }))
}

/** A line of the history for what is no act of the bank's or the office's on a standing: merging, and taking it back. */
export async function addHistory(
  tx: Queries,
  row: Pick<HolderRecord, 'card_no' | 'status' | 'serial'>,
  act: 'merge' | 'split',
  by: { readonly actor: string; readonly reason: string; readonly now: number },
): Promise<void> {
  const { card_no, status, serial } = row
  await tx.query(ADD_HISTORY, [card_no, by.now, act, status, serial, by.actor, by.reason, null, null])
}

/** The row, locked until the transaction ends. */
export async function findForChange(tx: Queries, card: string): Promise<HolderRecord | null> {
  return (await tx.query<HolderRecord>(FIND_FOR_CHANGE, [card]))[0] ?? null
}

/** Puts a locked row's new form in its place, its sums in step and on its way to the terminals. */
export async function replaceRow(
  tx: Queries,
  before: HolderRecord,
  changed: HolderRecord,
): Promise<HolderRecord> {
  const after = { ...changed, digest: rowDigest(wireRow(changed)).toString('hex') }
  await tx.query(REPLACE, [
    ...[after.card_no, after.serial, after.tier, after.status, after.status_since, after.expires_at],
    ...[after.name, after.pinyin, after.id_number, after.id_hash, after.provincial, after.digest],
    ...[after.phone, after.merged_into],
  ])
  await moveBuckets(tx, [{ before, after }])
  await queueRows(tx, [JSON.stringify(wireRow(after))])
  return after
}

/** A card that was lost before it was suspended is lost still: resuming must not bring the lost plastic back to life. */
async function statusBeforeSuspension(sql: Queries, card: string): Promise<Status> {
  return (await sql.query<{ status: Status }>(BEFORE_SUSPENSION, [card]))[0]?.status ?? RULES.resume.to
}

export type PastAct = {
  readonly number: number
  readonly at: number
  readonly act: Act | 'enter' | 'merge' | 'split'
  readonly status: Status
  readonly serial: number
  readonly actor: string
  readonly reason: string
  readonly ground: Ground | null
  readonly effect_on: string | null
}

export const historyOf = (sql: Queries, card: string): Promise<PastAct[]> =>
  sql.query<PastAct>(HISTORY, [card])

/** Rows of the wire, as JSON texts, for the next change file. */
export async function queueRows(sql: Queries, rows: readonly string[]): Promise<void> {
  await sql.query(QUEUE, [rows])
}

type Move =
  | { readonly before: HolderRecord | null; readonly after: HolderRecord }
  | { readonly before: HolderRecord; readonly after: null }

/** Keeps counts and digests in step, in the transaction that changes the rows. */
async function moveBuckets(sql: Queries, moves: readonly Move[]): Promise<void> {
  const deltas = new Map<number, { count: number; sum: bigint }>()
  for (const { before, after } of moves) {
    const id = bucketOf(after === null ? before.card_no : after.card_no)
    const delta = deltas.get(id) ?? { count: 0, sum: 0n }
    delta.count += (after === null ? 0 : 1) - (before === null ? 0 : 1)
    delta.sum += digestOf(after) - digestOf(before)
    deltas.set(id, delta)
  }
  const ids = [...deltas.keys()]
  await sql.query(MAKE_BUCKETS, [ids])
  type Bucket = { id: number; count: number; digest: string }
  const moved = (await sql.query<Bucket>(BUCKETS_FOR_CHANGE, [ids])).map(bucket => {
    const { count, sum } = deltas.get(bucket.id) ?? { count: 0, sum: 0n }
    return { id: bucket.id, count: bucket.count + count, digest: hex(BigInt(`0x${bucket.digest}`) + sum) }
  })
  await sql.query(SET_BUCKETS, [moved.map(b => b.id), moved.map(b => b.count), moved.map(b => b.digest)])
}

const digestOf = (row: HolderRecord | null): bigint => (row === null ? 0n : BigInt(`0x${row.digest}`))

const MODULUS = 1n << 128n
const hex = (n: bigint): string => (((n % MODULUS) + MODULUS) % MODULUS).toString(16).padStart(32, '0')
