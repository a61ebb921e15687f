// A labelled field of the two forms, with its error in words beneath it.
// The label and the error are tied to the field for screen readers.
import { Input, type InputRef } from 'antd'
import type { Ref } from 'react'

export type FormFieldProps = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | null
  readonly secret?: boolean
  readonly digits?: boolean
  /** As many characters as the terminal takes. */
  readonly longest?: number
  readonly ref?: Ref<InputRef>
}

export function FormField(props: FormFieldProps) {
  const {
    id,
    label,
    hint,
    value,
    onChange,
    error = null,
    secret = false,
    digits = false,
    longest,
    ref,
  } = props
  const describedBy = [hint === undefined ? [] : [`${id}-hint`], error === null ? [] : [`${id}-error`]].flat()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      </label>
      <Input
        id={id}
        {...(ref === undefined ? {} : { ref })}
        type={secret ? 'password' : 'text'}
        value={value}
        onChange={event => onChange(event.target.value)}
        {...(digits ? { inputMode: 'numeric' as const } : {})}
        {...(longest === undefined ? {} : { maxLength: longest })}
        autoComplete="off"
        spellCheck={false}
        {...(error === null ? {} : { status: 'error' as const, 'aria-invalid': true })}
        {...(describedBy.length === 0 ? {} : { 'aria-describedby': describedBy.join(' ') })}
        data-testid={id}
      />
      {error !== null && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
