// PostgreSQL in this process, in a folder: the default store, for an office without a database server.
// One process at a time may open the folder: folder-lock.ts refuses the second, control.ts lets its commands come to the first.
import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './folder-lock.ts'
import { INT8, type Param, type Queries, type Sql } from './sql.ts'

export async function openPglite(folder: string): Promise<Sql> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(folder)
  const db = await PGlite.create({ dataDir: folder, parsers: { [INT8]: Number } }).catch(cause => {
    lock.release()
    throw cause
  })
  type Runner = Pick<PGlite, 'query' | 'exec'>
  const queries = (runner: Runner): Queries => ({
    query: async <T extends object>(text: string, params: readonly Param[] = []) =>
      (await runner.query<T>(text, [...params])).rows,
    script: async text => void (await runner.exec(text)),
  })
  return {
    ...queries(db),
    transaction: async work => await db.transaction(async tx => await work(queries(tx))),
    // The folder's lock has seen to it already.
    alone: async work => await work(),
    async close() {
      await db.close()
      lock.release()
    },
  }
}
