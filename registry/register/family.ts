// Family members of a holder, by the relations that an item of the catalogue serves (POLICY: schooling, household, insurance …).
// They stay in the register: a window asks for the papers that the item names, and no terminal ever learns of a child.
import { type Catalogue, RELATIONS, type Relation } from '../../core/policy/catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { findHolder } from '../holders.ts'
import type { Queries } from '../store/sql.ts'

/** Relations that are people, other than the holder himself. */
export const FAMILY = RELATIONS.filter(r => r !== 'self' && r !== 'company')
export type FamilyRelation = Exclude<Relation, 'self' | 'company'>
export type FamilyMember = {
  readonly id: number
  readonly relation: FamilyRelation
  readonly name: string
  /** Calendar dates; `until` null while it holds. */
  readonly bornOn: string
  readonly since: string
  readonly until: string | null
  readonly enteredAt: number
  readonly actor: string
  readonly reason: string
  readonly endedBy: string | null
  readonly endReason: string | null
}
export type FamilyError = {
  readonly code: 'no-such-card' | 'merged' | 'no-item-for-relation' | 'not-found' | 'until-before-since'
}
type By = { readonly actor: string; readonly reason: string; readonly now: number }

const OF_CARD = `
  SELECT id, relation, name, born_on AS "bornOn", since, until, entered_at AS "enteredAt", actor, reason,
         ended_by AS "endedBy", end_reason AS "endReason"
  FROM holder_family
  WHERE card_no IN (SELECT card_no FROM holder WHERE card_no = $1 OR merged_into = $1) ORDER BY id`
const ADD = `
  INSERT INTO holder_family (card_no, relation, name, born_on, since, entered_at, actor, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
const SINCE = 'SELECT since FROM holder_family WHERE id = $1 AND card_no = $2 AND until IS NULL'
const END = `
  UPDATE holder_family SET until = $3, ended_at = $4, ended_by = $5, end_reason = $6
  WHERE id = $1 AND card_no = $2 AND until IS NULL RETURNING id`

/** Relations that some item serves: only for these is anybody entered. */
export const neededRelations = (catalogue: Catalogue): readonly FamilyRelation[] => {
  const served = new Set<Relation>(catalogue.items.flatMap(item => item.relations))
  return (FAMILY as readonly FamilyRelation[]).filter(relation => served.has(relation))
}

export const familyOf = (sql: Queries, card: string): Promise<FamilyMember[]> =>
  sql.query<FamilyMember>(OF_CARD, [card])

export async function addMember(
  sql: Queries,
  card: string,
  member: Pick<FamilyMember, 'relation' | 'name' | 'bornOn' | 'since'>,
  needed: readonly FamilyRelation[],
  by: By,
): Promise<Result<null, FamilyError>> {
  const holder = await findHolder(sql, card)
  if (holder === null) return err({ code: 'no-such-card' })
  if (holder.merged_into !== null) return err({ code: 'merged' })
  if (!needed.includes(member.relation)) return err({ code: 'no-item-for-relation' })
  const { relation, name, bornOn, since } = member
  await sql.query(ADD, [card, relation, name, bornOn, since, by.now, by.actor, by.reason])
  return ok(null)
}

/** `until`: the last day. What ended stays as it was written. */
export async function endMember(
  sql: Queries,
  card: string,
  id: number,
  until: string,
  by: By,
): Promise<Result<null, FamilyError>> {
  const [member] = await sql.query<{ since: string }>(SINCE, [id, card])
  if (member === undefined) return err({ code: 'not-found' })
  if (until < member.since) return err({ code: 'until-before-since' })
  const ended = await sql.query(END, [id, card, until, by.now, by.actor, by.reason])
  return ended.length === 1 ? ok(null) : err({ code: 'not-found' })
}
