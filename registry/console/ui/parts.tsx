// The few parts that every page is made of: head, table, field, choice, refusal, dialog.
// Plain elements under the house's style sheet: a browser knows how to reach them by keys and read them aloud.
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { Refusal } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { usePageTitle } from './router.tsx'

export function PageHead({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly children?: ReactNode
}) {
  usePageTitle(title)
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {note !== undefined && <p>{note}</p>}
      <span className="page-acts">{children}</span>
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

type FieldProps = {
  readonly label: string
  readonly hint?: string
  readonly wide?: boolean
  readonly children: (id: string) => ReactNode
}

export function Field({ label, hint, wide = false, children }: FieldProps) {
  const id = useId()
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </label>
      {children(id)}
    </div>
  )
}

type TextProps = {
  readonly label: string
  readonly hint?: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password' | 'date' | 'search'
  readonly required?: boolean
  readonly autoComplete?: string
  readonly focus?: boolean
  readonly wide?: boolean
}

export function Text(props: TextProps) {
  const { label, hint, name, value, onChange, type = 'text', required = false, autoComplete = 'off' } = props
  const field = useRef<HTMLInputElement>(null)
  const { focus = false, wide = false } = props
  useEffect(() => {
    if (focus) field.current?.focus()
  }, [focus])
  return (
    <Field label={label} wide={wide} {...(hint === undefined ? {} : { hint })}>
      {id => (
        <input
          ref={field}
          id={id}
          name={name}
          data-testid={name}
          className="input"
          type={type}
          value={value}
          required={required}
          autoComplete={autoComplete}
          spellCheck={false}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

type ChoiceProps<V extends string> = {
  readonly label: string
  readonly name: string
  readonly value: V
  readonly options: readonly (readonly [V, string])[]
  readonly onChange: (value: V) => void
  /** The empty value does not do. */
  readonly required?: boolean
}

export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, name, value, options, onChange, required = false } = props
  return (
    <Field label={label}>
      {id => (
        <select
          id={id}
          name={name}
          data-testid={name}
          className="input"
          value={value}
          required={required}
          onChange={event => {
            const chosen = options.find(([key]) => key === event.target.value)
            if (chosen !== undefined) onChange(chosen[0])
          }}
        >
          {options.map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type AskProps = {
  readonly title: string
  readonly submit: string
  readonly danger?: boolean
  readonly busy?: boolean
  readonly refusal?: Refusal | null
  readonly testId: string
  readonly wide?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that asks for something. The browser's own: Esc leaves it, Tab stays in it, the page behind is out of reach. */
export function Ask(props: AskProps) {
  const { title, submit, danger = false, busy = false, refusal = null, testId, wide = false } = props
  const t = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    if (!busy) props.onSubmit()
  }
  return (
    <dialog
      ref={dialog}
      className={wide ? 'ask ask-wide' : 'ask'}
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={event => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <form onSubmit={onSubmit}>
        <h2 id={titleId}>{title}</h2>
        {props.children}
        <Refused refusal={refusal} />
        <footer>
          <Button onClick={props.onClose}>{t.frame.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            danger={danger}
            loading={busy}
            data-testid={`${testId}-submit`}
          >
            {submit}
          </Button>
        </footer>
      </form>
    </dialog>
  )
}

type ShowProps = {
  readonly title: string
  readonly testId: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that shows something: Esc or its button closes it, and the focus goes back to where it was opened. */
export function Show({ title, testId, onClose, children }: ShowProps) {
  const t = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="ask ask-wide"
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="show">
        <h2 id={titleId}>{title}</h2>
        {children}
        <footer>
          <Button type="primary" onClick={onClose} data-testid={`${testId}-close`}>
            {t.frame.close}
          </Button>
        </footer>
      </div>
    </dialog>
  )
}

type Column<R> = { readonly head: string; readonly cell: (row: R) => ReactNode; readonly narrow?: boolean }

type TableProps<R> = {
  readonly testId: string
  /** For ears, where a page has several tables. */
  readonly label?: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[] | null
  readonly keyOf: (row: R) => string | number
  readonly empty: string
}

export function Table<R>({ testId, label, columns, rows, keyOf, empty }: TableProps<R>) {
  const t = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="table" tabIndex={0} aria-label={label ?? columns[0]?.head ?? ''}>
      <table data-testid={testId}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.head} scope="col">
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(rows ?? []).map(row => (
            <tr key={keyOf(row)} data-key={keyOf(row)}>
              {columns.map(column => (
                <td key={column.head} className={column.narrow === true ? 'narrow' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows === null && <p className="table-note">{t.frame.loading}</p>}
      {rows?.length === 0 && <p className="table-note">{empty}</p>}
    </section>
  )
}
