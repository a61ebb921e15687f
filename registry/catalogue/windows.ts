// Windows that would offer less under another catalogue: who publishes is told before, window by window.
// Asked of the very rule by which a terminal works out its offer.
import type { Catalogue, SiteKind } from '../../core/policy/catalogue.ts'
import { offerOf } from '../../core/policy/entitlement.ts'
import type { Queries } from '../store/sql.ts'

const WINDOWS = `
  SELECT t.id, t.window_zh, t.window_en, t.item_ids, s.name_zh, s.name_en, s.kind
  FROM terminal AS t JOIN site AS s ON s.id = t.site_id WHERE t.state = 'active' ORDER BY s.id, t.id`
type Row = {
  readonly id: string
  readonly window_zh: string
  readonly window_en: string
  readonly item_ids: string | null
  readonly name_zh: string
  readonly name_en: string
  readonly kind: SiteKind
}

export type WindowWithLess = {
  readonly site: { readonly zh: string; readonly en: string }
  readonly window: { readonly zh: string; readonly en: string }
  readonly lost: string[]
  /** Items that it would still offer. */
  readonly left: number
}

export async function windowsWithLess(
  sql: Queries,
  before: Catalogue,
  after: Catalogue,
): Promise<WindowWithLess[]> {
  return (await sql.query<Row>(WINDOWS)).flatMap(row => {
    const itemIds = row.item_ids === null ? null : (JSON.parse(row.item_ids) as string[])
    const idsIn = (catalogue: Catalogue) =>
      offerOf(catalogue, { siteKind: row.kind, itemIds }).items.map(({ item }) => item.id)
    const still = idsIn(after)
    const lost = idsIn(before).filter(id => !still.includes(id))
    if (lost.length === 0) return []
    return {
      site: { zh: row.name_zh, en: row.name_en },
      window: { zh: row.window_zh, en: row.window_en },
      lost,
      left: still.length,
    }
  })
}
