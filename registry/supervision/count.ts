// Counts what waits: each line once, into the tallies, in the transaction that takes it away. And distinct holders, made anew.
// One at a time, off everybody's way: a page reads what was counted last and says when that was.
import type { Queries, Sql } from '../store/sql.ts'

/** Lines of one transaction. */
const CHUNK = 20_000

/** One process counts; a second one that tries waits for nothing and does nothing. Any number of ours would do. */
const ALONE = 'SELECT pg_try_advisory_xact_lock(8611219100000001) AS alone'
const UP_TO = 'SELECT MAX(id) AS id FROM (SELECT id FROM tally_due ORDER BY id LIMIT $1) AS next'
const COUNT = `
  WITH due AS (DELETE FROM tally_due WHERE id <= $1 RETURNING *),
  counted AS (
    INSERT INTO tally (month, site_id, item, tier, kind, outcome, reason, records, tickets, amount)
    SELECT month, site_id, item, tier, kind, outcome, reason, SUM(sign), SUM(sign * tickets), SUM(sign * amount)
    FROM due GROUP BY month, site_id, item, tier, kind, outcome, reason
    ON CONFLICT (month, site_id, item, tier, kind, outcome, reason) DO UPDATE SET
      records = tally.records + EXCLUDED.records,
      tickets = tally.tickets + EXCLUDED.tickets,
      amount = tally.amount + EXCLUDED.amount
  ),
  timed AS (
    INSERT INTO tally_took (month, site_id, item, bucket, records)
    SELECT month, site_id, item, took, SUM(sign) FROM due WHERE kind = 'service'
    GROUP BY month, site_id, item, took
    ON CONFLICT (month, site_id, item, bucket) DO UPDATE SET records = tally_took.records + EXCLUDED.records
  ),
  used AS (
    INSERT INTO holder_use (card_no, month, site_id, item, services)
    SELECT card_no, month, site_id, item, SUM(sign) FROM due WHERE kind = 'service' AND card_no IS NOT NULL
    GROUP BY card_no, month, site_id, item
    ON CONFLICT (card_no, month, site_id, item) DO UPDATE SET services = holder_use.services + EXCLUDED.services
  ),
  periods AS (
    INSERT INTO distinct_period (period, stale, counted_at)
    SELECT DISTINCT period, TRUE, 0 FROM (
      SELECT month AS period FROM due WHERE kind = 'service' UNION SELECT LEFT(month, 4) FROM due WHERE kind = 'service'
    ) AS touched
    ON CONFLICT (period) DO UPDATE SET stale = TRUE
  )
  SELECT COUNT(*) AS lines FROM due`
const STALE = 'SELECT period FROM distinct_period WHERE stale ORDER BY period'
const FRESH = 'UPDATE distinct_period SET stale = FALSE, counted_at = $2 WHERE period = $1'
const FORGET = 'DELETE FROM distinct_holders WHERE period = $1'
const DISTINCT = `
  INSERT INTO distinct_holders (period, scope, name, holders)
  SELECT $1, CASE WHEN GROUPING(site_id) = 0 THEN 'site' WHEN GROUPING(item) = 0 THEN 'item' ELSE 'all' END,
         COALESCE(CASE WHEN GROUPING(site_id) = 0 THEN site_id WHEN GROUPING(item) = 0 THEN item END, ''),
         COUNT(DISTINCT COALESCE(merged_into, card_no))
  FROM (
    SELECT u.card_no, u.site_id, u.item, m.merged_into
    FROM holder_use AS u
    -- Two entries of one holder are one holder; few are, and the index holds those alone.
    LEFT JOIN (SELECT card_no, merged_into FROM holder WHERE merged_into IS NOT NULL) AS m ON m.card_no = u.card_no
    WHERE u.services > 0 AND u.month >= $2 AND u.month <= $3
  ) AS used
  GROUP BY GROUPING SETS ((), (site_id), (item))
  HAVING COUNT(*) > 0`

/** Cards in force by tier, and those among them that no service was ever recorded for: a pass over all holders. */
const FORGET_CARDS = "DELETE FROM distinct_holders WHERE period = 'now'"
const COUNT_CARDS = `
  INSERT INTO distinct_holders (period, scope, name, holders)
  SELECT 'now', scope, tier, cards FROM (
    SELECT tier, COUNT(*) AS in_force, COUNT(*) FILTER (WHERE used.card_no IS NULL) AS unused
    FROM holder AS h LEFT JOIN (SELECT DISTINCT card_no FROM holder_use WHERE services > 0) AS used USING (card_no)
    WHERE status = 'active' AND expires_at > $1 GROUP BY tier
  ) AS counted
  CROSS JOIN LATERAL (VALUES ('in-force', in_force), ('unused', unused)) AS said (scope, cards)`

/** Seconds since 1970 UTC. */
export async function countCards(sql: Sql, now: number): Promise<void> {
  await sql.transaction(async tx => {
    if (!(await isAlone(tx))) return
    await tx.query(FORGET_CARDS)
    await tx.query(COUNT_CARDS, [now])
  })
}

/** Answers how many lines were counted; zero when nothing waited, or when another process is at it. */
export async function countDue(sql: Sql): Promise<number> {
  let lines = 0
  for (;;) {
    const counted = await sql.transaction(async tx => {
      if (!(await isAlone(tx))) return 0
      const [last] = await tx.query<{ id: number | null }>(UP_TO, [CHUNK])
      if (last === undefined || last.id === null) return 0
      return (await tx.query<{ lines: number }>(COUNT, [last.id]))[0]?.lines ?? 0
    })
    lines += counted
    if (counted === 0) return lines
  }
}

/** Distinct holders of every month and year that changed. Seconds since 1970 UTC. */
export async function countHolders(sql: Sql, now: number): Promise<number> {
  const stale = await sql.query<{ period: string }>(STALE)
  for (const { period } of stale)
    await sql.transaction(async tx => {
      if (!(await isAlone(tx))) return
      // Marked first: what is counted meanwhile marks it stale again, once this is through.
      await tx.query(FRESH, [period, now])
      await tx.query(FORGET, [period])
      const [from, to] = period.length === 4 ? [`${period}-01`, `${period}-12`] : [period, period]
      await tx.query(DISTINCT, [period, from, to])
    })
  return stale.length
}

const isAlone = async (tx: Queries): Promise<boolean> =>
  (await tx.query<{ alone: boolean }>(ALONE))[0]?.alone === true
