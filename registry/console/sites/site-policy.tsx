// What a site's terminals may do: each rule with the default beside it, and the form that changes them for a reason.
// Fields, choices and limits come from the policy's own schema: a new field is here as soon as it has words.
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { DEFAULT_POLICY, policyFields, type SitePolicy } from '../../../core/policy/site-policy.ts'
import { titleOfReason } from '../i18n/reason-title.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Ask, Choice, Field, Table, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

type Name = keyof SitePolicy
const NAMES = Object.keys(policyFields) as Name[]

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Words of a field's choices, and of what it holds. */
function useWords() {
  const { sitePolicy: t } = useTexts()
  const language = useLanguage()
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = t.values
  const amounts: Readonly<Record<string, (n: number) => string>> = t.amounts
  const choice = (name: Name, value: string): string =>
    name === 'overrides' ? titleOfReason(value, language) : (values[name]?.[value] ?? value)
  function held(name: Name, value: SitePolicy[Name]): string {
    if (typeof value === 'boolean') return value ? t.yes : t.no
    if (typeof value === 'number') return amounts[name]?.(value) ?? String(value)
    if (typeof value === 'string') return choice(name, value)
    return value.map(each => choice(name, each)).join(language === 'zh' ? '、' : ', ') || t.nothing
  }
  return { choice, held }
}

type SitePolicyPartProps = {
  readonly site: string
  readonly policy: SitePolicy
  readonly mayManage: boolean
  readonly onChanged: () => void
}

export function SitePolicyPart({ site, policy, mayManage, onChanged }: SitePolicyPartProps) {
  const { sitePolicy: t } = useTexts()
  const { held } = useWords()
  const [changing, setChanging] = useState(false)
  return (
    <>
      <header className="part-head">
        <h2>{t.title}</h2>
        {mayManage && (
          <Button onClick={() => setChanging(true)} data-testid="policy-change">
            {t.change}
          </Button>
        )}
      </header>
      <Table
        testId="policy-table"
        label={t.title}
        rows={NAMES}
        keyOf={name => name}
        empty=""
        columns={[
          { head: t.field, cell: name => t.names[name] },
          {
            head: t.holds,
            cell: name => (
              <>
                {held(name, policy[name])}{' '}
                {!same(policy[name], DEFAULT_POLICY[name]) && <span className="mark">{t.own}</span>}
              </>
            ),
          },
          { head: t.otherwise, cell: name => held(name, DEFAULT_POLICY[name]) },
        ]}
      />
      {changing && (
        <ChangePolicy
          site={site}
          before={policy}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false)
            onChanged()
          }}
        />
      )}
    </>
  )
}

type ChangePolicyProps = {
  readonly site: string
  readonly before: SitePolicy
  readonly onClose: () => void
  readonly onDone: () => void
}

function ChangePolicy({ site, before, onClose, onDone }: ChangePolicyProps) {
  const t = useTexts()
  const [policy, setPolicy] = useState(before)
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  // Only what was changed here: what a colleague changes meanwhile stays as he left it.
  const changes = Object.fromEntries(
    NAMES.filter(name => !same(policy[name], before[name])).map(name => [name, policy[name]]),
  )
  return (
    <Ask
      testId="change-policy"
      title={t.sitePolicy.change}
      submit={t.frame.save}
      wide
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('sites.setPolicy', { id: site, changes, why }, onDone)}
    >
      <p>{t.sitePolicy.lead}</p>
      <div className="pair">
        {NAMES.map(name => (
          <PolicyField
            key={name}
            name={name}
            value={policy[name]}
            onChange={value => setPolicy({ ...policy, [name]: value })}
          />
        ))}
      </div>
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}

type PolicyFieldProps = {
  readonly name: Name
  readonly value: SitePolicy[Name]
  readonly onChange: (value: unknown) => void
}

function PolicyField({ name, value, onChange }: PolicyFieldProps) {
  const { sitePolicy: t } = useTexts()
  const { choice } = useWords()
  const schema: z.ZodType = policyFields[name]
  const label = t.names[name]
  const hints: { readonly [N in Name]?: string } = t.hints
  const hint = hints[name]
  if (schema instanceof z.ZodNumber)
    return (
      <Field label={label} {...(hint === undefined ? {} : { hint })}>
        {id => (
          <input
            id={id}
            className="input"
            data-testid={`policy-${name}`}
            type="number"
            min={schema.minValue ?? undefined}
            max={schema.maxValue ?? undefined}
            required
            value={Number.isNaN(value) ? '' : Number(value)}
            onChange={event => onChange(event.target.valueAsNumber)}
          />
        )}
      </Field>
    )
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodEnum && Array.isArray(value)) {
    const options = schema.element.options.map(String)
    const chosen: readonly string[] = value
    return (
      <fieldset className="choices">
        <legend>
          {label} {hint !== undefined && <small>{hint}</small>}
        </legend>
        {options.map(option => (
          <label key={option}>
            <input
              type="checkbox"
              data-testid={`policy-${name}-${option}`}
              checked={chosen.includes(option)}
              // Where the schema wants one at least, the browser asks for it.
              required={chosen.length === 0 && !schema.safeParse([]).success}
              onChange={({ target }) =>
                onChange(options.filter(o => (o === option ? target.checked : chosen.includes(o))))
              }
            />
            {choice(name, option)}
          </label>
        ))}
      </fieldset>
    )
  }
  const isSwitch = schema instanceof z.ZodBoolean
  const options = schema instanceof z.ZodEnum ? schema.options.map(String) : ['true', 'false']
  return (
    <Choice
      label={label}
      name={`policy-${name}`}
      value={String(value)}
      options={options.map(o => [o, isSwitch ? (o === 'true' ? t.yes : t.no) : choice(name, o)] as const)}
      onChange={chosen => onChange(isSwitch ? chosen === 'true' : chosen)}
    />
  )
}
