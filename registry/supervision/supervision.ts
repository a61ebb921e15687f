// Supervision put together: counting in the background, figures for whoever may see them, cards that were never used.
// Counting never holds anybody up: it runs after publications, and a page says how much still waits.
import { dateStart } from '../../core/policy/calendar.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { openMissing } from '../follow-up/follow-ups.ts'
import { dateOf as dayOf } from '../register/dates.ts'
import type { Sql } from '../store/sql.ts'
import { countCards, countDue, countHolders } from './count.ts'
import { figuresOf, type Question, waitingIn } from './figures.ts'

/** Cards in force that no service was ever recorded for, in order of their numbers. */
const UNUSED = `
  SELECT card_no, tier, name, status_since FROM holder AS h
  WHERE status = 'active' AND expires_at > $1 AND card_no > $2
    AND NOT EXISTS (SELECT 1 FROM holder_use AS u WHERE u.card_no = h.card_no AND u.services > 0)
    AND NOT EXISTS (
      SELECT 1 FROM holder AS m JOIN holder_use AS u ON u.card_no = m.card_no AND u.services > 0
      WHERE m.merged_into = h.card_no)
  ORDER BY card_no LIMIT $3`

export type UnusedCard = {
  readonly card_no: string
  readonly tier: 'A' | 'B'
  readonly name: string
  readonly status_since: number
}

export type Supervision = ReturnType<typeof createSupervision>

/** `catalogueAt`: names and units of what is on record at that time, also of items that are no more. */
export function createSupervision(sql: Sql, catalogueAt: (at: number) => Catalogue, now: () => number) {
  let counting: Promise<void> | null = null
  /** Cards expire without anybody's doing: counted once a day whatever comes in. */
  let cardsCountedOn = ''

  async function countNow(): Promise<void> {
    const lines = await countDue(sql)
    await countHolders(sql, now())
    const today = dayOf(now())
    if (lines > 0 || cardsCountedOn !== today) await countCards(sql, now())
    cardsCountedOn = today
    await openMissing(sql, now())
  }
  return {
    /** Brings the tallies up to what has come in; a second call joins the first. */
    count(): Promise<void> {
      counting ??= countNow().finally(() => {
        counting = null
      })
      return counting
    },
    figures: (asked: Question) => figuresOf(sql, catalogueAt(endOf(asked.period, now())), asked),
    waiting: () => waitingIn(sql),
    /** Items that a unit answers for, by the unit's Chinese name as the catalogue has it. */
    itemsOf: (unit: string): readonly string[] =>
      catalogueAt(now())
        .items.filter(item => item.units.some(u => u.zh === unit))
        .map(item => item.id),
    unusedCards: (after: string, limit: number) => sql.query<UnusedCard>(UNUSED, [now(), after, limit]),
    settled: async (): Promise<void> => {
      await counting?.catch(() => {})
    },
  }
}

/** The last day of a month "2026-11" or year "2026", or now where it is not over. */
function endOf(period: string, now: number): number {
  const [year = 0, month] = period.split('-').map(Number)
  const next =
    month === undefined || month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return Math.min(now, dateStart(`${next}-01`) - 1)
}
