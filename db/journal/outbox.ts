// The outbox: pending → sent → acknowledged, or rejected with a reason. Nothing ever leaves it otherwise.
// `sent` without an answer is sent again: the registry takes a record once, however often it comes.
import type { RecordAnswers, SealedRecord } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'

const NEXT = `
  SELECT l.sequence, l.id, l.body, l.prev, l.hash
  FROM outbox AS o JOIN service_log AS l ON l.sequence = o.sequence
  WHERE o.state IN ('pending', 'sent') ORDER BY o.sequence LIMIT ?`
const MARK_SENT =
  "UPDATE outbox SET state = 'sent', attempts = attempts + 1 WHERE sequence = ? AND state IN ('pending', 'sent')"
const ACKNOWLEDGE = "UPDATE outbox SET state = 'acknowledged', reason = NULL WHERE sequence = ?"
const REJECT =
  "UPDATE outbox SET state = 'rejected', reason = ? WHERE sequence = ? AND state <> 'acknowledged'"
const COUNT = 'SELECT COUNT(*) FROM outbox WHERE state = ?'

export function outbox(db: Db) {
  const next = db.prepare<[number], SealedRecord>(NEXT)
  const markSent = db.prepare<[number]>(MARK_SENT)
  const acknowledge = db.prepare<[number]>(ACKNOWLEDGE)
  const reject = db.prepare<[string, number]>(REJECT)
  const count = db.prepare<[string], number>(COUNT).pluck()
  const counted = (state: string): number => count.get(state) ?? 0
  return {
    nextBatch: (limit: number): readonly SealedRecord[] => next.all(limit),
    markSent: db.transaction((sequences: readonly number[]): void => {
      for (const sequence of sequences) markSent.run(sequence)
    }).immediate,
    /** A `duplicate` is as good as accepted: the registry has it. */
    settle: db.transaction((answers: RecordAnswers['answers']): void => {
      for (const answer of answers) {
        if (answer.status === 'rejected') reject.run(answer.reason, answer.sequence)
        else acknowledge.run(answer.sequence)
      }
    }).immediate,
    unsent: (): number => counted('pending') + counted('sent'),
    rejected: (): number => counted('rejected'),
  }
}
