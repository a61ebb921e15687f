// What the clerk confirmed, checked against the verdict and turned into the texts of the service log.
// Pure: ids and times come in; no record may be made for a verdict that does not serve.
import type { Catalogue, CatalogueItem, Relation } from '../../core/policy/catalogue.ts'
import { SERVING_OUTCOMES, type ServiceAnswer } from '../../core/policy/verdict.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody } from '../../core/sync/wire.ts'
import type { ApiErrorCode, Input } from '../api.ts'
import type { Judged } from './judge.ts'

export type Visit = {
  readonly id: string
  readonly scannedAt: number
  /** Milliseconds on the monotonic clock, for `took`. */
  readonly scannedMonotonic: number
  readonly judged: Judged
}

/** What every record of this terminal carries. */
export type Stamp = {
  readonly terminalId: string
  readonly siteId: string
  readonly clerk: string
  readonly at: number
  readonly took: number
  readonly basis: RecordBody['basis']
  readonly newId: () => string
}

type Confirmed = Input<'visit.record'>
type Chosen = Confirmed['items'][number]
export type RecordError = { readonly code: ApiErrorCode }

export function serviceRecords(
  visit: Visit,
  confirmed: Confirmed,
  catalogue: Catalogue,
  stamp: Stamp,
): Result<readonly RecordBody[], RecordError> {
  const { verdict } = visit.judged
  if (!SERVING_OUTCOMES.has(verdict.outcome)) return err({ code: 'not-servable' })
  if (verdict.personCheck && !confirmed.personChecked) return err({ code: 'person-not-checked' })
  const bodies: RecordBody[] = []
  for (const chosen of confirmed.items) {
    if (bodies.some(b => b.item === chosen.itemId)) return err({ code: 'already-recorded' })
    const answer = verdict.services.find(s => s.id === chosen.itemId)
    const item = catalogue.items.find(i => i.id === chosen.itemId)
    const problem = problemWith(chosen, answer, item)
    if (problem !== null) return err({ code: problem })
    bodies.push({
      ...common(visit, stamp, confirmed.personChecked),
      kind: 'service',
      item: chosen.itemId,
      relation: chosen.relation,
      quantity: chosen.quantity,
      amountCny: chosen.amountCny,
      comment: confirmed.comment,
      rating: confirmed.rating,
    })
  }
  return ok(bodies)
}

export function refusalRecord(visit: Visit, stamp: Stamp): RecordBody {
  return {
    ...common(visit, stamp, false),
    kind: 'refusal',
    item: null,
    relation: null,
    quantity: 1,
    amountCny: null,
    comment: null,
    rating: null,
  }
}

function problemWith(
  chosen: Chosen,
  answer: ServiceAnswer | undefined,
  item: CatalogueItem | undefined,
): ApiErrorCode | null {
  if (answer === undefined || item === undefined || answer.availability !== 'available')
    return 'service-not-available'
  if (!answer.relations.includes(chosen.relation satisfies Relation)) return 'relation-not-allowed'
  const countsTickets = item.quota?.kind === 'tickets'
  if (!countsTickets && chosen.quantity !== 1) return 'quantity-out-of-range'
  if (countsTickets && chosen.quantity > (answer.remaining ?? 0)) return 'quantity-out-of-range'
  if (item.quota?.kind !== 'amount') return null
  if (chosen.amountCny === null || chosen.amountCny === 0) return 'amount-required'
  return chosen.amountCny > (answer.remaining ?? 0) ? 'quantity-out-of-range' : null
}

function common(visit: Visit, stamp: Stamp, personChecked: boolean) {
  const { verdict, evidence } = visit.judged
  const claims = evidence.presented.kind === 'token' ? evidence.presented.claims : null
  // A card number is written down only where it was believed: a forged code must not put a holder's number on record.
  const card = verdict.cardNumber
  return {
    v: 1 as const,
    id: stamp.newId(),
    terminal: stamp.terminalId,
    site: stamp.siteId,
    visit: visit.id,
    at: stamp.at,
    took: stamp.took,
    clerk: stamp.clerk,
    card,
    serial: card === null ? null : (claims?.serial ?? visit.judged.holder?.serial ?? null),
    tier: verdict.tier,
    presentation: verdict.presentation,
    nonce:
      claims?.profile === 21 && card !== null ? `${claims.keyId}.${claims.cardNumber}.${claims.nonce}` : null,
    outcome: verdict.outcome,
    reason: verdict.reason,
    personChecked,
    voids: null,
    basis: stamp.basis,
    evidence,
  }
}
