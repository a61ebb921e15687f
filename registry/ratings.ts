// What holders said of their visits (the covering notice: comments are collected at the windows and reported).
// A visit counts once: three services of one visit, or a word that came after them, are still one rating.
import type { RecordBody } from '../core/sync/wire.ts'
import type { Queries } from './store/sql.ts'

const NOTE = `
  INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (terminal_id, visit) DO UPDATE SET
    at = EXCLUDED.at,
    record = EXCLUDED.record,
    rating = COALESCE(EXCLUDED.rating, visit_rating.rating),
    comment = COALESCE(EXCLUDED.comment, visit_rating.comment)`
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

/** In the transaction that takes the record in; a later word on the same visit takes the place of an earlier one. */
export async function noteRating(sql: Queries, terminalId: string, body: RecordBody): Promise<void> {
  if (body.kind === 'void' || (body.rating === null && body.comment === null)) return
  // PostgreSQL keeps no U+0000 in a text; the record's own body still has the comment as it was.
  const comment = body.comment?.replaceAll('\0', '') ?? null
  await sql.query(NOTE, [terminalId, body.visit, body.at, body.site, body.id, body.rating, comment])
}

/** Visits by site and grade; `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
export const ratingsBySite = (sql: Queries, from: number, to: number): Promise<SiteRating[]> =>
  sql.query<SiteRating>(BY_SITE, [from, to])

/** What holders wrote, newest first. */
export const commentsOf = (sql: Queries, from: number, to: number, limit: number): Promise<HolderComment[]> =>
  sql.query<HolderComment>(COMMENTS, [from, to, limit])
