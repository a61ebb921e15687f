// The journal: what cannot be lost. Every table family has its own file; this one opens and gathers them.
// It is never thrown away, never recreated over a file that would not open.
import type { Result } from '../../core/result.ts'
import { ok } from '../../core/result.ts'
import { type OpenError, openEncrypted } from '../open.ts'
import { clerks } from './clerks.ts'
import { journal as first } from './migrations/001-journal.ts'
import { outbox } from './outbox.ts'
import { seenCodes } from './seen-codes.ts'
import { serviceLog } from './service-log.ts'

export const JOURNAL_MIGRATIONS = [first] as const

const GET_META = 'SELECT value FROM meta WHERE key = ?'
const PUT_META =
  'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
const AUDIT = 'INSERT INTO audit (at, clerk, act, detail) VALUES (?, ?, ?, ?)'
const ADD_RUN = 'INSERT INTO sync_run (result) VALUES (?)'
const TRIM_RUNS = 'DELETE FROM sync_run WHERE id <= (SELECT MAX(id) FROM sync_run) - ?'
const RUNS = 'SELECT result FROM sync_run ORDER BY id DESC LIMIT ?'

const RUNS_KEPT = 200

/** What the audit trail knows by name. */
export type Act =
  | 'enrolled'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'cut-off'
  | 'clerk-added'
  | 'site-changed'

export type Journal = {
  readonly log: ReturnType<typeof serviceLog>
  readonly outbox: ReturnType<typeof outbox>
  readonly seen: ReturnType<typeof seenCodes>
  readonly clerks: ReturnType<typeof clerks>
  meta(key: string): string | null
  putMeta(key: string, value: string): void
  /** `at` in seconds; `detail` without personal data. */
  audit(at: number, clerk: string | null, act: Act, detail?: string): void
  /** Results of sync runs as JSON texts, newest first. */
  syncRuns(limit: number): readonly string[]
  addSyncRun(result: string): void
  close(): void
}

export function openJournal(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean } = {},
): Result<Journal, OpenError> {
  const opened = openEncrypted(file, key, JOURNAL_MIGRATIONS, { ...options, synchronous: 'FULL' })
  if (!opened.ok) return opened
  const db = opened.value
  const getMeta = db.prepare<[string], string>(GET_META).pluck()
  return ok({
    log: serviceLog(db),
    outbox: outbox(db),
    seen: seenCodes(db),
    clerks: clerks(db),
    meta: name => getMeta.get(name) ?? null,
    putMeta: (name, value) => void db.prepare(PUT_META).run(name, value),
    audit: (at, clerk, act, detail) => void db.prepare(AUDIT).run(at, clerk, act, detail ?? null),
    syncRuns: limit => db.prepare<[number], string>(RUNS).pluck().all(limit),
    addSyncRun: db.transaction((result: string) => {
      db.prepare(ADD_RUN).run(result)
      db.prepare(TRIM_RUNS).run(RUNS_KEPT)
    }),
    close: () => db.close(),
  })
}
