// Calendar dates of Asia/Shanghai as texts, "2026-11-24": as lists, forms and announcements have them.
// A text compares as its date does. A card is good through the day that it names.
import { dateEnd } from '../../core/policy/calendar.ts'

export { dateOf } from '../../core/policy/calendar.ts'

/** The last second of the day. */
export const lastSecondOf = (date: string): number => dateEnd(date) - 1
