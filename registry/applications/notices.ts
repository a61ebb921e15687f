// Public notices (art. 4-3): who was on one, from when until when, and where objections go.
// What is printed says name, employer and clause; no number of anybody ever stands on a notice.
import type { Tier } from '../../core/card/card.ts'
import type { Queries } from '../store/sql.ts'
import type { ClauseId } from './clauses.ts'
import type { DraftFacts } from './facts.ts'
import type { Stage } from './steps.ts'

export type Notice = {
  readonly id: string
  readonly scope: string
  readonly contact: string
  readonly from: string
  readonly until: string
  readonly at: number
  readonly by: string
  readonly entries: number
}
export type NoticeEntry = {
  readonly application: string
  readonly stage: Stage
  readonly clause: ClauseId
  readonly tier: Tier
  /** Null where the personal data were deleted. */
  readonly person: { readonly name: string; readonly employer: string; readonly position: string } | null
}

const COLUMNS = `
  n.id, n.scope, n.contact, n.from_on AS "from", n.until_on AS "until", n.made_at AS "at", n.made_by AS "by",
  (SELECT COUNT(*) FROM public_notice_entry AS e WHERE e.notice_id = n.id) AS "entries"`
const LIST = `SELECT ${COLUMNS} FROM public_notice AS n ORDER BY n.made_at DESC, n.id LIMIT 200`
const FIND = `SELECT ${COLUMNS} FROM public_notice AS n WHERE n.id = $1`
const ADD = `
  INSERT INTO public_notice (id, scope, contact, from_on, until_on, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`
const ADD_ENTRIES = `
  INSERT INTO public_notice_entry (notice_id, application_id, position)
  SELECT $1, application, position FROM UNNEST($2::TEXT[]) WITH ORDINALITY AS listed (application, position)`
const ENTRIES = `
  SELECT a.id AS "application", a.stage, a.clause, a.tier, a.facts
  FROM public_notice_entry AS e JOIN application AS a ON a.id = e.application_id
  WHERE e.notice_id = $1 ORDER BY a.tier, e.position`

export async function addNotice(
  tx: Queries,
  notice: Pick<Notice, 'id' | 'scope' | 'contact' | 'from' | 'until' | 'by'> & { readonly now: number },
  applications: readonly string[],
): Promise<void> {
  const { id, scope, contact, from, until, by, now } = notice
  await tx.query(ADD, [id, scope, contact, from, until, now, by])
  await tx.query(ADD_ENTRIES, [id, applications])
}

/** The newest two hundred. */
export const listNotices = (sql: Queries): Promise<Notice[]> => sql.query<Notice>(LIST)

export async function findNotice(
  sql: Queries,
  id: string,
): Promise<{ readonly notice: Notice; readonly entries: readonly NoticeEntry[] } | null> {
  const [notice] = await sql.query<Notice>(FIND, [id])
  if (notice === undefined) return null
  type Row = Omit<NoticeEntry, 'person'> & { readonly facts: string | null }
  const entries = (await sql.query<Row>(ENTRIES, [id])).map(({ facts, ...entry }) => ({
    ...entry,
    person: facts === null ? null : (JSON.parse(facts) as DraftFacts),
  }))
  return { notice, entries }
}
