// Services and refusals as the terminals recorded them, newest first, page by page; who may see which items is part of every query.
// The holder's name leaves masked and the card's number in part: a record is about a service, not about a person.
import { PRESENTATIONS } from '../../core/card/card.ts'
import { maskName } from '../../core/card/mask.ts'
import { dateEnd, dateStart } from '../../core/policy/calendar.ts'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import type { RecordBody } from '../../core/sync/wire.ts'
import { hiddenCard } from '../register/issue.ts'
import type { Queries } from '../store/sql.ts'
import type { ServiceQuery, ServiceRow } from './contract.ts'

/** Ids of the items that may be seen at all; null for all of them, and for refusals before any item was chosen. */
export type Items = readonly string[] | null

const COLUMNS = `
  r.id, r.at, r.terminal_id, r.sequence, r.received_at, r.body, s.name_zh, s.name_en, h.name, r.card_no,
  EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id) AS voided`
const JOINS = `
  LEFT JOIN site AS s ON s.id = r.site_id LEFT JOIN holder AS h ON h.card_no = r.card_no`
/** $1, $2: from, until; $3: kind; $4: site; $5, $6: behind this record; $7: so many; $8: items. */
const WANTED = `
  r.at >= $1 AND r.at < $2 AND r.kind IN ('service', 'refusal')
  AND ($3::TEXT IS NULL OR r.kind = $3) AND ($4::TEXT IS NULL OR r.site_id = $4)
  AND (r.at, r.id) < ($5, $6)`
const PAGE = 'ORDER BY r.at DESC, r.id DESC LIMIT $7'

const ALL = `SELECT ${COLUMNS} FROM record AS r ${JOINS} WHERE ${WANTED} AND $8::TEXT[] IS NULL ${PAGE}`
/** Item by item over the index, so that a unit whose items are rare does not read everybody else's records. */
const OF_ITEMS = `
  SELECT ${COLUMNS} FROM UNNEST($8::TEXT[]) AS asked (item)
  CROSS JOIN LATERAL (SELECT * FROM record AS r WHERE r.item = asked.item AND ${WANTED} ${PAGE}) AS r ${JOINS}
  ${PAGE}`
const OF_CARD = `
  SELECT ${COLUMNS} FROM record AS r ${JOINS}
  WHERE r.card_no IN (SELECT card_no FROM holder WHERE card_no = $9 OR merged_into = $9)
    AND ($8::TEXT[] IS NULL OR r.item = ANY($8::TEXT[])) AND ${WANTED} ${PAGE}`
const ONE = `
  SELECT ${COLUMNS} FROM record AS r ${JOINS}
  WHERE r.id = $1 AND r.kind IN ('service', 'refusal') AND ($2::TEXT[] IS NULL OR r.item = ANY($2::TEXT[]))
  ORDER BY r.received_at LIMIT 1`
const VOID_OF = 'SELECT at, body FROM record WHERE voids = $1 ORDER BY at LIMIT 1'

type Columns = {
  readonly id: string
  readonly at: number
  readonly terminal_id: string
  readonly sequence: number
  readonly received_at: number
  readonly body: string
  readonly name_zh: string | null
  readonly name_en: string | null
  readonly name: string | null
  readonly card_no: string | null
  readonly voided: boolean
}
/** Behind every time and id that a record may have. */
const END = { at: 0xffff_ffff, id: '\u{10ffff}' }

/** `after`: `next` of the page before. One row more than `limit` is never given out: it only says that there is a next page. */
export async function listServices(
  sql: Queries,
  may: Items,
  asked: ServiceQuery & { readonly after: string | null; readonly limit: number },
): Promise<{ readonly rows: ServiceRow[]; readonly next: string | null }> {
  const items = narrowed(may, asked.item)
  const after = placeOf(asked.after)
  const params = [
    ...[dateStart(asked.from), dateEnd(asked.to), asked.kind, asked.site],
    ...[after.at, after.id, asked.limit + 1, items],
  ]
  const found =
    asked.card !== null
      ? await sql.query<Columns>(OF_CARD, [...params, asked.card])
      : await sql.query<Columns>(items === null ? ALL : OF_ITEMS, params)
  const shown = found.slice(0, asked.limit)
  const last = shown.at(-1)
  const more = found.length > asked.limit && last !== undefined
  return { rows: shown.map(rowOf), next: more ? `${last.at}.${last.id}` : null }
}

/** Null also for a record of an item that this person may not see. */
export async function lookAtService(sql: Queries, may: Items, id: string) {
  const [found] = await sql.query<Columns>(ONE, [id, may])
  if (found === undefined) return null
  const body = JSON.parse(found.body) as RecordBody
  const [taken] = await sql.query<{ at: number; body: string }>(VOID_OF, [id])
  const voidBody = taken === undefined ? null : (JSON.parse(taken.body) as RecordBody)
  return {
    ...rowOf(found),
    took: body.took,
    clerk: body.clerk,
    terminal: found.terminal_id,
    sequence: found.sequence,
    receivedAt: found.received_at,
    personChecked: body.personChecked,
    comment: body.comment,
    rating: body.rating,
    company: body.company ?? null,
    cause: body.cause ?? null,
    override: body.override ?? null,
    voidedAt: taken?.at ?? null,
    voidReason: voidBody?.voidReason?.text ?? null,
    catalogue: body.basis.catalogue,
    app: body.basis.app,
  }
}

/** What was asked for, within what may be seen; an item of somebody else's is no item. */
function narrowed(may: Items, item: string | null): Items {
  if (item === null) return may
  return may === null || may.includes(item) ? [item] : []
}

function rowOf(r: Columns): ServiceRow {
  const body = JSON.parse(r.body) as RecordBody
  return {
    id: r.id,
    at: r.at,
    kind: body.kind === 'refusal' ? 'refusal' : 'service',
    site: { zh: r.name_zh ?? body.site, en: r.name_en ?? body.site },
    item: body.item,
    relation: body.relation,
    tier: body.tier,
    presentation: presentationOf(body),
    quantity: body.quantity,
    amountCny: body.amountCny,
    outcome: OUTCOMES.find(o => o === body.outcome) ?? 'cannot-judge',
    reason: body.reason,
    card: r.card_no === null ? null : hiddenCard(r.card_no),
    name: r.name === null ? null : maskName(r.name),
    voided: r.voided,
  }
}

/** A terminal of a later version may know ways to present a card that this registry does not. */
const presentationOf = (body: RecordBody): ServiceRow['presentation'] =>
  PRESENTATIONS.find(p => p === body.presentation) ?? null

/** "1791700000.ID"; what nobody gave out begins at the beginning. */
function placeOf(next: string | null): { readonly at: number; readonly id: string } {
  const [, at, id] = next?.match(/^(\d{1,10})\.([0-9a-f-]{36})$/) ?? []
  return at === undefined || id === undefined ? END : { at: Number(at), id }
}
