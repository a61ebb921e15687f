// The few parts that every page is made of: head, field, refusal, choice, list row.
// Plain elements under one style sheet: a phone's reader knows what they are.
import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import type { Refusal } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { Link, usePageTitle } from './router.tsx'

/** `back`: where the arrow leads; none on the pages of the bar below. */
export function PageHead({ title, back, children }: { title: string; back?: string; children?: ReactNode }) {
  const t = useTexts()
  usePageTitle(title, t.frame.product)
  return (
    <header className="page-head">
      {back !== undefined && (
        <Link to={back} className="back" aria-label={t.frame.back}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M15 5l-7 7 7 7" />
          </svg>
        </Link>
      )}
      <h1>{title}</h1>
      {children}
    </header>
  )
}

export function Refused({ refusal }: { readonly refusal: Refusal | null }) {
  const t = useTexts()
  return refusal === null ? null : (
    <p className="refused" role="alert" data-code={refusal.code}>
      {t.errors[refusal.code]}
    </p>
  )
}

type TextProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'id'> & {
  readonly label: string
  readonly hint?: string
  readonly fault?: string | null
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function TextField({ label, hint, fault = null, name, onChange, ...rest }: TextProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </label>
      <input
        {...rest}
        id={id}
        name={name}
        data-testid={name}
        spellCheck={false}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        onChange={event => onChange(event.target.value)}
      />
      {fault !== null && (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

type ChoiceProps<T extends string> = {
  readonly legend: string
  readonly name: string
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ legend, name, options, value, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(([key, words]) => (
        <label key={key}>
          <input
            type="radio"
            name={name}
            value={key}
            checked={key === value}
            onChange={() => onChange(key)}
            data-testid={`${name}-${key}`}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}

type RowProps = {
  readonly to: string
  readonly title: string
  readonly note?: string
  readonly strong?: boolean
  readonly 'data-testid'?: string
}

/** A way on, as one line. */
export function RowLink({ to, title, note, strong = false, ...rest }: RowProps) {
  return (
    <Link to={to} className="row" {...rest}>
      <b>{title}</b>
      {note !== undefined && <span className={strong ? 'row-strong' : undefined}>{note}</span>}
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M9 5l7 7-7 7" />
      </svg>
    </Link>
  )
}
