// Carries out the phone pages' calls about visits. Only a visit of the holder's own card can be rated, and only one that served him.
import { err, ok } from '../../core/result.ts'
import type { PhoneHandlers } from '../phone-api/call.ts'
import type { Registry } from '../registry.ts'
import type { OwnVisit, visitCalls } from './phone-contract.ts'
import type { Visit } from './visits.ts'

export function visitHandlers(registry: Registry): PhoneHandlers<typeof visitCalls> {
  return {
    async 'visits.list'(_input, { card }) {
      const items = registry.catalogues.knownAt(registry.now()).items
      const titles = new Map(items.map(item => [item.id, item.title]))
      const title = (id: string) => titles.get(id) ?? { zh: id, en: id }
      const visits = await registry.visits.of(card)
      const followed = new Map((await registry.followUps.ofCards([card])).map(f => [f.visit, f]))
      return ok({ visits: visits.map(visit => ownVisit(visit, title, followed.get(visit.id) ?? null)) })
    },
    async 'visits.rate'({ visit: id, rating, comment }, { card }) {
      const visit = (await registry.visits.of(card)).find(v => v.id === id)
      if (visit === undefined || !wasServed(visit)) return err({ code: 'not-found' })
      return (await registry.visits.rate(visit, rating, comment === '' ? null : comment))
        ? ok({})
        : err({ code: 'rated-already' })
    },
  }
}

const wasServed = (visit: Visit): boolean => visit.records.some(r => r.kind === 'service' && !r.voided)

function ownVisit(
  visit: Visit,
  title: (id: string) => { zh: string; en: string },
  followUp: OwnVisit['followUp'],
): OwnVisit {
  const first = visit.records[0]
  const rating = visit.rated?.rating ?? null
  return {
    id: visit.id,
    at: first?.at ?? 0,
    site: { zh: first?.name_zh ?? first?.site_id ?? '', en: first?.name_en ?? first?.site_id ?? '' },
    services: visit.records
      .filter(r => r.kind === 'service')
      .map(({ said, voided }) => ({
        id: said.item ?? '',
        title: title(said.item ?? ''),
        relation: said.relation,
        quantity: said.quantity,
        amountCny: said.amountCny,
        voided,
      })),
    refused: refusalOf(visit),
    rating,
    comment: visit.rated?.comment ?? null,
    ratedAt: rating === null ? null : (visit.rated?.source ?? null),
    canRate: rating === null && wasServed(visit),
    followUp,
  }
}

/** Outcomes that say nothing of the card: the window could not know. */
const OF_THE_WINDOW = new Set(['cannot-judge', 'scan-again', 'not-ours'])

function refusalOf(visit: Visit): OwnVisit['refused'] {
  const refusal = visit.records.find(r => r.kind === 'refusal')?.said
  if (refusal === undefined || visit.records.some(r => r.kind === 'service')) return null
  return refusal.cause ?? (OF_THE_WINDOW.has(refusal.outcome) ? 'window' : 'card')
}
