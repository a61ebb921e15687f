// Entries that may be one holder: the same ID number, or the same name with the same birth date or telephone.
// A suspicion and no more: whether two are one is decided by a person, and what was decided is not asked again.
import { maskName } from '../../core/card/mask.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { findHolder } from '../holders.ts'
import type { Queries } from '../store/sql.ts'
import type { Likeness } from './likeness.ts'

export type Pair = { readonly card: string; readonly other: string; readonly likeness: Likeness }
export type MaskedPair = Pair & { readonly name: string }
export type ApartError = { readonly code: 'no-such-card' | 'same-card' }

/** $1, $2: behind this pair; $3: so many. Each over an index in its own order, so that a page costs a page. */
const sameBy = (likeness: Likeness, key: string, where: string): string => `
  SELECT a.card_no AS card, b.card_no AS other, '${likeness}' AS likeness, a.name
  FROM holder AS a JOIN holder AS b ON ${key} AND b.card_no > a.card_no
  WHERE a.merged_into IS NULL AND b.merged_into IS NULL AND ${where}
    AND (a.card_no, b.card_no) > ($1, $2)
    AND NOT EXISTS (SELECT 1 FROM holder_apart AS p WHERE p.card = a.card_no AND p.other = b.card_no)
  ORDER BY a.card_no, b.card_no LIMIT $3`
const BY_ID = sameBy('id-number', 'b.id_hash = a.id_hash', 'TRUE')
const BY_BIRTH = sameBy(
  'birth',
  'b.name = a.name AND substr(b.id_number, 7, 8) = substr(a.id_number, 7, 8)',
  'b.id_hash <> a.id_hash',
)
const BY_PHONE = sameBy(
  'phone',
  'b.name = a.name AND b.phone = a.phone',
  `a.phone IS NOT NULL AND b.id_hash <> a.id_hash
    AND substr(b.id_number, 7, 8) <> substr(a.id_number, 7, 8)`,
)
const QUERIES: Readonly<Record<Likeness, string>> = { 'id-number': BY_ID, birth: BY_BIRTH, phone: BY_PHONE }
const APART = `
  INSERT INTO holder_apart (card, other, at, actor, reason) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (card, other) DO NOTHING`

/** Pairs of one likeness, the strongest first named: a pair with the same ID number is not named again for its birth date. */
export async function pairsOf(
  sql: Queries,
  likeness: Likeness,
  after: Pick<Pair, 'card' | 'other'> | null,
  limit: number,
): Promise<MaskedPair[]> {
  const from = after ?? { card: '', other: '' }
  const rows = await sql.query<MaskedPair>(QUERIES[likeness], [from.card, from.other, limit])
  return rows.map(row => ({ ...row, name: maskName(row.name) }))
}

/** Two people after all. */
export async function setApart(
  sql: Queries,
  card: string,
  other: string,
  by: { readonly actor: string; readonly reason: string; readonly now: number },
): Promise<Result<null, ApartError>> {
  const [first = '', second = ''] = [card, other].toSorted()
  if (first === second) return err({ code: 'same-card' })
  if ((await findHolder(sql, first)) === null || (await findHolder(sql, second)) === null)
    return err({ code: 'no-such-card' })
  await sql.query(APART, [first, second, by.now, by.actor, by.reason])
  return ok(null)
}
