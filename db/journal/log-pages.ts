// The service log as it is looked back on: one page at a time, by period, service, outcome, kind, clerk, delivery, card.
// Every page and every count is found by index in the narrow table of facts; the log's own rows are read one by one, a page of them.
import type { RecordBody, Rejection } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import type { Delivery, LoggedRecord } from './service-log.ts'

/** `from` inclusive, `to` exclusive, seconds since 1970 UTC; null asks for any. */
export type LogFilter = {
  readonly from: number
  readonly to: number
  readonly item: string | null
  readonly outcome: string | null
  readonly kind: RecordBody['kind'] | null
  readonly clerk: string | null
  readonly delivery: Delivery | null
  /** The card's last four digits. */
  readonly tail: string | null
}

/** Where a page begins: right below this record. */
export type Below = { readonly at: number; readonly sequence: number }

const MATCHES = `
  (@item IS NULL OR item = @item) AND (@outcome IS NULL OR outcome = @outcome)
  AND (@kind IS NULL OR kind = @kind) AND (@clerk IS NULL OR clerk = @clerk)
  AND (@delivery IS NULL OR delivery = @delivery)`
const IN_PERIOD = 'at >= @from AND at < @to'
const OF_CARD = 'tail = @tail AND at >= @from AND at < @to'
const BELOW = '(at, sequence) < (@belowAt, @belowSequence)'
const NEWEST_FIRST = 'ORDER BY at DESC, sequence DESC LIMIT @limit'

const PAGE = `SELECT sequence, voided FROM log_fact WHERE ${IN_PERIOD} AND ${BELOW} AND ${MATCHES} ${NEWEST_FIRST}`
const PAGE_OF_CARD = `SELECT sequence, voided FROM log_fact WHERE ${OF_CARD} AND ${BELOW} AND ${MATCHES} ${NEWEST_FIRST}`
const COUNT = `SELECT COUNT(*) FROM log_fact WHERE ${IN_PERIOD} AND ${MATCHES}`
const COUNT_OF_CARD = `SELECT COUNT(*) FROM log_fact WHERE ${OF_CARD} AND ${MATCHES}`
const ONE = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence WHERE l.sequence = ?`
const SEQUENCE_OF = 'SELECT sequence FROM service_log WHERE id = ?'
const VOIDED_BY = 'SELECT sequence FROM service_log WHERE voids = ?'
const OF_VISIT = 'SELECT sequence, voided FROM log_fact WHERE visit = ? ORDER BY sequence'

export type ListedRecord = LoggedRecord & { readonly voided: boolean }
type Found = { readonly sequence: number; readonly voided: number }
type Columns = [sequence: number, body: string, state: Delivery, reason: Rejection | null]

const FROM_THE_TOP: Below = { at: Number.MAX_SAFE_INTEGER, sequence: Number.MAX_SAFE_INTEGER }

export function logPages(db: Db) {
  const page = db.prepare<[object], Found>(PAGE)
  const pageOfCard = db.prepare<[object], Found>(PAGE_OF_CARD)
  const count = db.prepare<[object], number>(COUNT).pluck()
  const countOfCard = db.prepare<[object], number>(COUNT_OF_CARD).pluck()
  const one = db.prepare<[number], Columns>(ONE).raw()
  const sequenceOf = db.prepare<[string], number>(SEQUENCE_OF).pluck()
  const voidedBy = db.prepare<[string], number>(VOIDED_BY).pluck()
  const ofVisit = db.prepare<[string], Found>(OF_VISIT)

  function read({ sequence, voided }: Found): ListedRecord[] {
    const row = one.get(sequence)
    if (row === undefined) return []
    const [, body, delivery, rejection] = row
    return [{ sequence, body: JSON.parse(body) as RecordBody, delivery, rejection, voided: voided === 1 }]
  }

  return {
    /** Newest first; `below` null begins at the newest. */
    page(filter: LogFilter, below: Below | null, limit: number): readonly ListedRecord[] {
      const { at: belowAt, sequence: belowSequence } = below ?? FROM_THE_TOP
      const asked = { ...filter, belowAt, belowSequence, limit }
      return (filter.tail === null ? page : pageOfCard).all(asked).flatMap(read)
    },
    count: (filter: LogFilter): number =>
      (filter.tail === null ? count : countOfCard).get({ ...filter }) ?? 0,
    byId(id: string): ListedRecord | null {
      const sequence = sequenceOf.get(id)
      if (sequence === undefined) return null
      return read({ sequence, voided: voidedBy.get(id) === undefined ? 0 : 1 })[0] ?? null
    },
    /** The record that takes this one back. */
    voidOf(id: string): ListedRecord | null {
      const sequence = voidedBy.get(id)
      return sequence === undefined ? null : (read({ sequence, voided: 0 })[0] ?? null)
    },
    /** All records of one visit, in the order they were made. */
    ofVisit: (visit: string): readonly ListedRecord[] => ofVisit.all(visit).flatMap(read),
  }
}
