// The answer for each service of this window: in force, for this tier, with this presentation, quota left.
// Which items a window offers is worked out once for a catalogue and a window, not at every scan.
import type { Presentation, Tier } from '../card/card.ts'
import { dateOf } from './calendar.ts'
import type { Catalogue, CatalogueItem, Relation } from './catalogue.ts'
import type { Usage } from './evidence.ts'
import { quotaLeft } from './quota.ts'
import type { Availability, ServiceAnswer, Window } from './verdict.ts'

/** What the holder brings, once the card was found good. */
export type Bearer = {
  readonly tier: Tier
  readonly presentation: Presentation
  readonly usage: readonly Usage[]
  /** Seconds since 1970 UTC. */
  readonly now: number
}

const NOBODY: readonly Relation[] = []
const offered = new WeakMap<Catalogue, Map<string, readonly CatalogueItem[]>>()

/** The items this window offers, in catalogue order. */
export function itemsOf(catalogue: Catalogue, window: Window): readonly CatalogueItem[] {
  const byWindow = offered.get(catalogue) ?? new Map<string, readonly CatalogueItem[]>()
  offered.set(catalogue, byWindow)
  const key = window.itemIds === null ? window.siteKind : `${window.siteKind} ${window.itemIds.join(' ')}`
  const known = byWindow.get(key)
  if (known !== undefined) return known
  const items = catalogue.items.filter(
    item =>
      item.siteKinds.includes(window.siteKind) &&
      (window.itemIds === null || window.itemIds.includes(item.id)),
  )
  byWindow.set(key, items)
  return items
}

export function answerFor(item: CatalogueItem, bearer: Bearer): ServiceAnswer {
  const inForce = forceOf(item, bearer.now)
  if (inForce !== null) return withheld(item, inForce)
  if (!item.tiers.includes(bearer.tier)) return withheld(item, 'not-for-tier')
  if (!item.presentations.includes(bearer.presentation)) return withheld(item, 'not-with-medium')
  const quota = quotaLeft(item, bearer.usage, bearer.now)
  return {
    id: item.id,
    availability: quota.usedUp ? 'used-up' : 'available',
    clause: item.clause,
    relations: quota.usedUp ? NOBODY : item.relations,
    remaining: quota.remaining,
    usedAt: quota.last?.at ?? null,
    usedSite: quota.last?.siteName ?? null,
  }
}

/** A service about which nothing is said: `unknown` when the verdict is not a good one. */
export function withheld(item: CatalogueItem, availability: Availability): ServiceAnswer {
  const clause = availability === 'not-with-medium' ? 'art. 2' : item.clause
  return {
    id: item.id,
    availability,
    clause,
    relations: NOBODY,
    remaining: null,
    usedAt: null,
    usedSite: null,
  }
}

function forceOf(item: CatalogueItem, now: number): 'not-yet' | 'no-longer' | null {
  if (item.inForceFrom === null && item.inForceUntil === null) return null
  const today = dateOf(now)
  if (item.inForceFrom !== null && today < item.inForceFrom) return 'not-yet'
  return item.inForceUntil !== null && today > item.inForceUntil ? 'no-longer' : null
}
