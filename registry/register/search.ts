// Looking holders up: by characters, pinyin, initials, card number, the end of the ID number, or all of it. Indexed, page by page.
// It answers masked rows alone: a full name or number is never part of a list.

import type { Tier } from '../../core/card/card.ts'
import { maskName } from '../../core/card/mask.ts'
import { parseResidentId } from '../../core/card/resident-id.ts'
import type { Status } from '../../core/policy/evidence.ts'
import { idHashOf } from '../holders.ts'
import type { Queries } from '../store/sql.ts'

export type HolderQuery = {
  readonly text: string
  readonly status: Status | null
  readonly tier: Tier | null
  /** `next` of the page before; null for the first. */
  readonly after: string | null
  readonly limit: number
}
export type MaskedHolder = {
  readonly card: string
  readonly serial: number
  readonly tier: Tier
  readonly status: Status
  readonly statusSince: number
  readonly expiresAt: number
  readonly name: string
  readonly idTail: string
  readonly mergedInto: string | null
}
export type HolderPage = { readonly holders: MaskedHolder[]; readonly next: string | null }

/** What the beginning of which is searched: the expressions of the indexes in migration 006. */
const KEYS = {
  card: 'card_no COLLATE "C"',
  name: 'name COLLATE "C"',
  given: 'substr(name, 2) COLLATE "C"',
  pinyin: `replace(pinyin, ' ', '') COLLATE "C"`,
  initials: `regexp_replace(pinyin, '(\\S)\\S*\\s*', '\\1', 'g') COLLATE "C"`,
  tail: 'right(id_number, 4) COLLATE "C"',
} as const
type Key = keyof typeof KEYS

const COLUMNS = `card_no AS card, serial, tier, status, status_since AS "statusSince", expires_at AS "expiresAt", name,
  right(id_number, 4) AS "idTail", merged_into AS "mergedInto"`
/** $1 and $2 bound the key, $3 is the card that the last page ended with; the others may be null. `unless` was shown already. */
const pageBy = (key: string, unless = 'false'): string => `
  SELECT ${COLUMNS} FROM holder
  WHERE ${key} >= $1 AND ${key} < $2
    AND (${key}, card_no) > (COALESCE((SELECT ${key} FROM holder WHERE card_no = $3), ''), $3)
    AND ($4::TEXT IS NULL OR status = $4) AND ($5::TEXT IS NULL OR tier = $5)
    AND ($6::TEXT IS NULL OR right(id_number, 4) = $6) AND NOT (${unless})
  ORDER BY ${key}, card_no LIMIT $7`
const inRange = (key: Key): string => `(${KEYS[key]} >= $1 AND ${KEYS[key]} < $2)`

export const PAGES: Readonly<Record<Key, string>> = {
  card: pageBy(KEYS.card),
  name: pageBy(KEYS.name),
  given: pageBy(KEYS.given, inRange('name')),
  pinyin: pageBy(KEYS.pinyin),
  initials: pageBy(KEYS.initials, inRange('pinyin')),
  tail: pageBy(KEYS.tail),
}
const BY_ID = `
  SELECT ${COLUMNS} FROM holder WHERE id_hash = $1
    AND ($2::TEXT IS NULL OR status = $2) AND ($3::TEXT IS NULL OR tier = $3) ORDER BY card_no`

/** Behind every character that a key may begin with. */
const END = '\u{10ffff}'

type Plan =
  | {
      readonly kind: 'keys'
      readonly keys: readonly Key[]
      readonly from: string
      readonly tail: string | null
    }
  | { readonly kind: 'id'; readonly idNumber: string }

/** What was asked for. Digits are a card's beginning, four of them the end of an ID number, all of an ID number that number. */
export function planOf(text: string): Plan {
  const asked = text.normalize('NFKC').trim()
  const compact = asked.replaceAll(/[\s-]/g, '')
  const idNumber = parseResidentId(compact.toUpperCase())
  if (idNumber !== null) return { kind: 'id', idNumber }
  if (/^\d{3}[\dXx]$/.test(compact)) return keys(['tail', 'card'], compact.toUpperCase())
  if (/^\d*$/.test(compact)) return keys(['card'], compact)
  const withTail = asked.match(/^(.*\D)\s*(\d{3}[\dXx])$/)
  const word = (withTail?.[1] ?? asked).trim()
  const tail = withTail?.[2]?.toUpperCase() ?? null
  if (/\p{Script=Han}/u.test(word)) return keys(['name', 'given'], word.replaceAll(/\s/g, ''), tail)
  return keys(['pinyin', 'initials'], word.toLowerCase().replaceAll(/[\s'’]/g, ''), tail)
}
const keys = (list: readonly Key[], from: string, tail: string | null = null): Plan => ({
  kind: 'keys',
  keys: list,
  from,
  tail,
})

export async function searchHolders(
  sql: Queries,
  asked: HolderQuery,
  idLookupKey: Buffer,
): Promise<HolderPage> {
  const plan = planOf(asked.text)
  if (plan.kind === 'id') {
    const hash = idHashOf(plan.idNumber, idLookupKey)
    const found = await sql.query<MaskedHolder>(BY_ID, [hash, asked.status, asked.tier])
    return { holders: found.map(masked), next: null }
  }
  const begin = placeOf(asked.after)
  const holders: MaskedHolder[] = []
  for (const [at, key] of plan.keys.entries()) {
    if (at < begin.at) continue
    const room = asked.limit - holders.length
    const after = at === begin.at ? begin.card : ''
    const found = await sql.query<MaskedHolder>(PAGES[key], [
      ...[plan.from, plan.from + END, after],
      ...[asked.status, asked.tier, plan.tail],
      room + 1,
    ])
    holders.push(...found.slice(0, room).map(masked))
    // One more than there is room for: the next page goes on behind the last that is shown.
    if (found.length > room) return { holders, next: `${at}.${found[room - 1]?.card ?? ''}` }
  }
  return { holders, next: null }
}

const masked = (row: MaskedHolder): MaskedHolder => ({ ...row, name: maskName(row.name) })

/** "1.532300000016": which key, and behind whose card. What nobody gave out begins at the beginning. */
function placeOf(next: string | null): { readonly at: number; readonly card: string } {
  const [, at = '0', card = ''] = next?.match(/^(\d)\.(\d*)$/) ?? []
  return { at: Number(at), card }
}
