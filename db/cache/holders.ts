// Holders and their usage elsewhere, each found by one indexed read.
// Nothing here changes a row: rows change only through apply.ts.
import type { CardNumber, Tier } from '../../core/card/card.ts'
import { cardNumberOfValue } from '../../core/card/card-number.ts'
import type { HolderFacts, Status, Usage } from '../../core/policy/evidence.ts'
import type { Db } from '../open.ts'

/** What the cache knows of a holder, as far as a screen may need it. */
export type CachedHolder = HolderFacts & { readonly name: string; readonly idTail: string }

export type HolderColumns = [
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

// A standing from the revocation list is newer than the row, and stands over it (stops.ts).
const BY_CARD = `
  SELECT h.card_no, COALESCE(s.serial, h.serial), h.tier, COALESCE(s.status, h.status),
         COALESCE(s.status_since, h.status_since), h.expires_at, h.name, h.id_tail, h.provincial
  FROM holder AS h LEFT JOIN stop AS s ON s.card_no = h.card_no WHERE h.card_no = ?`
const BY_ID_HASH = `
  SELECT h.card_no, COALESCE(s.serial, h.serial), h.tier, COALESCE(s.status, h.status),
         COALESCE(s.status_since, h.status_since), h.expires_at, h.name, h.id_tail, h.provincial
  FROM holder AS h LEFT JOIN stop AS s ON s.card_no = h.card_no WHERE h.id_hash = ? ORDER BY h.card_no`
const BY_PROVINCIAL = `
  SELECT h.card_no, COALESCE(s.serial, h.serial), h.tier, COALESCE(s.status, h.status),
         COALESCE(s.status_since, h.status_since), h.expires_at, h.name, h.id_tail, h.provincial
  FROM holder AS h LEFT JOIN stop AS s ON s.card_no = h.card_no WHERE h.provincial = ? ORDER BY h.card_no`
const USAGE_OF = 'SELECT record, item, at, site, amount_cny FROM usage WHERE card_no = ?'
// From the 256 sums: counting a million rows would decrypt the whole file.
const COUNT = 'SELECT SUM(count) FROM bucket'

export type HolderReader = ReturnType<typeof readHolders>

export function readHolders(db: Db) {
  // Rows as arrays: half the cost of objects on the way from scan to verdict.
  const byCard = db.prepare<[number], HolderColumns>(BY_CARD).raw()
  const byIdHash = db.prepare<[Buffer], HolderColumns>(BY_ID_HASH).raw()
  const byProvincial = db.prepare<[string], HolderColumns>(BY_PROVINCIAL).raw()
  const usageOf = db.prepare<[number], UsageColumns>(USAGE_OF).raw()
  const count = db.prepare<[], number | null>(COUNT).pluck()
  return {
    findByCardNumber: (card: CardNumber): CachedHolder | null => holderOf(byCard.get(Number(card))),
    /** `hash`: 16 bytes, as on the wire (`idHash`). */
    findByIdHash: (hash: Buffer): CachedHolder | null => holderOf(oneOf(byIdHash.all(hash))),
    findByProvincial: (number: string): CachedHolder | null => holderOf(oneOf(byProvincial.all(number))),
    /** Services recorded at other windows, and at this one once they came back with a sync; not voided. */
    usageOf: (card: CardNumber): readonly Usage[] => usageOf.all(Number(card)).map(usageFrom),
    count: (): number => count.get() ?? 0,
  }
}

/** Two entries of one person, until the rows of their merge have come: the one that counts is his. */
const oneOf = (rows: readonly HolderColumns[]): HolderColumns | undefined =>
  rows.find(([, , , status]) => status !== 'merged') ?? rows[0]

/** Null also for a number that cannot be a card's: whatever brought it here, it names no holder. */
export function holderOf(row: HolderColumns | undefined): CachedHolder | null {
  if (row === undefined) return null
  const [card, serial, tier, status, statusSince, expiresAt, name, idTail, provincial] = row
  const cardNumber = cardNumberOfValue(card)
  if (cardNumber === null) return null
  return {
    cardNumber,
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
