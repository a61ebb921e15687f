// One visit, and its five grades. A grade is chosen first and sent by a second tap: a thumb that slips has said nothing.
import { type FormEvent, useState } from 'react'
import { LONGEST_COMMENT } from '../../visits/limits.ts'
import type { OwnVisit } from '../../visits/phone-contract.ts'
import { useWords } from '../benefits/words.ts'
import { useTexts } from '../i18n/texts.ts'
import { momentOf } from '../ui/dates.ts'
import { Refused } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

const GRADES = [5, 4, 3, 2, 1] as const
type Grade = (typeof GRADES)[number]

export function VisitView({ visit, onRated }: { readonly visit: OwnVisit; readonly onRated: () => void }) {
  const t = useTexts()
  const words = useWords()
  return (
    <section className="sheet" data-testid="visit" aria-label={`${words(visit.site)} ${momentOf(visit.at)}`}>
      <p className="fact">
        <b>{words(visit.site)}</b>
        <span>{momentOf(visit.at)}</span>
      </p>
      {visit.services.length > 0 && (
        <ul className="bullets">
          {visit.services.map((service, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a visit's services never change places
            <li key={`${service.id} ${i}`} className={service.voided ? 'voided' : undefined}>
              {words(service.title)}
              <small>
                {[
                  service.relation === null ? '' : t.benefits.relation[service.relation],
                  service.quantity > 1 ? t.visits.tickets(service.quantity) : '',
                  service.amountCny === null ? '' : t.benefits.money(service.amountCny),
                  service.voided ? t.visits.voided : '',
                ]
                  .filter(text => text !== '')
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      )}
      {visit.refused !== null && <p data-testid="refused">{t.visits.refused[visit.refused]}</p>}
      {visit.rating !== null && (
        <p className="quiet" data-testid="rated" data-rating={visit.rating}>
          {t.visits.rated(t.visits.grade[visit.rating as Grade])}
          {visit.ratedAt === null ? '' : t.visits.ratedAt[visit.ratedAt]}
        </p>
      )}
      {visit.comment !== null && <p className="said">{visit.comment}</p>}
      {visit.followUp !== null && (
        <div className="note" data-testid="follow-up" data-state={visit.followUp.state}>
          <p>{t.visits.followUp[visit.followUp.state]}</p>
          {visit.followUp.answer !== null && <p>{visit.followUp.answer}</p>}
        </div>
      )}
      {visit.canRate && <Rate visit={visit.id} onRated={onRated} />}
    </section>
  )
}

function Rate({ visit, onRated }: { readonly visit: string; readonly onRated: () => void }) {
  const t = useTexts()
  const [grade, setGrade] = useState<Grade | null>(null)
  const [comment, setComment] = useState('')
  const { busy, refusal, act } = useAct()
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (grade !== null) await act('visits.rate', { visit, rating: grade, comment }, onRated)
  }
  return (
    <form className="rate" onSubmit={event => void submit(event)}>
      <fieldset className="choice grades">
        <legend>{t.visits.rate}</legend>
        {GRADES.map(g => (
          <label key={g}>
            <input
              type="radio"
              name={`grade-${visit}`}
              value={g}
              checked={grade === g}
              onChange={() => setGrade(g)}
              data-testid={`grade-${g}`}
            />
            <span>{t.visits.grade[g]}</span>
          </label>
        ))}
      </fieldset>
      {grade !== null && (
        <>
          <div className="field">
            <label htmlFor={`comment-${visit}`}>
              {t.visits.comment}
              <small>{t.visits.optional}</small>
            </label>
            <textarea
              id={`comment-${visit}`}
              rows={3}
              maxLength={LONGEST_COMMENT}
              value={comment}
              onChange={event => setComment(event.target.value)}
              data-testid="comment"
            />
          </div>
          {grade <= 2 && <p className="quiet">{t.visits.lowGrade}</p>}
          <button type="submit" className="button primary" disabled={busy} data-testid="send-rating">
            {t.visits.send}
          </button>
          <p className="quiet">{t.visits.once}</p>
        </>
      )}
      <Refused refusal={refusal} />
    </form>
  )
}
