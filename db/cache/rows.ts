// The only writer of holder and usage rows: one row at a time into the caller's transaction, sums kept in step.
// A row that is already so is not written.
import { rowDigest, usageDigest } from '../../core/sync/buckets.ts'
import type { DataRow, HolderRow, UsageRow } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import type { BucketTally } from './buckets.ts'

const DIGEST_OF = 'SELECT digest FROM holder WHERE card_no = ?'
const PERSON_OF = 'SELECT name, pinyin, id_tail, id_hash, provincial FROM holder WHERE card_no = ?'
const ADD_HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at,
                      name, pinyin, initials, id_tail, id_hash, provincial, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const CHANGE_HOLDER = `
  UPDATE holder SET serial = ?, tier = ?, status = ?, status_since = ?, expires_at = ?,
                    name = ?, pinyin = ?, initials = ?, id_tail = ?, id_hash = ?, provincial = ?, digest = ?
  WHERE card_no = ?`
// No column of an index is named: SQLite would write the entry of each anew, though nothing in it changed.
const CHANGE_STANDING = `
  UPDATE holder SET serial = ?, tier = ?, status = ?, status_since = ?, expires_at = ?, digest = ? WHERE card_no = ?`
const DROP_HOLDER = 'DELETE FROM holder WHERE card_no = ?'
const USE_OF = 'SELECT record, item, at, site, amount_cny FROM usage WHERE card_no = ? AND record = ?'
const USES_OF = 'SELECT record, item, at, site, amount_cny FROM usage WHERE card_no = ?'
const ADD_USE = 'INSERT INTO usage (card_no, record, item, at, site, amount_cny) VALUES (?, ?, ?, ?, ?, ?)'
const DROP_USE = 'DELETE FROM usage WHERE card_no = ? AND record = ?'

type PersonColumns = [name: string, pinyin: string, idTail: string, idHash: Buffer, provincial: string | null]
type UseColumns = [record: string, item: string, at: number, site: string, amountCny: number | null]

export type RowWriter = {
  /** For a table that began empty: no look before each write, and the same row twice is a constraint error. */
  add(row: DataRow): number
  /** For a table in use. Both answer how many rows really changed. */
  change(row: DataRow): number
  dropUse(card: string, record: string): number
}

export function rowWriter(db: Db, tally: BucketTally): RowWriter {
  const digestOf = db.prepare<[number], Buffer>(DIGEST_OF).pluck()
  const addHolder = db.prepare(ADD_HOLDER)
  const personOf = db.prepare<[number], PersonColumns>(PERSON_OF).raw()
  const changeHolder = db.prepare(CHANGE_HOLDER)
  const changeStanding = db.prepare(CHANGE_STANDING)
  const dropHolder = db.prepare<[number]>(DROP_HOLDER)
  const useOf = db.prepare<[number, string], UseColumns>(USE_OF).raw()
  const usesOf = db.prepare<[number], UseColumns>(USES_OF).raw()
  const addUsage = db.prepare(ADD_USE)
  const dropUsage = db.prepare<[number, string]>(DROP_USE)

  function addNew(row: HolderRow, digest: Buffer): number {
    tally.add(row.card, digest)
    addHolder.run(
      Number(row.card),
      row.serial,
      row.tier,
      row.status,
      row.statusSince,
      row.expiresAt,
      row.name,
      row.pinyin,
      initialsOf(row.pinyin),
      row.idTail,
      Buffer.from(row.idHash, 'hex'),
      provincialOf(row),
      digest,
    )
    return 1
  }

  function changeOrAdd(row: HolderRow): number {
    const digest = rowDigest(row)
    const held = digestOf.get(Number(row.card))
    if (held === undefined) return addNew(row, digest)
    if (held.equals(digest)) return 0
    tally.take(row.card, held)
    tally.add(row.card, digest)
    if (isSamePerson(row, personOf.get(Number(row.card))))
      return changeStanding.run(
        row.serial,
        row.tier,
        row.status,
        row.statusSince,
        row.expiresAt,
        digest,
        Number(row.card),
      ).changes
    return changeHolder.run(
      row.serial,
      row.tier,
      row.status,
      row.statusSince,
      row.expiresAt,
      row.name,
      row.pinyin,
      initialsOf(row.pinyin),
      row.idTail,
      Buffer.from(row.idHash, 'hex'),
      provincialOf(row),
      digest,
      Number(row.card),
    ).changes
  }

  function addUse(row: UsageRow, digest: Buffer): number {
    tally.addUse(row.card, digest)
    return addUsage.run(Number(row.card), row.record, row.item, row.at, row.site, row.amountCny).changes
  }

  function changeUse(row: UsageRow): number {
    if (row.void) return dropUse(row.card, row.record)
    const digest = usageDigest(row)
    const held = useOf.get(Number(row.card), row.record)
    if (held === undefined) return addUse(row, digest)
    if (digestOfUse(row.card, held).equals(digest)) return 0
    dropUse(row.card, row.record)
    return addUse(row, digest)
  }

  function dropUse(card: string, record: string): number {
    const held = useOf.get(Number(card), record)
    if (held === undefined) return 0
    tally.takeUse(card, digestOfUse(card, held))
    return dropUsage.run(Number(card), record).changes
  }

  function gone(card: string): number {
    const held = digestOf.get(Number(card))
    if (held !== undefined) tally.take(card, held)
    let dropped = dropHolder.run(Number(card)).changes
    for (const [record] of usesOf.all(Number(card))) dropped += dropUse(card, record)
    return dropped
  }

  function add(row: DataRow): number {
    if (row.t === 'h') return addNew(row, rowDigest(row))
    if (row.t === 'g') return gone(row.card)
    return row.void ? 0 : addUse(row, usageDigest(row))
  }

  function change(row: DataRow): number {
    if (row.t === 'h') return changeOrAdd(row)
    return row.t === 'g' ? gone(row.card) : changeUse(row)
  }

  return { add, change, dropUse }
}

const digestOfUse = (card: string, [record, item, at, site, amountCny]: UseColumns): Buffer =>
  usageDigest({ record, card, item, at, site, amountCny })

/** What changes nearly always is a card's standing; who its holder is, and how he is found, stays. */
function isSamePerson(row: HolderRow, held: PersonColumns | undefined): boolean {
  if (held === undefined) return false
  const [name, pinyin, idTail, idHash, provincial] = held
  return (
    row.name === name &&
    row.pinyin === pinyin &&
    row.idTail === idTail &&
    row.idHash === idHash.toString('hex') &&
    provincialOf(row) === provincial
  )
}

/** An empty number would count as a provincial card, and that grants the services of tier A. */
const provincialOf = ({ provincial }: HolderRow): string | null => (provincial === '' ? null : provincial)

/** "yang ming fang" → "ymf". */
const initialsOf = (pinyin: string): string => {
  let initials = pinyin.slice(0, 1)
  for (let at = pinyin.indexOf(' '); at !== -1; at = pinyin.indexOf(' ', at + 1))
    initials += pinyin.slice(at + 1, at + 2)
  return initials
}
