// The days of a report: today unless asked otherwise, by one button or by two dates.
// A wrong date is said beside its field; the report on the screen stays as it was.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { TextField } from '../records/field.tsx'
import { emptyForm, type FilterProblem, PRESETS, parseFilter, periodOf } from '../records/filter-form.ts'
import { Words } from '../ui/words.tsx'

/** `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
export type PeriodDays = { readonly from: number; readonly to: number }
type Days = { readonly from: string; readonly to: string }

const nowInSeconds = () => Math.floor(Date.now() / 1000)

type PeriodProps = { readonly onPeriod: (days: PeriodDays) => void; readonly children: ReactNode }

export function Period({ onPeriod, children }: PeriodProps) {
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

  const problemOf = (field: FilterProblem['field']) =>
    problem?.field === field ? t(`records.filter.${problem.code}`) : null
  return (
    <form
      className="filters"
      aria-label={t('records.filter.presets')}
      onSubmit={event => {
        event.preventDefault()
        ask(days)
      }}
    >
      <fieldset className="filter-presets">
        <legend className="spoken">{t('records.filter.presets')}</legend>
        {PRESETS.map(preset => (
          <button
            type="button"
            key={preset}
            onClick={() => ask(periodOf(preset, nowInSeconds()))}
            data-testid={`report-${preset}`}
          >
            {t(`records.filter.${preset}`)}
          </button>
        ))}
      </fieldset>
      <TextField
        id="report-from"
        width="date"
        label={t('records.filter.from')}
        hint={t('records.filter.dateHint')}
        value={days.from}
        onChange={from => setDays({ ...days, from })}
        problem={problemOf('from')}
      />
      <TextField
        id="report-to"
        width="date"
        label={t('records.filter.to')}
        hint={t('records.filter.dateHint')}
        value={days.to}
        onChange={to => setDays({ ...days, to })}
        problem={problemOf('to')}
      />
      <span className="filter-acts">
        <Button type="primary" htmlType="submit" data-testid="report-search">
          <Words text={t('records.filter.apply')} />
        </Button>
        {children}
      </span>
    </form>
  )
}
