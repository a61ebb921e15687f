// A holder's picture: taken by its own bytes, kept without anything but its points, shown to whoever may see him in full.
// In no file that terminals pull: one is given out at a time, while its holder stands at a window (routes/photo.ts).
import { err, ok, type Result } from '../../core/result.ts'
import { LARGEST_PHOTO } from '../../core/sync/wire.ts'
import { inspectProof } from '../applications/proofs/inspect.ts'
import { findHolder } from '../holders.ts'
import type { Queries } from '../store/sql.ts'

export type PhotoError = { readonly code: 'no-such-card' | 'too-large' | 'not-a-picture' }
export type Photo = { readonly type: 'image/jpeg' | 'image/png'; readonly bytes: Buffer }

const PUT = `
  INSERT INTO holder_photo (card_no, at, actor, type, body) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (card_no) DO UPDATE SET at = excluded.at, actor = excluded.actor, type = excluded.type, body = excluded.body`
const FIND = 'SELECT type, body FROM holder_photo WHERE card_no = $1'
const HAS = 'SELECT 1 AS one FROM holder_photo WHERE card_no = $1'
const REMOVE = 'DELETE FROM holder_photo WHERE card_no = $1 RETURNING card_no'

export async function putPhoto(
  sql: Queries,
  card: string,
  given: Buffer,
  by: { readonly actor: string; readonly now: number },
): Promise<Result<null, PhotoError>> {
  if (given.length > LARGEST_PHOTO) return err({ code: 'too-large' })
  const inspected = await inspectProof(given, 'photo', LARGEST_PHOTO)
  if (!inspected.ok || inspected.value.type === 'application/pdf') return err({ code: 'not-a-picture' })
  if ((await findHolder(sql, card)) === null) return err({ code: 'no-such-card' })
  const { type, bytes } = inspected.value
  await sql.query(PUT, [card, by.now, by.actor, type, bytes.toString('base64')])
  return ok(null)
}

export async function photoOf(sql: Queries, card: string): Promise<Photo | null> {
  const [row] = await sql.query<{ type: Photo['type']; body: string }>(FIND, [card])
  return row === undefined ? null : { type: row.type, bytes: Buffer.from(row.body, 'base64') }
}

export const hasPhoto = async (sql: Queries, card: string): Promise<boolean> =>
  (await sql.query(HAS, [card])).length > 0

/** False where there was none. */
export const removePhoto = async (sql: Queries, card: string): Promise<boolean> =>
  (await sql.query(REMOVE, [card])).length > 0
