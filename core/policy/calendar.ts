// Calendar days, months and years of Asia/Shanghai, which has kept UTC+8 without summer time since 1991.
// No Intl: this stands in the way from scan to verdict. All times in seconds since 1970 UTC.
const OFFSET = 8 * 3600

const local = (at: number): Date => new Date((at + OFFSET) * 1000)

export const yearOf = (at: number): number => local(at).getUTCFullYear()

/** Months since year 0, so that months compare as numbers. */
export const monthOf = (at: number): number => local(at).getUTCFullYear() * 12 + local(at).getUTCMonth()

/** The same moment, so many years later; 29 February becomes 1 March. */
export function addYears(at: number, years: number): number {
  const date = local(at)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return Math.floor(date.getTime() / 1000) - OFFSET
}

/** The calendar date of a moment: "2026-11-23". */
export const dateOf = (at: number): string => local(at).toISOString().slice(0, 10)

/** The date so many days later. */
export const addDays = (date: string, days: number): string => dateOf(dateStart(date) + days * 86_400)

/** Midnight that began the day of `at`. */
export const dayStart = (at: number): number => Math.floor((at + OFFSET) / 86_400) * 86_400 - OFFSET

/** Midnight that begins a calendar date such as "2026-11-23". */
export const dateStart = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 - OFFSET

/** Midnight that ends it. */
export const dateEnd = (date: string): number => dateStart(date) + 86_400
