// A store that tells of each statement before it runs it: for measurements and for tests of what does not touch the database.
// Texts only; no value of a query is ever passed on.
import type { Queries, Sql } from './sql.ts'

export function observed(sql: Sql, onStatement: (text: string) => void): Sql {
  const queries = (inner: Queries): Queries => ({
    query: async (text, params) => {
      onStatement(text)
      return await inner.query(text, params)
    },
    script: async text => {
      onStatement(text)
      await inner.script(text)
    },
  })
  return {
    ...queries(sql),
    async transaction(work) {
      onStatement('BEGIN')
      const result = await sql.transaction(tx => work(queries(tx)))
      onStatement('COMMIT')
      return result
    },
    alone: work => sql.alone(work),
    close: () => sql.close(),
  }
}
