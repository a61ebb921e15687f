// Working days of the People's Republic: Monday to Friday, less public holidays, plus the days that make up for them.
// Dates are calendar dates of Asia/Shanghai as texts ("2026-11-24"); no clock is read. A year without data has its weekends alone.
import { z } from 'zod'
import { bilingual } from '../policy/catalogue.ts'
import raw from './holidays.json' with { type: 'json' }

const date = z.iso.date()
const year = z.object({
  /** `provisional`: the law's own days, before the year's arrangement is announced. */
  state: z.enum(['announced', 'provisional']),
  source: bilingual,
  /** Both days inclusive. */
  off: z.array(z.object({ name: z.string(), from: date, until: date })),
  /** Saturdays and Sundays on which work is done. */
  makeUp: z.array(date),
})
const YEARS = z.record(z.string().regex(/^20\d\d$/), year).parse(raw)

/** How sure a year's working days are: `unknown` where only its weekends are known. */
export const certaintyOf = (of: string): 'announced' | 'provisional' | 'unknown' =>
  YEARS[of.slice(0, 4)]?.state ?? 'unknown'

const DAY_MS = 86_400_000

/** So many calendar days later; earlier when negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

export function isWorkingDay(day: string): boolean {
  const known = YEARS[day.slice(0, 4)]
  if (known?.makeUp.includes(day) === true) return true
  if (known?.off.some(({ from, until }) => from <= day && day <= until) === true) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The day on which a term of so many working days ends. The day itself does not count: one working day from a Friday is the
 * Monday, from a Saturday too.
 */
export function addWorkingDays(day: string, days: number): string {
  let end = day
  for (let left = days; left > 0; ) {
    end = addDays(end, 1)
    if (isWorkingDay(end)) left -= 1
  }
  return end
}

/** Working days after `from` up to and with `until`; negative when `until` is past. */
export function workingDaysUntil(from: string, until: string): number {
  if (until < from) return -workingDaysUntil(until, from)
  let days = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(day)) days += 1
  return days
}
