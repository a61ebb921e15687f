// What one catalogue changes against another, item by item and field by field: for people to read before they publish.
// Says which changes records cannot be tried against, because no record holds what they are about.
import type { Catalogue, CatalogueItem } from './catalogue.ts'

/** In the order in which a form shows them. */
export const ITEM_FIELDS = [
  'category',
  'title',
  'hint',
  'clause',
  'tiers',
  'presentations',
  'idCardAlone',
  'relations',
  'holderPresent',
  'quota',
  'scarce',
  'siteKinds',
  'units',
  'conditions',
  'papers',
  'ceilings',
  'inForceFrom',
  'inForceUntil',
] as const satisfies readonly (keyof CatalogueItem)[]
export type ItemField = (typeof ITEM_FIELDS)[number]

export type CatalogueChange =
  | { readonly kind: 'added'; readonly item: CatalogueItem }
  | { readonly kind: 'removed'; readonly item: CatalogueItem }
  | {
      readonly kind: 'changed'
      readonly before: CatalogueItem
      readonly item: CatalogueItem
      readonly fields: readonly ItemField[]
    }
  | { readonly kind: 'source' | 'categories' }
  | {
      readonly kind: 'limit'
      /** "age.holders.limitSeconds" */
      readonly name: string
      readonly before: number
      readonly after: number
    }

/** Items in the order of their numbers; then what is not of an item. */
export function changesBetween(before: Catalogue, after: Catalogue): readonly CatalogueChange[] {
  const [old, now] = [itemsOf(before), itemsOf(after)]
  const ids = [...new Set([...old.keys(), ...now.keys()])].toSorted(byNumber)
  const items = ids.flatMap((id): CatalogueChange[] => {
    const [was, is] = [old.get(id), now.get(id)]
    if (is === undefined) return was === undefined ? [] : [{ kind: 'removed', item: was }]
    if (was === undefined) return [{ kind: 'added', item: is }]
    const fields = ITEM_FIELDS.filter(field => !isSame(was[field], is[field]))
    return fields.length === 0 ? [] : [{ kind: 'changed', before: was, item: is, fields }]
  })
  const limits = numbersOf(before.limits)
  return [
    ...items,
    ...(isSame(before.categories, after.categories) ? [] : [{ kind: 'categories' } as const]),
    ...(isSame(before.source, after.source) ? [] : [{ kind: 'source' } as const]),
    ...[...numbersOf(after.limits)].flatMap(([name, value]) => {
      const was = limits.get(name) ?? value
      return was === value ? [] : [{ kind: 'limit', name, before: was, after: value } as const]
    }),
  ]
}

/** Fields about things that stand in no record. Whether a service would have been given with them, nobody can tell. */
export const UNTRIED: ReadonlySet<ItemField> = new Set(['conditions', 'papers', 'ceilings', 'holderPresent'])

/** "1.2" before "1.10" before "11.1". */
export const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

const itemsOf = ({ items }: Catalogue): ReadonlyMap<string, CatalogueItem> =>
  new Map(items.map(i => [i.id, i]))

/** Lists of choices mean the same in any order; texts and tables do not. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b) && [...a, ...b].every(v => typeof v === 'string'))
    return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** Keys in order, so that a form and a file that say the same are the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

function numbersOf(value: object, path = ''): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'number') numbers.set(path + key, part)
    else for (const [name, n] of numbersOf(part as object, `${path}${key}.`)) numbers.set(name, n)
  }
  return numbers
}
