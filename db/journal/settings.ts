// Settings of this terminal, each a JSON value under its name, with who changed it last and when.
// What a name means and who may change it is not known here; no secret and no holder's data may stand in it.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const ALL = 'SELECT name, value FROM setting'
const PUT = `
  INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET
    value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`

export function settings(db: Db) {
  const all = db.prepare<[], [name: string, value: string]>(ALL).raw()
  const put = db.prepare<[string, string, number, string | null]>(PUT)
  const putAll = db.transaction(
    (values: Readonly<Record<string, unknown>>, at: number, by: string | null) => {
      for (const [name, value] of Object.entries(values)) put.run(name, JSON.stringify(value), at, by)
      return null
    },
  )
  return {
    all: (): Readonly<Record<string, unknown>> =>
      Object.fromEntries(all.all().map(([name, value]) => [name, JSON.parse(value) as unknown])),
    /** All of them or none; `at` in seconds since 1970 UTC, `by` null for the terminal's own doing. */
    put: (
      values: Readonly<Record<string, unknown>>,
      at: number,
      by: string | null,
    ): Result<null, JournalError> => written(() => putAll.immediate(values, at, by)),
  }
}
