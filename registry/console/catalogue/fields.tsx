// The editor's fields, each with what is wrong with it in words beside it.
// A field knows its place in the catalogue by its path; problems find it by the same path.
import { Button } from 'antd'
import { createContext, type ReactNode, useContext, useId } from 'react'
import type { Bilingual } from '../../../core/policy/catalogue.ts'
import type { Problem } from '../../../core/policy/catalogue-problems.ts'
import { useTexts } from '../i18n/texts.ts'

export type Path = readonly (string | number)[]

const ProblemsContext = createContext<readonly Problem[]>([])
export const ProblemsProvider = ProblemsContext.Provider

const begins = (path: Path, with_: Path): boolean => with_.every((step, i) => path[i] === step)

/** Those at this place, or anywhere below it. */
export function useProblems(path: Path, exactly = true): readonly Problem[] {
  return useContext(ProblemsContext).filter(p =>
    exactly ? p.path.length === path.length && begins(p.path, path) : begins(p.path, path),
  )
}

/** What is wrong here, tied to its field for ears. */
export function Wrong({
  path,
  id,
  below = false,
}: {
  readonly path: Path
  readonly id: string
  readonly below?: boolean
}) {
  const t = useTexts()
  const found = useProblems(path, !below)
  const codes = [...new Set(found.map(p => p.code))]
  return codes.length === 0 ? null : (
    <span className="wrong" id={id} data-testid={`wrong-${path.join('-')}`}>
      {codes.map(code => t.catalogue.problems[code]).join(' ')}
    </span>
  )
}

type LineProps = {
  readonly label: string
  readonly path: Path
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'date' | 'number'
  readonly hint?: string
  readonly lang?: string
}

export function Line({ label, path, value, onChange, type = 'text', hint, lang }: LineProps) {
  const id = useId()
  const wrong = useProblems(path).length > 0
  return (
    <div className="line">
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </label>
      <input
        id={id}
        className="input"
        name={path.join('-')}
        data-testid={path.join('-')}
        type={type}
        lang={lang}
        value={value}
        min={type === 'number' ? 1 : undefined}
        autoComplete="off"
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={event => onChange(event.target.value)}
      />
      <Wrong path={path} id={`${id}-wrong`} />
    </div>
  )
}

/** Blank and what is no number are nought, which the check then names. */
export const numberOf = (text: string): number => Math.trunc(Number(text)) || 0

export function NumberLine(
  props: Omit<LineProps, 'value' | 'onChange' | 'type'> & {
    readonly value: number
    readonly onChange: (value: number) => void
  },
) {
  const { value, onChange, ...rest } = props
  return (
    <Line
      {...rest}
      type="number"
      value={value === 0 ? '' : String(value)}
      onChange={text => onChange(numberOf(text))}
    />
  )
}

export function BothLines(props: {
  readonly label: string
  readonly path: Path
  readonly value: Bilingual
  readonly onChange: (value: Bilingual) => void
}) {
  const t = useTexts()
  const { label, path, value, onChange } = props
  return (
    <div className="both-lines">
      <Line
        label={`${label}（${t.catalogue.zh}）`}
        path={[...path, 'zh']}
        lang="zh-CN"
        value={value.zh}
        onChange={zh => onChange({ ...value, zh })}
      />
      <Line
        label={`${label}（${t.catalogue.en}）`}
        path={[...path, 'en']}
        lang="en"
        value={value.en}
        onChange={en => onChange({ ...value, en })}
      />
    </div>
  )
}

type SomeProps<V extends string> = {
  readonly label: string
  readonly path: Path
  readonly options: readonly (readonly [V, string])[]
  readonly value: readonly V[]
  readonly onChange: (value: V[]) => void
}

/** Any of several, in the order in which they stand. */
export function Some<V extends string>({ label, path, options, value, onChange }: SomeProps<V>) {
  const id = useId()
  return (
    <fieldset className="some" aria-describedby={`${id}-wrong`}>
      <legend>{label}</legend>
      {options.map(([key, word]) => (
        <label key={key}>
          <input
            type="checkbox"
            data-testid={`${path.join('-')}-${key}`}
            checked={value.includes(key)}
            onChange={({ target }) =>
              onChange(options.map(([k]) => k).filter(k => (k === key ? target.checked : value.includes(k))))
            }
          />
          {word}
        </label>
      ))}
      <Wrong path={path} id={`${id}-wrong`} />
    </fieldset>
  )
}

export function YesNo(props: {
  readonly label: string
  readonly hint: string
  readonly path: Path
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  return (
    <label className="yes-no">
      <input
        type="checkbox"
        data-testid={props.path.join('-')}
        checked={props.value}
        onChange={event => props.onChange(event.target.checked)}
      />
      {props.label}
      <small>{props.hint}</small>
    </label>
  )
}

type ListProps<T> = {
  readonly label: string
  readonly path: Path
  readonly value: readonly T[]
  readonly fresh: T
  readonly onChange: (value: T[]) => void
  readonly children: (entry: T, path: Path, change: (entry: T) => void) => ReactNode
}

/** Entries that come and go: each with its own fields, and a way to take it away. */
export function List<T>({ label, path, value, fresh, onChange, children }: ListProps<T>) {
  const t = useTexts()
  const id = useId()
  return (
    <fieldset className="list" aria-describedby={`${id}-wrong`}>
      <legend>{label}</legend>
      <Wrong path={path} id={`${id}-wrong`} />
      {value.map((entry, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place; it has no other name
        <div key={i} className="list-entry">
          <div>
            {children(entry, [...path, i], changed =>
              onChange(value.map((e, at) => (at === i ? changed : e))),
            )}
          </div>
          <Button
            size="small"
            aria-label={`${t.catalogue.removeLine} ${i + 1}`}
            onClick={() => onChange(value.filter((_, at) => at !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...value, fresh])} data-testid={`add-${path.join('-')}`}>
        {t.catalogue.addLine}
      </Button>
    </fieldset>
  )
}
