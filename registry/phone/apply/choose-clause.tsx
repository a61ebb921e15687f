// The guided choice: each clause of art. 3 as a question in plain words, with what will be asked for as proof.
// Nothing is decided by choosing: the office reviews on the ground that was named.
import { useState } from 'react'
import { CLAUSES, type Clause } from '../../applications/clauses.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Refused } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

const GROUPS = ['A', 'B', 'F'] as const

export function ChooseClause({ lead, onBegun }: { readonly lead: boolean; readonly onBegun: () => void }) {
  const t = useTexts()
  const [open, setOpen] = useState<Clause['id'] | null>(null)
  const { act, busy, refusal } = useAct()
  return (
    <>
      {lead && <p className="apply-lead">{t.apply.lead}</p>}
      <h2 className="apply-question">{t.apply.choose}</h2>
      <p className="quiet">{t.apply.chooseNote}</p>
      <Refused refusal={refusal} />
      {GROUPS.map(group => (
        <section className="sheet" key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t.apply.groups[group]}</h2>
          <ul className="clauses">
            {CLAUSES.filter(clause => clause.id.startsWith(group)).map(clause => (
              <li key={clause.id}>
                <Question
                  clause={clause}
                  open={open === clause.id}
                  busy={busy}
                  onToggle={() => setOpen(open === clause.id ? null : clause.id)}
                  onChoose={tier => void act('apply.begin', { clause: clause.id, tier }, onBegun)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Question(props: {
  readonly clause: Clause
  readonly open: boolean
  readonly busy: boolean
  readonly onToggle: () => void
  readonly onChoose: (tier: 'A' | 'B') => void
}) {
  const t = useTexts()
  const language = useLanguage()
  const { clause, open } = props
  return (
    <>
      <button
        type="button"
        className="clause"
        aria-expanded={open}
        onClick={props.onToggle}
        data-testid={`clause-${clause.id}`}
      >
        <b>{clause.title[language]}</b>
        <span>{clause.question[language]}</span>
      </button>
      {open && (
        <div className="clause-more">
          <p>{t.apply.bring}</p>
          <ul>
            {clause.proofs.map(proof => (
              <li key={proof.zh}>{proof[language]}</li>
            ))}
          </ul>
          {clause.tiers.map(tier => (
            <button
              key={tier}
              type="button"
              className="button primary"
              disabled={props.busy}
              onClick={() => props.onChoose(tier)}
              data-testid={`begin-${tier}`}
            >
              {clause.tiers.length > 1
                ? t.apply.asTier[tier]
                : `${t.apply.thisOne} · ${t.apply.asTier[tier]}`}
            </button>
          ))}
        </div>
      )}
    </>
  )
}
