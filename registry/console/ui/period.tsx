// A year and a month of it, as the filters of a page have them: "2026" or "2026-11" in the address.
// Years from the first of the service on; the month is left out for the whole year.
import { useTexts } from '../i18n/texts.ts'
import { Choice } from './parts.tsx'

const FIRST_YEAR = 2023

type PeriodProps = {
  /** "2026" or "2026-11" */
  readonly period: string
  /** "2026-11-25" */
  readonly today: string
  readonly onChange: (period: string) => void
}

export const isPeriod = (text: string): boolean => /^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/.test(text)

export function PeriodChoice({ period, today, onChange }: PeriodProps) {
  const t = useTexts().supervision
  const [year = '', month = ''] = period.split('-')
  const last = Math.max(Number(today.slice(0, 4)), Number(year))
  const first = Math.min(FIRST_YEAR, Number(year))
  const years = Array.from({ length: last - first + 1 }, (_, i) => String(last - i))
  const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'))
  return (
    <>
      <Choice
        label={t.year}
        name="year"
        value={year}
        options={years.map(y => [y, y] as const)}
        onChange={y => onChange(month === '' ? y : `${y}-${month}`)}
      />
      <Choice
        label={t.period}
        name="month"
        value={month}
        options={[['', t.wholeYear] as const, ...months.map(m => [m, t.month(Number(m))] as const)]}
        onChange={m => onChange(m === '' ? year : `${year}-${m}`)}
      />
    </>
  )
}
