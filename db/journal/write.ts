// How every write to the journal ends: done and on disk, or one of the two alarms that block the counter.
import { err, ok, type Result } from '../../core/result.ts'
import { isConstraint, storeErrorOf } from '../errors.ts'

export type JournalError = { readonly code: 'journal-write-failed' | 'disk-full' }

/** A refusal of the schema is an alarm, too: it means that the journal is not what this program thinks it is. */
export function written<T>(work: () => T): Result<T, JournalError> {
  try {
    return ok(work())
  } catch (cause) {
    const error = storeErrorOf(cause)
    if (error === null && !isConstraint(cause)) throw cause
    return err({ code: error?.code === 'disk-full' ? 'disk-full' : 'journal-write-failed' })
  }
}
