// What one catalogue changes against another, for people to read: item by item, before and after side by side.
// The same list before publication and ever after.
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { type CatalogueChange, changesBetween, type ItemField } from '../../../core/policy/catalogue-diff.ts'
import { countOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Table } from '../ui/parts.tsx'
import { linesOf } from './values.ts'

type Row = {
  readonly key: string
  readonly what: string
  readonly field: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export function Difference({
  before,
  after,
  name,
}: {
  readonly before: Catalogue
  readonly after: Catalogue
  /** Of the version that it is compared with. */
  readonly name: string
}) {
  const t = useTexts()
  const rows = useRows(changesBetween(before, after))
  const lines = (texts: readonly string[]) =>
    texts.length === 0 ? (
      <span className="quiet">{t.catalogue.nothing}</span>
    ) : (
      <ul className="plain">
        {[...new Set(texts)].map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    )
  return (
    <>
      <p className="quiet">{t.catalogue.against(name)}</p>
      <Table
        testId="difference"
        label={t.catalogue.differences}
        rows={rows}
        keyOf={row => row.key}
        empty={t.catalogue.noDifferences}
        columns={[
          { head: t.catalogue.item, cell: row => row.what },
          { head: t.catalogue.kindOf, cell: row => row.field, narrow: true },
          { head: t.catalogue.before, cell: row => lines(row.before) },
          { head: t.catalogue.after, cell: row => lines(row.after) },
        ]}
      />
    </>
  )
}

function useRows(changes: readonly CatalogueChange[]): readonly Row[] {
  const t = useTexts()
  const language = useLanguage()
  const named = ({
    id,
    title,
  }: {
    readonly id: string
    readonly title: { readonly zh: string; readonly en: string }
  }) => `${id} ${title[language]}`
  const rowsOf = (change: CatalogueChange): readonly Row[] => {
    switch (change.kind) {
      case 'added':
      case 'removed': {
        const [gone, came] = change.kind === 'added' ? [[], ['✓']] : [['✓'], []]
        const field = t.catalogue[change.kind]
        return [{ key: change.item.id, what: named(change.item), field, before: gone, after: came }]
      }
      case 'changed':
        return change.fields.map((field: ItemField) => ({
          key: `${change.item.id} ${field}`,
          what: named(change.item),
          field: t.catalogue.fields[field],
          before: linesOf(change.before, field, { t, language }),
          after: linesOf(change.item, field, { t, language }),
        }))
      case 'limit':
        return [
          {
            key: change.name,
            what: t.catalogue.limitsTitle,
            field: t.catalogue.limits[change.name] ?? change.name,
            before: [countOf(change.before)],
            after: [countOf(change.after)],
          },
        ]
      case 'source':
        return [
          {
            key: 'source',
            what: t.catalogue.source,
            field: t.catalogue.itemChanged,
            before: [],
            after: [t.catalogue.sourceChanged],
          },
        ]
      case 'categories':
        return [
          {
            key: 'categories',
            what: t.catalogue.categories,
            field: t.catalogue.itemChanged,
            before: [],
            after: [t.catalogue.categoriesChanged],
          },
        ]
    }
  }
  return changes.flatMap(rowsOf)
}
