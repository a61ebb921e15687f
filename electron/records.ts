// The service log as the screen lists it: today's records with masked names from the cache and what became of each.
// The log holds no names; a holder who left the cache stands here by the end of his number alone.
import type { CardNumber } from '../core/card/card.ts'
import { maskName } from '../core/card/mask.ts'
import { dayStart } from '../core/policy/calendar.ts'
import type { Catalogue } from '../core/policy/catalogue.ts'
import type { ReasonCode } from '../core/policy/reasons.ts'
import type { Outcome } from '../core/policy/verdict.ts'
import type { LoggedRecord } from '../db/journal/service-log.ts'
import type { RecordView } from './api.ts'
import type { Storage } from './storage.ts'

const DAY = 86_400

/** Today in Asia/Shanghai, newest first; `now` in seconds. */
export function todaysRecords(
  { cache, journal }: Storage,
  catalogue: Catalogue | null,
  now: number,
  limit: number,
): { readonly records: RecordView[]; readonly total: number } {
  const from = dayStart(now)
  const view = recordViewer({ cache, journal }, catalogue)
  return {
    records: journal.log.between(from, from + DAY, limit).map(view),
    total: journal.log.countBetween(from, from + DAY),
  }
}

/** How this terminal shows its records. */
export function recordViewer(
  { cache, journal }: Pick<Storage, 'cache' | 'journal'>,
  catalogue: Catalogue | null,
): (record: LoggedRecord) => RecordView {
  const names = nameFinder(cache)
  return record => recordView(record, catalogue, names, journal.log.isVoided(record.body.id))
}

export const nameFinder =
  (cache: Storage['cache']) =>
  (card: string): string | null => {
    const holder = cache.holders.findByCardNumber(card as CardNumber)
    return holder === null ? null : maskName(holder.name)
  }

export function recordView(
  { sequence, body, delivery, rejection }: LoggedRecord,
  catalogue: Catalogue | null,
  nameOf: (card: string) => string | null,
  voided: boolean,
): RecordView {
  return {
    sequence,
    id: body.id,
    visitId: body.visit,
    at: body.at,
    kind: body.kind,
    nameMasked: body.card === null ? null : nameOf(body.card),
    cardTail: body.card?.slice(-4) ?? null,
    tier: body.tier,
    itemId: body.item,
    itemTitle: catalogue?.items.find(item => item.id === body.item)?.title ?? null,
    relation: body.relation,
    quantity: body.quantity,
    amountCny: body.amountCny,
    // Written by this very program: the log's chain vouches for it.
    outcome: body.outcome as Outcome,
    reason: body.reason as ReasonCode,
    cause: body.cause ?? null,
    rating: body.rating,
    clerk: body.clerk,
    delivery,
    rejection,
    voids: body.voids,
    voidReason: body.voidReason ?? null,
    voided,
    override: body.override ?? null,
  }
}
