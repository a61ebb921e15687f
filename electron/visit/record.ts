// What the clerk confirmed, checked against the verdict and turned into the texts of the service log.
// Pure: ids and times come in; no record may be made for a verdict that does not serve.
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { problemWith } from '../../core/policy/chosen.ts'
import { SERVING_OUTCOMES, type Verdict } from '../../core/policy/verdict.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody, RefusalCause } from '../../core/sync/wire.ts'
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

/** What the holder said, by himself or through the clerk. */
export type Word = { readonly rating: number | null; readonly comment: string | null }

type Confirmed = Input<'visit.record'>
export type Chosen = Confirmed['items'][number]
export type RecordError = { readonly code: ApiErrorCode }

/** `before`: items on record in this visit already. */
export function serviceRecords(
  visit: Visit,
  confirmed: Confirmed,
  before: ReadonlySet<string>,
  catalogue: Catalogue,
  stamp: Stamp,
): Result<readonly RecordBody[], RecordError> {
  const { verdict } = visit.judged
  if (!SERVING_OUTCOMES.has(verdict.outcome)) return err({ code: 'not-servable' })
  if (verdict.personCheck && !confirmed.personChecked) return err({ code: 'person-not-checked' })
  const bodies: RecordBody[] = []
  for (const chosen of confirmed.items) {
    if (before.has(chosen.itemId) || bodies.some(b => b.item === chosen.itemId))
      return err({ code: 'already-recorded' })
    const answer = verdict.services.find(s => s.id === chosen.itemId)
    const item = catalogue.items.find(i => i.id === chosen.itemId)
    const problem = problemWith(chosen, answer, item, verdict.tier)
    if (problem !== null) return err({ code: problem })
    bodies.push({
      ...common(visit, stamp, confirmed.personChecked),
      kind: 'service',
      item: chosen.itemId,
      relation: chosen.relation,
      quantity: chosen.quantity,
      ...(chosen.companions !== undefined && chosen.companions.length > 0
        ? { companions: chosen.companions }
        : {}),
      ...(chosen.company === undefined ? {} : { company: chosen.company }),
      amountCny: chosen.amountCny,
      comment: confirmed.comment,
      rating: confirmed.rating,
    })
  }
  return ok(bodies)
}

/** A card that is good is refused for a cause of the counter's; any other for the reason of its verdict alone. */
export function refusalRecord(
  visit: Visit,
  cause: RefusalCause | null,
  word: Word,
  stamp: Stamp,
): RecordBody {
  const good = SERVING_OUTCOMES.has(visit.judged.verdict.outcome)
  return {
    ...withoutService(visit, word, stamp),
    kind: 'refusal',
    ...(good && cause !== null ? { cause } : {}),
  }
}

/** What the holder said after the visit was on record: a record of its own, for the log takes nothing back. */
export const ratingRecord = (visit: Visit, word: Word, stamp: Stamp): RecordBody => ({
  ...withoutService(visit, word, stamp),
  kind: 'rating',
})

const withoutService = (visit: Visit, { rating, comment }: Word, stamp: Stamp) => ({
  ...common(visit, stamp, false),
  item: null,
  relation: null,
  quantity: 1,
  amountCny: null,
  comment,
  rating,
})

/** `who`: whose card the record is about, where that is not the verdict's to say (override.ts). */
export function common(
  visit: Visit,
  stamp: Stamp,
  personChecked: boolean,
  who: Pick<Verdict, 'cardNumber' | 'tier' | 'presentation'> = visit.judged.verdict,
) {
  const { verdict, evidence } = visit.judged
  const claims = evidence.presented.kind === 'token' ? evidence.presented.claims : null
  // A card number is written down only where it was believed: a forged code must not put a holder's number on record.
  const card = who.cardNumber
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
    tier: who.tier,
    presentation: who.presentation,
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
