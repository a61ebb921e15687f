// How it was, in five grades with words, and a line more for who wants to write one.
// A grade that was touched counts, also of a holder who then walks away; it can only ever count for his own visit.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { HolderBridge } from '../../electron/api.ts'
import { gradeTexts, holderTexts as texts } from '../i18n/holder.ts'

const GRADES = [5, 4, 3, 2, 1] as const
type Grade = (typeof GRADES)[number]

/** How long after the last touch a grade is sent by itself. */
const PATIENCE_MS = 8_000

type RateProps = {
  readonly visitId: string
  readonly rated: number | null
  readonly bridge: HolderBridge
}

export function Rate({ visitId, rated, bridge }: RateProps) {
  const [grade, setGrade] = useState<Grade | null>(null)
  const [comment, setComment] = useState('')
  const sent = useRef(false)
  const send = useCallback(() => {
    if (grade === null || sent.current) return
    sent.current = true
    void bridge.rate({ visitId, rating: grade, comment: comment.trim() === '' ? null : comment.trim() })
  }, [bridge, visitId, grade, comment])
  useEffect(() => {
    if (grade === null) return
    const timer = setTimeout(send, PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [grade, send])

  if (rated !== null) {
    return (
      <p className="holder-thanks" role="status" data-testid="holder-thanks">
        {texts.thanks.zh}
        <small lang="en">{texts.thanks.en}</small>
      </p>
    )
  }
  return (
    <section className="holder-rate" aria-labelledby="rate-title">
      <h2 id="rate-title">
        {texts.ask.zh}
        <small lang="en">{texts.ask.en}</small>
      </h2>
      <div className="grades">
        {GRADES.map(g => (
          <button
            key={g}
            type="button"
            aria-pressed={g === grade}
            onClick={() => setGrade(g)}
            data-testid={`grade-${g}`}
          >
            <b>{g}</b>
            {gradeTexts[g].zh}
            <small lang="en">{gradeTexts[g].en}</small>
          </button>
        ))}
      </div>
      {grade !== null && (
        <div className="holder-comment">
          <label htmlFor="holder-comment">
            {texts.comment.zh}
            <small lang="en">{texts.comment.en}</small>
          </label>
          <input
            id="holder-comment"
            value={comment}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            placeholder={texts.noNames.zh}
            onChange={event => setComment(event.target.value)}
            data-testid="holder-comment"
          />
          <button type="button" onClick={send} data-testid="holder-send">
            {texts.send.zh} <span lang="en">{texts.send.en}</span>
          </button>
        </div>
      )}
    </section>
  )
}
