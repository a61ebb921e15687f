// The form, kept at the registry whenever a field is left or typing pauses: who comes back finds it as it was.
// What is wrong is said beside its field when it is sent, and stands there until it is right.
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { clauseOf } from '../../applications/clauses.ts'
import { checkFacts, type DraftFacts, type FactError } from '../../applications/facts.ts'
import type { OwnApplication } from '../../applications/phone-contract.ts'
import { call, type Output, type Refusal } from '../api.ts'
import { readClock } from '../clock/own-clock.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMe } from '../session/me.ts'
import { momentOf } from '../ui/dates.ts'
import { Choice, Refused, TextField } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import { AreaField, Sure } from './parts.tsx'
import { Proofs } from './proofs.tsx'

/** Milliseconds without a key after which what was typed is kept. */
const PAUSE = 1200

export type Terms = Output<'apply.mine'>
type Props = { readonly application: OwnApplication; readonly terms: Terms; readonly onChanged: () => void }

export function Form({ application, terms, onChanged }: Props) {
  const t = useTexts()
  const me = useMe()
  const language = useLanguage()
  const [facts, setFacts] = useState<DraftFacts>(application.facts)
  const [asked, setAsked] = useState(false)
  const kept = useKept(application.id, facts)
  const sending = useAct()
  const { clear } = sending
  const proofs = application.proofs.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: another proof answers the last refusal
  useEffect(() => clear(), [proofs, clear])
  const { wrong } = checkFacts(
    facts,
    terms.industries.map(i => i.id),
    terms.today,
  )
  const fault = (error: FactError): string | null =>
    asked && wrong.includes(error) ? t.apply.wrong[error] : null
  const set = (field: keyof DraftFacts) => (value: string) => setFacts(now => ({ ...now, [field]: value }))
  const returned = application.stage === 'returned'
  const unit = terms.industries.find(i => i.id === facts.industry)?.unit[language]
  const clause = clauseOf(facts.clause)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setAsked(true)
    if (wrong.length > 0 || !(await kept.save())) return
    await sending.act('apply.send', { id: application.id }, answer => {
      if (answer.wrong.length === 0) onChanged()
    })
  }
  const text = (field: 'name' | 'idNumber' | 'provincial' | 'employer' | 'position', more: object = {}) => (
    <TextField
      label={t.apply[field]}
      name={field}
      value={facts[field]}
      onChange={set(field)}
      fault={fault(field) ?? (field === 'idNumber' ? fault('age') : null)}
      autoComplete="off"
      {...more}
    />
  )

  return (
    <form
      className="apply-form"
      onSubmit={event => void submit(event)}
      onBlur={() => void kept.save()}
      noValidate
    >
      <section className="sheet" aria-labelledby="stage">
        <h2 id="stage" data-testid="stage" data-stage={application.stage}>
          {t.apply.stage[application.stage]}
        </h2>
        <p className="quiet">{t.apply.next[application.stage]}</p>
        {returned && <LastWords application={application} />}
        <p className="fact">
          <span>{t.apply.number}</span>
          <b>{application.id}</b>
        </p>
        <p className="fact">
          <span>{t.apply.basis}</span>
          <b>
            {t.apply.tiers[facts.tier]} · {clause.title[language]}
          </b>
        </p>
      </section>
      <section className="sheet" aria-labelledby="person">
        <h2 id="person">{t.apply.person}</h2>
        {text('name', { autoComplete: 'name', maxLength: 60 })}
        {text('idNumber', { maxLength: 20, autoCapitalize: 'characters' })}
        <p className="fact">
          <span>{t.apply.mobile}</span>
          <b>{me.number}</b>
        </p>
        {facts.clause === 'A1' && text('provincial', { hint: t.apply.provincialHint, maxLength: 20 })}
      </section>
      <section className="sheet" aria-labelledby="work">
        <h2 id="work">{t.apply.work}</h2>
        {text('employer', { autoComplete: 'organization', maxLength: 60 })}
        <Choice
          legend={t.apply.employerKind}
          name="employerKind"
          options={[
            ['local', t.apply.employerKinds.local],
            ['central', t.apply.employerKinds.central],
          ]}
          value={facts.employerKind}
          onChange={set('employerKind')}
        />
        {text('position', { maxLength: 60 })}
        <div className="field">
          <label htmlFor="industry">
            {t.apply.industry}
            {unit !== undefined && facts.employerKind === 'local' && (
              <small>{t.apply.reviewedBy(unit)}</small>
            )}
          </label>
          <select
            id="industry"
            value={facts.industry}
            aria-invalid={fault('industry') !== null}
            onChange={event => set('industry')(event.target.value)}
            data-testid="industry"
          >
            <option value="">{t.apply.pickIndustry}</option>
            {terms.industries.map(i => (
              <option key={i.id} value={i.id}>
                {i.title[language]}
              </option>
            ))}
          </select>
          {fault('industry') !== null && <p className="field-fault">{fault('industry')}</p>}
        </div>
        <AreaField
          label={t.apply.statement}
          hint={t.apply.statementHint}
          name="statement"
          value={facts.statement}
          onChange={set('statement')}
          fault={fault('statement')}
        />
      </section>
      <Proofs
        application={application}
        terms={terms}
        purpose={returned ? 'added' : 'proof'}
        hints={clause.proofs.map(p => p[language])}
        onChanged={onChanged}
      />
      <section className="sheet">
        {asked && wrong.length > 0 && (
          <p className="refused" role="alert" data-testid="fix">
            {t.apply.fix}
          </p>
        )}
        <Refused refusal={sending.refusal ?? kept.refusal} />
        <button
          type="submit"
          className="button primary"
          disabled={sending.busy}
          data-testid="send-application"
        >
          {returned ? t.apply.sendAgain : t.apply.send}
        </button>
        <p className="quiet" role="status" data-testid="saved">
          {kept.refusal !== null
            ? t.apply.notSaved
            : kept.at !== null
              ? t.apply.saved(momentOf(kept.at))
              : ''}
        </p>
        {!returned && (
          <Sure
            words={t.apply.discard}
            onSure={() => void call('apply.discard', { id: application.id }).then(onChanged)}
            testId="discard"
          />
        )}
      </section>
    </form>
  )
}

/** Why it was sent back. */
function LastWords({ application }: { readonly application: OwnApplication }) {
  const t = useTexts()
  const last = application.history[application.history.length - 1]
  return (
    <>
      {last?.words != null && (
        <p className="asked-for" data-testid="asked-for">
          {last.words}
        </p>
      )}
      {application.dueOn !== null && <p className="quiet">{t.apply.completeBy(application.dueOn)}</p>}
    </>
  )
}

/** Keeps what differs from what was kept last; one after the other, so that an older state never overwrites a newer one. */
function useKept(id: string, facts: DraftFacts) {
  const [at, setAt] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const last = useRef(JSON.stringify(facts))
  const now = useRef(facts)
  const turn = useRef<Promise<boolean>>(Promise.resolve(true))
  useEffect(() => {
    now.current = facts
  }, [facts])
  const save = useCallback((): Promise<boolean> => {
    turn.current = turn.current.then(async () => {
      const wanted = now.current
      const text = JSON.stringify(wanted)
      if (text === last.current) return true
      const answer = await call('apply.save', { id, facts: wanted })
      setRefusal(answer.ok ? null : answer.error)
      if (!answer.ok) return false
      last.current = text
      setAt(Math.floor(readClock().now))
      return true
    })
    return turn.current
  }, [id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    const timer = setTimeout(() => void save(), PAUSE)
    return () => clearTimeout(timer)
  }, [facts, save])
  useEffect(() => {
    const keep = (): void => void save()
    // A phone may never come back to a page that goes out of sight.
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('online', keep)
    return () => {
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('online', keep)
      keep()
    }
  }, [save])
  return { at, refusal, save }
}
