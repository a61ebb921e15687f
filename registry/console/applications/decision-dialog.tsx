// The dialog of a decision on one application or many: what it needs, why, and afterwards what could not be decided.
// A reason is never filled in for anybody, and is what the applicant reads.
import { useState } from 'react'
import type { ApplicationLine, DecisionAnswers } from '../../applications/contract.ts'
import { REVIEWS, type Review } from '../../applications/steps.ts'
import type { Input, Output } from '../api.ts'
import { countOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Ask, Choice, Field, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import type { Action } from './actions.ts'

type Terms = Output<'applications.counts'>
type Chosen = Pick<ApplicationLine, 'id' | 'steps' | 'stage' | 'openObjections'>
/** What others said of him is not the applicant's to read. */
const INNER: ReadonlySet<Action> = new Set<Action>(['opinion', 'objection'])
type Finding = 'agree' | 'disagree'

export function DecisionDialog(props: {
  readonly action: Action
  readonly chosen: readonly Chosen[]
  readonly terms: Terms
  readonly onClose: () => void
  readonly onDone: (answers: DecisionAnswers) => void
}) {
  const t = useTexts()
  const language = useLanguage()
  const { action, terms } = props
  const [first] = props.chosen
  const [words, setWords] = useState('')
  const [finding, setFinding] = useState<Finding>('agree')
  const [form, setForm] = useState<'paper' | 'uploaded'>('paper')
  const [day, setDay] = useState(terms.today)
  const [about, setAbout] = useState(terms.opinions[0]?.id ?? '')
  const [opinion, setOpinion] = useState<'none' | 'concern'>('none')
  const [objection, setObjection] = useState(String(first?.openObjections[0] ?? ''))
  const [settled, setSettled] = useState<'unfounded' | 'founded'>('unfounded')
  const [reheard, setReheard] = useState<'kept' | 'reopened'>('kept')
  const backTo = REVIEWS.filter(review => review !== first?.stage)
  const [to, setTo] = useState<Review>(backTo[0] ?? 'employer')
  const [contact, setContact] = useState('')
  const [until, setUntil] = useState(terms.noticeEnd)
  const [expires, setExpires] = useState(yearsFrom(terms.today, terms.cardYears))
  const { act, busy, refusal } = useAct()
  const chosen = props.chosen.map(({ id, steps }) => ({ id, seen: steps }))
  const done = ({ answers }: { readonly answers: DecisionAnswers }): void => props.onDone(answers)

  const review = (decision: Input<'applications.review'>['decision']) =>
    void act('applications.review', { chosen, decision, words }, done)
  const decide = (decision: Input<'applications.decide'>['decision']) =>
    void act('applications.decide', { chosen, decision, words }, done)

  function submit() {
    switch (action) {
      case 'employer':
        return review({ kind: 'employer', finding, form, signedOn: day })
      case 'industry':
        return review({ kind: 'industry', finding })
      case 'return':
        return review({ kind: 'return' })
      case 'opinion':
        return decide({ kind: 'opinion', about, finding: opinion, repliedOn: day })
      case 'settle':
        return decide({ kind: 'settle', objection: Number(objection), finding: settled })
      case 'rehear':
        return decide({ kind: 'rehear', finding: reheard })
      case 'reopen':
        return decide({ kind: 'reopen', to })
      case 'notice':
        return void act('applications.makeNotice', { chosen, scope: words, contact, until }, done)
      case 'issue':
        return void act('applications.issue', { chosen, expires, words }, done)
      case 'office':
      case 'objection':
      case 'approve':
      case 'refuse':
        return decide({ kind: action })
    }
  }

  const a = t.applications
  const isInner = INNER.has(action) || (action === 'settle' && settled === 'unfounded')
  const pick = <V extends string>(
    label: string,
    name: string,
    value: V,
    options: readonly (readonly [V, string])[],
    onChange: (value: V) => void,
  ) => <Choice label={label} name={name} value={value} options={options} onChange={onChange} />
  const title =
    chosen.length === 1
      ? `${a.action[action]} · ${first?.id}`
      : `${a.action[action]} · ${a.selected(countOf(chosen.length))}`

  return (
    <Ask
      testId="decision"
      title={title}
      submit={a.action[action]}
      danger={action === 'refuse'}
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={submit}
    >
      {action === 'employer' && <p className="quiet">{a.employerHint}</p>}
      {(action === 'employer' || action === 'industry') &&
        pick(
          a.result,
          'finding',
          finding,
          [
            ['agree', a.finding.agree],
            ['disagree', a.finding.disagree],
          ],
          setFinding,
        )}
      {action === 'employer' &&
        pick(
          a.form,
          'form',
          form,
          [
            ['paper', a.forms.paper],
            ['uploaded', a.forms.uploaded],
          ],
          setForm,
        )}
      {action === 'opinion' && (
        <>
          {pick(
            a.about,
            'about',
            about,
            terms.opinions.map(o => [o.id, `${o.title[language]} · ${o.asked[language]}`] as const),
            setAbout,
          )}
          {pick(
            a.result,
            'opinion',
            opinion,
            [
              ['none', a.finding.none],
              ['concern', a.finding.concern],
            ],
            setOpinion,
          )}
        </>
      )}
      {(action === 'employer' || action === 'opinion') && (
        <Text
          label={action === 'employer' ? a.signedOn : a.repliedOn}
          name="day"
          type="date"
          value={day}
          onChange={setDay}
          required
        />
      )}
      {action === 'settle' && (
        <>
          {pick(
            a.objection,
            'objection',
            objection,
            (first?.openObjections ?? []).map(n => [String(n), a.objectionAt(String(n))] as const),
            setObjection,
          )}
          {pick(
            a.result,
            'settled',
            settled,
            [
              ['unfounded', a.finding.unfounded],
              ['founded', a.finding.founded],
            ],
            setSettled,
          )}
        </>
      )}
      {action === 'rehear' &&
        pick(
          a.result,
          'reheard',
          reheard,
          [
            ['kept', a.finding.kept],
            ['reopened', a.finding.reopened],
          ],
          setReheard,
        )}
      {action === 'reopen' &&
        pick(
          a.to,
          'to',
          to,
          backTo.map(r => [r, a.review[r]] as const),
          setTo,
        )}
      {action === 'issue' && (
        <Text label={a.expires} name="expires" type="date" value={expires} onChange={setExpires} required />
      )}
      {action === 'notice' ? (
        <>
          <Text label={a.scope} hint={a.scopeHint} name="words" value={words} onChange={setWords} required />
          <Text label={a.contact} name="contact" value={contact} onChange={setContact} required />
          <Text
            label={a.until}
            hint={a.untilHint(terms.noticeEnd)}
            name="until"
            type="date"
            value={until}
            onChange={setUntil}
            required
          />
        </>
      ) : (
        <Field label={a.words} hint={isInner ? a.innerHint : a.wordsHint}>
          {id => (
            <textarea
              id={id}
              className="input"
              name="words"
              data-testid="words"
              value={words}
              maxLength={1000}
              required
              onChange={event => setWords(event.target.value)}
            />
          )}
        </Field>
      )}
    </Ask>
  )
}

/** The day so many years on; 29 February becomes the 28th. */
function yearsFrom(day: string, years: number): string {
  const then = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
  return then.endsWith('-02-29') ? then.replace('-29', '-28') : then
}

export function Answers({ answers }: { readonly answers: DecisionAnswers }) {
  const t = useTexts()
  const done = answers.filter(a => a.code === null).length
  const left = answers.filter(a => a.code !== null)
  return (
    <>
      {done > 0 && (
        <p className="done" role="status" data-testid="answers-done">
          {t.applications.done(countOf(done))}
        </p>
      )}
      {left.length > 0 && (
        <div className="refused" role="alert" data-testid="answers-left">
          {t.applications.notDone}
          <ul>
            {left.map(({ id, code }) => (
              <li key={id}>
                {id}：{code !== null && t.applications.code[code]}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
