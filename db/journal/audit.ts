// The audit trail: who did what, when. Append-only by the database itself, and a hash chain (audit-chain.ts).
// No personal data of a holder and no PIN may stand in it.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { actAppender } from './audit-chain.ts'
import { type JournalError, written } from './write.ts'

/** What the audit trail knows by name. */
export const ACTS = [
  'enrolled',
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'cut-off',
  'clerk-added',
  'site-changed',
  'catalogue-changed-over', // the day of a later catalogue came
  'cache-remade', // damaged, or its key gone: begun anew, to be pulled again
  'journal-rescued', // records kept, stretches lost
  'journal-key-recovered', // by the code that the registry gave out
  'chain-noticed', // the registry saw that our chain forked, or has a gap
  'chain-mended', // the gap is filled
  'chain-notice-read', // ticked off by a supervisor
  'exported',
  'receipt-printed',
  'receipt-reprinted',
  'support-bundle',
  'looked-up', // kind of question and number of results, never the text
  'look-up-opened', // the visit that a result was opened as
  'look-ups-allowed', // by a supervisor, named in the detail
  // people
  'locked',
  'unlocked',
  'unlock-failed',
  'handed-over',
  'shift-broken-off',
  'pin-changed',
  'clerk-closed',
  'clerk-reopened',
  'clerk-role-changed',
  'clerk-pin-reset',
  'badge-issued',
  'badge-refused',
  'clerks-delivered',
  // at the counter
  'overridden',
  'override-refused',
  'voided',
  'void-refused',
  // the terminal itself
  'settings-changed',
  'training-begun',
  'training-ended',
  'kiosk-left',
  'kiosk-leave-refused',
] as const
export type Act = (typeof ACTS)[number]

/** `at`: seconds since 1970 UTC. `clerk`: null for the terminal's own doing. */
export type AuditEntry = {
  readonly id: number
  readonly at: number
  readonly clerk: string | null
  readonly act: Act
  readonly detail: string | null
}

const LATEST = 'SELECT id, at, clerk, act, detail FROM audit ORDER BY id DESC LIMIT ?'
const FOUND = `
  SELECT id, at, clerk, act, detail FROM audit
  WHERE id < ? AND at >= ? AND at < ? AND (? IS NULL OR clerk = ?) AND (? IS NULL OR act = ?)
  ORDER BY id DESC LIMIT ?`

const COUNT = 'SELECT COUNT(*) FROM audit WHERE act = ? AND at >= ? AND at < ?'

/** `before`: entries older than this id; times in seconds since 1970 UTC, `from` inclusive, `to` exclusive. */
export type AuditQuestion = {
  readonly before: number | null
  readonly from: number
  readonly to: number
  readonly clerk: string | null
  readonly act: Act | null
  readonly limit: number
}

export function auditTrail(db: Db) {
  const append = db.transaction(actAppender(db))
  const latest = db.prepare<[number], AuditEntry>(LATEST)
  const count = db.prepare<[Act, number, number], number>(COUNT).pluck()
  type Parameters = [
    number,
    number,
    number,
    string | null,
    string | null,
    string | null,
    string | null,
    number,
  ]
  const found = db.prepare<Parameters, AuditEntry>(FOUND)
  return {
    add: (at: number, clerk: string | null, act: Act, detail?: string): Result<null, JournalError> =>
      written(() => {
        append.immediate({ at, clerk, act, detail: detail ?? null })
        return null
      }),
    /** Newest first. */
    latest: (limit: number): readonly AuditEntry[] => latest.all(limit),
    /** `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
    count: (act: Act, from: number, to: number): number => count.get(act, from, to) ?? 0,
    /** Newest first. */
    find: ({ before, from, to, clerk, act, limit }: AuditQuestion): readonly AuditEntry[] =>
      found.all(before ?? Number.MAX_SAFE_INTEGER, from, to, clerk, clerk, act, act, limit),
  }
}
