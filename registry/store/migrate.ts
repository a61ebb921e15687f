// Brings the register's schema up to date: numbered, forward only, each step in one transaction with its mark.
// A database of a newer program is refused, never touched.
import { register } from './migrations/001-register.ts'
import { visitRating } from './migrations/002-visit-rating.ts'
import { staff } from './migrations/003-staff.ts'
import { chain } from './migrations/004-chain.ts'
import { blocks } from './migrations/005-blocks.ts'
import { office } from './migrations/006-office.ts'
import { supervision } from './migrations/007-supervision.ts'
import { clerks } from './migrations/008-clerks.ts'
import { terminalReport } from './migrations/009-terminal-report.ts'
import { exchange } from './migrations/010-exchange.ts'
import { enrolledBy } from './migrations/011-enrolled-by.ts'
import { phone } from './migrations/012-phone.ts'
import { merge } from './migrations/013-merge.ts'
import { catalogue } from './migrations/014-catalogue.ts'
import { applications } from './migrations/015-applications.ts'
import { services } from './migrations/016-services.ts'
import { phoneRating } from './migrations/017-phone-rating.ts'
import { people } from './migrations/018-people.ts'
import { oversight } from './migrations/019-oversight.ts'
import { appointments } from './migrations/020-appointments.ts'
import { attempts } from './migrations/021-attempts.ts'
import type { Queries, Sql } from './sql.ts'

const MIGRATIONS: readonly string[] = [
  register,
  visitRating,
  staff,
  chain,
  blocks,
  office,
  supervision,
  clerks,
  terminalReport,
  exchange,
  enrolledBy,
  phone,
  merge,
  catalogue,
  applications,
  services,
  phoneRating,
  people,
  oversight,
  appointments,
  attempts,
]

/** The newest schema that this program knows. */
export const LATEST = MIGRATIONS.length

/** Servers that start at once on one database wait for each other here. Any number of ours would do. */
const ALONE = 'SELECT pg_advisory_xact_lock(8611219100000002)'
const MARKS = 'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)'
const VERSION = 'SELECT COALESCE(MAX(version), 0) AS version FROM schema_version'
const MARK = 'INSERT INTO schema_version (version) VALUES ($1)'

export class NewerSchema extends Error {}

/** How many migrations the database has seen. */
export async function versionOf(sql: Queries): Promise<number> {
  return (await sql.query<{ version: number }>(VERSION))[0]?.version ?? 0
}

/** `to`: for a backup of an earlier version, and for tests that begin at one. */
export async function migrate(sql: Sql, to = MIGRATIONS.length): Promise<void> {
  while (await oneStep(sql, to)) {}
}

/** The next step that the database has not seen, alone; false where there is none left. */
const oneStep = (sql: Sql, to: number): Promise<boolean> =>
  sql.transaction(async tx => {
    await tx.query(ALONE)
    await tx.script(MARKS)
    const version = await versionOf(tx)
    if (version > MIGRATIONS.length)
      throw new NewerSchema(`this database is of a newer program (schema ${version})`)
    const script = version < to ? MIGRATIONS[version] : undefined
    if (script === undefined) return false
    await tx.script(script)
    await tx.query(MARK, [version + 1])
    return true
  })
