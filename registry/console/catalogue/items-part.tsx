// The items of a draft: the list on the left by category, the chosen one's form on the right.
// What is wrong anywhere in an item is marked in the list, so that nobody has to look for it.
import { Button } from 'antd'
import type { Catalogue, CatalogueItem } from '../../../core/policy/catalogue.ts'
import { byNumber } from '../../../core/policy/catalogue-diff.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Link, navigate } from '../ui/router.tsx'
import { useProblems } from './fields.tsx'
import { ItemForm } from './item-form.tsx'

export function ItemsPart(props: {
  readonly id: string
  readonly body: Catalogue
  /** The chosen item's number; the first where there is none. */
  readonly chosen: string
  readonly onChange: (body: Catalogue) => void
}) {
  const { catalogue: t } = useTexts()
  const { id, body, onChange } = props
  const found = body.items.findIndex(i => i.id === props.chosen)
  const at = Math.max(0, found)
  const item = body.items[at]
  const to = (number: string): string => `/catalogue/drafts/${id}/items/${number}`

  function change(changed: CatalogueItem): void {
    onChange({ ...body, items: body.items.map((i, n) => (n === at ? changed : i)) })
    // The address follows the number, so that the form stays on its item.
    if (changed.id !== item?.id) navigate(to(changed.id), true)
  }
  function add(from: CatalogueItem): void {
    const added = { ...from, id: freeId(body, from.category) }
    const next = body.items.findLastIndex(i => i.category === added.category) + 1 || body.items.length
    onChange({ ...body, items: body.items.toSpliced(next, 0, added) })
    navigate(to(added.id))
  }
  return (
    <div className="items-part">
      <nav aria-label={t.items} className="item-list">
        {body.items.map((listed, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: while a number is typed, two items may have the same
          <ListedItem key={n} item={listed} at={n} to={to(listed.id)} isChosen={n === at} />
        ))}
      </nav>
      {item !== undefined && (
        <section>
          <div className="paging">
            <Button onClick={() => add(blankItem(item))} data-testid="item-add">
              {t.addItem}
            </Button>
            <Button onClick={() => add(item)} data-testid="item-copy">
              {t.copyItem}
            </Button>
            <Button
              danger
              disabled={body.items.length === 1}
              data-testid="item-remove"
              onClick={() => {
                onChange({ ...body, items: body.items.toSpliced(at, 1) })
                navigate(`/catalogue/drafts/${id}/items`, true)
              }}
            >
              {t.removeItem}
            </Button>
          </div>
          <ItemForm item={item} at={at} categories={body.categories} onChange={change} />
        </section>
      )}
    </div>
  )
}

function ListedItem(props: {
  readonly item: CatalogueItem
  readonly at: number
  readonly to: string
  readonly isChosen: boolean
}) {
  const { catalogue: t } = useTexts()
  const language = useLanguage()
  const { item, at, to, isChosen } = props
  const wrong = useProblems(['items', at], false).length
  return (
    <Link to={to} data-testid={`item-${item.id}`} {...(isChosen ? { 'aria-current': 'true' as const } : {})}>
      <b>{item.id}</b> {item.title[language]}
      {wrong > 0 && (
        <span className="mark mark-over" title={t.problemsFound(wrong)}>
          {wrong}
        </span>
      )}
    </Link>
  )
}

/** The next number of its category. */
function freeId({ items }: Catalogue, category: number): string {
  const last = items
    .filter(i => i.id.startsWith(`${category}.`))
    .map(i => i.id)
    .toSorted(byNumber)
    .at(-1)
  return `${category}.${Number(last?.split('.')[1] ?? 0) + 1}`
}

/** Of the same category and for the same people, for nothing yet. */
const blankItem = (like: CatalogueItem): CatalogueItem => ({
  ...like,
  title: { zh: '', en: '' },
  hint: { zh: '', en: '' },
  clause: '',
  conditions: [],
  papers: [],
  ceilings: [],
  quota: null,
  scarce: false,
  inForceFrom: null,
  inForceUntil: null,
})
