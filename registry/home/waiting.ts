// Counts of what waits, each asked only for whoever may see what is counted. A count is a number: no row leaves by this way.
// A unit's counts are of its own items, as every list that it sees.
import { addWorkingDays } from '../../core/calendar/working-days.ts'
import { maskName } from '../../core/card/mask.ts'
import type { MaskedRow } from '../register/contract.ts'
import type { MaskedHolder } from '../register/search.ts'
import type { Staff } from '../staff/accounts.ts'
import { may, type Permission } from '../staff/permissions.ts'
import type { Param, Queries } from '../store/sql.ts'
import type { Waiting } from './contract.ts'

const DAY = 86_400
/** Seconds before its end from which a card is asked about: as long as a terminal says so (W-76). */
export const ENDS_SOON = 30 * DAY
/** Working days before its term's end from which an application is counted as due. */
export const DUE_SOON = 3
/** Seconds of silence after which a terminal in use is worth a look: it syncs every night. */
const SILENT_AFTER = 2 * DAY

const EXPIRING = `
  SELECT COUNT(*) AS count FROM holder WHERE status = 'active' AND expires_at > $1 AND expires_at <= $2`
const TO_MAKE = "SELECT COUNT(*) AS count FROM holder WHERE status = 'pending' AND expires_at > $1"
const DRAFTS = `
  SELECT COUNT(*) AS count FROM import_draft WHERE owner = $1 AND state IN ('open', 'failed') AND rows > 0`
const SILENT = "SELECT COUNT(*) AS count FROM terminal WHERE state = 'active' AND last_contact < $1"
const CHAIN = 'SELECT COUNT(*) AS count FROM chain_event WHERE closed_at IS NULL'
const LATE = `
  SELECT COUNT(*) AS count FROM application
  WHERE stage NOT IN ('draft', 'refused') AND due_on < $1 AND ($2::TEXT IS NULL OR unit = $2) AND deleted_at IS NULL`
const DUE = `
  SELECT COUNT(*) AS count FROM application
  WHERE stage NOT IN ('draft', 'refused') AND due_on BETWEEN $1 AND $2 AND ($3::TEXT IS NULL OR unit = $3) AND deleted_at IS NULL`
const ENDING = `
  SELECT card_no AS card, serial, tier, status, status_since AS "statusSince", expires_at AS "expiresAt", name,
         right(id_number, 4) AS "idTail", merged_into AS "mergedInto"
  FROM holder WHERE status = 'active' AND expires_at > $1 AND expires_at <= $2 AND (expires_at, card_no) > ($3, $4)
  ORDER BY expires_at, card_no LIMIT $5`

type Line = {
  readonly what: Waiting
  readonly needs: Permission
  readonly to: string
  readonly count: () => Promise<number>
}
/** What the worklists themselves count; `items` as below. */
export type Worklists = {
  readonly conflicts: (items: readonly string[] | null) => Promise<number>
  readonly overdueFollowUps: (items: readonly string[] | null) => Promise<number>
}
export type Asking = {
  readonly staff: Staff
  /** Ids of the items that he may see; null for all. */
  readonly items: readonly string[] | null
  readonly now: number
  /** "2026-11-25" */
  readonly today: string
}

/** What there is of each kind; kinds of which there is nothing are left out. */
export async function waitingFor(
  sql: Queries,
  worklists: Worklists,
  { staff, items, now, today }: Asking,
): Promise<{ readonly what: Waiting; readonly count: number; readonly to: string }[]> {
  const counted =
    (query: string, ...params: readonly Param[]) =>
    async (): Promise<number> =>
      (await sql.query<{ count: number }>(query, params))[0]?.count ?? 0
  const lines: readonly Line[] = [
    {
      ...{ what: 'expiring', needs: 'holder.search', to: '/expiring' },
      count: counted(EXPIRING, now, now + ENDS_SOON),
    },
    { what: 'cards-to-make', needs: 'card.issue', to: '/cards', count: counted(TO_MAKE, now) },
    { what: 'drafts', needs: 'holder.edit', to: '/import', count: counted(DRAFTS, staff.login) },
    {
      ...{ what: 'conflicts', needs: 'service.read', to: '/conflicts' },
      count: () => worklists.conflicts(items),
    },
    {
      ...{ what: 'follow-ups-overdue', needs: 'service.read', to: '/ratings' },
      count: () => worklists.overdueFollowUps(items),
    },
    {
      ...{ what: 'silent-terminals', needs: 'site.read', to: '/sites' },
      count: counted(SILENT, now - SILENT_AFTER),
    },
    { what: 'chain-events', needs: 'site.read', to: '/sites', count: counted(CHAIN) },
    {
      ...{ what: 'applications-due', needs: 'application.read', to: '/applications' },
      count: counted(DUE, today, addWorkingDays(today, DUE_SOON), staff.unit),
    },
    {
      ...{ what: 'applications-late', needs: 'application.read', to: '/applications' },
      count: counted(LATE, today, staff.unit),
    },
  ]
  const asked = lines.filter(line => may(staff.role, line.needs))
  const counts = await Promise.all(
    asked.map(async ({ what, to, count }) => ({ what, to, count: await count() })),
  )
  return counts.filter(line => line.count > 0)
}

/** Cards in force that end soon, the next first; `after`: `next` of the page before. */
export async function endingSoon(
  sql: Queries,
  now: number,
  after: string | null,
  limit: number,
): Promise<{ readonly holders: MaskedRow[]; readonly next: string | null }> {
  const [, at = '0', card = ''] = after?.match(/^(\d{1,10})\.(\d{12})$/) ?? []
  const found = await sql.query<MaskedHolder>(ENDING, [now, now + ENDS_SOON, Number(at), card, limit + 1])
  const shown = found.slice(0, limit).map(row => ({ ...row, name: maskName(row.name) }))
  const last = shown.at(-1)
  const more = found.length > limit && last !== undefined
  return { holders: shown, next: more ? `${last.expiresAt}.${last.card}` : null }
}
