// Brings a file's schema up to date: numbered steps, forward only, each in one transaction with its version mark.
// A file of a newer program is never touched: explain, never delete.
import { err, ok, type Result } from '../core/result.ts'
import type { Db } from './open.ts'

/** Shipped once, never edited: a change is a new migration at the end of the list. */
export type Migration = {
  readonly version: number
  readonly sql: string
  /** What SQL cannot work out, in the same transaction and after it. */
  readonly fill?: (db: Db) => void
}
export type MigrateError = { readonly code: 'newer-schema'; readonly version: number }

/** How many migrations the file has seen. */
export const versionOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }))

/** `migrations` are numbered 1, 2, 3 …; a list out of order is a bug of ours and throws. */
export function migrate(db: Db, migrations: readonly Migration[]): Result<null, MigrateError> {
  migrations.forEach((migration, i) => {
    if (migration.version !== i + 1)
      throw new Error(`migration ${migration.version} stands at place ${i + 1}`)
  })
  const version = versionOf(db)
  if (version > migrations.length) return err({ code: 'newer-schema', version })
  for (const migration of migrations.slice(version)) {
    db.transaction(() => {
      db.exec(migration.sql)
      migration.fill?.(db)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
  return ok(null)
}
