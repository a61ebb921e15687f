// Small parts of applying: a field of several lines, an act that is asked twice, an act with its reason.
// What cannot be undone is never done by one touch.
import { type FormEvent, useId, useState } from 'react'
import { useTexts } from '../i18n/texts.ts'

export function AreaField(props: {
  readonly label: string
  readonly hint?: string
  readonly name: string
  readonly value: string
  readonly fault?: string | null
  readonly onChange: (value: string) => void
}) {
  const id = useId()
  const { fault = null } = props
  return (
    <div className="field">
      <label htmlFor={id}>
        {props.label}
        {props.hint !== undefined && <small>{props.hint}</small>}
      </label>
      <textarea
        id={id}
        name={props.name}
        data-testid={props.name}
        value={props.value}
        rows={4}
        maxLength={1000}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        onChange={event => props.onChange(event.target.value)}
      />
      {fault !== null && (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

export function Sure(props: {
  readonly words: string
  readonly testId: string
  readonly onSure: () => void
}) {
  const t = useTexts()
  const [armed, setArmed] = useState(false)
  return (
    <button
      type="button"
      className="button"
      onClick={() => (armed ? props.onSure() : setArmed(true))}
      data-testid={props.testId}
    >
      {armed ? t.apply.surely : props.words}
    </button>
  )
}

/** A button that opens into a field for why, with its own confirmation. */
export function WithReason(props: {
  readonly words: string
  readonly label: string
  readonly name: string
  readonly busy: boolean
  readonly onReason: (words: string) => void
}) {
  const t = useTexts()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (words.trim() !== '') props.onReason(words)
  }
  if (!open)
    return (
      <button type="button" className="button" onClick={() => setOpen(true)} data-testid={props.name}>
        {props.words}
      </button>
    )
  return (
    <form className="apply-form" onSubmit={submit}>
      <AreaField label={props.label} name={`${props.name}-why`} value={words} onChange={setWords} />
      <button
        type="submit"
        className="button primary"
        disabled={props.busy || words.trim() === ''}
        data-testid={`${props.name}-confirm`}
      >
        {t.apply.confirm} · {props.words}
      </button>
    </form>
  )
}
