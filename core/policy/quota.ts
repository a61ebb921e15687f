// How much of an item a holder has left: counted by holder, not by card, over services recorded and not voided, at any site.
// What is not known counts against it (no date, a date ahead, no amount): a faulty record must not give a quota back.
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
  const ofItem = usage.length === 0 ? usage : usage.filter(u => u.itemId === item.id)
  return answerFor(item.quota, ofItem, now)
}

function answerFor(quota: Quota, usage: readonly Usage[], now: number): QuotaAnswer {
  switch (quota.kind) {
    case 'times': {
      const year = yearOf(now)
      const inYear = usage.filter(u => !(yearOf(u.at) < year))
      return left(quota.limit - amounts(inYear, () => 1), inYear)
    }
    case 'amount': {
      const month = monthOf(now)
      const inMonth = usage.filter(u => !(monthOf(u.at) < month))
      return left(quota.limitCny - amounts(inMonth, u => u.amountCny ?? quota.limitCny), inMonth)
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

/**
 * The sum over records, each once: the same one may have come down with a sync and stand in this terminal's own journal.
 * Where the two disagree, the larger counts.
 */
function amounts(usage: readonly Usage[], amountOf: (usage: Usage) => number): number {
  const byRecord = new Map<string, number>()
  for (const u of usage) byRecord.set(u.recordId, Math.max(byRecord.get(u.recordId) ?? 0, amountOf(u)))
  let sum = 0
  for (const amount of byRecord.values()) sum += amount
  return sum
}

const left = (remaining: number, usage: readonly Usage[]): QuotaAnswer => ({
  usedUp: remaining <= 0,
  remaining: Math.max(0, remaining),
  last: usage.reduce<Usage | null>((a, u) => (a === null || u.at > a.at ? u : a), null),
})
