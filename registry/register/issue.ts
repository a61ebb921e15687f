// What leaves the register on paper: the bank's list of cards to make, the codes to print, the year's exits.
// A list names people and is asked for with a reason; a code sheet carries numbers alone; why somebody's rights ended stays here.
import type { Tier } from '../../core/card/card.ts'
import { formatCardNumber, parseCardNumber } from '../../core/card/card-number.ts'
import { dateStart } from '../../core/policy/calendar.ts'
import type { Cell, Sheet } from '../../core/table/sheet.ts'
import type { HolderRecord } from '../holders.ts'
import type { KeyRing } from '../keys.ts'
import type { Queries } from '../store/sql.ts'
import { physicalCode } from '../tokens.ts'
import { dateOf } from './dates.ts'

export const ISSUES = ['first', 'again'] as const
/** Cards that wait to be handed out for the first time; cards that were re-issued since a day. */
export type Issue = (typeof ISSUES)[number]

const FIRST = `
  SELECT h.* FROM holder AS h JOIN status_change AS c ON c.card_no = h.card_no AND c.number = 1
  WHERE h.status = 'pending' AND h.expires_at > $1 AND c.at >= $2 ORDER BY h.card_no`
const AGAIN = `
  SELECT h.* FROM holder AS h JOIN status_change AS c ON c.card_no = h.card_no AND c.serial = h.serial
  WHERE c.act = 'reissue' AND h.status = 'active' AND h.expires_at > $1 AND c.at >= $2 ORDER BY h.card_no`
const EXITS = `
  SELECT c.card_no, c.at, c.act, c.effect_on, h.name, h.tier
  FROM status_change AS c JOIN holder AS h ON h.card_no = c.card_no
  WHERE c.act IN ('revoke', 'left')
    AND ((c.effect_on IS NULL AND c.at >= $1 AND c.at < $2) OR (c.effect_on >= $3 AND c.effect_on <= $4))
  ORDER BY COALESCE(c.effect_on, ''), c.at, c.card_no`

export type CardToMake = { readonly holder: HolderRecord; readonly token: string }

/** Cards to make since the beginning of a calendar date, with the code that is printed on each. */
export async function cardsToMake(
  sql: Queries,
  keys: KeyRing,
  issue: Issue,
  since: string,
  now: number,
): Promise<CardToMake[]> {
  const holders = await sql.query<HolderRecord>(issue === 'first' ? FIRST : AGAIN, [now, dateStart(since)])
  return holders.flatMap(holder => {
    const code = physicalCode(keys, holder, now)
    return code.ok ? [{ holder, token: code.value }] : []
  })
}

/** For the bank's card printer: one row a card, the code as text of digits. */
export const issueSheet = (cards: readonly CardToMake[]): Sheet => ({
  name: '制卡清单',
  header: ['卡号', '姓名', '等级', '卡次', '有效期至', '二维码内容'],
  rows: cards.map(({ holder: h, token }): Cell[] => [
    h.card_no,
    h.name,
    h.tier,
    h.serial,
    dateOf(h.expires_at),
    token,
  ]),
})

export type Exit = {
  readonly card: string
  readonly name: string
  readonly tier: Tier
  readonly act: 'revoke' | 'left'
  /** The day from which the rights ended. */
  readonly on: string
}

/** Art. 9: whose rights ended in a calendar year, by the day of effect. */
export async function exitsOf(sql: Queries, year: number): Promise<Exit[]> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  type Row = {
    card_no: string
    at: number
    act: Exit['act']
    effect_on: string | null
    name: string
    tier: Tier
  }
  const bounds = [dateStart(first), dateStart(`${year + 1}-01-01`), first, last]
  return (await sql.query<Row>(EXITS, bounds))
    .map(row => ({
      card: row.card_no,
      name: row.name,
      tier: row.tier,
      act: row.act,
      on: row.effect_on ?? dateOf(row.at),
    }))
    .sort((a, b) => a.on.localeCompare(b.on) || a.card.localeCompare(b.card))
}

/** As it is announced: who and since when; a revocation's ground is nobody's business outside. */
export const exitSheet = (year: number, exits: readonly Exit[]): Sheet => ({
  name: `${year}年退出名单`,
  header: ['序号', '姓名', '卡号', '等级', '退出日期', '依据'],
  rows: exits.map((exit, i): Cell[] => [
    i + 1,
    exit.name,
    hiddenCard(exit.card),
    exit.tier,
    exit.on,
    exit.act === 'left' ? '离任' : '实施细则第九条',
  ]),
})

/** "5323 **** 0016": enough to tell two of one name apart. */
export function hiddenCard(card: string): string {
  const parsed = parseCardNumber(card)
  return parsed === null ? '' : formatCardNumber(parsed).replace(/ \d{4} /, ' **** ')
}
