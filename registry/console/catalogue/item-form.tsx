// One item of the catalogue as a form: everything that a verdict, a window or a holder is told of it.
// Every field of the item has its place here; what it means is told in the office's words.
import { useId } from 'react'
import { PRESENTATIONS, TIERS } from '../../../core/card/card.ts'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { type CatalogueItem, type Quota, RELATIONS, SITE_KINDS } from '../../../core/policy/catalogue.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { BothLines, Line, List, NumberLine, type Path, Some, Wrong, YesNo } from './fields.tsx'

type FormProps = {
  readonly item: CatalogueItem
  readonly at: number
  readonly categories: Catalogue['categories']
  readonly onChange: (item: CatalogueItem) => void
}

const BLANK = { zh: '', en: '' } as const
const pairs = <V extends string>(values: readonly V[], words: Readonly<Record<V, string>>) =>
  values.map(value => [value, words[value]] as const)

export function ItemForm({ item, at, categories, onChange }: FormProps) {
  const { catalogue: t, sites } = useTexts()
  const language = useLanguage()
  const place = (...path: Path): Path => ['items', at, ...path]
  const set = (change: Partial<CatalogueItem>): void => onChange({ ...item, ...change })
  const categoryId = useId()
  return (
    <div className="item-form">
      <div className="three">
        <Line label={t.itemId} path={place('id')} value={item.id} onChange={id => set({ id })} />
        <div className="line">
          <label htmlFor={categoryId}>{t.fields.category}</label>
          <select
            id={categoryId}
            className="input"
            value={item.category}
            onChange={event => set({ category: Number(event.target.value) })}
          >
            {categories.map(c => (
              <option key={c.id} value={c.id}>
                {c.id} {c.title[language]}
              </option>
            ))}
          </select>
          <Wrong path={place('category')} id={`${categoryId}-wrong`} />
        </div>
        <Line
          label={t.fields.clause}
          path={place('clause')}
          value={item.clause}
          onChange={clause => set({ clause })}
        />
      </div>
      <BothLines
        label={t.fields.title}
        path={place('title')}
        value={item.title}
        onChange={title => set({ title })}
      />
      <BothLines
        label={t.fields.hint}
        path={place('hint')}
        value={item.hint}
        onChange={hint => set({ hint })}
      />
      <div className="two-even">
        <Some
          label={t.fields.tiers}
          path={place('tiers')}
          options={TIERS.map(tier => [tier, tier] as const)}
          value={item.tiers}
          onChange={tiers => set({ tiers })}
        />
        <Some
          label={t.fields.presentations}
          path={place('presentations')}
          options={pairs(PRESENTATIONS, t.presentations)}
          value={item.presentations}
          onChange={presentations => set({ presentations })}
        />
      </div>
      <Some
        label={t.fields.relations}
        path={place('relations')}
        options={pairs(RELATIONS, t.relations)}
        value={item.relations}
        onChange={relations => set({ relations })}
      />
      <div className="three">
        <YesNo
          label={t.fields.holderPresent}
          hint={t.holderPresentHint}
          path={place('holderPresent')}
          value={item.holderPresent}
          onChange={holderPresent => set({ holderPresent })}
        />
        <YesNo
          label={t.fields.idCardAlone}
          hint={t.idCardAloneHint}
          path={place('idCardAlone')}
          value={item.idCardAlone}
          onChange={idCardAlone => set({ idCardAlone })}
        />
        <YesNo
          label={t.fields.scarce}
          hint={t.scarceHint}
          path={place('scarce')}
          value={item.scarce}
          onChange={scarce => set({ scarce })}
        />
      </div>
      <QuotaFields quota={item.quota} path={place('quota')} onChange={quota => set({ quota })} />
      <div className="two-even">
        <Line
          label={t.fields.inForceFrom}
          hint={t.datesHint}
          path={place('inForceFrom')}
          type="date"
          value={item.inForceFrom ?? ''}
          onChange={day => set({ inForceFrom: day === '' ? null : day })}
        />
        <Line
          label={t.fields.inForceUntil}
          path={place('inForceUntil')}
          type="date"
          value={item.inForceUntil ?? ''}
          onChange={day => set({ inForceUntil: day === '' ? null : day })}
        />
      </div>
      <Some
        label={t.fields.siteKinds}
        path={place('siteKinds')}
        options={pairs(SITE_KINDS, sites.kinds)}
        value={item.siteKinds}
        onChange={siteKinds => set({ siteKinds })}
      />
      <List
        label={t.fields.conditions}
        path={place('conditions')}
        value={item.conditions}
        fresh={BLANK}
        onChange={conditions => set({ conditions })}
      >
        {(line, path, change) => (
          <BothLines label={t.fields.conditions} path={path} value={line} onChange={change} />
        )}
      </List>
      <List
        label={t.fields.papers}
        path={place('papers')}
        value={item.papers}
        fresh={{ title: BLANK, relations: [] }}
        onChange={papers => set({ papers })}
      >
        {(paper, path, change) => (
          <>
            <BothLines
              label={t.fields.papers}
              path={[...path, 'title']}
              value={paper.title}
              onChange={title => change({ ...paper, title })}
            />
            <Some
              label={`${t.paperFor}（${paper.relations.length === 0 ? t.always : ''}）`}
              path={[...path, 'relations']}
              options={pairs(RELATIONS, t.relations).filter(
                ([r]) => item.relations.includes(r) || paper.relations.includes(r),
              )}
              value={paper.relations}
              onChange={relations => change({ ...paper, relations })}
            />
          </>
        )}
      </List>
      <List
        label={t.fields.ceilings}
        path={place('ceilings')}
        value={item.ceilings}
        fresh={{ label: BLANK, tiers: [...item.tiers], amountCny: 0 }}
        onChange={ceilings => set({ ceilings })}
      >
        {(ceiling, path, change) => (
          <>
            <BothLines
              label={t.fields.title}
              path={[...path, 'label']}
              value={ceiling.label}
              onChange={label => change({ ...ceiling, label })}
            />
            <div className="two-even">
              <NumberLine
                label={t.amount}
                path={[...path, 'amountCny']}
                value={ceiling.amountCny}
                onChange={amountCny => change({ ...ceiling, amountCny })}
              />
              <Some
                label={t.fields.tiers}
                path={[...path, 'tiers']}
                options={TIERS.map(tier => [tier, tier] as const)}
                value={ceiling.tiers}
                onChange={tiers => change({ ...ceiling, tiers })}
              />
            </div>
          </>
        )}
      </List>
      <List
        label={t.fields.units}
        path={place('units')}
        value={item.units}
        fresh={BLANK}
        onChange={units => set({ units })}
      >
        {(unit, path, change) => (
          <BothLines label={t.fields.units} path={path} value={unit} onChange={change} />
        )}
      </List>
    </div>
  )
}

const KINDS = ['none', 'times', 'amount', 'years', 'tickets'] as const

/** The first of its kind, to be filled in. */
function quotaOf(kind: (typeof KINDS)[number]): Quota | null {
  switch (kind) {
    case 'none':
      return null
    case 'times':
      return { kind, per: 'calendar-year', limit: 1 }
    case 'amount':
      return { kind, per: 'calendar-month', limitCny: 0 }
    case 'years':
      return { kind, limit: 1 }
    case 'tickets':
      return { kind, per: 'visit', limit: 1 }
  }
}

function QuotaFields(props: {
  readonly quota: Quota | null
  readonly path: Path
  readonly onChange: (quota: Quota | null) => void
}) {
  const { catalogue: t } = useTexts()
  const id = useId()
  const { quota, path, onChange } = props
  return (
    <div className="two-even">
      <div className="line">
        <label htmlFor={id}>{t.fields.quota}</label>
        <select
          id={id}
          className="input"
          data-testid={path.join('-')}
          value={quota?.kind ?? 'none'}
          onChange={event => onChange(quotaOf(KINDS.find(k => k === event.target.value) ?? 'none'))}
        >
          {KINDS.map(kind => (
            <option key={kind} value={kind}>
              {t.quotas[kind]}
            </option>
          ))}
        </select>
      </div>
      {quota !== null &&
        (quota.kind === 'amount' ? (
          <NumberLine
            label={t.quotaLimits.amount}
            path={[...path, 'limitCny']}
            value={quota.limitCny}
            onChange={limitCny => onChange({ ...quota, limitCny })}
          />
        ) : (
          <NumberLine
            label={t.quotaLimits[quota.kind]}
            path={[...path, 'limit']}
            value={quota.limit}
            onChange={limit => onChange({ ...quota, limit })}
          />
        ))}
    </div>
  )
}
