// The days of a report: today unless asked otherwise, by one button or by two dates.
// A wrong date is said beside its field; the report on the screen stays as it was.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { DaysFields } from '../records/days-fields.tsx'
import { emptyForm, type FilterProblem, parseFilter, periodOf } from '../records/filter-form.ts'
import { Words } from '../ui/words.tsx'

/** `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
export type PeriodDays = { readonly from: number; readonly to: number }
type Days = { readonly from: string; readonly to: string }

const nowInSeconds = () => Math.floor(Date.now() / 1000)

type PeriodProps = {
  readonly onPeriod: (days: PeriodDays) => void
  /** Further fields. */
  readonly fields: ReactNode
  readonly children: ReactNode
}

export function Period({ onPeriod, fields, children }: PeriodProps) {
  const t = useTexts()
  const [days, setDays] = useState<Days>(() => periodOf('today', nowInSeconds()))
  const [problem, setProblem] = useState<FilterProblem | null>(null)

  function ask(asked: Days): void {
    setDays(asked)
    const parsed = parseFilter({ ...emptyForm(nowInSeconds()), ...asked })
    setProblem(parsed.ok ? null : parsed.problem)
    if (parsed.ok) onPeriod({ from: parsed.filter.from, to: parsed.filter.to })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: today's report is there at once, and only once
  useEffect(() => ask(days), [])

  return (
    <form
      className="filters"
      aria-label={t('records.filter.presets')}
      onSubmit={event => {
        event.preventDefault()
        ask(days)
      }}
    >
      <DaysFields
        id="report"
        presetId="report"
        days={days}
        problem={problem}
        onChange={changed => setDays({ ...days, ...changed })}
        onPreset={preset => ask(periodOf(preset, nowInSeconds()))}
      />
      {fields}
      <span className="filter-acts">
        <Button type="primary" htmlType="submit" data-testid="report-search">
          <Words text={t('records.filter.apply')} />
        </Button>
        {children}
      </span>
    </form>
  )
}
