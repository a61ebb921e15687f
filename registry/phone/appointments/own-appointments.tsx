// The holder's appointments from today on, each with its state and the window's own words; an open one may be withdrawn.
// Withdrawing takes two taps: a thumb that slips has taken nothing back.
import { useState } from 'react'
import type { OwnAppointment } from '../../appointments/phone-contract.ts'
import { useWords } from '../benefits/words.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { dayOf } from '../ui/dates.ts'
import { Refused } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

export function OwnAppointments() {
  const t = useTexts()
  const { value, reload } = useCall('appointments.list', {}, 'appointments')
  if (value === null || value.appointments.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="appointments">
      <h2 id="appointments">{t.appointments.title}</h2>
      {value.appointments.map(a => (
        <One key={a.id} appointment={a} onWithdrawn={reload} />
      ))}
    </section>
  )
}

type OneProps = { readonly appointment: OwnAppointment; readonly onWithdrawn: () => void }

function One({ appointment, onWithdrawn }: OneProps) {
  const t = useTexts()
  const words = useWords()
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const { busy, refusal, act } = useAct()
  const { id, siteName, title, day, part, state, words: answer } = appointment
  const isOpen = state === 'requested' || state === 'confirmed'
  return (
    <div className="rate" data-testid="appointment" data-state={state}>
      <p className="fact">
        <b>{words(siteName)}</b>
        <span>
          {dayOf(day, language)} {t.appointments.parts[part]}
        </span>
      </p>
      <p>{words(title)}</p>
      <p className={isOpen ? 'note' : 'quiet'}>{t.appointments.state[state]}</p>
      {answer !== null && <p className="said">{answer}</p>}
      {isOpen && !asking && (
        <button
          type="button"
          className="button"
          onClick={() => setAsking(true)}
          data-testid="withdraw"
          aria-label={`${t.appointments.withdraw} ${dayOf(day, language)}`}
        >
          {t.appointments.withdraw}
        </button>
      )}
      {isOpen && asking && (
        <>
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => void act('appointments.withdraw', { id }, onWithdrawn)}
            data-testid="withdraw-sure"
          >
            {t.appointments.sure}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {t.appointments.keep}
          </button>
        </>
      )}
      <Refused refusal={refusal} />
    </div>
  )
}
