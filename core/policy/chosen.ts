// Whether what a clerk chose may be recorded under a verdict: service, person, companions, amount.
// Asked at the counter before a record is made, and by the dry run of a catalogue for records that were.
import type { Tier } from '../card/card.ts'
import type { CatalogueItem, Relation } from './catalogue.ts'
import type { ServiceAnswer } from './verdict.ts'

/** One service as the clerk chose it. */
export type Chosen = {
  readonly relation: Relation
  /** Tickets (11.1), the holder's own among them; else 1. */
  readonly quantity: number
  readonly amountCny: number | null
  readonly companions?: readonly { readonly relation: Relation; readonly count: number }[] | undefined
  readonly company?: string | undefined
}

export const CHOICE_PROBLEMS = [
  'service-not-available',
  'relation-not-allowed',
  'quantity-out-of-range',
  'companions-not-allowed',
  'amount-required',
  'amount-too-high',
] as const
export type ChoiceProblem = (typeof CHOICE_PROBLEMS)[number]

export function problemWith(
  chosen: Chosen,
  answer: ServiceAnswer | undefined,
  item: CatalogueItem | undefined,
  tier: Tier | null,
): ChoiceProblem | null {
  if (answer === undefined || item === undefined || answer.availability !== 'available')
    return 'service-not-available'
  if (!answer.relations.includes(chosen.relation)) return 'relation-not-allowed'
  if (chosen.company !== undefined && chosen.relation !== 'company') return 'relation-not-allowed'
  return problemWithPeople(chosen, answer, item) ?? problemWithAmount(chosen, answer, item, tier)
}

/** Where the holder must be there himself (11.1), the service is his, and whoever came along is counted by kind. */
function problemWithPeople(chosen: Chosen, answer: ServiceAnswer, item: CatalogueItem): ChoiceProblem | null {
  const { companions = [], quantity } = chosen
  const countsTickets = item.quota?.kind === 'tickets'
  if (!countsTickets && quantity !== 1) return 'quantity-out-of-range'
  if (countsTickets && quantity > (answer.remaining ?? 0)) return 'quantity-out-of-range'
  if (!item.holderPresent) return companions.length === 0 ? null : 'companions-not-allowed'
  if (chosen.relation !== 'self') return 'relation-not-allowed'
  const kinds = companions.map(c => c.relation)
  const known = kinds.every(kind => kind !== 'self' && answer.relations.includes(kind))
  const spouses = companions.find(c => c.relation === 'spouse')?.count ?? 0
  if (!known || new Set(kinds).size !== kinds.length || spouses > 1) return 'companions-not-allowed'
  return quantity === 1 + companions.reduce((sum, c) => sum + c.count, 0) ? null : 'quantity-out-of-range'
}

/** An amount is needed where a quota counts it, and may be noted where the unit has a ceiling of its own. */
function problemWithAmount(
  { amountCny }: Chosen,
  answer: ServiceAnswer,
  item: CatalogueItem,
  tier: Tier | null,
): ChoiceProblem | null {
  if (item.quota?.kind === 'amount') {
    if (amountCny === null || amountCny === 0) return 'amount-required'
    return amountCny > (answer.remaining ?? 0) ? 'quantity-out-of-range' : null
  }
  const ceilings = item.ceilings.filter(c => tier !== null && c.tiers.includes(tier)).map(c => c.amountCny)
  if (amountCny === null || ceilings.length === 0) return null
  return amountCny > Math.max(...ceilings) ? 'amount-too-high' : null
}
