// The answer for each service of this window: in force, for this tier, with this presentation, quota left.
// Which items a window offers is worked out once for a catalogue and a window, not at every scan.
import type { Presentation, Tier } from '../card/card.ts'
import { dateEnd, dateStart } from './calendar.ts'
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

type OfferedItem = {
  readonly item: CatalogueItem
  /** In force in [from, until), seconds since 1970 UTC; open ends are infinite. */
  readonly from: number
  readonly until: number
}

/** What a window offers, in catalogue order. */
export type Offer = {
  readonly items: readonly OfferedItem[]
  /** The answers where the verdict is not a good one: nothing is said about any service. */
  readonly unknown: readonly ServiceAnswer[]
  /** The resident-ID card alone is proof enough for everything here (art. 5-11: scenic areas). */
  readonly idCardAlone: boolean
}

/** By identity of the catalogue, which is never changed but replaced. */
const offers = new WeakMap<Catalogue, Map<string, Offer>>()

/** The items of art. 5 that a site of this kind offers, less those this window does not. */
export function offerOf(catalogue: Catalogue, window: Window): Offer {
  let byWindow = offers.get(catalogue)
  if (byWindow === undefined) {
    byWindow = new Map()
    offers.set(catalogue, byWindow)
  }
  const key = window.itemIds === null ? window.siteKind : `${window.siteKind} ${window.itemIds.join(' ')}`
  const known = byWindow.get(key)
  if (known !== undefined) return known
  const offer = makeOffer(catalogue, window)
  byWindow.set(key, offer)
  return offer
}

function makeOffer(catalogue: Catalogue, { siteKind, itemIds }: Window): Offer {
  const items = catalogue.items.filter(
    item => item.siteKinds.includes(siteKind) && (itemIds === null || itemIds.includes(item.id)),
  )
  return {
    items: items.map(item => ({
      item,
      from: item.inForceFrom === null ? Number.NEGATIVE_INFINITY : dateStart(item.inForceFrom),
      until: item.inForceUntil === null ? Number.POSITIVE_INFINITY : dateEnd(item.inForceUntil),
    })),
    unknown: Object.freeze(items.map(item => withheld(item, 'unknown'))),
    // Where one service more wants the card, an ID number is a look-up like any other.
    idCardAlone: items.length > 0 && items.every(item => item.idCardAlone),
  }
}

/** One answer for each item offered, in catalogue order (art. 2, 3, 5). */
export function answersFor(offer: Offer, bearer: Bearer): readonly ServiceAnswer[] {
  return offer.items.map(offered => answerFor(offered, bearer))
}

function answerFor({ item, from, until }: OfferedItem, bearer: Bearer): ServiceAnswer {
  if (bearer.now < from) return withheld(item, 'not-yet')
  if (bearer.now >= until) return withheld(item, 'no-longer')
  if (!item.tiers.includes(bearer.tier)) return withheld(item, 'not-for-tier')
  if (!item.presentations.includes(bearer.presentation)) return withheld(item, 'not-with-medium', 'art. 2')
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

const NOBODY: readonly Relation[] = []

const withheld = (item: CatalogueItem, availability: Availability, clause = item.clause): ServiceAnswer =>
  Object.freeze({
    id: item.id,
    availability,
    clause,
    relations: NOBODY,
    remaining: null,
    usedAt: null,
    usedSite: null,
  })
