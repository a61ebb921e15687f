// Counts attempts within a window of time, in the database: what was counted outlives a restart and holds in every process.
// What is turned away writes nothing, so an attack cannot make the table grow by knocking at a door that is shut.
import type { Queries } from '../store/sql.ts'

const SWEEP = 'DELETE FROM attempt WHERE until <= $1'
// One statement, so that many attempts at once do not slip through together. No row: there were too many.
const COUNT = `
  INSERT INTO attempt (name, count, until) VALUES ($1, 1, $2)
  ON CONFLICT (name) DO UPDATE
  SET count = CASE WHEN attempt.until <= $3 THEN 1 ELSE attempt.count + 1 END,
      until = CASE WHEN attempt.until <= $3 THEN excluded.until ELSE attempt.until END
  WHERE attempt.until <= $3 OR attempt.count < $4
  RETURNING count`
const GIVE_BACK = 'UPDATE attempt SET count = count - 1 WHERE name = $1 AND count > 0'

/** So many in so many seconds. */
export type Limit = { readonly count: number; readonly seconds: number }

/** `hashOf`: what stands in the table for a name. */
export function throttles(sql: Queries, hashOf: (name: string) => string) {
  return {
    /** Counts this attempt under each name; false at the first that had too many. `now` in seconds. */
    async mayTry(
      now: number,
      ...counted: readonly (readonly [name: string, limit: Limit])[]
    ): Promise<boolean> {
      await sql.query(SWEEP, [now])
      for (const [name, { count, seconds }] of counted) {
        const done = await sql.query(COUNT, [hashOf(name), now + seconds, now, count])
        if (done.length === 0) return false
      }
      return true
    },
    /** The last attempt was no guess; those before it stay counted. */
    async giveBack(name: string): Promise<void> {
      await sql.query(GIVE_BACK, [hashOf(name)])
    },
  }
}
