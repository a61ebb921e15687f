// The only writer of holder and usage rows: one row at a time into an open transaction, sums kept in step.
// A row that is already so is not written; what changed is counted for the sync's report.
import { rowDigest } from '../../core/sync/buckets.ts'
import type { DataRow, HolderRow, UsageRow } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type BucketTally, digestBytes, digestFrom } from './buckets.ts'

const DIGEST_OF = 'SELECT digest FROM holder WHERE card_no = ?'
const PUT_HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at,
                      name, pinyin, initials, id_tail, id_hash, provincial, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (card_no) DO UPDATE SET
    serial = excluded.serial, tier = excluded.tier, status = excluded.status, status_since = excluded.status_since,
    expires_at = excluded.expires_at, name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials,
    id_tail = excluded.id_tail, id_hash = excluded.id_hash, provincial = excluded.provincial, digest = excluded.digest`
const DROP_HOLDER = 'DELETE FROM holder WHERE card_no = ?'
const PUT_USAGE = `
  INSERT INTO usage (card_no, record, item, at, site, amount_cny) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (card_no, record) DO NOTHING`
const DROP_USAGE = 'DELETE FROM usage WHERE card_no = ? AND record = ?'

/** Writes rows inside the caller's transaction; answers how many rows really changed. `fresh`: the table began empty. */
export function rowWriter(db: Db, tally: BucketTally, fresh: boolean): (row: DataRow) => number {
  const digestOf = db.prepare<[number], Buffer>(DIGEST_OF).pluck()
  const putHolder = db.prepare(PUT_HOLDER)
  const dropHolder = db.prepare<[number]>(DROP_HOLDER)
  const putUsage = db.prepare(PUT_USAGE)
  const dropUsage = db.prepare<[number, string]>(DROP_USAGE)

  function holder(row: HolderRow): number {
    const card = Number(row.card)
    const digest = rowDigest(row)
    const before = fresh ? undefined : digestOf.get(card)
    if (before !== undefined) {
      const held = digestFrom(before)
      if (held === digest) return 0
      tally.take(row.card, held)
    }
    tally.add(row.card, digest)
    const pinyin = row.pinyin.replaceAll(' ', '')
    putHolder.run(
      card,
      row.serial,
      row.tier,
      row.status,
      row.statusSince,
      row.expiresAt,
      row.name,
      pinyin,
      initialsOf(row.pinyin),
      row.idTail,
      Buffer.from(row.idHash, 'hex'),
      row.provincial,
      digestBytes(digest),
    )
    return 1
  }

  function usage(row: UsageRow): number {
    const card = Number(row.card)
    if (row.void) return dropUsage.run(card, row.record).changes
    return putUsage.run(card, row.record, row.item, row.at, row.site, row.amountCny).changes
  }

  function gone(cardNumber: string): number {
    const card = Number(cardNumber)
    const before = digestOf.get(card)
    if (before === undefined) return 0
    tally.take(cardNumber, digestFrom(before))
    return dropHolder.run(card).changes
  }

  return row => (row.t === 'h' ? holder(row) : row.t === 'u' ? usage(row) : gone(row.card))
}

/** "yang ming fang" → "ymf". */
export const initialsOf = (pinyin: string): string =>
  pinyin
    .split(' ')
    .map(syllable => syllable.slice(0, 1))
    .join('')
