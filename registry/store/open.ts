// Which database a registry has: a PostgreSQL server where one is named, else the embedded one in its folder.
// Nothing is migrated here.
import { join } from 'node:path'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import type { Sql } from './sql.ts'

export const openStore = async (dataDir: string, databaseUrl?: string): Promise<Sql> =>
  databaseUrl === undefined ? await openPglite(join(dataDir, 'pg')) : await openPostgres(databaseUrl)
