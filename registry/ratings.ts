// What holders said of their visits (the covering notice: comments are collected at the windows and reported).
// A visit counts once: three services of one visit, or a word that came after them, are still one rating.
import type { RecordBody } from '../core/sync/wire.ts'
import type { Queries } from './store/sql.ts'

const NOTE = `
  INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment)
  SELECT $1, visit, at, site_id, record, rating, comment
  FROM UNNEST($2::TEXT[], $3::BIGINT[], $4::TEXT[], $5::TEXT[], $6::INTEGER[], $7::TEXT[])
    AS said (visit, at, site_id, record, rating, comment)
  ON CONFLICT (terminal_id, visit) DO UPDATE SET
    at = EXCLUDED.at,
    record = EXCLUDED.record,
    rating = COALESCE(EXCLUDED.rating, visit_rating.rating),
    comment = COALESCE(EXCLUDED.comment, visit_rating.comment)
  -- What the holder said on his phone came first, and stays.
  WHERE visit_rating.source = 'counter'`
const RATE = `
  INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment, source)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'phone')
  ON CONFLICT (terminal_id, visit) DO UPDATE SET
    rating = EXCLUDED.rating,
    comment = COALESCE(EXCLUDED.comment, visit_rating.comment),
    source = 'phone'
  WHERE visit_rating.rating IS NULL
  RETURNING visit`
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

/** In the transaction that takes the records in, in their order; a later word on a visit takes the place of an earlier one. */
export async function noteRatings(
  sql: Queries,
  terminalId: string,
  bodies: readonly RecordBody[],
): Promise<void> {
  // One row for a visit: a statement may not change the same row twice.
  const byVisit = new Map<string, RecordBody>()
  for (const body of bodies) {
    if (body.kind === 'void' || (body.rating === null && body.comment === null)) continue
    const before = byVisit.get(body.visit)
    byVisit.set(body.visit, {
      ...body,
      rating: body.rating ?? before?.rating ?? null,
      comment: body.comment ?? before?.comment ?? null,
    })
  }
  if (byVisit.size === 0) return
  const said = [...byVisit.values()]
  await sql.query(NOTE, [
    terminalId,
    said.map(b => b.visit),
    said.map(b => b.at),
    said.map(b => b.site),
    said.map(b => b.id),
    said.map(b => b.rating),
    // PostgreSQL keeps no U+0000 in a text; the record's own body still has the comment as it was.
    said.map(b => b.comment?.replaceAll('\0', '') ?? null),
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
export async function rateFromPhone(sql: Queries, said: PhoneRating): Promise<boolean> {
  const { terminal, visit, at, site, record, rating } = said
  const comment = said.comment?.replaceAll('\0', '') ?? null
  return (await sql.query(RATE, [terminal, visit, at, site, record, rating, comment])).length === 1
}

/** Visits by site and grade; `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
export const ratingsBySite = (sql: Queries, from: number, to: number): Promise<SiteRating[]> =>
  sql.query<SiteRating>(BY_SITE, [from, to])

/** What holders wrote, newest first. */
export const commentsOf = (sql: Queries, from: number, to: number, limit: number): Promise<HolderComment[]> =>
  sql.query<HolderComment>(COMMENTS, [from, to, limit])
