// Corrections of what was entered about a holder: name, ID number, tier, end of validity, provincial card. Each is dated, has an
// actor and a reason, and keeps what stood before; terminals get the new row with the next publication.
import type { Tier } from '../../core/card/card.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { findForChange, type HolderRecord, idHashOf, knownIdHashes, replaceRow } from '../holders.ts'
import { pinyinOf } from '../seed.ts'
import type { Queries, Sql } from '../store/sql.ts'

/** Fields left out stay as they are. `expiresAt` in seconds. */
export type Correction = {
  readonly name?: string
  readonly idNumber?: string
  readonly tier?: Tier
  readonly expiresAt?: number
  readonly provincial?: string | null
  readonly phone?: string | null
}
export type CorrectionError = {
  readonly code: 'no-such-card' | 'id-number-taken' | 'nothing-changed' | 'merged'
}
export type PastCorrection = {
  readonly number: number
  readonly at: number
  readonly actor: string
  readonly reason: string
  readonly before: Correction
  readonly after: Correction
}

/** As wire.ts has it: one row that does not fit would make every terminal refuse the whole snapshot. */
const LONGEST_PINYIN = 200

const ADD = `
  INSERT INTO holder_change (card_no, number, at, actor, reason, before, after)
  SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM holder_change WHERE card_no = $1`
const OF_CARD =
  'SELECT number, at, actor, reason, before, after FROM holder_change WHERE card_no = $1 ORDER BY number'

export async function correct(
  sql: Sql,
  card: string,
  wanted: Correction,
  by: {
    readonly actor: string
    readonly reason: string
    readonly now: number
    readonly idLookupKey: Buffer
  },
): Promise<Result<null, CorrectionError>> {
  return await sql.transaction(async tx => {
    const before = await findForChange(tx, card)
    if (before === null) return err({ code: 'no-such-card' })
    if (before.merged_into !== null) return err({ code: 'merged' })
    const differ = differences(before, wanted)
    if (differ === null) return err({ code: 'nothing-changed' })
    const after = withCorrection(before, wanted, by.idLookupKey)
    if (after.id_hash !== before.id_hash && (await knownIdHashes(tx, [after.id_hash])).size > 0)
      return err({ code: 'id-number-taken' })
    await tx.query(ADD, [card, by.now, by.actor, by.reason, differ.before, differ.after])
    await replaceRow(tx, before, after)
    return ok(null)
  })
}

export async function correctionsOf(sql: Queries, card: string): Promise<PastCorrection[]> {
  type Row = Omit<PastCorrection, 'before' | 'after'> & { readonly before: string; readonly after: string }
  const rows = await sql.query<Row>(OF_CARD, [card])
  return rows.map(row => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }))
}

function withCorrection(before: HolderRecord, wanted: Correction, key: Buffer): HolderRecord {
  const name = wanted.name ?? before.name
  const idNumber = wanted.idNumber ?? before.id_number
  return {
    ...before,
    name,
    pinyin: name === before.name ? before.pinyin : pinyinOf(name).slice(0, LONGEST_PINYIN),
    id_number: idNumber,
    id_hash: idHashOf(idNumber, key),
    tier: wanted.tier ?? before.tier,
    expires_at: wanted.expiresAt ?? before.expires_at,
    provincial: wanted.provincial === undefined ? before.provincial : wanted.provincial,
    phone: wanted.phone === undefined ? before.phone : wanted.phone,
  }
}

/** The fields that the correction changes, as JSON before and after; null where it changes none. */
function differences(
  row: HolderRecord,
  wanted: Correction,
): { readonly before: string; readonly after: string } | null {
  const now: Required<Correction> = {
    name: row.name,
    idNumber: row.id_number,
    tier: row.tier,
    expiresAt: row.expires_at,
    provincial: row.provincial,
    phone: row.phone,
  }
  const fields = (Object.keys(wanted) as (keyof Correction)[]).filter(
    field => wanted[field] !== undefined && wanted[field] !== now[field],
  )
  if (fields.length === 0) return null
  const pick = (from: Correction): string => JSON.stringify(Object.fromEntries(fields.map(f => [f, from[f]])))
  return { before: pick(now), after: pick(wanted) }
}
