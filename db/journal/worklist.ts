// Records that the registry would not take, as work: sent again, handed to support, or settled by a supervisor with a reason.
// None is ever deleted, and none leaves the list without somebody's number on it.
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody, Rejection } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import type { LoggedRecord } from './service-log.ts'
import { type JournalError, written } from './write.ts'

export type WorklistAct = 'sent-again' | 'handed-over' | 'settled'
/** The last thing that was done about a record. */
export type LastAct = {
  readonly act: WorklistAct
  readonly at: number
  readonly clerk: string
  /** The supervisor's reason; only with `settled`. */
  readonly note: string | null
}
export type WorklistItem = LoggedRecord & {
  readonly rejection: Rejection
  /** How often it was sent. */
  readonly attempts: number
  readonly last: LastAct | null
}
export type WorklistError = { readonly code: 'no-such-record' }

const REJECTED = `
  SELECT l.sequence, l.body, o.reason, o.attempts, a.act, a.at, a.clerk, a.note
  FROM outbox AS o
  JOIN service_log AS l ON l.sequence = o.sequence
  LEFT JOIN rejection_act AS a
    ON a.id = (SELECT id FROM rejection_act WHERE sequence = o.sequence ORDER BY id DESC LIMIT 1)
  WHERE o.state = 'rejected' ORDER BY o.sequence LIMIT ?`
const COUNT_OPEN = `
  SELECT COUNT(*) FROM outbox AS o
  WHERE o.state = 'rejected' AND COALESCE(
    (SELECT act FROM rejection_act WHERE sequence = o.sequence ORDER BY id DESC LIMIT 1), '') <> 'settled'`
const IS_REJECTED = "SELECT 1 FROM outbox WHERE sequence = ? AND state = 'rejected'"
const SEND_AGAIN =
  "UPDATE outbox SET state = 'pending', reason = NULL WHERE sequence = ? AND state = 'rejected'"
const NOTE = 'INSERT INTO rejection_act (sequence, at, clerk, act, note) VALUES (?, ?, ?, ?, ?)'

type Columns = [
  sequence: number,
  body: string,
  reason: Rejection,
  attempts: number,
  act: WorklistAct | null,
  at: number,
  clerk: string,
  note: string | null,
]

export function worklist(db: Db) {
  const rejected = db.prepare<[number], Columns>(REJECTED).raw()
  const countOpen = db.prepare<[], number>(COUNT_OPEN).pluck()
  const isRejected = db.prepare<[number], number>(IS_REJECTED).pluck()
  const requeue = db.prepare<[number]>(SEND_AGAIN)
  const note = db.prepare<[number, number, string, WorklistAct, string | null]>(NOTE)

  const act = db.transaction(
    (sequence: number, { act: done, at, clerk, note: why }: LastAct): Result<null, WorklistError> => {
      if (isRejected.get(sequence) === undefined) return err({ code: 'no-such-record' })
      if (done === 'sent-again') requeue.run(sequence)
      note.run(sequence, at, clerk, done, why)
      return ok(null)
    },
  )

  return {
    /** Oldest first, the settled ones among them. */
    list: (limit: number): readonly WorklistItem[] =>
      rejected.all(limit).map(([sequence, body, rejection, attempts, done, at, clerk, why]) => ({
        sequence,
        // Written by this very program: the log's chain vouches for it.
        body: JSON.parse(body) as RecordBody,
        delivery: 'rejected',
        rejection,
        attempts,
        last: done === null ? null : { act: done, at, clerk, note: why },
      })),
    /** How many still want doing. */
    open: (): number => countOpen.get() ?? 0,
    /** `at` in seconds since 1970 UTC. One that is sent again is pending, as if it had never been answered. */
    act(sequence: number, done: LastAct): Result<null, WorklistError | JournalError> {
      const result = written(() => act.immediate(sequence, done))
      return result.ok ? result.value : result
    },
  }
}
