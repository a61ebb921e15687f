// What is not of one item: the version's name, the document that it rests on, categories, and the numbers of verdicts.
import type { Catalogue, PolicyLimits } from '../../../core/policy/catalogue.ts'
import { useTexts } from '../i18n/texts.ts'
import { BothLines, Line, List, NumberLine, Wrong } from './fields.tsx'

const LIMITS = [
  ['freshness', 'slotSeconds'],
  ['freshness', 'lifetimeSeconds'],
  ['freshness', 'maxLifetimeSeconds'],
  ['freshness', 'lateSeconds'],
  ['freshness', 'earlySeconds'],
  ['clock', 'behindSeconds'],
  ['clock', 'offsetSeconds'],
  ['age', 'holders', 'warnSeconds'],
  ['age', 'holders', 'limitSeconds'],
  ['age', 'revocations', 'warnSeconds'],
  ['age', 'revocations', 'limitSeconds'],
] as const

export function GeneralForm({
  body,
  onChange,
}: {
  readonly body: Catalogue
  readonly onChange: (body: Catalogue) => void
}) {
  const { catalogue: t } = useTexts()
  return (
    <div className="item-form">
      <Line
        label={t.name}
        hint={t.nameHint}
        path={['version']}
        value={body.version}
        onChange={version => onChange({ ...body, version })}
      />
      <BothLines
        label={t.source}
        path={['source']}
        value={body.source}
        onChange={source => onChange({ ...body, source })}
      />
      <List
        label={t.categories}
        path={['categories']}
        value={body.categories}
        fresh={{ id: Math.max(0, ...body.categories.map(c => c.id)) + 1, title: { zh: '', en: '' } }}
        onChange={categories => onChange({ ...body, categories })}
      >
        {(category, path, change) => (
          <div className="numbered">
            <NumberLine
              label={t.itemId}
              path={[...path, 'id']}
              value={category.id}
              onChange={id => change({ ...category, id })}
            />
            <BothLines
              label={t.fields.title}
              path={[...path, 'title']}
              value={category.title}
              onChange={title => change({ ...category, title })}
            />
          </div>
        )}
      </List>
      <fieldset className="list">
        <legend>{t.limitsTitle}</legend>
        <p className="quiet">{t.limitsNote}</p>
        {(['freshness', 'age'] as const).map(group => (
          <Wrong key={group} path={['limits', group]} id={`wrong-${group}`} below={group === 'age'} />
        ))}
        <div className="two-even">
          {LIMITS.map(path => (
            <NumberLine
              key={path.join('.')}
              label={t.limits[path.join('.')] ?? path.join('.')}
              path={['limits', ...path]}
              value={valueAt(body.limits, path)}
              onChange={value =>
                onChange({ ...body, limits: withValue(body.limits, path, value) as PolicyLimits })
              }
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

type Numbers = { readonly [key: string]: number | Numbers }

function valueAt(numbers: Numbers, [key = '', ...rest]: readonly string[]): number {
  const part = numbers[key] ?? 0
  return typeof part === 'number' ? part : valueAt(part, rest)
}

function withValue(numbers: Numbers, [key = '', ...rest]: readonly string[], value: number): Numbers {
  const part = numbers[key]
  return { ...numbers, [key]: typeof part === 'object' ? withValue(part, rest, value) : value }
}
