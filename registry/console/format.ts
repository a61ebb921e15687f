// Times and numbers as the console shows them: seconds since 1970 UTC, in Asia/Shanghai whatever the machine's own zone.
// Dates are written as in the register's lists, the same in both languages.
const ZONE = 'Asia/Shanghai'
const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })

/** "2026-11-24" */
export const dateOf = (at: number): string => day.format(at * 1000)
/** "2026-11-24 09:05" */
export const timeOf = (at: number): string => `${dateOf(at)} ${clock.format(at * 1000)}`
/** "12,345" */
export const countOf = (n: number): string => n.toLocaleString('en-US')
/** "5323 0000 0016" */
export const cardOf = (card: string): string => card.replace(/(\d{4})(?=\d)/g, '$1 ')
