// How much of an item a holder has left: counted by holder, not by card, over services recorded and not voided, at any site.
// A service dated in the future counts as well: a wrong clock must not give a quota back.
import { assertNever } from '../result.ts'
import { addYears, monthOf, yearOf } from './calendar.ts'
import type { CatalogueItem, Quota } from './catalogue.ts'
import type { Usage } from './evidence.ts'

export type QuotaAnswer = {
  readonly usedUp: boolean
  /** Times, CNY, years or tickets, as the quota says; null = no quota. */
  readonly remaining: number | null
  /** The last service that counted. */
  readonly last: Usage | null
}

const NO_QUOTA: QuotaAnswer = { usedUp: false, remaining: null, last: null }

/** `now` in seconds since 1970 UTC. */
export function quotaLeft(item: CatalogueItem, usage: readonly Usage[], now: number): QuotaAnswer {
  if (item.quota === null) return NO_QUOTA
  const counted = usage.length === 0 ? usage : distinct(usage.filter(u => u.itemId === item.id))
  return answerFor(item.quota, counted, now)
}

function answerFor(quota: Quota, usage: readonly Usage[], now: number): QuotaAnswer {
  switch (quota.kind) {
    case 'times': {
      const inYear = usage.filter(u => yearOf(u.at) >= yearOf(now))
      return left(quota.limit - inYear.length, inYear)
    }
    case 'amount': {
      const inMonth = usage.filter(u => monthOf(u.at) >= monthOf(now))
      return left(quota.limitCny - inMonth.reduce((sum, u) => sum + (u.amountCny ?? 0), 0), inMonth)
    }
    case 'years': {
      const first = usage.reduce<Usage | null>((a, u) => (a === null || u.at < a.at ? u : a), null)
      if (first === null) return { usedUp: false, remaining: quota.limit, last: null }
      const years = Array.from({ length: quota.limit }, (_, i) => addYears(first.at, i + 1))
      return left(years.filter(end => now < end).length, usage)
    }
    case 'tickets':
      return { usedUp: false, remaining: quota.limit, last: null }
    default:
      return assertNever(quota, 'quota')
  }
}

function left(remaining: number, usage: readonly Usage[]): QuotaAnswer {
  return { usedUp: remaining <= 0, remaining: Math.max(0, remaining), last: latest(usage) }
}

const latest = (usage: readonly Usage[]): Usage | null =>
  usage.reduce<Usage | null>((a, u) => (a === null || u.at > a.at ? u : a), null)

/** The same record may have come down with a sync and stand in this terminal's own journal. */
function distinct(usage: readonly Usage[]): readonly Usage[] {
  return usage.length < 2 ? usage : [...new Map(usage.map(u => [u.recordId, u])).values()]
}
