// Holders by what a clerk can make out: a name in characters, pinyin, initials or a mix; last digits of card or ID.
// Each question is a range of one index; no text becomes a pattern, and no answer is longer than asked for.
import { assertNever } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type CachedHolder, type HolderColumns, holderOf } from './holders.ts'
import type { NameQuery, SearchQuery } from './search-query.ts'
import { readingsOf } from './spelling.ts'

const BY_CARD = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE card_no = ?`
const BY_NAME = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE name >= ? AND name < ? ORDER BY name LIMIT ?`
const BY_GIVEN_NAME = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE substr(name, 2) >= ? AND substr(name, 2) < ? ORDER BY substr(name, 2) LIMIT ?`
const BY_PINYIN = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE replace(pinyin, ' ', '') >= ? AND replace(pinyin, ' ', '') < ?
  ORDER BY replace(pinyin, ' ', '') LIMIT ?`
const BY_INITIALS = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE initials >= ? AND initials < ? AND name >= ? AND name < ? AND pinyin GLOB ?
  ORDER BY initials LIMIT ?`
// How the register spells what the name begins with: a few holders tell it, for one reading is the rule.
const SPELLED = 'SELECT initials FROM holder WHERE name >= ? AND name < ? ORDER BY name LIMIT 8'
const BY_CARD_TAIL = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial, pinyin
  FROM holder WHERE card_no % 10000 = ? AND card_no % ? = ? LIMIT ?`
const BY_ID_TAIL = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial, pinyin
  FROM holder WHERE id_tail = ? LIMIT ?`

/** Above every text that begins with what stands before it: SQLite compares UTF-8 bytes. */
const END = '\u{10ffff}'
/** As many share their last four digits as a name can narrow down; a million holders have a hundred each. */
const MOST_OF_A_TAIL = 2_000

export type FoundHolder = CachedHolder & {
  /** `exact`: the whole name, or the whole number. */
  readonly match: 'exact' | 'begins' | 'given-name'
}
/** An ID number is no question for it: the hash's key is not kept here. */
export type HolderSearch = (
  query: Exclude<SearchQuery, { kind: 'id-number' }>,
  limit: number,
) => readonly FoundHolder[]

type Match = FoundHolder['match']
type TailColumns = [...HolderColumns, pinyin: string]

export function searchHolders(db: Db): HolderSearch {
  const byCard = db.prepare<[number], HolderColumns>(BY_CARD).raw()
  const byName = db.prepare<[string, string, number], HolderColumns>(BY_NAME).raw()
  const byGivenName = db.prepare<[string, string, number], HolderColumns>(BY_GIVEN_NAME).raw()
  const byPinyin = db.prepare<[string, string, number], HolderColumns>(BY_PINYIN).raw()
  const byInitials = db
    .prepare<[string, string, string, string, string, number], HolderColumns>(BY_INITIALS)
    .raw()
  const spelled = db.prepare<[string, string], string>(SPELLED).pluck()
  const byCardTail = db.prepare<[number, number, number, number], TailColumns>(BY_CARD_TAIL).raw()
  const byIdTail = db.prepare<[string, number], TailColumns>(BY_ID_TAIL).raw()

  function inCharacters(name: string, limit: number): readonly HolderColumns[] {
    const begins = byName.all(name, name + END, limit)
    // One character of a given name is half the prefecture.
    if ([...name].length < 2 || begins.length === limit) return begins
    return [...begins, ...byGivenName.all(name, name + END, limit)]
  }

  function inLetters({ characters, letters }: NameQuery, limit: number): readonly HolderColumns[] {
    const rows: HolderColumns[] = []
    const beginnings = characters === '' ? [''] : initialsOfCharacters(characters)
    for (const form of letters) {
      if (characters === '') rows.push(...byPinyin.all(form, form + END, limit))
      for (const { initials, pattern } of readingsOf(form, [...characters].length)) {
        for (const before of beginnings) {
          if (rows.length >= limit * 3) return rows
          const from = before + initials
          // One letter is the beginning of a spelling, which the line above has found.
          if (from.length < 2) continue
          rows.push(...byInitials.all(from, from + END, characters, characters + END, pattern, limit))
        }
      }
    }
    return rows
  }

  function initialsOfCharacters(characters: string): readonly string[] {
    const { length } = [...characters]
    const known = spelled.all(characters, characters + END)
    return [...new Set(known.map(initials => initials.slice(0, length)))]
  }

  function tailed(tail: string, most: number): readonly TailColumns[] {
    const ofId = tail.length === 4 ? byIdTail.all(tail, most) : []
    if (!/^\d+$/.test(tail)) return ofId
    const digits = Number(tail)
    return [...byCardTail.all(digits % 10_000, 10 ** tail.length, digits, most), ...ofId]
  }

  function rowsFor(query: Exclude<SearchQuery, { kind: 'id-number' }>, limit: number) {
    switch (query.kind) {
      case 'card-number':
        return [byCard.get(Number(query.cardNumber))].filter(row => row !== undefined)
      case 'tail':
        return tailed(query.tail, limit).map(holderColumns)
      case 'name':
        if (query.tail !== null) {
          return tailed(query.tail, MOST_OF_A_TAIL).filter(isNamed(query)).map(holderColumns)
        }
        return query.letters.length === 0 ? inCharacters(query.characters, limit) : inLetters(query, limit)
      case 'nothing':
        return []
      default:
        return assertNever(query, 'search query')
    }
  }

  return (query, limit) => {
    const found = new Map<number, FoundHolder>()
    for (const row of rowsFor(query, limit)) {
      const holder = holderOf(row)
      if (holder !== null && !found.has(row[0]))
        found.set(row[0], { ...holder, match: matchOf(holder.name, query) })
    }
    return [...found.values()].toSorted(bestFirst).slice(0, limit)
  }
}

function holderColumns(row: TailColumns): HolderColumns {
  const [card, serial, tier, status, statusSince, expiresAt, name, idTail, provincial] = row
  return [card, serial, tier, status, statusSince, expiresAt, name, idTail, provincial]
}

function matchOf(name: string, query: SearchQuery): Match {
  if (query.kind !== 'name') return 'exact'
  if (!name.startsWith(query.characters)) return 'given-name'
  return name === query.characters ? 'exact' : 'begins'
}

/** Of the few that share a tail, those of that name: the same readings as in the index, without it. */
function isNamed({ characters, letters }: NameQuery): (row: TailColumns) => boolean {
  const before = [...characters].length
  const patterns = letters.flatMap(form => [
    ...readingsOf(form, before).map(({ pattern }) => globOf(pattern)),
    ...(before === 0 ? [new RegExp(`^${form.split('').join(' ?')}`, 'u')] : []),
  ])
  return row => {
    const [, , , , , , name, , , pinyin] = row
    if (letters.length === 0) return name.startsWith(characters) || name.slice(1).startsWith(characters)
    return name.startsWith(characters) && patterns.some(pattern => pattern.test(pinyin))
  }
}

/** A GLOB of letters, spaces and "*", as a regular expression. */
const globOf = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'u')

const RANK: Readonly<Record<Match, number>> = { exact: 0, begins: 1, 'given-name': 2 }

/** The closest name, then whose card is in force, then in the order of the names. */
const bestFirst = (a: FoundHolder, b: FoundHolder): number =>
  RANK[a.match] - RANK[b.match] ||
  Number(b.status === 'active') - Number(a.status === 'active') ||
  a.name.length - b.name.length ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
  Number(a.cardNumber) - Number(b.cardNumber)
