// What cannot be right in what terminals delivered, as one worklist: double use, one code at two terminals, chains that are not
// one line, records that could not be read. Each is settled with a reason; nothing is ever deleted, and what happens again is open again.
import { err, ok, type Result } from '../../core/result.ts'
import { CHAIN_EVENTS } from '../../core/sync/wire.ts'
import type { Sql } from '../store/sql.ts'

export const KINDS = [
  'quota-overdrawn',
  'same-code-twice',
  ...CHAIN_EVENTS,
  'held-chain-broken',
  'held-bad-body',
  'held-id-reused',
  'held-too-large',
] as const
export type Kind = (typeof KINDS)[number]
/** `over`: it mended itself: the missing records came, the held one was taken in. */
export const STATES = ['open', 'settled', 'over'] as const
export type State = (typeof STATES)[number]
/** What the office found; `reopened` takes the finding before it back. */
export const VERDICTS = ['explained', 'corrected', 'misuse', 'fault'] as const
export type Verdict = (typeof VERDICTS)[number]

/** A unit sees what concerns its own items; a chain concerns none. A record that came twice whole is no conflict. */
const WORK = `
  SELECT 'use:' || c.id AS subject, c.kind, c.at, c.at AS last_at, 1 AS times, FALSE AS over,
         r.site_id AS site, r.terminal_id AS terminal, r.sequence, r.sequence AS until,
         c.card_no AS card, r.item, r.at AS served_at, o.site_id AS other_site, o.terminal_id AS other_terminal, o.at AS other_at
  FROM conflict AS c LEFT JOIN record AS r ON r.id = c.record LEFT JOIN record AS o ON o.id = c.other
  WHERE $1::TEXT[] IS NULL OR r.item = ANY($1::TEXT[])
  UNION ALL
  SELECT 'chain:' || e.terminal_id || ':' || e.kind || ':' || e.branch || ':' || e.sequence, e.kind, e.first_at, e.last_at,
         e.times, e.closed_at IS NOT NULL, t.site_id, e.terminal_id, e.sequence, e.until, NULL, NULL, NULL, NULL, NULL, NULL
  FROM chain_event AS e LEFT JOIN terminal AS t ON t.id = e.terminal_id WHERE $1::TEXT[] IS NULL
  UNION ALL
  SELECT 'held:' || h.terminal_id || ':' || h.branch || ':' || h.sequence, 'held-' || h.reason, h.received_at, h.received_at,
         1, h.released_at IS NOT NULL, t.site_id, h.terminal_id, h.sequence, h.sequence, NULL, NULL, NULL, NULL, NULL, NULL
  FROM held_record AS h LEFT JOIN terminal AS t ON t.id = h.terminal_id
  WHERE $1::TEXT[] IS NULL AND h.reason <> 'same-record'`
const JUDGED = `
  SELECT w.*, f.at AS found_at, f.actor AS found_by, f.verdict, f.why,
         CASE WHEN w.over THEN 'over'
              WHEN f.at IS NULL OR f.verdict = 'reopened' OR f.at < w.last_at THEN 'open'
              ELSE 'settled' END AS state
  FROM (${WORK}) AS w
  LEFT JOIN LATERAL (
    SELECT at, actor, verdict, why FROM finding WHERE finding.subject = w.subject ORDER BY id DESC LIMIT 1
  ) AS f ON TRUE`
const LIST = `
  SELECT j.subject, j.kind, j.at, j.last_at AS "lastAt", j.times, j.state, j.site, j.terminal, j.sequence, j.until,
         j.card, j.item, j.served_at AS "servedAt", j.other_site AS "otherSite", j.other_terminal AS "otherTerminal",
         j.other_at AS "otherAt", j.found_at AS "foundAt", j.found_by AS "foundBy", j.verdict, j.why
  FROM (${JUDGED}) AS j
  WHERE ($2::TEXT IS NULL OR j.kind = $2) AND ($3::TEXT IS NULL OR j.state = $3) AND ($4::TEXT IS NULL OR j.site = $4)
  ORDER BY j.at DESC, j.subject LIMIT $5 OFFSET $6`
const OPEN = `SELECT COUNT(*) AS open FROM (${JUDGED}) AS j WHERE j.state = 'open'`
const ONE = `SELECT j.state FROM (${JUDGED}) AS j WHERE j.subject = $2`
const ADD = 'INSERT INTO finding (subject, at, actor, verdict, why) VALUES ($1, $2, $3, $4, $5)'
const HISTORY = 'SELECT at, actor, verdict, why FROM finding WHERE subject = $1 ORDER BY id'

export type ConflictRow = {
  readonly subject: string
  readonly kind: Kind
  readonly at: number
  readonly lastAt: number
  readonly times: number
  readonly state: State
  /** Null where the record or its terminal is not in this register. */
  readonly site: string | null
  readonly terminal: string | null
  /** Places in the terminal's chain, both inclusive. */
  readonly sequence: number | null
  readonly until: number | null
  readonly card: string | null
  readonly item: string | null
  readonly servedAt: number | null
  readonly otherSite: string | null
  readonly otherTerminal: string | null
  readonly otherAt: number | null
  readonly foundAt: number | null
  readonly foundBy: string | null
  readonly verdict: Verdict | 'reopened' | null
  readonly why: string | null
}
export type Finding = {
  readonly at: number
  readonly actor: string
  readonly verdict: Verdict | 'reopened'
  readonly why: string
}
export type Asked = {
  /** Items of the unit that asks; null for all. */
  readonly items: readonly string[] | null
  readonly kind: Kind | null
  readonly state: State | null
  readonly site: string | null
}
export type ConflictError = { readonly code: 'no-such-conflict' | 'not-from-this-state' }

export const PAGE = 100

export const createConflicts = (sql: Sql, now: () => number) => ({
  list: ({ items, kind, state, site }: Asked, page: number): Promise<ConflictRow[]> =>
    sql.query<ConflictRow>(LIST, [items, kind, state, site, PAGE, page * PAGE]),
  open: async (items: readonly string[] | null): Promise<number> =>
    (await sql.query<{ open: number }>(OPEN, [items]))[0]?.open ?? 0,
  history: (subject: string): Promise<Finding[]> => sql.query<Finding>(HISTORY, [subject]),

  /** Settles what is open, opens again what is settled; what mended itself needs no word. */
  async judge(
    subject: string,
    verdict: Verdict | 'reopened',
    by: { readonly actor: string; readonly why: string },
  ): Promise<Result<null, ConflictError>> {
    return await sql.transaction(async tx => {
      const [found] = await tx.query<{ state: State }>(ONE, [null, subject])
      if (found === undefined) return err({ code: 'no-such-conflict' })
      if (found.state !== (verdict === 'reopened' ? 'settled' : 'open'))
        return err({ code: 'not-from-this-state' })
      await tx.query(ADD, [subject, now(), by.actor, verdict, by.why])
      return ok(null)
    })
  },
})
export type Conflicts = ReturnType<typeof createConflicts>
