// The record of a service on a supervisor's word: the verdict stands in it as it was judged, and beside it whose word and why.
// Pure; what may be had at all was asked before (core/policy/override.ts), and the person is checked whatever the card.
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { problemWith } from '../../core/policy/chosen.ts'
import type { OverrideOffer } from '../../core/policy/override.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Input } from '../api.ts'
import { common, type RecordError, type Stamp, type Visit, type Word } from './record.ts'

type Override = {
  readonly visit: Visit
  readonly asked: Pick<Input<'visit.override'>, 'item' | 'personChecked'>
  readonly offer: OverrideOffer | null
  readonly catalogue: Catalogue
  readonly word: NonNullable<RecordBody['override']>
  readonly said: Word
}

export function overrideRecord(
  { visit, asked, offer, catalogue, word, said }: Override,
  stamp: Stamp,
): Result<RecordBody, RecordError> {
  const { item: chosen, personChecked } = asked
  const answer = offer?.services.find(s => s.id === chosen.itemId)
  if (offer === null || answer === undefined) return err({ code: 'override-not-allowed' })
  if (!personChecked) return err({ code: 'person-not-checked' })
  const item = catalogue.items.find(i => i.id === chosen.itemId)
  const problem = problemWith(chosen, answer, item, offer.verdict.tier)
  if (problem !== null) return err({ code: problem })
  const { itemId, relation, quantity, amountCny, companions, company } = chosen
  return ok({
    ...common(visit, stamp, personChecked, offer.verdict),
    kind: 'service',
    item: itemId,
    relation,
    quantity,
    ...(companions !== undefined && companions.length > 0 ? { companions } : {}),
    ...(company === undefined ? {} : { company }),
    amountCny,
    override: word,
    comment: said.comment,
    rating: said.rating,
  })
}
