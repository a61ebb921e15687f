// The way of an application that was sent: where it is, what comes next and by when, and every step with its date.
// What other offices and people said of the applicant is not shown here, nor sent.
import { useState } from 'react'
import { clauseOf } from '../../applications/clauses.ts'
import type { OwnApplication } from '../../applications/phone-contract.ts'
import type { StepKind } from '../../applications/steps.ts'
import { call, type Refusal } from '../api.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Refused } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import type { Terms } from './form.tsx'
import { WithReason } from './parts.tsx'
import { Proofs } from './proofs.tsx'

type Props = { readonly application: OwnApplication; readonly terms: Terms; readonly onChanged: () => void }
const WITHDRAWABLE = new Set([
  ...['employer', 'industry', 'office', 'opinions', 'cleared', 'notice', 'approved', 'objected'],
])

export function Way({ application: a, terms, onChanged }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const { act, busy, refusal } = useAct()
  const mayObject = a.stage === 'refused' && a.until !== null && terms.today <= a.until
  return (
    <>
      <section className="sheet" aria-labelledby="stage">
        <h2 id="stage" data-testid="stage" data-stage={a.stage}>
          {t.apply.stage[a.stage]}
        </h2>
        <p>{t.apply.next[a.stage]}</p>
        <Until application={a} />
        <p className="fact">
          <span>{t.apply.number}</span>
          <b data-testid="application-number">{a.id}</b>
        </p>
        <p className="fact">
          <span>{t.apply.basis}</span>
          <b>
            {t.apply.tiers[a.facts.tier]} · {clauseOf(a.facts.clause).title[language]}
          </b>
        </p>
      </section>
      {a.stage === 'employer' && (
        <>
          <section className="sheet">
            <FormButton id={a.id} />
          </section>
          <Proofs application={a} terms={terms} purpose="sealed-form" hints={[]} onChanged={onChanged} />
        </>
      )}
      <section className="sheet" aria-labelledby="way">
        <h2 id="way">{t.apply.way}</h2>
        <ol className="way" data-testid="way">
          {[...a.history].reverse().map(step => (
            <li key={step.number} data-step={step.kind}>
              <time dateTime={step.on}>{step.on}</time>
              <b>
                {t.apply.step[step.kind as StepKind]}
                {step.finding !== null && ` · ${t.apply.finding[step.finding]}`}
              </b>
              {step.words !== null && <p>{step.words}</p>}
            </li>
          ))}
        </ol>
      </section>
      {(mayObject || WITHDRAWABLE.has(a.stage)) && (
        <section className="sheet">
          <Refused refusal={refusal} />
          {mayObject && (
            <WithReason
              words={t.apply.object}
              label={t.apply.objectWhy}
              name="object"
              busy={busy}
              onReason={words => void act('apply.object', { id: a.id, words }, onChanged)}
            />
          )}
          {WITHDRAWABLE.has(a.stage) && (
            <WithReason
              words={t.apply.withdraw}
              label={t.apply.withdrawWhy}
              name="withdraw"
              busy={busy}
              onReason={words => void act('apply.withdraw', { id: a.id, words }, onChanged)}
            />
          )}
        </section>
      )}
    </>
  )
}

function Until({ application: a }: { readonly application: OwnApplication }) {
  const t = useTexts()
  if (a.stage === 'notice' && a.until !== null) return <p className="quiet">{t.apply.noticeUntil(a.until)}</p>
  if (a.stage === 'refused')
    return a.until === null ? null : <p className="quiet">{t.apply.objectUntil(a.until)}</p>
  return a.dueOn === null ? null : <p className="quiet">{t.apply.due(a.dueOn)}</p>
}

function FormButton({ id }: { readonly id: string }) {
  const t = useTexts()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function save(): Promise<void> {
    setBusy(true)
    const answer = await call('apply.form', { id })
    setBusy(false)
    setRefusal(answer.ok ? null : answer.error)
    if (!answer.ok) return
    const bytes = Uint8Array.from(atob(answer.value.pdf), char => char.charCodeAt(0))
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
    link.download = `${id}.pdf`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void save()}
        data-testid="form-pdf"
      >
        {t.apply.form}
      </button>
      <Refused refusal={refusal} />
    </>
  )
}
