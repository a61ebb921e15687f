// Dates and times as people here write them, always those of Asia/Shanghai, whatever the phone thinks where it is.
import type { Language } from '../i18n/texts.ts'

const ZONE = 'Asia/Shanghai'
const parts = (seconds: number, options: Intl.DateTimeFormatOptions, locale = 'sv-SE'): string =>
  new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(seconds * 1000)

/** "2028-06-30" */
export const dateOf = (seconds: number): string =>
  parts(seconds, { year: 'numeric', month: '2-digit', day: '2-digit' })
/** "2028-06-30 09:12" */
export const momentOf = (seconds: number): string =>
  parts(seconds, { dateStyle: 'short', timeStyle: 'short' })
/** "6月30日 星期二", "Tue, Jun 30" */
export const dayOf = (date: string, language: Language): string =>
  parts(
    Date.parse(`${date}T12:00:00+08:00`) / 1000,
    { month: 'short', day: 'numeric', weekday: 'short' },
    language === 'zh' ? 'zh-CN' : 'en-GB',
  )
