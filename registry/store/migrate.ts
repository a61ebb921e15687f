// Brings the register's schema up to date: numbered, forward only, each step in one transaction with its mark.
// A database of a newer program is refused, never touched.
import { register } from './migrations/001-register.ts'
import { visitRating } from './migrations/002-visit-rating.ts'
import { staff } from './migrations/003-staff.ts'
import { chain } from './migrations/004-chain.ts'
import type { Sql } from './sql.ts'

const MIGRATIONS: readonly string[] = [register, visitRating, staff, chain]

const MARKS = 'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)'
const VERSION = 'SELECT COALESCE(MAX(version), 0) AS version FROM schema_version'
const MARK = 'INSERT INTO schema_version (version) VALUES ($1)'

export class NewerSchema extends Error {}

/** `to`: for tests that begin at an earlier version. */
export async function migrate(sql: Sql, to = MIGRATIONS.length): Promise<void> {
  await sql.script(MARKS)
  const [row] = await sql.query<{ version: number }>(VERSION)
  const version = row?.version ?? 0
  if (version > MIGRATIONS.length)
    throw new NewerSchema(`this database is of a newer program (schema ${version})`)
  for (const [i, script] of MIGRATIONS.entries()) {
    if (i < version || i >= to) continue
    await sql.transaction(async tx => {
      await tx.script(script)
      await tx.query(MARK, [i + 1])
    })
  }
}
