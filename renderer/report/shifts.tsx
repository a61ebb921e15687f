// The shifts of the days on the screen: one of them chosen, the report is of that shift alone.
// Nothing where nobody has signed in on those days.
import { useEffect, useState } from 'react'
import type { ShiftView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import type { PeriodDays } from './period.tsx'

type ShiftsProps = {
  readonly days: PeriodDays
  /** Null: all of the days. */
  readonly chosen: number | null
  readonly onChoose: (id: number | null) => void
}

export function Shifts({ days, chosen, onChoose }: ShiftsProps) {
  const t = useTexts()
  const format = useFormat()
  const terminal = useTerminal()
  const words = useShiftWords()
  const [shifts, setShifts] = useState<readonly ShiftView[]>([])
  useEffect(() => {
    let gone = false
    void terminal.call('report.shifts', days).then(reply => {
      if (!gone && reply.ok) setShifts(reply.value.shifts)
    })
    return () => {
      gone = true
    }
  }, [terminal, days])
  if (shifts.length === 0) return null
  const oneDay = days.to - days.from <= DAY
  const when = (at: number) => (oneDay ? format.clock(at) : format.soon(at))
  return (
    <span className="filter">
      <label htmlFor="report-shift">{t('report.shift')}</label>
      <select
        id="report-shift"
        value={chosen ?? ''}
        onChange={event => onChoose(event.target.value === '' ? null : Number(event.target.value))}
        data-testid="report-shift"
      >
        <option value="">{t('report.allShifts')}</option>
        {shifts.map(shift => (
          <option key={shift.id} value={shift.id}>
            {t('report.shiftOf', words(shift, when))}
          </option>
        ))}
      </select>
    </span>
  )
}

const DAY = 86_400

/** What is said of a shift, wherever it is named. */
export function useShiftWords() {
  const t = useTexts()
  return ({ clerk, beganAt, ended }: ShiftView, when: (at: number) => string) => ({
    number: clerk,
    from: when(beganAt),
    to: ended === null ? '' : when(ended.at),
    ended: t(`report.shiftEnded.${ended?.by ?? 'at-work'}`),
  })
}
