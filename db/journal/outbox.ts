// The outbox: pending → sent → acknowledged, or rejected with a reason. Nothing ever leaves it otherwise.
// `sent` without an answer is sent again: the registry takes a record once, however often it comes.
import type { Result } from '../../core/result.ts'
import type { RecordAnswers, SealedRecord } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const NEXT = `
  SELECT l.sequence, l.id, l.body, l.prev, l.hash
  FROM outbox AS o JOIN service_log AS l ON l.sequence = o.sequence
  WHERE o.state IN ('pending', 'sent') AND o.sequence > ? ORDER BY o.sequence LIMIT ?`
/** Too large for the wire, not for a file. */
const TOO_LARGE = `
  SELECT l.sequence, l.id, l.body, l.prev, l.hash
  FROM outbox AS o JOIN service_log AS l ON l.sequence = o.sequence
  WHERE o.state = 'rejected' AND o.reason = 'too-large' ORDER BY o.sequence LIMIT ?`
const MARK_SENT = `
  UPDATE outbox SET state = 'sent', attempts = attempts + 1
  WHERE sequence = ? AND state IN ('pending', 'sent')`
const ACKNOWLEDGE = "UPDATE outbox SET state = 'acknowledged', reason = NULL WHERE sequence = ?"
const REJECT = `
  UPDATE outbox SET state = 'rejected', reason = ?
  WHERE sequence = ? AND state <> 'acknowledged'`
const COUNT_UNSENT = "SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sent')"
const COUNT_REJECTED = "SELECT COUNT(*) FROM outbox WHERE state = 'rejected'"

export function outbox(db: Db) {
  const next = db.prepare<[number, number], SealedRecord>(NEXT)
  const tooLarge = db.prepare<[number], SealedRecord>(TOO_LARGE)
  const markSent = db.prepare<[number]>(MARK_SENT)
  const acknowledge = db.prepare<[number]>(ACKNOWLEDGE)
  const reject = db.prepare<[string, number]>(REJECT)
  const countUnsent = db.prepare<[], number>(COUNT_UNSENT).pluck()
  const countRejected = db.prepare<[], number>(COUNT_REJECTED).pluck()

  const mark = db.transaction((sequences: readonly number[]): null => {
    for (const sequence of sequences) markSent.run(sequence)
    return null
  })
  const settle = db.transaction((answers: RecordAnswers['answers']): null => {
    for (const answer of answers) {
      if (answer.status === 'rejected') reject.run(answer.reason, answer.sequence)
      else acknowledge.run(answer.sequence)
    }
    return null
  })

  return {
    /** The oldest records without an answer, in order; `after` a sequence, for whoever goes through them without waiting. */
    nextBatch: (limit: number, after = 0): readonly SealedRecord[] => next.all(after, limit),
    /** Rejected for their size alone, in order. */
    tooLarge: (limit: number): readonly SealedRecord[] => tooLarge.all(limit),
    markSent: (sequences: readonly number[]): Result<null, JournalError> =>
      written(() => mark.immediate(sequences)),
    /** A `duplicate` is as good as accepted: the registry has it. A late rejection takes nothing back. */
    settle: (answers: RecordAnswers['answers']): Result<null, JournalError> =>
      written(() => settle.immediate(answers)),
    unsent: (): number => countUnsent.get() ?? 0,
    rejected: (): number => countRejected.get() ?? 0,
  }
}
