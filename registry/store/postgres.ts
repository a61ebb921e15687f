// A PostgreSQL server, named by DATABASE_URL.
// A connection that breaks in a transaction takes the whole transaction with it; nothing is retried in silence.
import pg from 'pg'
import { INT8, type Param, type Queries, type Sql } from './sql.ts'

const POOL = 10
/** Any number of ours would do. */
const LOCK = 'SELECT pg_advisory_lock(8611219100000003)'
const UNLOCK = 'SELECT pg_advisory_unlock(8611219100000003)'

export async function openPostgres(url: string): Promise<Sql> {
  const pool = new pg.Pool({ connectionString: url, max: POOL, types: { getTypeParser } })
  // An idle connection that the server closes is no error of ours: the pool opens another.
  pool.on('error', () => {})
  const queries = (runner: Pick<pg.Pool, 'query'>): Queries => ({
    query: async <T extends object>(text: string, params: readonly Param[] = []) =>
      (await runner.query<T & pg.QueryResultRow>(text, [...params])).rows,
    script: async text => void (await runner.query(text)),
  })
  return {
    ...queries(pool),
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const result = await work(queries(client))
        await client.query('COMMIT')
        client.release()
        return result
      } catch (cause) {
        // A connection whose rollback fails is not fit for another transaction.
        await client.query('ROLLBACK').then(
          () => client.release(),
          () => client.release(true),
        )
        throw cause
      }
    },
    async alone(work) {
      // The server frees the lock of a connection that breaks; ours is given back by hand, for the pool keeps connections.
      const client = await pool.connect()
      let whole = false
      try {
        await client.query(LOCK)
        const result = await work()
        await client.query(UNLOCK)
        whole = true
        return result
      } finally {
        client.release(!whole)
      }
    },
    close: async () => await pool.end(),
  }
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')
