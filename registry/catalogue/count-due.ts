// A quota given to an item that had none counts the services of its running period, too: their uses are kept after the fact.
// Each is kept once, however often this runs: what was broken off goes on where the next start finds it.
import { dateStart, dayStart, yearOf } from '../../core/policy/calendar.ts'
import type { CatalogueItem } from '../../core/policy/catalogue.ts'
import type { RecordBody, UsageRow } from '../../core/sync/wire.ts'
import { queueRows } from '../holders.ts'
import type { Queries, Sql } from '../store/sql.ts'

const DUE = 'SELECT item, since FROM catalogue_count_due ORDER BY item, since'
const NOTE = `
  INSERT INTO catalogue_count_due (item, since) SELECT item, since FROM UNNEST($1::TEXT[], $2::BIGINT[]) AS due (item, since)
  ON CONFLICT (item, since) DO NOTHING`
const DONE = 'DELETE FROM catalogue_count_due WHERE item = $1 AND since = $2'
/** Services of an item that nobody took back and whose use is not kept yet. */
const SERVICES = `
  SELECT r.at, r.id, r.body, COALESCE(s.name_zh, r.site_id) AS site, COALESCE(h.merged_into, r.card_no) AS card
  FROM record AS r LEFT JOIN site AS s ON s.id = r.site_id LEFT JOIN holder AS h ON h.card_no = r.card_no
  WHERE (r.at, r.id) > ($2, $3) AND r.item = $1 AND r.kind = 'service' AND r.card_no IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id)
  ORDER BY r.at, r.id LIMIT $4`
const KEEP = `
  INSERT INTO usage (card_no, record, item, at, site, amount_cny, void)
  SELECT card_no, record, $1, at, site, amount_cny, FALSE
  FROM UNNEST($2::TEXT[], $3::TEXT[], $4::BIGINT[], $5::TEXT[], $6::BIGINT[]) AS kept (card_no, record, at, site, amount_cny)
  ON CONFLICT (card_no, record) DO NOTHING RETURNING record`
const PORTION = 2000

type Due = { readonly item: string; readonly since: number }
type Served = {
  readonly at: number
  readonly id: string
  readonly body: string
  readonly site: string
  /** The one that stays, where cards were merged. */
  readonly card: string
}

/** From when on what was served counts: the running year or month, or everything where years count from the first time. */
export function dueSince(items: readonly CatalogueItem[], now: number): readonly Due[] {
  return items.map(({ id, quota }) => {
    if (quota?.kind === 'times') return { item: id, since: dateStart(`${yearOf(now)}-01-01`) }
    // Two months: its day may lie in the next one, and a month is what counts.
    return { item: id, since: quota?.kind === 'amount' ? dayStart(now) - 62 * 86_400 : 0 }
  })
}

export async function noteCountDue(sql: Queries, due: readonly Due[]): Promise<void> {
  if (due.length > 0) await sql.query(NOTE, [due.map(d => d.item), due.map(d => d.since)])
}

/** Broken off by the last stop. */
export const isCountDue = async (sql: Queries): Promise<boolean> => (await sql.query<Due>(DUE)).length > 0

/** Portion by portion, each a transaction with the rows that tell every window. */
export async function countWhatIsDue(sql: Sql): Promise<void> {
  for (const { item, since } of await sql.query<Due>(DUE)) {
    let [at, id] = [since - 1, '']
    for (;;) {
      const rows = await sql.transaction(async tx => {
        const found = await tx.query<Served>(SERVICES, [item, at, id, PORTION])
        await keep(tx, item, found)
        return found
      })
      const last = rows.at(-1)
      if (last === undefined) break
      at = last.at
      id = last.id
    }
    await sql.query(DONE, [item, since])
  }
}

async function keep(sql: Queries, item: string, rows: readonly Served[]): Promise<void> {
  if (rows.length === 0) return
  const uses = rows.map(({ at, id, body, site, card }): UsageRow => {
    // Taken in by the schema once.
    const { amountCny } = JSON.parse(body) as RecordBody
    return { t: 'u', record: id, card, item, at, site, amountCny, void: false }
  })
  const kept = await sql.query<{ record: string }>(KEEP, [
    item,
    uses.map(u => u.card),
    uses.map(u => u.record),
    uses.map(u => u.at),
    uses.map(u => u.site),
    uses.map(u => u.amountCny),
  ])
  const fresh = new Set(kept.map(k => k.record))
  const rowsToTell = uses.filter(u => fresh.has(u.record)).map(u => JSON.stringify(u))
  if (rowsToTell.length > 0) await queueRows(sql, rowsToTell)
}
