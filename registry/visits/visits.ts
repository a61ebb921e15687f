// A holder's own visits, as he may see them: what was done for whom, what was not, what he said, what became of it.
// Only records of his own cards are ever read; who served him, and by what evidence, stays with the office.
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Queries } from '../store/sql.ts'

const MOST = 300

const CARDS = 'SELECT card_no FROM holder WHERE card_no = $1 OR merged_into = $1'
const RECORDS = `
  SELECT r.terminal_id, r.id, r.at, r.kind, r.body, r.site_id, s.name_zh, s.name_en,
         EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id) AS voided
  FROM record AS r LEFT JOIN site AS s ON s.id = r.site_id
  WHERE r.card_no = ANY($1::TEXT[]) AND r.kind IN ('service', 'refusal')
  ORDER BY r.at DESC, r.id DESC LIMIT $2`
const SAID = `
  SELECT terminal_id, visit, rating, comment, source FROM visit_rating WHERE visit = ANY($1::TEXT[])`

type Columns = {
  readonly terminal_id: string
  readonly id: string
  readonly at: number
  readonly kind: 'service' | 'refusal'
  readonly body: string
  readonly site_id: string
  readonly name_zh: string | null
  readonly name_en: string | null
  readonly voided: boolean
}
export type Said = {
  readonly terminal_id: string
  readonly visit: string
  readonly rating: number | null
  readonly comment: string | null
  readonly source: 'counter' | 'phone'
}
export type VisitRecord = Columns & { readonly said: RecordBody }
export type Visit = {
  readonly id: string
  readonly terminal: string
  readonly records: readonly VisitRecord[]
  readonly rated: Said | null
}

/** Newest first. */
export async function visitsOf(sql: Queries, card: string): Promise<readonly Visit[]> {
  const cards = (await sql.query<{ card_no: string }>(CARDS, [card])).map(c => c.card_no)
  const rows = await sql.query<Columns>(RECORDS, [cards, MOST])
  const records = rows.map((row): VisitRecord => ({ ...row, said: JSON.parse(row.body) as RecordBody }))
  const byVisit = Map.groupBy(records, record => record.said.visit)
  const said = await sql.query<Said>(SAID, [[...byVisit.keys()]])
  return [...byVisit].map(([id, ofVisit]) => {
    const terminal = ofVisit[0]?.terminal_id ?? ''
    const rated = said.find(s => s.visit === id && s.terminal_id === terminal) ?? null
    return { id, terminal, records: ofVisit, rated }
  })
}

/** What a rating is filed under: the visit's earliest service. */
export function firstOf({ id, terminal, records }: Visit) {
  const services = records.filter(r => r.kind === 'service')
  const first = services.at(-1) ?? records.at(-1)
  return { visit: id, terminal, record: first?.id ?? '', at: first?.at ?? 0, site: first?.site_id ?? '' }
}
