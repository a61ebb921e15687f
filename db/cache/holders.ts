// Holders and their usage elsewhere, looked up by one indexed read each.
// Nothing here changes a row: rows change only through apply.ts.
import type { CardNumber, Tier } from '../../core/card/card.ts'
import type { HolderFacts, Status, Usage } from '../../core/policy/evidence.ts'
import type { Db } from '../open.ts'

/** What the cache knows of a holder. `pinyin` without spaces. */
export type CachedHolder = HolderFacts & { readonly name: string; readonly idTail: string }

type HolderColumns = [
  card: number,
  serial: number,
  tier: Tier,
  status: Status,
  statusSince: number,
  expiresAt: number,
  name: string,
  idTail: string,
  provincial: string | null,
]
type UsageColumns = [record: string, item: string, at: number, site: string, amountCny: number | null]

const BY_CARD = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE card_no = ?`
const BY_ID_HASH = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE id_hash = ? LIMIT 1`
const BY_PROVINCIAL = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE provincial = ? LIMIT 1`
const USAGE_OF = 'SELECT record, item, at, site, amount_cny FROM usage WHERE card_no = ?'
const COUNT = 'SELECT COUNT(*) FROM holder'

export type HolderReader = ReturnType<typeof readHolders>

export function readHolders(db: Db) {
  // Rows as arrays: half the cost of objects on the way from scan to verdict.
  const byCard = db.prepare<[number], HolderColumns>(BY_CARD).raw()
  const byIdHash = db.prepare<[Buffer], HolderColumns>(BY_ID_HASH).raw()
  const byProvincial = db.prepare<[string], HolderColumns>(BY_PROVINCIAL).raw()
  const usageOf = db.prepare<[number], UsageColumns>(USAGE_OF).raw()
  const count = db.prepare<[], number>(COUNT).pluck()
  return {
    findByCardNumber: (card: CardNumber): CachedHolder | null => holderOf(byCard.get(Number(card))),
    findByIdHash: (hash: Buffer): CachedHolder | null => holderOf(byIdHash.get(hash)),
    findByProvincial: (number: string): CachedHolder | null => holderOf(byProvincial.get(number)),
    usageOf: (card: CardNumber): readonly Usage[] => usageOf.all(Number(card)).map(usageFrom),
    count: (): number => count.get() ?? 0,
  }
}

function holderOf(row: HolderColumns | undefined): CachedHolder | null {
  if (row === undefined) return null
  const [card, serial, tier, status, statusSince, expiresAt, name, idTail, provincial] = row
  return {
    cardNumber: cardText(card),
    serial,
    tier,
    provincial: provincial !== null,
    status,
    statusSince,
    expiresAt,
    name,
    idTail,
  }
}

const usageFrom = ([recordId, itemId, at, siteName, amountCny]: UsageColumns): Usage => ({
  recordId,
  itemId,
  at,
  siteName,
  amountCny,
})

/** The table holds the number as an integer, for the sake of its key; only genuine card numbers ever went in. */
export const cardText = (card: number): CardNumber => String(card).padStart(12, '0') as CardNumber
