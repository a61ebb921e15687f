// What holders said of their visits (the covering notice: comments are collected at the windows and reported).
// A visit counts once: three services of one visit, or a word that came after them, are still one rating.
import type { RecordBody } from '../core/sync/wire.ts'
import { deadlinesFrom } from './follow-up/follow-ups.ts'
import type { Queries } from './store/sql.ts'

/**
 * What was said, what had been done at that visit, and a follow-up where the grade is low: one statement, so that a batch costs
 * no more. A word that comes after the services finds them a little further up in the same journal.
 */
const NOTE = `
  WITH noted AS (
    INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment, card_no)
    SELECT $1, visit, at, site_id, record, rating, comment, card_no
    FROM UNNEST($2::TEXT[], $3::BIGINT[], $4::TEXT[], $5::TEXT[], $6::INTEGER[], $7::TEXT[], $8::TEXT[])
      AS said (visit, at, site_id, record, rating, comment, card_no)
    ON CONFLICT (terminal_id, visit) DO UPDATE SET
      at = EXCLUDED.at,
      record = EXCLUDED.record,
      rating = COALESCE(EXCLUDED.rating, visit_rating.rating),
      card_no = COALESCE(EXCLUDED.card_no, visit_rating.card_no),
      comment = COALESCE(EXCLUDED.comment, visit_rating.comment)
    -- What the holder said on his phone came first, and stays.
    WHERE visit_rating.source = 'counter'
    RETURNING terminal_id, visit, rating
  ), items AS (
    INSERT INTO visit_item (terminal_id, visit, item)
    SELECT DISTINCT $1, visit, item FROM (
      SELECT SUBSTRING(body FROM '"visit":"([0-9a-f-]{36})"') AS visit, item FROM record
      WHERE terminal_id = $1 AND sequence BETWEEN $9 AND $10 AND kind = 'service' AND item IS NOT NULL
    ) AS near
    WHERE visit = ANY($2::TEXT[])
    ON CONFLICT DO NOTHING
  )
  INSERT INTO follow_up (terminal_id, visit, rating, opened_at, contact_by, settle_by, state)
  SELECT terminal_id, visit, rating, $11, $12, $13, 'open' FROM noted WHERE rating <= 2
  ON CONFLICT DO NOTHING`
const LOOKED_BACK = 200
/** From the phone, long after: what was done at the visit is found by the holder's card. */
const RATE = `
  WITH rated AS (
    INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment, card_no, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT MAX(card_no) FROM record WHERE id = $5 AND terminal_id = $1), 'phone')
    ON CONFLICT (terminal_id, visit) DO UPDATE SET
      rating = EXCLUDED.rating,
      comment = COALESCE(EXCLUDED.comment, visit_rating.comment),
      card_no = COALESCE(EXCLUDED.card_no, visit_rating.card_no),
      source = 'phone'
    WHERE visit_rating.rating IS NULL
    RETURNING terminal_id, visit, rating, card_no
  ), items AS (
    INSERT INTO visit_item (terminal_id, visit, item)
    SELECT DISTINCT r.terminal_id, rated.visit, r.item
    FROM rated JOIN record AS r ON r.card_no = rated.card_no AND r.terminal_id = rated.terminal_id
    WHERE r.kind = 'service' AND r.item IS NOT NULL
      AND SUBSTRING(r.body FROM '"visit":"([0-9a-f-]{36})"') = rated.visit
    ON CONFLICT DO NOTHING
  ), opened AS (
    INSERT INTO follow_up (terminal_id, visit, rating, opened_at, contact_by, settle_by, state)
    SELECT terminal_id, visit, rating, $8, $9, $10, 'open' FROM rated WHERE rating <= 2
    ON CONFLICT DO NOTHING
  )
  SELECT visit FROM rated`
const BY_SITE = `
  SELECT site_id, rating, COUNT(*) AS visits
  FROM visit_rating WHERE rating IS NOT NULL AND at >= $1 AND at < $2
  GROUP BY site_id, rating ORDER BY site_id, rating`
const COMMENTS = `
  SELECT at, site_id, visit, rating, comment
  FROM visit_rating WHERE comment IS NOT NULL AND at >= $1 AND at < $2
  ORDER BY at DESC, visit LIMIT $3`

export type SiteRating = { readonly site_id: string; readonly rating: number; readonly visits: number }
export type HolderComment = {
  readonly at: number
  readonly site_id: string
  readonly visit: string
  readonly rating: number | null
  readonly comment: string
}

type Said = { readonly body: RecordBody; readonly sequence: number }

/**
 * In the transaction that takes the records in and after they are in the table, in their order; a later word on a visit takes
 * the place of an earlier one. A low grade is followed up from here on, whatever is said later.
 */
export async function noteRatings(
  sql: Queries,
  terminalId: string,
  taken: readonly Said[],
  now: number,
): Promise<void> {
  // One row for a visit: a statement may not change the same row twice.
  const byVisit = new Map<string, RecordBody>()
  const rated = taken.filter(
    ({ body }) => body.kind !== 'void' && (body.rating !== null || body.comment !== null),
  )
  for (const { body } of rated) {
    const before = byVisit.get(body.visit)
    byVisit.set(body.visit, {
      ...body,
      card: body.card ?? before?.card ?? null,
      rating: body.rating ?? before?.rating ?? null,
      comment: body.comment ?? before?.comment ?? null,
    })
  }
  if (byVisit.size === 0) return
  const said = [...byVisit.values()]
  const visits = said.map(b => b.visit)
  const sequences = taken.map(t => t.sequence)
  const { contactBy, settleBy } = deadlinesFrom(now)
  await sql.query(NOTE, [
    terminalId,
    visits,
    said.map(b => b.at),
    said.map(b => b.site),
    said.map(b => b.id),
    said.map(b => b.rating),
    // PostgreSQL keeps no U+0000 in a text; the record's own body still has the comment as it was.
    said.map(b => b.comment?.replaceAll('\0', '') ?? null),
    said.map(b => b.card),
    Math.min(...sequences) - LOOKED_BACK,
    Math.max(...sequences),
    now,
    contactBy,
    settleBy,
  ])
}

export type PhoneRating = {
  readonly terminal: string
  readonly visit: string
  /** The first record of the visit, its time and site. */
  readonly record: string
  readonly at: number
  readonly site: string
  readonly rating: number
  readonly comment: string | null
}

/** What a holder says on his phone. False where the visit was rated before, at the counter or here: the first word stays. */
export async function rateFromPhone(sql: Queries, said: PhoneRating, now: number): Promise<boolean> {
  const { terminal, visit, at, site, record, rating } = said
  const comment = said.comment?.replaceAll('\0', '') ?? null
  const { contactBy, settleBy } = deadlinesFrom(now)
  const values = [terminal, visit, at, site, record, rating, comment, now, contactBy, settleBy]
  return (await sql.query(RATE, values)).length === 1
}

/** Visits by site and grade; `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
export const ratingsBySite = (sql: Queries, from: number, to: number): Promise<SiteRating[]> =>
  sql.query<SiteRating>(BY_SITE, [from, to])

/** What holders wrote, newest first. */
export const commentsOf = (sql: Queries, from: number, to: number, limit: number): Promise<HolderComment[]> =>
  sql.query<HolderComment>(COMMENTS, [from, to, limit])
