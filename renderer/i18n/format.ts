// Times, ages, amounts and clauses in the words of a language; times are seconds since 1970 UTC, shown in Asia/Shanghai.
// The machine's own time zone must never show through: a terminal set to another zone shows the same.
import { useTranslation } from 'react-i18next'
import type { Bilingual } from '../../core/policy/catalogue.ts'
import type { Language } from './texts.ts'
import { type Translate, useTexts } from './use-texts.ts'

const ZONE = 'Asia/Shanghai'
const DAY = 86_400

const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })
const isoFormat = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' })
const dayFormats = {
  zh: new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, month: 'numeric', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'short', day: 'numeric' }),
} as const satisfies Record<Language, Intl.DateTimeFormat>
const countFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

export type Format = ReturnType<typeof formatFor>

/** The formats of one language; `t` gives it its words. */
export function formatFor(language: Language, t: Translate) {
  /** "10:32" */
  const clock = (at: number) => clockFormat.format(at * 1000)

  /** "2028-06-30" */
  const date = (at: number) => isoFormat.format(at * 1000)

  /** "3 月 12 日", with the year where it is another one than now's; "12 Mar". */
  function day(at: number, now: number): string {
    const parts = dayFormats[language].formatToParts(at * 1000)
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(p => p.type === type)?.value ?? ''
    const year = date(at).slice(0, 4)
    const thisYear = year === date(now).slice(0, 4)
    if (language === 'en') return `${part('day')} ${part('month')}${thisYear ? '' : ` ${year}`}`
    return `${thisYear ? '' : `${year} 年 `}${part('month')} 月 ${part('day')} 日`
  }

  /** "今天 02:10", "昨天 …", "4 天前 02:08"; from a month on the date. `null`: never. */
  function when(at: number | null, now: number): string {
    if (at === null) return t('time.never')
    const days = calendarDay(now) - calendarDay(at)
    if (days > 30 || days < 0) return `${date(at)} ${clock(at)}`
    if (days === 0) return t('time.today', { time: clock(at) })
    return days === 1
      ? t('time.yesterday', { time: clock(at) })
      : t('time.daysAgo', { days, time: clock(at) })
  }

  /** A moment ahead: "11-26 02:10". */
  const soon = (at: number) => `${date(at).slice(5)} ${clock(at)}`

  /** "4 天", "7 小时", "12 分钟", of a number of seconds; never less than one minute. */
  function age(seconds: number): string {
    if (seconds >= 2 * DAY) return t('time.days', { n: Math.floor(seconds / DAY) })
    if (seconds >= 3600) return t('time.hours', { n: Math.floor(seconds / 3600) })
    return t('time.minutes', { n: Math.max(1, Math.floor(seconds / 60)) })
  }

  /** "20,000" */
  const count = (n: number) => countFormat.format(n)

  /** "3,000 元", "CNY 3,000" */
  const yuan = (amount: number) => (language === 'zh' ? `${count(amount)} 元` : `CNY ${count(amount)}`)

  const both = (text: Bilingual) => text[language]

  /** "甲、乙", "one, two" */
  const list = (words: readonly string[]) => words.join(language === 'zh' ? '、' : ', ')

  return {
    language,
    clock,
    date,
    day,
    when,
    soon,
    age,
    yuan,
    count,
    both,
    list,
    clause: (text: string) => clause(text, language),
  }
}

/** Days since 1970 in Asia/Shanghai, which has had no summer time since 1991. */
const calendarDay = (at: number) => Math.floor((at + 8 * 3600) / DAY)

const ARTICLES = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三']

/** "art. 5-1-2" as the rules number it: 第五条（一）2. Anything else, as a section of TOKEN.md, stays as it is. */
export function clause(text: string, language: Language): string {
  if (language === 'en') return text
  return text
    .replaceAll(/art\. ?(\d+)(?:-(\d+))?(?:-(\d+))?/g, (_, article, part, point) => {
      const section = part === undefined ? '' : `（${numeral(part)}）`
      return `第${numeral(article)}条${section}${point ?? ''}`
    })
    .replaceAll(/(?<=[条）\d])[,;] ?(?=第)/g, '、')
}

const numeral = (digits: string) => ARTICLES[Number(digits)] ?? digits

/** The formats of the language on screen; the component follows when it changes. */
export function useFormat(): Format {
  return formatFor(useLanguage(), useTexts())
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh'
}
