// What a clerk typed to find a holder, read into the kinds of question that the cache can answer.
// Pure; no text becomes a pattern, and a question too wide to answer is none.
import type { CardNumber } from '../../core/card/card.ts'
import { parseCardNumber } from '../../core/card/card-number.ts'
import { parseResidentId } from '../../core/card/resident-id.ts'
import { lettersOf } from './spelling.ts'

const MAX_NAME = 40

export type NameQuery = {
  readonly kind: 'name'
  /** What the name begins with, in characters; may be empty. */
  readonly characters: string
  /** What follows it, in letters: forms to be tried, the likeliest first; none when only characters were typed. */
  readonly letters: readonly string[]
  /** Last digits of card or ID that narrow it down ("杨明芳 1268"). */
  readonly tail: string | null
}

export type SearchQuery =
  | { readonly kind: 'card-number'; readonly cardNumber: CardNumber }
  /** A whole resident-ID number: the caller knows the key of its hash. */
  | { readonly kind: 'id-number'; readonly idNumber: string }
  /** Four to eleven last digits of a card number, or the last four of an ID number ("001X"). */
  | { readonly kind: 'tail'; readonly tail: string }
  | NameQuery
  | { readonly kind: 'nothing' }
export type QueryKind = SearchQuery['kind']

const NOTHING: SearchQuery = { kind: 'nothing' }
/** Fewer last digits than four would name half the prefecture. */
const TAIL = /^(?:\d{4,11}|\d{3}X)$/

export function readQuery(text: string): SearchQuery {
  const typed = text.normalize('NFKC').trim()
  const compact = typed.replaceAll(/[\s-]/g, '').toUpperCase()
  const cardNumber = parseCardNumber(compact)
  if (cardNumber !== null) return { kind: 'card-number', cardNumber }
  const idNumber = parseResidentId(compact)
  if (idNumber !== null) return { kind: 'id-number', idNumber }
  if (TAIL.test(compact)) return { kind: 'tail', tail: compact }
  return readName(typed)
}

function readName(typed: string): SearchQuery {
  const narrowed = /^(.*?\D)\s*(\d{4,11}|\d{3}[Xx])$/u.exec(typed)
  const name = (narrowed?.[1] ?? typed).trim()
  const tail = narrowed?.[2]?.toUpperCase() ?? null
  if (name === '' || name.length > MAX_NAME) return NOTHING
  // A name in Latin script is found as it is written, too.
  const characters = /^[\p{Script=Han}·]+/u.exec(name)?.[0] ?? ''
  const rest = name.slice(characters.length).trim()
  if (rest === '') return { kind: 'name', characters, letters: [], tail }
  const letters = lettersOf(rest)
  return letters.length === 0 ? NOTHING : { kind: 'name', characters, letters, tail }
}
