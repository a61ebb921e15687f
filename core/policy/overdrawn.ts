// Whether a service that was recorded somewhere went beyond its quota, judged when all windows' records are together.
// Records arrive late and in any order: each is held against its own year or month, never against today's.
import { assertNever } from '../result.ts'
import { addYears, monthOf, yearOf } from './calendar.ts'
import type { CatalogueItem } from './catalogue.ts'
import type { Usage } from './evidence.ts'

/** One service as recorded. */
export type Served = Pick<Usage, 'recordId' | 'at' | 'amountCny'> & {
  /** Tickets (11.1), else 1. */
  readonly quantity: number
}
/** `other`: the record that it collides with, where it is one. */
export type Overdrawn = { readonly other: string | null }

/**
 * Null: within the quota, or the item has none. `others` are services of the same item and holder, on any of his cards,
 * that were recorded anywhere and not voided; `served` is not among them.
 */
export function overdrawnBy(item: CatalogueItem, others: readonly Usage[], served: Served): Overdrawn | null {
  const { quota } = item
  if (quota === null) return null
  switch (quota.kind) {
    case 'times': {
      const inYear = others.filter(u => yearOf(u.at) === yearOf(served.at))
      return inYear.length + 1 > quota.limit ? { other: latest(inYear) } : null
    }
    case 'amount': {
      const inMonth = others.filter(u => monthOf(u.at) === monthOf(served.at))
      const sum = [...inMonth, served].reduce((cny, u) => cny + (u.amountCny ?? quota.limitCny), 0)
      return sum > quota.limitCny ? { other: latest(inMonth) } : null
    }
    case 'years': {
      const first = others.reduce<Usage | null>((a, u) => (a === null || u.at < a.at ? u : a), null)
      if (first === null) return null
      if (served.at >= first.at)
        return served.at >= addYears(first.at, quota.limit) ? { other: first.recordId } : null
      // The first one of all came in last: what was thought to be within the years may lie behind them.
      const beyond = others.filter(u => u.at >= addYears(served.at, quota.limit))
      return beyond.length > 0 ? { other: latest(beyond) } : null
    }
    case 'tickets':
      return served.quantity > quota.limit ? { other: null } : null
    default:
      return assertNever(quota, 'quota')
  }
}

const latest = (usage: readonly Usage[]): string | null =>
  usage.reduce<Usage | null>((a, u) => (a === null || u.at > a.at ? u : a), null)?.recordId ?? null
