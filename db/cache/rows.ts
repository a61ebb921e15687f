// The only writer of holder and usage rows: one row at a time into the caller's transaction, sums kept in step.
// A row that is already so is not written.
import { rowDigest } from '../../core/sync/buckets.ts'
import type { DataRow, HolderRow, UsageRow } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type BucketTally, digestBytes, digestFrom } from './buckets.ts'

const DIGEST_OF = 'SELECT digest FROM holder WHERE card_no = ?'
const ADD_HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at,
                      name, pinyin, initials, id_tail, id_hash, provincial, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const CHANGE_HOLDER = `
  UPDATE holder SET serial = ?, tier = ?, status = ?, status_since = ?, expires_at = ?,
                    name = ?, pinyin = ?, initials = ?, id_tail = ?, id_hash = ?, provincial = ?, digest = ?
  WHERE card_no = ?`
const DROP_HOLDER = 'DELETE FROM holder WHERE card_no = ?'
const ADD_USAGE = `
  INSERT INTO usage (card_no, record, item, at, site, amount_cny) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (card_no, record) DO NOTHING`
const DROP_USAGE = 'DELETE FROM usage WHERE card_no = ? AND record = ?'
const DROP_USAGE_OF = 'DELETE FROM usage WHERE card_no = ?'

export type RowWriter = {
  /** For a table that began empty: no look before each write, and the same card twice is a constraint error. */
  add(row: DataRow): number
  /** For a table in use. Both answer how many rows really changed. */
  change(row: DataRow): number
}

export function rowWriter(db: Db, tally: BucketTally): RowWriter {
  const digestOf = db.prepare<[number], Buffer>(DIGEST_OF).pluck()
  const addHolder = db.prepare(ADD_HOLDER)
  const changeHolder = db.prepare(CHANGE_HOLDER)
  const dropHolder = db.prepare<[number]>(DROP_HOLDER)
  const addUsage = db.prepare(ADD_USAGE)
  const dropUsage = db.prepare<[number, string]>(DROP_USAGE)
  const dropUsageOf = db.prepare<[number]>(DROP_USAGE_OF)

  function addNew(row: HolderRow, digest: bigint): number {
    tally.add(row.card, digest)
    return addHolder.run(Number(row.card), ...columnsOf(row, digest)).changes
  }

  function changeOrAdd(row: HolderRow): number {
    const digest = rowDigest(row)
    const held = digestOf.get(Number(row.card))
    if (held === undefined) return addNew(row, digest)
    const before = digestFrom(held)
    if (before === digest) return 0
    tally.take(row.card, before)
    tally.add(row.card, digest)
    return changeHolder.run(...columnsOf(row, digest), Number(row.card)).changes
  }

  function usage(row: UsageRow): number {
    const card = Number(row.card)
    if (row.void) return dropUsage.run(card, row.record).changes
    return addUsage.run(card, row.record, row.item, row.at, row.site, row.amountCny).changes
  }

  function gone(cardNumber: string): number {
    const card = Number(cardNumber)
    const held = digestOf.get(card)
    if (held !== undefined) tally.take(cardNumber, digestFrom(held))
    return dropHolder.run(card).changes + dropUsageOf.run(card).changes
  }

  const others = (row: Exclude<DataRow, HolderRow>): number => (row.t === 'u' ? usage(row) : gone(row.card))
  return {
    add: row => (row.t === 'h' ? addNew(row, rowDigest(row)) : others(row)),
    change: row => (row.t === 'h' ? changeOrAdd(row) : others(row)),
  }
}

const columnsOf = (row: HolderRow, digest: bigint) => [
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
  // An empty number would count as a provincial card, and that grants the services of tier A.
  row.provincial === '' ? null : row.provincial,
  digestBytes(digest),
]

/** "yang ming fang" → "ymf". */
const initialsOf = (pinyin: string): string =>
  pinyin
    .split(' ')
    .map(syllable => syllable.slice(0, 1))
    .join('')
