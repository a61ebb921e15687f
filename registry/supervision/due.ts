// What of each record that is taken in waits to be counted (records.ts puts it there), and what voids take back.
// In the transaction that takes the records in, and no row that two terminals would both have to change.
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Param, Queries } from '../store/sql.ts'
import { bucketOfSeconds } from './took.ts'

const TAKE_BACK = `
  INSERT INTO tally_due (month, site_id, item, tier, kind, outcome, reason, card_no, sign, tickets, amount, took)
  SELECT month, site_id, item, tier, 'service', outcome, reason, card_no, -1, tickets, amount, took
  FROM UNNEST($1::TEXT[], $2::TEXT[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[],
              $8::BIGINT[], $9::BIGINT[], $10::INTEGER[])
    AS back (month, site_id, item, tier, outcome, reason, card_no, tickets, amount, took)`
/** Services that voids of this batch take back, and that no earlier void did. */
const TAKEN_BACK = `
  SELECT body FROM record AS r
  WHERE r.id = ANY($1::TEXT[]) AND r.kind = 'service'
    AND NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id AND NOT v.id = ANY($2::TEXT[]))`

type Taken = { readonly body: RecordBody; readonly voided: boolean }

/**
 * By column, what the statement that takes records in needs to let them be counted: whether at all, month, tier, tickets, amount, bucket.
 * `voided`: the record's void came before it, so it never counts.
 */
export function countedAs(taken: readonly Taken[]): readonly Param[] {
  return [
    taken.map(({ body, voided }) => COUNTED.has(body.kind) && !(body.kind === 'service' && voided)),
    ...measures(taken.map(t => t.body)),
  ]
}

const measures = (bodies: readonly RecordBody[]): readonly Param[] => [
  bodies.map(b => monthText(b.at)),
  bodies.map(b => b.tier ?? ''),
  bodies.map(b => b.quantity),
  bodies.map(b => b.amountCny ?? 0),
  bodies.map(b => bucketOfSeconds(b.took)),
]

/** Counts off what voids of this batch take back. After the batch's records are in the table. */
export async function takeBack(sql: Queries, taken: readonly Taken[]): Promise<void> {
  const voids = taken.map(t => t.body).filter(body => body.kind === 'void' && body.voids !== null)
  if (voids.length === 0) return
  // What its void came before was never counted: it must not be taken back either.
  const uncounted = new Set(taken.filter(t => t.voided).map(t => t.body.id))
  const rows = await sql.query<{ body: string }>(TAKEN_BACK, [
    voids.map(v => v.voids ?? ''),
    voids.map(v => v.id),
  ])
  const back = rows.map((row): RecordBody => JSON.parse(row.body)).filter(body => !uncounted.has(body.id))
  if (back.length === 0) return
  const [months = [], tiers = [], tickets = [], amounts = [], took = []] = measures(back)
  await sql.query(TAKE_BACK, [
    months,
    back.map(b => b.site),
    back.map(b => b.item ?? ''),
    tiers,
    back.map(b => b.outcome),
    back.map(b => b.reason),
    back.map(b => b.card),
    tickets,
    amounts,
    took,
  ])
}

const COUNTED: ReadonlySet<string> = new Set(['service', 'refusal', 'void'])

/** "2026-11", of Asia/Shanghai. */
export const monthText = (at: number): string => new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 7)
