// One low rating: what was said, what was done, and the next step that may be taken from here.
// Contact first, answer then; the answer is the text that the holder reads.
import { useState } from 'react'
import type { FollowUpLine } from '../../follow-up/contract.ts'
import { timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, Field } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

type DialogProps = {
  readonly row: FollowUpLine
  readonly onClose: () => void
  readonly onDone: () => void
}
type Step = 'contact' | 'settle' | 'reopen'

export function FollowUpDialog({ row, onClose, onDone }: DialogProps) {
  const t = useTexts()
  const r = t.ratings
  const language = useLanguage()
  const [mayContact, maySettle] = [useMay('rating.contact'), useMay('rating.settle')]
  const page = useCall('followUps.page', { terminal: row.terminal, visit: row.visit })
  const [note, setNote] = useState('')
  const { act, busy, refusal } = useAct()
  const step: Step | null =
    row.state === 'open'
      ? mayContact
        ? 'contact'
        : null
      : !maySettle
        ? null
        : row.state === 'contacted'
          ? 'settle'
          : 'reopen'
  const here = { terminal: row.terminal, visit: row.visit }
  function submit(): void {
    switch (step) {
      case null:
        onClose()
        return
      case 'contact':
        void act('followUps.contact', { ...here, note }, onDone)
        return
      case 'settle':
        void act('followUps.settle', { ...here, answer: note }, onDone)
        return
      case 'reopen':
        void act('followUps.reopen', { ...here, why: note }, onDone)
    }
  }
  const labels = { contact: r.contactNote, settle: r.settleNote, reopen: r.reopenNote } as const
  const steps = page.value?.steps ?? []
  return (
    <Ask
      testId="follow-up"
      title={`${r.grade(row.rating)} · ${row.siteName[language]}`}
      submit={step === null ? t.frame.close : r[step]}
      wide
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <dl className="facts">
        <dt>{r.visit}</dt>
        <dd>{timeOf(row.at)}</dd>
        <dt>{r.items}</dt>
        <dd>{row.items.map(i => `${i.id} ${i.title[language]}`).join('；') || '—'}</dd>
        <dt>{r.said}</dt>
        <dd>{row.comment ?? r.noWords}</dd>
        {row.answer !== null && (
          <>
            <dt>{r.answer}</dt>
            <dd data-testid="answer">{row.answer}</dd>
          </>
        )}
      </dl>
      {steps.length > 0 && (
        <div>
          <h3>{r.history}</h3>
          <ul className="plain">
            {steps.map(s => (
              <li key={`${s.at} ${s.step} ${s.note}`}>
                <b>{r.steps[s.step]}</b> {s.note}{' '}
                <span className="quiet">{t.conflicts.foundBy(s.actor, timeOf(s.at))}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {step === null && row.state === 'contacted' && <p className="quiet">{r.notYours}</p>}
      {step !== null && (
        <Field label={labels[step]}>
          {id => (
            <textarea
              id={id}
              className="input"
              data-testid="note"
              value={note}
              required
              maxLength={500}
              onChange={event => setNote(event.target.value)}
            />
          )}
        </Field>
      )}
    </Ask>
  )
}
