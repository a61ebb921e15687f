// Carries out the phone pages' calls about benefits: the catalogue in force, seen from one card, with what it has used.
// What is not for this tier is said to be so, never left out: a holder may have heard of it.
import type { Tier } from '../../core/card/card.ts'
import { dateEnd, dateStart } from '../../core/policy/calendar.ts'
import type { CatalogueItem } from '../../core/policy/catalogue.ts'
import type { Usage } from '../../core/policy/evidence.ts'
import { quotaLeft } from '../../core/policy/quota.ts'
import { err, ok } from '../../core/result.ts'
import type { PhoneHandlers } from '../phone-api/call.ts'
import type { Registry } from '../registry.ts'
import type { AVAILABLE, Benefit, benefitCalls } from './phone-contract.ts'

export function benefitHandlers(registry: Registry): PhoneHandlers<typeof benefitCalls> {
  return {
    async 'benefits.list'(_input, { card }) {
      const holder = await registry.findHolder(card)
      if (holder === null) return err({ code: 'not-signed-in' })
      const { categories, items, source } = registry.catalogues.inForce()
      // A provincial card opens all A-card services (art. 3-1-1).
      const tier: Tier = holder.provincial === null ? holder.tier : 'A'
      const counted = items.filter(item => item.quota !== null).map(item => item.id)
      const used = (await registry.usageOf(card, counted)).map(
        (u): Usage => ({
          recordId: u.record,
          itemId: u.item,
          at: u.at,
          siteName: u.site,
          amountCny: u.amountCny,
        }),
      )
      const now = registry.now()
      return ok({
        source,
        categories: categories.map(({ id, title }) => ({
          id,
          title,
          items: items.filter(item => item.category === id).map(item => benefitOf(item, tier, used, now)),
        })),
      })
    },
    'benefits.sites': async () => ok({ sites: await registry.siteBook.list() }),
  }
}

function benefitOf(item: CatalogueItem, tier: Tier, used: readonly Usage[], now: number): Benefit {
  const { remaining, usedUp } = quotaLeft(item, used, now)
  return {
    id: item.id,
    title: item.title,
    hint: item.hint,
    conditions: [...item.conditions],
    papers: item.papers.map(({ title, relations }) => ({ title, relations: [...relations] })),
    relations: [...item.relations],
    holderPresent: item.holderPresent,
    physicalOnly: !item.presentations.includes('virtual'),
    idCardAlone: item.idCardAlone,
    ceilings: item.ceilings
      .filter(c => c.tiers.includes(tier))
      .map(({ label, amountCny }) => ({ label, amountCny })),
    siteKinds: [...item.siteKinds],
    clause: item.clause,
    state: stateOf(item, tier, usedUp, now),
    quota: item.quota,
    left: remaining,
  }
}

function stateOf(item: CatalogueItem, tier: Tier, usedUp: boolean, now: number): (typeof AVAILABLE)[number] {
  if (item.inForceFrom !== null && now < dateStart(item.inForceFrom)) return 'not-yet'
  if (item.inForceUntil !== null && now >= dateEnd(item.inForceUntil)) return 'no-longer'
  if (!item.tiers.includes(tier)) return 'not-for-tier'
  return usedUp ? 'used-up' : 'available'
}
