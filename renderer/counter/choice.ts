// What the clerk has chosen for the holder at the counter: person checked, services, for whom, how many, how much.
// Pure; nothing here is on record, and a person is never taken for checked without a key of the clerk's.
import type { Relation } from '../../core/policy/catalogue.ts'
import type { Outcome } from '../../core/policy/verdict.ts'
import type { ApiErrorCode, Input, ServiceTile, VisitView } from '../../electron/api.ts'

export const RATINGS = [1, 2, 3, 4, 5] as const
export type Rating = (typeof RATINGS)[number]

export type Picked = {
  readonly itemId: string
  readonly relation: Relation
  /** Tickets; 1 for everything else. */
  readonly quantity: number
  /** Whole CNY; null until typed, and for items without an amount. */
  readonly amount: number | null
}

export type Choice = {
  readonly personChecked: boolean
  /** In the order of choosing: the last is the one that B, + and − change. */
  readonly picked: readonly Picked[]
  /** The only available service was chosen by the screen, and no key of the clerk's has touched it yet. */
  readonly preselected: boolean
  readonly comment: string
  readonly rating: Rating | null
}

/** What still keeps the choice from being recorded. */
export type ChoiceProblem =
  | 'nothing-chosen'
  | Extract<ApiErrorCode, 'person-not-checked' | 'amount-required' | 'quantity-out-of-range'>

/** Of core/policy/verdict.ts, which the screen knows by type alone. */
const SERVING = { good: true, 'check-person': true, 'some-services': true } as const satisfies Partial<
  Record<Outcome, true>
>
export const isServing = (visit: VisitView): boolean => Object.hasOwn(SERVING, visit.outcome)

/** Nothing chosen, unless there is but one service to choose. */
export function firstChoice(visit: VisitView): Choice {
  const available = isServing(visit) ? visit.services.filter(isAvailable) : []
  const only = available.length === 1 ? available[0] : undefined
  return {
    personChecked: false,
    picked: only === undefined ? [] : [pick(only)],
    preselected: only !== undefined,
    comment: '',
    rating: null,
  }
}

/** The clerk's choice for a card, on a new verdict for the same card: what is still available stays chosen. */
export function carriedChoice(visit: VisitView, before: Choice): Choice {
  if (before.preselected) return { ...firstChoice(visit), personChecked: before.personChecked }
  const picked = before.picked.filter(({ itemId }) =>
    visit.services.some(s => s.id === itemId && isAvailable(s)),
  )
  return isServing(visit) && picked.length > 0 ? { ...before, picked } : firstChoice(visit)
}

const isAvailable = (tile: ServiceTile) => tile.availability === 'available'

function pick(tile: ServiceTile): Picked {
  return { itemId: tile.id, relation: tile.relations[0] ?? 'self', quantity: 1, amount: null }
}

/**
 * The digit of a tile, 1…9: chooses it or drops it. On a verdict that wants the person checked, choosing by digit says
 * that he was (the screen says so in words). The first press on a preselected tile confirms it.
 */
export function pressDigit(visit: VisitView, choice: Choice, digit: number): Choice {
  const tile = visit.services[digit - 1]
  if (tile === undefined || !isServing(visit) || !isAvailable(tile)) return choice
  const confirms = choice.preselected && isPicked(choice, tile.id)
  const next = confirms ? { ...choice, preselected: false } : toggle(visit, choice, tile.id)
  return isPicked(next, tile.id) && visit.personCheck ? { ...next, personChecked: true } : next
}

/** A click on a tile: chooses it or drops it, and says nothing about the person. */
export function toggle(visit: VisitView, choice: Choice, itemId: string): Choice {
  const tile = visit.services.find(s => s.id === itemId)
  if (tile === undefined || !isServing(visit) || !isAvailable(tile)) return choice
  const picked = isPicked(choice, itemId)
    ? choice.picked.filter(p => p.itemId !== itemId)
    : [...choice.picked, pick(tile)]
  return { ...choice, picked, preselected: false }
}

export const isPicked = (choice: Choice, itemId: string): boolean =>
  choice.picked.some(p => p.itemId === itemId)

/** The tile that B, + and − are about. */
export function current(visit: VisitView, choice: Choice) {
  const picked = choice.picked.at(-1)
  const tile = visit.services.find(s => s.id === picked?.itemId)
  return picked === undefined || tile === undefined ? null : { picked, tile }
}

export function change(choice: Choice, itemId: string, to: Partial<Omit<Picked, 'itemId'>>): Choice {
  return { ...choice, picked: choice.picked.map(p => (p.itemId === itemId ? { ...p, ...to } : p)) }
}

/** Most tickets of one visit, and 1 for items that are not counted in tickets. */
export const mostTickets = (tile: ServiceTile): number =>
  tile.quota?.kind === 'tickets' ? Math.max(1, tile.remaining ?? tile.quota.limit) : 1

/** One ticket more or fewer of the service chosen last, within what a visit may have. */
export function addTickets(visit: VisitView, choice: Choice, by: 1 | -1): Choice {
  const chosen = current(visit, choice)
  if (chosen === null) return choice
  const quantity = Math.min(mostTickets(chosen.tile), Math.max(1, chosen.picked.quantity + by))
  return change(choice, chosen.tile.id, { quantity })
}

export const wantsAmount = (tile: ServiceTile): boolean => tile.quota?.kind === 'amount'

export function problemOf(visit: VisitView, choice: Choice): ChoiceProblem | null {
  if (choice.picked.length === 0) return 'nothing-chosen'
  if (visit.personCheck && !choice.personChecked) return 'person-not-checked'
  for (const picked of choice.picked) {
    const tile = visit.services.find(s => s.id === picked.itemId)
    if (tile === undefined) continue
    if (picked.quantity < 1 || picked.quantity > mostTickets(tile)) return 'quantity-out-of-range'
    if (!wantsAmount(tile)) continue
    if (picked.amount === null || picked.amount <= 0) return 'amount-required'
    if (tile.remaining !== null && picked.amount > tile.remaining) return 'quantity-out-of-range'
  }
  return null
}

/** As the api takes it; call only when `problemOf` found none. */
export function recordInput(visit: VisitView, choice: Choice): Input<'visit.record'> {
  const comment = choice.comment.trim()
  return {
    visitId: visit.visitId,
    personChecked: choice.personChecked,
    items: choice.picked.map(({ itemId, relation, quantity, amount }) => ({
      itemId,
      relation,
      quantity,
      amountCny: amount,
    })),
    comment: comment === '' ? null : comment,
    rating: choice.rating,
  }
}
