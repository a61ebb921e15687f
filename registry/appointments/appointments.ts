// Half days at a site: a holder asks, the office or the unit confirms or declines in words, the site's terminals expect him.
// Each step is dated, attributed and never changed; a card has one open at a site and day, and a few in all.
import { randomUUID } from 'node:crypto'
import { maskName } from '../../core/card/mask.ts'
import { addDays } from '../../core/policy/calendar.ts'
import type { Bilingual, Catalogue, SiteKind } from '../../core/policy/catalogue.ts'
import { sitePolicy } from '../../core/policy/site-policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { DAYS_DOWN, type DayPart, type SiteAppointments } from '../../core/sync/appointments.ts'
import { signDocument } from '../../core/sync/signed.ts'
import type { SignedDocument } from '../../core/sync/wire.ts'
import type { HolderRecord } from '../holders.ts'
import type { KeyRing } from '../keys.ts'
import { dateOf } from '../register/dates.ts'
import type { Queries, Sql } from '../store/sql.ts'
import { standingOf } from '../virtual-card/standing.ts'
import type { AppointmentState } from './states.ts'

/** Open ones of a card, at all sites together. */
export const MOST_OPEN = 3
/** What a card may ask for within a day, with what it took back: nobody's worklist is filled by one phone. */
const MOST_A_DAY = 10
/** From tomorrow on: an answer takes a working day at most, and a terminal hears of it with its next sync. */
export const DAYS_AHEAD = 14

const SITES = `
  SELECT id, name_zh, name_en, kind, county, policy FROM site WHERE policy IS NOT NULL ORDER BY county, id`
const HOLDER = 'SELECT * FROM holder WHERE card_no = $1 FOR UPDATE'
const COUNTS = `
  SELECT COUNT(*) FILTER (WHERE state IN ('requested', 'confirmed') AND day >= $2) AS open,
         COUNT(*) FILTER (WHERE requested_at > $3) AS lately
  FROM appointment WHERE card_no = $1`
const ADD = `
  INSERT INTO appointment (id, card_no, site_id, item, day, part, state, requested_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'requested', $7) ON CONFLICT DO NOTHING RETURNING id`
const NOTE = 'INSERT INTO appointment_step (appointment, at, actor, step, words) VALUES ($1, $2, $3, $4, $5)'
const COLUMNS = `
  a.id, a.card_no AS card, a.site_id AS site, s.name_zh, s.name_en, a.item, a.day, a.part, a.state,
  a.requested_at AS "requestedAt", a.words`
const OWN = `
  SELECT ${COLUMNS} FROM appointment AS a JOIN site AS s ON s.id = a.site_id
  WHERE a.card_no = $1 AND a.day >= $2 ORDER BY a.day, a.part DESC, a.requested_at LIMIT 50`
const LIST = `
  SELECT ${COLUMNS} FROM appointment AS a JOIN site AS s ON s.id = a.site_id
  WHERE ($1::TEXT[] IS NULL OR a.item = ANY($1::TEXT[])) AND ($2::TEXT IS NULL OR a.day = $2) AND a.day >= $3
    AND ($4::TEXT IS NULL OR a.site_id = $4) AND ($5::TEXT IS NULL OR a.state = $5)
  ORDER BY a.day, a.part DESC, a.requested_at LIMIT 500`
const LOCK = 'SELECT card_no AS card, item, day, state FROM appointment WHERE id = $1 FOR UPDATE'
const MOVE = 'UPDATE appointment SET state = $2, words = COALESCE($3, words) WHERE id = $1'
const FOR_SITE = `
  SELECT a.id, a.card_no AS card, h.name, a.item, a.day, a.part
  FROM appointment AS a JOIN holder AS h ON h.card_no = a.card_no
  WHERE a.site_id = $1 AND a.state = 'confirmed' AND a.day BETWEEN $2 AND $3
  ORDER BY a.day, a.part DESC, a.requested_at LIMIT 5000`

type SiteColumns = {
  readonly id: string
  readonly name_zh: string
  readonly name_en: string
  readonly kind: SiteKind
  readonly county: string
  readonly policy: string
}
export type OfferingSite = {
  readonly id: string
  readonly name: Bilingual
  readonly kind: SiteKind
  readonly county: string
}
type Columns = {
  readonly id: string
  readonly card: string
  readonly site: string
  readonly name_zh: string
  readonly name_en: string
  readonly item: string
  readonly day: string
  readonly part: DayPart
  readonly state: AppointmentState
  readonly requestedAt: number
  readonly words: string | null
}
export type Appointment = Omit<Columns, 'name_zh' | 'name_en'> & { readonly siteName: Bilingual }

export type Asked = {
  readonly site: string
  readonly item: string
  readonly day: string
  readonly part: DayPart
}
export type RequestError = {
  readonly code:
    | 'card-cannot-book'
    | 'no-appointments-here'
    | 'day-not-open'
    | 'booked-already'
    | 'too-many-booked'
    | 'too-many-requests'
}
export type DecisionError = { readonly code: 'no-such-appointment' | 'not-from-this-state' }
type Step = 'confirm' | 'decline' | 'withdraw'

/** A hall that cannot keep its word says so: a confirmed one may still be declined. */
const AFTER: Readonly<Record<Step, Partial<Record<AppointmentState, AppointmentState>>>> = {
  confirm: { requested: 'confirmed' },
  decline: { requested: 'declined', confirmed: 'declined' },
  withdraw: { requested: 'withdrawn', confirmed: 'withdrawn' },
}

type Parts = {
  readonly sql: Sql
  readonly keys: Pick<KeyRing, 'signer'>
  readonly now: () => number
  readonly catalogue: () => Pick<Catalogue, 'items'>
}

export type Appointments = ReturnType<typeof createAppointments>

export function createAppointments({ sql, keys, now, catalogue }: Parts) {
  const today = (): string => dateOf(now())
  const days = () => ({ first: addDays(today(), 1), last: addDays(today(), DAYS_AHEAD) })

  async function offering(queries: Queries = sql): Promise<readonly OfferingSite[]> {
    const rows = await queries.query<SiteColumns>(SITES)
    return rows
      .filter(row => sitePolicy.parse(JSON.parse(row.policy)).appointments)
      .map(({ id, kind, county, name_zh: zh, name_en: en }) => ({ id, kind, county, name: { zh, en } }))
  }

  /** What is wrong with asking, for a holder whose row is locked; null: nothing. */
  async function problemWith(tx: Queries, card: string, asked: Asked): Promise<RequestError['code'] | null> {
    const at = now()
    const [holder] = await tx.query<HolderRecord>(HOLDER, [card])
    if (holder === undefined || holder.merged_into !== null || standingOf(holder, at) !== 'good')
      return 'card-cannot-book'
    const site = (await offering(tx)).find(s => s.id === asked.site)
    const item = catalogue().items.find(i => i.id === asked.item)
    const tier = holder.provincial === null ? holder.tier : 'A'
    if (site === undefined || item === undefined) return 'no-appointments-here'
    if (!item.siteKinds.includes(site.kind) || !item.tiers.includes(tier)) return 'no-appointments-here'
    const { first, last } = days()
    // A card that will have ended by then cannot be served then.
    if (asked.day < first || asked.day > last || asked.day > dateOf(holder.expires_at)) return 'day-not-open'
    const [counts] = await tx.query<{ open: number; lately: number }>(COUNTS, [card, today(), at - 86_400])
    if ((counts?.lately ?? 0) >= MOST_A_DAY) return 'too-many-requests'
    return (counts?.open ?? 0) >= MOST_OPEN ? 'too-many-booked' : null
  }

  const move = (
    id: string,
    step: Step,
    isOwn: (row: { readonly card: string; readonly item: string }) => boolean,
    by: { readonly actor: string; readonly words: string | null },
  ): Promise<Result<null, DecisionError>> =>
    sql.transaction(async tx => {
      const [row] = await tx.query<Pick<Columns, 'card' | 'item' | 'day' | 'state'>>(LOCK, [id])
      if (row === undefined || !isOwn(row)) return err({ code: 'no-such-appointment' })
      const state = AFTER[step][row.state]
      if (state === undefined || row.day < today()) return err({ code: 'not-from-this-state' })
      await tx.query(MOVE, [id, state, by.words])
      await tx.query(NOTE, [id, now(), by.actor, step, by.words])
      return ok(null)
    })

  return {
    offering: () => offering(),
    days,

    request: (card: string, asked: Asked): Promise<Result<{ readonly id: string }, RequestError>> =>
      sql.transaction(async tx => {
        const problem = await problemWith(tx, card, asked)
        if (problem !== null) return err({ code: problem })
        const id = randomUUID()
        const { site, item, day, part } = asked
        const added = await tx.query(ADD, [id, card, site, item, day, part, now()])
        if (added.length === 0) return err({ code: 'booked-already' })
        await tx.query(NOTE, [id, now(), 'holder', 'request', null])
        return ok({ id })
      }),
    /** From today on, whatever became of them. */
    of: async (card: string): Promise<readonly Appointment[]> =>
      (await sql.query<Columns>(OWN, [card, today()])).map(named),
    withdraw: (card: string, id: string) =>
      move(id, 'withdraw', row => row.card === card, { actor: 'holder', words: null }),

    /** `items`: of the unit that asks; null for all. From today on. */
    list: async (
      items: readonly string[] | null,
      asked: { readonly day: string | null; readonly site: string | null; readonly state: string | null },
    ): Promise<readonly Appointment[]> =>
      (await sql.query<Columns>(LIST, [items, asked.day, today(), asked.site, asked.state])).map(named),
    decide: (
      items: readonly string[] | null,
      id: string,
      step: 'confirm' | 'decline',
      by: { readonly actor: string; readonly words: string | null },
    ) => move(id, step, row => items === null || items.includes(row.item), by),

    /** What the site's terminals are told, whatever its policy says by now: who was given a day is expected. */
    async forSite(siteId: string): Promise<SignedDocument> {
      const rows = await sql.query<SiteAppointments['appointments'][number]>(FOR_SITE, [
        siteId,
        today(),
        addDays(today(), DAYS_DOWN),
      ])
      const { key, privateKey } = keys.signer('publish')
      const appointments = rows.map(row => ({ ...row, name: maskName(row.name) }))
      const payload = { siteId, issuedAt: now(), appointments } satisfies SiteAppointments
      return signDocument('appointments', payload, key.id, privateKey)
    },
  }
}

const named = ({ name_zh: zh, name_en: en, ...row }: Columns): Appointment => ({
  ...row,
  siteName: { zh, en },
})
