// Small values that must outlive a restart and cannot be had again: identity, trusted time, clock offset.
// They may be secrets (the terminal's private key): nothing here is ever logged.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const GET = 'SELECT value FROM meta WHERE key = ?'
const PUT = `
  INSERT INTO meta (key, value) VALUES (?, ?)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`

/** More than the records of any visit take. */
const ROOM = 'x'.repeat(65_536)

export function journalMeta(db: Db) {
  const get = db.prepare<[string], string>(GET).pluck()
  const put = db.prepare<[string, string]>(PUT)
  const write = (key: string, value: string): Result<null, JournalError> =>
    written(() => {
      put.run(key, value)
      return null
    })
  return {
    get: (key: string): string | null => get.get(key) ?? null,
    put: write,
    /** Whether a visit could be put on record now: as much is written, and taken out again. */
    tryRoom(): Result<null, JournalError> {
      const tried = write('room', ROOM)
      return tried.ok ? write('room', '') : tried
    },
  }
}
