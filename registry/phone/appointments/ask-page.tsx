// Asking for a half day for one service: where, which day, morning or afternoon. Only sites that take appointments for it are offered.
// Nothing is promised here: it is the window that confirms, and the page says so.
import { type FormEvent, useState } from 'react'
import { addDays } from '../../../core/policy/calendar.ts'
import type { OwnAppointment } from '../../appointments/phone-contract.ts'
import { useWords } from '../benefits/words.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { dayOf } from '../ui/dates.ts'
import { Choice, PageHead, Refused } from '../ui/parts.tsx'
import { navigate } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

type DayPart = OwnAppointment['part']

export default function AskPage({ rest }: PageProps) {
  const t = useTexts()
  const words = useWords()
  const language = useLanguage()
  const choices = useCall('appointments.choices', {})
  const benefits = useCall('benefits.list', {}, 'benefits')
  const [site, setSite] = useState('')
  const [day, setDay] = useState('')
  const [part, setPart] = useState<DayPart>('morning')
  const { busy, refusal, act } = useAct()
  const item = benefits.value?.categories.flatMap(c => c.items).find(i => i.id === rest)
  const sites = (choices.value?.sites ?? []).filter(s => item?.siteKinds.includes(s.kind))

  function submit(event: FormEvent): void {
    event.preventDefault()
    void act('appointments.request', { site, item: rest, day, part }, () => navigate('/visits'))
  }
  return (
    <>
      <PageHead
        title={item === undefined ? t.appointments.ask : words(item.title)}
        back={item === undefined ? '/benefits' : `/benefits/${item.id}`}
      />
      <Refused refusal={choices.refusal ?? (benefits.value === null ? benefits.refusal : null)} />
      {choices.value !== null && item !== undefined && sites.length === 0 && (
        <p className="sheet">{t.appointments.nowhere}</p>
      )}
      {choices.value !== null && sites.length > 0 && (
        <form className="sheet rate" onSubmit={submit}>
          <Pick
            label={t.appointments.where}
            name="appointment-site"
            value={site}
            onChange={setSite}
            options={sites.map(s => [s.id, words(s.name)])}
          />
          <Pick
            label={t.appointments.day}
            name="appointment-day"
            value={day}
            onChange={setDay}
            options={daysFrom(choices.value).map(d => [d, dayOf(d, language)])}
          />
          <Choice
            legend={t.appointments.part}
            name="part"
            options={[
              ['morning', t.appointments.parts.morning],
              ['afternoon', t.appointments.parts.afternoon],
            ]}
            value={part}
            onChange={setPart}
          />
          <button type="submit" className="button primary" disabled={busy} data-testid="ask-appointment">
            {t.appointments.send}
          </button>
          <p className="quiet">{t.appointments.after}</p>
          <Refused refusal={refusal} />
        </form>
      )}
    </>
  )
}

function daysFrom({ first, last }: { readonly first: string; readonly last: string }): readonly string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

type PickProps = {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [string, string])[]
}

function Pick({ label, name, value, onChange, options }: PickProps) {
  const t = useTexts()
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select
        id={name}
        value={value}
        required
        onChange={event => onChange(event.target.value)}
        data-testid={name}
      >
        <option value="">{t.appointments.choose}</option>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
