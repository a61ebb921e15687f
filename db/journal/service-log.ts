// The service log: appended in one transaction with its hash chain and its outbox rows, read by day and by holder.
// What `append` has answered is on disk; what it could not write is an error that blocks, never a lost record.
import type { CardNumber } from '../../core/card/card.ts'
import type { Usage } from '../../core/policy/evidence.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { CHAIN_START, isSealed, sealRecord } from '../../core/sync/chain.ts'
import type { RecordBody, Rejection, SealedRecord } from '../../core/sync/wire.ts'
import { codeOf, type Db } from '../open.ts'

const LAST = 'SELECT sequence, hash FROM service_log ORDER BY sequence DESC LIMIT 1'
const APPEND = 'INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (?, ?, ?, ?, ?)'
const QUEUE = "INSERT INTO outbox (sequence, state) VALUES (?, 'pending')"
const SINCE = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence
  WHERE l.at >= ? AND l.at < ? ORDER BY l.sequence DESC LIMIT ?`
const COUNT_SINCE = 'SELECT COUNT(*) FROM service_log WHERE at >= ? AND at < ?'
const ONE = `
  SELECT l.sequence, l.body, o.state, o.reason
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence WHERE l.sequence = ?`
const LAST_AT = 'SELECT at FROM service_log ORDER BY sequence DESC LIMIT 1'
const ALL = 'SELECT sequence, id, body, prev, hash FROM service_log ORDER BY sequence'
const USAGE_OF = `
  SELECT s.id, s.item, s.at, s.body ->> '$.amountCny'
  FROM service_log AS s
  WHERE s.card = ? AND s.kind = 'service'
    AND NOT EXISTS (SELECT 1 FROM service_log AS v WHERE v.voids = s.id)`

export type JournalError = { readonly code: 'journal-write-failed' | 'disk-full' }
export type Delivery = 'pending' | 'sent' | 'acknowledged' | 'rejected'
export type LoggedRecord = {
  readonly sequence: number
  readonly body: RecordBody
  readonly delivery: Delivery
  readonly rejection: Rejection | null
}
type LoggedColumns = [sequence: number, body: string, state: Delivery, reason: Rejection | null]

export type ServiceLog = ReturnType<typeof serviceLog>

export function serviceLog(db: Db) {
  const last = db.prepare<[], [number, string]>(LAST).raw()
  const append = db.prepare(APPEND)
  const queue = db.prepare<[number]>(QUEUE)
  const usageOf = db.prepare<[string], [string, string, number, number | null]>(USAGE_OF).raw()
  const since = db.prepare<[number, number, number], LoggedColumns>(SINCE).raw()
  const countSince = db.prepare<[number, number], number>(COUNT_SINCE).pluck()
  const one = db.prepare<[number], LoggedColumns>(ONE).raw()

  const write = db.transaction((bodies: readonly RecordBody[]): SealedRecord[] => {
    let [sequence, prev] = last.get() ?? [0, CHAIN_START]
    return bodies.map(body => {
      sequence += 1
      const sealed = sealRecord({ sequence, id: body.id, body: JSON.stringify(body), prev })
      append.run(sealed.sequence, sealed.id, sealed.body, sealed.prev, sealed.hash)
      queue.run(sealed.sequence)
      prev = sealed.hash
      return sealed
    })
  })

  return {
    append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], JournalError> {
      try {
        return ok(write.immediate(bodies))
      } catch (cause) {
        return err({ code: codeOf(cause) === 'SQLITE_FULL' ? 'disk-full' : 'journal-write-failed' })
      }
    },
    /** Services recorded here and not voided. The site is this one: the caller names it. */
    usageOf: (card: CardNumber, siteName: string): readonly Usage[] =>
      usageOf
        .all(card)
        .map(([recordId, itemId, at, amountCny]) => ({ recordId, itemId, at, siteName, amountCny })),
    /** Newest first, with what became of each; `from` inclusive, `to` exclusive, seconds. */
    between: (from: number, to: number, limit: number): readonly LoggedRecord[] =>
      since.all(from, to, limit).map(logged),
    countBetween: (from: number, to: number): number => countSince.get(from, to) ?? 0,
    bySequence(sequence: number): LoggedRecord | null {
      const row = one.get(sequence)
      return row === undefined ? null : logged(row)
    },
    lastAt: (): number | null => db.prepare<[], number>(LAST_AT).pluck().get() ?? null,
    /** The first sequence whose hash does not follow, or null when the whole chain holds. */
    brokenAt(): number | null {
      let prev = CHAIN_START
      let expected = 1
      for (const record of db.prepare<[], SealedRecord>(ALL).iterate()) {
        if (record.sequence !== expected || record.prev !== prev || !isSealed(record)) return record.sequence
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
