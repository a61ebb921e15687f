// Low ratings followed up to a deadline (art. 8): opened by the rating itself, contacted, settled with an answer for the holder.
// Each step is dated, attributed and never changed; a unit sees and answers visits with its own items alone.
import { addWorkingDays } from '../../core/calendar/working-days.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { dateOf } from '../register/dates.ts'
import type { Queries, Sql } from '../store/sql.ts'

/** Working days from the day on which the registry hears of it. */
export const [CONTACT_WITHIN, SETTLE_WITHIN] = [1, 15]

/** Each low visit that has none yet: from before there were follow-ups. A new rating opens its own (../ratings.ts). */
const OPEN = `
  INSERT INTO follow_up (terminal_id, visit, rating, opened_at, contact_by, settle_by, state)
  SELECT v.terminal_id, v.visit, v.rating, $1, $2, $3, 'open' FROM visit_rating AS v
  WHERE v.rating <= 2
    AND NOT EXISTS (SELECT 1 FROM follow_up AS f WHERE f.terminal_id = v.terminal_id AND f.visit = v.visit)
  ON CONFLICT DO NOTHING`

export const STATES = ['open', 'contacted', 'settled'] as const
export type FollowUpState = (typeof STATES)[number]

const COLUMNS = `
  f.terminal_id AS terminal, f.visit, f.rating, f.opened_at AS "openedAt", f.contact_by AS "contactBy",
  f.settle_by AS "settleBy", f.state, f.answer, v.at, v.site_id AS site, v.comment, v.card_no AS card,
  COALESCE((SELECT STRING_AGG(i.item, ',' ORDER BY i.item) FROM visit_item AS i
            WHERE i.terminal_id = f.terminal_id AND i.visit = f.visit), '') AS items`
/** A unit's own: a visit with one of its items. Null: every visit, also one without any. */
const OWN = `
  EXISTS (SELECT 1 FROM visit_item AS i
          WHERE i.terminal_id = f.terminal_id AND i.visit = f.visit AND i.item = ANY($1::TEXT[]))`
const LIST = `
  SELECT ${COLUMNS}
  FROM follow_up AS f JOIN visit_rating AS v ON v.terminal_id = f.terminal_id AND v.visit = f.visit
  WHERE ($1::TEXT[] IS NULL OR ${OWN})
    AND ($2::TEXT IS NULL OR f.state = $2 OR ($2 = 'unsettled' AND f.state <> 'settled')
         OR ($2 = 'overdue' AND (f.state <> 'settled' AND f.settle_by < $4 OR f.state = 'open' AND f.contact_by < $4)))
    AND ($3::TEXT IS NULL OR v.site_id = $3)
  ORDER BY (f.state = 'settled'), f.settle_by, f.opened_at, f.terminal_id, f.visit LIMIT 200`
const FIND = `
  SELECT ${COLUMNS}
  FROM follow_up AS f JOIN visit_rating AS v ON v.terminal_id = f.terminal_id AND v.visit = f.visit
  WHERE ($1::TEXT[] IS NULL OR ${OWN}) AND f.terminal_id = $2 AND f.visit = $3`
const OVERDUE = `
  SELECT COUNT(*) AS overdue FROM follow_up AS f
  WHERE f.state <> 'settled' AND (f.settle_by < $2 OR (f.state = 'open' AND f.contact_by < $2))
    AND ($1::TEXT[] IS NULL OR ${OWN})`
const STEPS = `
  SELECT at, actor, step, note FROM follow_up_step WHERE terminal_id = $1 AND visit = $2 ORDER BY id`
const OF_CARDS = `
  SELECT ${COLUMNS}
  FROM visit_rating AS v JOIN follow_up AS f ON f.terminal_id = v.terminal_id AND f.visit = v.visit
  WHERE v.card_no = ANY($1::TEXT[]) ORDER BY v.at DESC`
const LOCK = 'SELECT state FROM follow_up WHERE terminal_id = $1 AND visit = $2 FOR UPDATE'
const MOVE = 'UPDATE follow_up SET state = $3, answer = $4 WHERE terminal_id = $1 AND visit = $2'
const NOTE = `
  INSERT INTO follow_up_step (terminal_id, visit, at, actor, step, note) VALUES ($1, $2, $3, $4, $5, $6)`

export type FollowUpRow = {
  readonly terminal: string
  readonly visit: string
  readonly rating: number
  readonly openedAt: number
  /** Last days, "2026-11-25". */
  readonly contactBy: string
  readonly settleBy: string
  readonly state: FollowUpState
  /** What the holder is told; there once it is settled. */
  readonly answer: string | null
  readonly at: number
  readonly site: string
  readonly comment: string | null
  readonly card: string | null
  /** Ids with commas between them. */
  readonly items: string
}
export type FollowUpStep = {
  readonly at: number
  readonly actor: string
  readonly step: 'contact' | 'settle' | 'reopen'
  readonly note: string
}
export type FollowUpError = { readonly code: 'no-such-follow-up' | 'not-from-this-state' }

/** For a rating that the registry hears of now: the last days, "2026-11-26". */
export function deadlinesFrom(now: number): { readonly contactBy: string; readonly settleBy: string } {
  const today = dateOf(now)
  return {
    contactBy: addWorkingDays(today, CONTACT_WITHIN),
    settleBy: addWorkingDays(today, SETTLE_WITHIN),
  }
}

/** Once, for ratings from before; finds nothing afterwards. */
export async function openMissing(sql: Queries, now: number): Promise<void> {
  const { contactBy, settleBy } = deadlinesFrom(now)
  await sql.query(OPEN, [now, contactBy, settleBy])
}

export const isOverdue = (row: FollowUpRow, today: string): boolean =>
  (row.state !== 'settled' && row.settleBy < today) || (row.state === 'open' && row.contactBy < today)

/** For a holder's own pages: what became of his ratings. `cards`: all of his. */
export const followUpsOfCards = (sql: Queries, cards: readonly string[]): Promise<FollowUpRow[]> =>
  sql.query<FollowUpRow>(OF_CARDS, [cards])

export type Asked = {
  /** Items of the unit that asks; null for all. */
  readonly items: readonly string[] | null
  readonly state: FollowUpState | 'unsettled' | 'overdue' | null
  readonly site: string | null
}
export type Step = FollowUpStep['step']
type Visit = { readonly terminal: string; readonly visit: string }

export const createFollowUps = (sql: Sql, now: () => number) => ({
  list: ({ items, state, site }: Asked) => sql.query<FollowUpRow>(LIST, [items, state, site, dateOf(now())]),
  find: async (items: readonly string[] | null, { terminal, visit }: Visit) =>
    (await sql.query<FollowUpRow>(FIND, [items, terminal, visit]))[0] ?? null,
  steps: ({ terminal, visit }: Visit) => sql.query<FollowUpStep>(STEPS, [terminal, visit]),
  overdue: async (items: readonly string[] | null): Promise<number> =>
    (await sql.query<{ overdue: number }>(OVERDUE, [items, dateOf(now())]))[0]?.overdue ?? 0,
  ofCards: (cards: readonly string[]) => followUpsOfCards(sql, cards),

  /** `note`: what was said at the contact, the answer to the holder, or why it is opened again. */
  take: (
    items: readonly string[] | null,
    { terminal, visit }: Visit,
    step: Step,
    by: { readonly actor: string; readonly note: string },
  ): Promise<Result<null, FollowUpError>> =>
    sql.transaction(async tx => {
      const [own] = await tx.query(FIND, [items, terminal, visit])
      const [locked] = await tx.query<{ state: FollowUpState }>(LOCK, [terminal, visit])
      if (own === undefined || locked === undefined) return err({ code: 'no-such-follow-up' })
      const state = AFTER[step][locked.state]
      if (state === null) return err({ code: 'not-from-this-state' })
      await tx.query(MOVE, [terminal, visit, state, state === 'settled' ? by.note : null])
      await tx.query(NOTE, [terminal, visit, now(), by.actor, step, by.note])
      return ok(null)
    }),
})
export type FollowUps = ReturnType<typeof createFollowUps>

/** The state after a step; null where the step cannot be taken. Nobody is told that it is settled who was not spoken to. */
const AFTER: Readonly<Record<Step, Readonly<Record<FollowUpState, FollowUpState | null>>>> = {
  contact: { open: 'contacted', contacted: 'contacted', settled: null },
  settle: { open: null, contacted: 'settled', settled: null },
  reopen: { open: null, contacted: null, settled: 'contacted' },
}
