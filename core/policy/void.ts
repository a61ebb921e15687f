// When a record may be taken back, by whom and for how long (art. 8: the counts must stand up to checks).
// Pure; a void is a record of its own and never changes or removes the one it takes back.
import { err, ok, type Result } from '../result.ts'
import type { RecordBody } from '../sync/wire.ts'
import { dayStart } from './calendar.ts'

export const VOID_REASONS = [
  'wrong-person',
  'wrong-service',
  'wrong-amount',
  'recorded-twice',
  'holder-withdrew',
  'not-served',
  'other', // in words
] as const
export type VoidReason = (typeof VOID_REASONS)[number]

export const VOID_REFUSALS = [
  'no-such-record',
  'void-of-void',
  'already-voided',
  // The clerk who recorded it may take it back on the day itself; after that only a supervisor may.
  'void-needs-supervisor',
  'void-too-late',
] as const
export type VoidRefusal = (typeof VOID_REFUSALS)[number]

export type VoidQuestion = {
  /** Null: this terminal has no such record. */
  readonly record: Pick<RecordBody, 'kind' | 'at' | 'clerk'> | null
  readonly voided: boolean
  readonly by: { readonly number: string; readonly role: 'clerk' | 'supervisor' }
  /** Seconds since 1970 UTC. */
  readonly now: number
  /** Of the site's policy: calendar days after the record's own. */
  readonly voidDays: number
}

const DAY = 86_400

/** Whether `by` may void the record now, or why not. A day is that of Asia/Shanghai. */
export function mayVoid({
  record,
  voided,
  by,
  now,
  voidDays,
}: VoidQuestion): Result<null, { readonly code: VoidRefusal }> {
  if (record === null) return err({ code: 'no-such-record' })
  // A rating belongs to the visit, and no quota hangs on it.
  if (record.kind === 'void' || record.kind === 'rating') return err({ code: 'void-of-void' })
  if (voided) return err({ code: 'already-voided' })
  // A clock set back makes a negative age: that is today, and no reason to lock anybody out.
  const days = Math.max(0, Math.round((dayStart(now) - dayStart(record.at)) / DAY))
  if (days > voidDays) return err({ code: 'void-too-late' })
  if (by.role === 'supervisor') return ok(null)
  return days === 0 && record.clerk === by.number ? ok(null) : err({ code: 'void-needs-supervisor' })
}
