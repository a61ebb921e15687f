// The small labelled fields of the filters: text and choice, as the browser has them, for keyboard and screen reader alike.
// A problem stands beside its field and is tied to it.
import type { ReactNode } from 'react'

type TextProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly problem?: string | null
  readonly width?: 'date' | 'short'
  readonly hint?: string
}

export function TextField({ id, label, value, onChange, problem = null, width = 'short', hint }: TextProps) {
  return (
    <span className={`filter filter-${width}`}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        {...(hint === undefined ? {} : { placeholder: hint })}
        onChange={event => onChange(event.target.value)}
        {...(problem === null ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-problem` })}
        data-testid={id}
      />
      {problem !== null && (
        <small className="filter-problem" id={`${id}-problem`} role="alert">
          {problem}
        </small>
      )}
    </span>
  )
}

type ChoiceProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly any: string
  readonly children: ReactNode
}

export function ChoiceField({ id, label, value, onChange, any, children }: ChoiceProps) {
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={event => onChange(event.target.value)} data-testid={id}>
        <option value="">{any}</option>
        {children}
      </select>
    </span>
  )
}
