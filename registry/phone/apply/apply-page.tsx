// Applying: where nothing is on its way yet, the choice of a clause; then the form while it is written, and its way once it is sent.
// What is shown is what the registry has: nothing of an application is kept on the phone.
import { useState } from 'react'
import '../styles/apply.css'
import type { OwnApplication } from '../../applications/phone-contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { PageHead, Refused, RowLink } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { ChooseClause } from './choose-clause.tsx'
import { Form } from './form.tsx'
import { Way } from './way.tsx'

const ENDED = new Set(['issued', 'refused', 'withdrawn'])

export default function ApplyPage({ rest }: { readonly rest: string }) {
  const t = useTexts()
  const asked = useCall('apply.mine', {})
  const [starting, setStarting] = useState(false)
  const mine = asked.value
  if (mine === null)
    return (
      <>
        <PageHead title={t.frame.pages.apply} />
        {asked.refusal === null ? (
          <p className="quiet">{t.frame.loading}</p>
        ) : (
          <Refused refusal={asked.refusal} />
        )}
      </>
    )
  const alive = mine.applications.find(a => !ENDED.has(a.stage))
  const newest = alive ?? mine.applications[0]
  const shown = mine.applications.find(a => a.id === rest) ?? newest
  const mayStart = alive === undefined && newest?.stage !== 'issued'
  const earlier = mine.applications.filter(a => a.id !== shown?.id)
  if (mayStart && (starting || shown === undefined))
    return (
      <>
        <PageHead title={t.frame.pages.apply} />
        <ChooseClause
          lead={shown === undefined}
          onBegun={() => {
            setStarting(false)
            asked.reload()
          }}
        />
      </>
    )
  return (
    <>
      <PageHead title={t.frame.pages.apply} />
      <Refused refusal={asked.refusal} />
      {shown !== undefined &&
        (shown.stage === 'draft' || shown.stage === 'returned' ? (
          <Form key={shown.id} application={shown} terms={mine} onChanged={asked.reload} />
        ) : (
          <Way key={shown.id} application={shown} terms={mine} onChanged={asked.reload} />
        ))}
      {mayStart && (
        <section className="sheet">
          <button
            type="button"
            className="button primary"
            onClick={() => setStarting(true)}
            data-testid="apply-again"
          >
            {t.apply.again}
          </button>
        </section>
      )}
      <Earlier applications={earlier} />
    </>
  )
}

function Earlier({ applications }: { readonly applications: readonly OwnApplication[] }) {
  const t = useTexts()
  if (applications.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="past">
      <h2 id="past">{t.apply.past}</h2>
      {applications.map(a => (
        <RowLink key={a.id} to={`/apply/${a.id}`} title={a.id} note={t.apply.stage[a.stage]} />
      ))}
    </section>
  )
}
