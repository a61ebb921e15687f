// A verdict as the screen may know it: masked name, last four, the catalogue's words beside each answer.
// No full name and no raw input leaves through here.
import type { Tier } from '../../core/card/card.ts'
import { formatCardNumber } from '../../core/card/card-number.ts'
import { maskName } from '../../core/card/mask.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import type { OverrideOffer } from '../../core/policy/override.ts'
import type { ServiceAnswer } from '../../core/policy/verdict.ts'
import type { ServiceTile, VisitView } from '../api.ts'
import type { Visit } from './record.ts'

/** `recorded`: items on record in this very visit. */
export function visitView(
  { id: visitId, scannedAt, judged }: Visit,
  catalogue: Catalogue,
  recorded: ReadonlySet<string>,
  quota: VisitView['quota'] = undefined,
  offer: OverrideOffer | null = null,
): VisitView {
  const { verdict, holder, evidence } = judged
  const { presented } = evidence
  return {
    visitId,
    scannedAt,
    outcome: verdict.outcome,
    reason: verdict.reason,
    clause: verdict.clause,
    notes: [...verdict.notes],
    presentation: verdict.presentation,
    personCheck: verdict.personCheck,
    holder:
      holder === null
        ? null
        : {
            cardNumber: formatCardNumber(holder.cardNumber),
            nameMasked: maskName(holder.name),
            idTail: holder.idTail,
            tier: holder.provincial ? 'A' : holder.tier,
            provincial: holder.provincial,
            status: holder.status,
            serial: holder.serial,
            presentedSerial: presented.kind === 'token' ? presented.claims.serial : null,
            statusSince: holder.statusSince,
            expiresAt: holder.expiresAt,
          },
    services: tiles(verdict.services, verdict.tier, catalogue, recorded),
    catalogue: catalogue.version,
    otherItems: catalogue.items.length - verdict.services.length,
    data: { state: verdict.data.state, asOf: verdict.data.asOf },
    clock: verdict.clock,
    ...(quota !== undefined && { quota }),
    ...(offer !== null && { override: tiles(offer.services, offer.verdict.tier, catalogue, recorded) }),
  }
}

function tiles(
  answers: readonly ServiceAnswer[],
  tier: Tier | null,
  catalogue: Catalogue,
  recorded: ReadonlySet<string>,
): ServiceTile[] {
  const items = new Map(catalogue.items.map(item => [item.id, item]))
  return answers.flatMap(answer => {
    const item = items.get(answer.id)
    if (item === undefined) return []
    return {
      id: item.id,
      title: item.title,
      hint: item.hint,
      conditions: item.conditions,
      papers: item.papers,
      holderPresent: item.holderPresent,
      alreadyRecorded: recorded.has(item.id),
      clause: answer.clause,
      availability: answer.availability,
      relations: [...answer.relations],
      quota: item.quota,
      remaining: answer.remaining,
      usedAt: answer.usedAt,
      usedSite: answer.usedSite,
      ceilings: item.ceilings.filter(c => tier !== null && c.tiers.includes(tier)),
    }
  })
}
