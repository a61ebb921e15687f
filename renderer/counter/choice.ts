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
  /** Tickets; 1 for everything else. With companions: the holder's own and theirs. */
  readonly quantity: number
  /** Who came along, one entry a person, in the order they were added (11.1). */
  readonly companions: readonly Relation[]
  /** The company's name, where the service is for one; empty when nobody took it down. */
  readonly company: string
  /** Whole CNY; null until typed, and for items without an amount. */
  readonly amount: number | null
}

export type Choice = {
  readonly personChecked: boolean
  /** In the order of choosing: the last is the one that B, + and − change. */
  readonly picked: readonly Picked[]
  /** The only available service was chosen by the screen, and no key of the clerk's has touched it yet. */
  readonly preselected: boolean
  /** Which nine tiles are numbered now: 0, 1, … */
  readonly page: number
  /** Papers that were looked at, as `paperKey` names them: a list for the eye, on no record. */
  readonly seen: readonly string[]
  readonly comment: string
  readonly rating: Rating | null
}

/** What still keeps the choice from being recorded. */
export type ChoiceProblem =
  | 'nothing-chosen'
  | Extract<
      ApiErrorCode,
      'person-not-checked' | 'amount-required' | 'amount-too-high' | 'quantity-out-of-range'
    >

/** Of core/policy/verdict.ts, which the screen knows by type alone. */
const SERVING = { good: true, 'check-person': true, 'some-services': true } as const satisfies Partial<
  Record<Outcome, true>
>
export const isServing = (visit: VisitView): boolean => Object.hasOwn(SERVING, visit.outcome)

/** Nothing chosen, unless there is but one service to choose. */
export function firstChoice(visit: VisitView): Choice {
  const available = isServing(visit) ? visit.services.filter(isAvailable) : []
  // One of several that is left after the others were recorded is no longer the obvious one.
  const only =
    available.length === 1 && !visit.services.some(s => s.alreadyRecorded) ? available[0] : undefined
  return {
    personChecked: false,
    picked: only === undefined ? [] : [pick(only)],
    preselected: only !== undefined,
    page: only === undefined ? 0 : pageOf(visit, only.id),
    seen: [],
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

/** Can be chosen now; what is on record in this visit cannot be recorded twice. */
export const isAvailable = (tile: ServiceTile): boolean =>
  tile.availability === 'available' && !tile.alreadyRecorded

/** As it is chosen first: for the one it is usually for, once. */
export function pick(tile: ServiceTile): Picked {
  return {
    itemId: tile.id,
    relation: tile.relations[0] ?? 'self',
    quantity: 1,
    companions: [],
    company: '',
    amount: null,
  }
}

// ---- tiles and their digits ----

/** Digit keys reach this far. */
export const PER_PAGE = 9
export const pagesOf = (visit: VisitView): number => Math.max(1, Math.ceil(visit.services.length / PER_PAGE))
const pageOf = (visit: VisitView, itemId: string): number =>
  Math.max(0, Math.floor(visit.services.findIndex(s => s.id === itemId) / PER_PAGE))

export const tilesOnPage = (visit: VisitView, page: number): readonly ServiceTile[] =>
  visit.services.slice(page * PER_PAGE, (page + 1) * PER_PAGE)

/** The next nine, or the nine before; past the last comes the first. What was chosen stays chosen. */
export function turnPage(visit: VisitView, choice: Choice, by: 1 | -1): Choice {
  const pages = pagesOf(visit)
  return { ...choice, page: (choice.page + by + pages) % pages }
}

/**
 * The digit of a tile, 1…9: chooses it or drops it. On a verdict that wants the person checked, choosing by digit says
 * that he was (the screen says so in words). The first press on a preselected tile confirms it.
 */
export function pressDigit(visit: VisitView, choice: Choice, digit: number): Choice {
  const tile = tilesOnPage(visit, choice.page)[digit - 1]
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

/** Whatever has tiles: a visit, or what a supervisor's word opens of it. */
type Tiles = Pick<VisitView, 'services'>

/** The tile that B, + and − are about. */
export function current(visit: Tiles, choice: Choice) {
  const picked = choice.picked.at(-1)
  const tile = visit.services.find(s => s.id === picked?.itemId)
  return picked === undefined || tile === undefined ? null : { picked, tile }
}

export function change(choice: Choice, itemId: string, to: Partial<Omit<Picked, 'itemId'>>): Choice {
  return { ...choice, picked: choice.picked.map(p => (p.itemId === itemId ? { ...p, ...to } : p)) }
}

// ---- tickets and companions ----

/** Most tickets of one visit, and 1 for items that are not counted in tickets. */
export const mostTickets = (tile: ServiceTile): number =>
  tile.quota?.kind === 'tickets' ? Math.max(1, tile.remaining ?? tile.quota.limit) : 1

/** Kinds of people who may come along with a holder who is there himself; empty for services that are for one person. */
export const companionKinds = (tile: ServiceTile): readonly Relation[] =>
  tile.holderPresent ? tile.relations.filter(relation => relation !== 'self') : []

/** Of most kinds as many as there are tickets; nobody has two spouses. */
const hasRoomFor = (companions: readonly Relation[], kind: Relation): boolean =>
  kind !== 'spouse' || !companions.includes('spouse')

/** One companion of this kind more, within what a visit may have. */
export function addCompanion(visit: Tiles, choice: Choice, kind: Relation): Choice {
  const chosen = current(visit, choice)
  if (chosen === null || !companionKinds(chosen.tile).includes(kind)) return choice
  const { companions } = chosen.picked
  if (companions.length + 1 >= mostTickets(chosen.tile) || !hasRoomFor(companions, kind)) return choice
  return withCompanions(choice, chosen.tile.id, [...companions, kind])
}

const withCompanions = (choice: Choice, itemId: string, companions: readonly Relation[]): Choice =>
  change(choice, itemId, { companions, quantity: companions.length + 1 })

/**
 * One ticket more or fewer of the service chosen last, within what a visit may have. Where companions are counted by
 * kind, one more is of the first kind there is room for, and one fewer is the one who came last.
 */
export function addTickets(visit: Tiles, choice: Choice, by: 1 | -1): Choice {
  const chosen = current(visit, choice)
  if (chosen === null) return choice
  const { tile, picked } = chosen
  const kinds = companionKinds(tile)
  if (kinds.length > 0) {
    if (by === -1) return withCompanions(choice, tile.id, picked.companions.slice(0, -1))
    const kind = kinds.find(k => hasRoomFor(picked.companions, k))
    return kind === undefined ? choice : addCompanion(visit, choice, kind)
  }
  const quantity = Math.min(mostTickets(tile), Math.max(1, picked.quantity + by))
  return change(choice, tile.id, { quantity })
}

// ---- papers ----

export const paperKey = (itemId: string, paper: ServiceTile['papers'][number]): string =>
  `${itemId} ${paper.title.zh}`

/** What to ask for when the service is for this person. */
export const papersFor = (tile: ServiceTile, relation: Relation): ServiceTile['papers'] =>
  tile.papers.filter(p => p.relations.length === 0 || p.relations.includes(relation))

export function tickPaper(choice: Choice, key: string): Choice {
  const seen = choice.seen.includes(key) ? choice.seen.filter(k => k !== key) : [...choice.seen, key]
  return { ...choice, seen }
}

/** The first paper of the service chosen last that nobody has looked at. */
export function tickNextPaper(visit: Tiles, choice: Choice): Choice {
  const chosen = current(visit, choice)
  if (chosen === null) return choice
  const keys = papersFor(chosen.tile, chosen.picked.relation).map(p => paperKey(chosen.tile.id, p))
  const next = keys.find(key => !choice.seen.includes(key))
  return next === undefined ? choice : tickPaper(choice, next)
}

// ---- amounts ----

/** The service cannot be recorded without one. */
export const wantsAmount = (tile: ServiceTile): boolean => tile.quota?.kind === 'amount'
/** One may be noted: the unit has a ceiling of its own. */
export const takesAmount = (tile: ServiceTile): boolean => wantsAmount(tile) || tile.ceilings.length > 0

/** Whole CNY; null where nothing bounds it. */
export const mostAmount = (tile: ServiceTile): number | null =>
  wantsAmount(tile)
    ? tile.remaining
    : tile.ceilings.length > 0
      ? Math.max(...tile.ceilings.map(c => c.amountCny))
      : null

/** More than is left of a quota is out of range, more than a unit's own ceiling is too high: the terminal says the same. */
export function amountProblem(
  tile: ServiceTile,
  amount: number | null,
): Extract<ChoiceProblem, 'amount-required' | 'amount-too-high' | 'quantity-out-of-range'> | null {
  if (wantsAmount(tile) && (amount === null || amount <= 0)) return 'amount-required'
  const most = mostAmount(tile)
  if (amount === null || most === null || amount <= most) return null
  return wantsAmount(tile) ? 'quantity-out-of-range' : 'amount-too-high'
}

export const isTooMuch = (tile: ServiceTile, amount: number | null): boolean => {
  const most = mostAmount(tile)
  return amount !== null && most !== null && amount > most
}

export function problemOf(
  visit: Tiles & Pick<VisitView, 'personCheck'>,
  choice: Choice,
): ChoiceProblem | null {
  if (choice.picked.length === 0) return 'nothing-chosen'
  if (visit.personCheck && !choice.personChecked) return 'person-not-checked'
  for (const picked of choice.picked) {
    const tile = visit.services.find(s => s.id === picked.itemId)
    if (tile === undefined) continue
    if (picked.quantity < 1 || picked.quantity > mostTickets(tile)) return 'quantity-out-of-range'
    const problem = amountProblem(tile, picked.amount)
    if (problem !== null) return problem
  }
  return null
}

/** As the api takes it; call only when `problemOf` found none. */
export function recordInput(visit: VisitView, choice: Choice): Input<'visit.record'> {
  const comment = choice.comment.trim()
  return {
    visitId: visit.visitId,
    personChecked: choice.personChecked,
    items: choice.picked.map(itemInput),
    comment: comment === '' ? null : comment,
    rating: choice.rating,
  }
}

/** One service as the api takes it. */
export function itemInput(picked: Picked): Input<'visit.record'>['items'][number] {
  const { itemId, relation, quantity, amount } = picked
  const company = relation === 'company' ? picked.company.trim() : ''
  const kinds = [...new Set(picked.companions)]
  const companions = kinds.map(kind => ({
    relation: kind,
    count: picked.companions.filter(c => c === kind).length,
  }))
  return {
    itemId,
    relation,
    quantity,
    amountCny: amount,
    ...(companions.length === 0 ? {} : { companions }),
    ...(company === '' ? {} : { company }),
  }
}
