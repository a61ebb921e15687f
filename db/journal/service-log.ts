// The service log: appended in one transaction with its hash chain and its outbox rows, read by day and by holder.
// What `append` has answered is on disk; what it could not write is an error that blocks, never a lost record.
import type { CardNumber } from '../../core/card/card.ts'
import type { Usage } from '../../core/policy/evidence.ts'
import type { Result } from '../../core/result.ts'
import { CHAIN_START, isSealed, sealRecord } from '../../core/sync/chain.ts'
import type { RecordBody, Rejection, SealedRecord } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type LostRange, lostRanges } from './lost-ranges.ts'
import { type JournalError, written } from './write.ts'

/** What damage took has had its numbers: the next record stands behind it. */
const LAST = `
  SELECT MAX(sequence, COALESCE((SELECT last FROM lost_range WHERE first > 0 ORDER BY first DESC LIMIT 1), 0)), hash
  FROM service_log ORDER BY sequence DESC LIMIT 1`
const LAST_LOST = 'SELECT last FROM lost_range WHERE first > 0 ORDER BY first DESC LIMIT 1'
const APPEND = 'INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (?, ?, ?, ?, ?)'
const QUEUE = "INSERT INTO outbox (sequence, state) VALUES (?, 'pending')"
const BETWEEN = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence
  WHERE l.at >= ? AND l.at < ? ORDER BY l.at DESC, l.sequence DESC LIMIT ?`
const COUNT_BETWEEN = 'SELECT COUNT(*) FROM service_log WHERE at >= ? AND at < ?'
// A visit of which everything was taken back was not served.
const VISITS_BETWEEN = `
  SELECT l.kind, l.body ->> '$.visit'
  FROM service_log AS l
  WHERE l.at >= ? AND l.at < ? AND l.kind IN ('service', 'refusal')
    AND NOT EXISTS (SELECT 1 FROM service_log AS v WHERE v.voids = l.id)`
const ONE = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence WHERE l.sequence = ?`
const BY_ID = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence WHERE l.id = ?`
const VOID_OF = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence WHERE l.voids = ? LIMIT 1`
const LAST_AT = 'SELECT at FROM service_log ORDER BY sequence DESC LIMIT 1'
const ALL = 'SELECT sequence, id, body, prev, hash FROM service_log ORDER BY sequence'
const USAGE_OF = `
  SELECT s.id, s.item, s.at, s.body ->> '$.amountCny'
  FROM service_log AS s
  WHERE s.card = ? AND s.kind = 'service'
    AND NOT EXISTS (SELECT 1 FROM service_log AS v WHERE v.voids = s.id)`
const IS_VOIDED = 'SELECT 1 FROM service_log WHERE voids = ?'

export type Delivery = 'pending' | 'sent' | 'acknowledged' | 'rejected'
export type LoggedRecord = {
  readonly sequence: number
  readonly body: RecordBody
  readonly delivery: Delivery
  readonly rejection: Rejection | null
}
type LoggedColumns = [sequence: number, body: string, state: Delivery, reason: Rejection | null]
type UsageColumns = [id: string, item: string, at: number, amountCny: number | null]

export type ServiceLog = ReturnType<typeof serviceLog>

export function serviceLog(db: Db) {
  const last = db.prepare<[], [sequence: number, hash: string]>(LAST).raw()
  const lastLost = db.prepare<[], number>(LAST_LOST).pluck()
  const lost = lostRanges(db)
  const lastAt = db.prepare<[], number>(LAST_AT).pluck()
  const insert = db.prepare<[number, string, string, string, string]>(APPEND)
  const queue = db.prepare<[number]>(QUEUE)
  const usageOf = db.prepare<[string], UsageColumns>(USAGE_OF).raw()
  const isVoided = db.prepare<[string], number>(IS_VOIDED).pluck()
  const between = db.prepare<[number, number, number], LoggedColumns>(BETWEEN).raw()
  const countBetween = db.prepare<[number, number], number>(COUNT_BETWEEN).pluck()
  const visitsBetween = db.prepare<[number, number], [kind: string, visit: string]>(VISITS_BETWEEN).raw()
  const one = db.prepare<[number], LoggedColumns>(ONE).raw()
  const byId = db.prepare<[string], LoggedColumns>(BY_ID).raw()
  const voidOf = db.prepare<[string], LoggedColumns>(VOID_OF).raw()
  const all = db.prepare<[], SealedRecord>(ALL)

  const append = db.transaction((bodies: readonly RecordBody[]): readonly SealedRecord[] => {
    let [sequence, prev] = last.get() ?? [lastLost.get() ?? 0, CHAIN_START]
    return bodies.map(body => {
      sequence += 1
      const sealed = sealRecord({ sequence, id: body.id, body: JSON.stringify(body), prev })
      insert.run(sealed.sequence, sealed.id, sealed.body, sealed.prev, sealed.hash)
      queue.run(sealed.sequence)
      prev = sealed.hash
      return sealed
    })
  })

  return {
    /** All of them or none. Durable once it answers `ok`. */
    append: (bodies: readonly RecordBody[]): Result<readonly SealedRecord[], JournalError> =>
      written(() => append.immediate(bodies)),
    /** Services recorded here and not voided. The site is this one: the caller names it. */
    usageOf: (card: CardNumber, siteName: string): readonly Usage[] =>
      usageOf
        .all(card)
        .map(([recordId, itemId, at, amountCny]) => ({ recordId, itemId, at, siteName, amountCny })),
    /** Whether a record, from here or elsewhere, was taken back here: the cache may not have heard of it yet. */
    isVoided: (recordId: string): boolean => isVoided.get(recordId) !== undefined,
    /** Newest first, with what became of each; `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
    between: (from: number, to: number, limit: number): readonly LoggedRecord[] =>
      between.all(from, to, limit).map(logged),
    countBetween: (from: number, to: number): number => countBetween.get(from, to) ?? 0,
    /** Visits, not records; `from` inclusive, `to` exclusive. */
    visitsBetween(from: number, to: number): { readonly served: number; readonly refused: number } {
      const visits = { service: new Set<string>(), refusal: new Set<string>() }
      for (const [kind, visit] of visitsBetween.iterate(from, to))
        visits[kind === 'service' ? 'service' : 'refusal'].add(visit)
      return { served: visits.service.size, refused: visits.refusal.size }
    },
    bySequence(sequence: number): LoggedRecord | null {
      const row = one.get(sequence)
      return row === undefined ? null : logged(row)
    },
    byId(id: string): LoggedRecord | null {
      const row = byId.get(id)
      return row === undefined ? null : logged(row)
    },
    /** The record that took this one back. */
    voidOf(id: string): LoggedRecord | null {
      const row = voidOf.get(id)
      return row === undefined ? null : logged(row)
    },
    /** The time that the last record carries. */
    lastAt: (): number | null => lastAt.get() ?? null,
    /** What damage took, by number. */
    lost: (): readonly LostRange[] => lost.all(),
    /** The first sequence that does not follow from the one before it, or null when the whole chain holds; known losses aside. */
    brokenAt(): number | null {
      const gaps = new Map(lost.all().map(range => [range.from, range.to]))
      let prev: string | null = CHAIN_START
      let expected = 1
      for (const record of all.iterate()) {
        const gap = gaps.get(expected)
        if (gap !== undefined) {
          expected = gap + 1
          // What the next one follows is lost, unless the loss was at the end of the log then.
          prev = null
        }
        const follows = prev === null || record.prev === prev
        if (record.sequence !== expected || !follows || !isSealed(record)) return expected
        prev = record.hash
        expected += 1
      }
      return null
    },
  }
}

/** The log's own texts need no schema again: the chain proves that they are what we once wrote. */
const logged = ([sequence, body, delivery, rejection]: LoggedColumns): LoggedRecord => ({
  sequence,
  body: JSON.parse(body) as RecordBody,
  delivery,
  rejection,
})
