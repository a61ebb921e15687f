// Applications as the database has them: rows, steps, proofs in portions. One query, one constant, beside what runs it.
// A row changes only together with the step that changes it, and only while it is locked.
import { randomBytes, randomInt } from 'node:crypto'
import type { Tier } from '../../core/card/card.ts'
import type { Queries } from '../store/sql.ts'
import type { ClauseId } from './clauses.ts'
import type { DraftFacts } from './facts.ts'
import type { ProofType } from './proofs/inspect.ts'
import type { Decision, Party, Stage, State } from './steps.ts'

export type ApplicationRow = {
  readonly id: string
  readonly owner: string | null
  readonly stage: Stage
  readonly state: State
  readonly steps: number
  readonly clause: ClauseId
  readonly tier: Tier
  readonly unit: string | null
  /** As typed while it is a draft, as checked from then on; null once deleted. */
  readonly facts: DraftFacts | null
  readonly idHash: string | null
  readonly createdAt: number
  readonly touchedAt: number
  readonly dueOn: string | null
  readonly card: string | null
  readonly deletedAt: number | null
}
export type StepRow = {
  readonly number: number
  readonly at: number
  readonly on: string
  readonly party: Party
  readonly actor: string | null
  readonly decision: Decision
  readonly words: string | null
}
export const PURPOSES = ['proof', 'sealed-form', 'added'] as const
export type Purpose = (typeof PURPOSES)[number]
export type ProofRow = {
  readonly id: string
  readonly number: number
  readonly purpose: Purpose
  readonly name: string
  readonly type: ProofType
  readonly size: number
  readonly sha256: string
  readonly addedAt: number
}

const COLUMNS = `
  id, owner, stage, state, steps, clause, tier, unit, facts, id_hash AS "idHash", created_at AS "createdAt",
  touched_at AS "touchedAt", due_on AS "dueOn", card_no AS "card", deleted_at AS "deletedAt"`
const FIND = `SELECT ${COLUMNS} FROM application WHERE id = $1`
const FIND_FOR_CHANGE = `SELECT ${COLUMNS} FROM application WHERE id = $1 FOR UPDATE`
const OF_OWNER = `SELECT ${COLUMNS} FROM application WHERE owner = $1 ORDER BY created_at DESC, id`
const QUEUE = `
  SELECT ${COLUMNS} FROM application
  WHERE stage <> 'draft' AND ($1::TEXT IS NULL OR unit = $1) AND ($2::TEXT IS NULL OR stage = $2)
    AND ($3::TEXT IS NULL OR (due_on < $3 AND stage <> 'refused')) AND deleted_at IS NULL
    AND (COALESCE(due_on, '9999'), id) > (COALESCE($4::TEXT, ''), COALESCE($5::TEXT, ''))
  ORDER BY COALESCE(due_on, '9999'), id LIMIT $6`
const COUNTS = `
  SELECT stage, COUNT(*) AS count, COUNT(*) FILTER (WHERE due_on < $2 AND stage <> 'refused') AS late FROM application
  WHERE stage <> 'draft' AND ($1::TEXT IS NULL OR unit = $1) AND deleted_at IS NULL GROUP BY stage`
const ALIVE_WITH_ID = `
  SELECT id FROM application
  WHERE id_hash = $1 AND id <> $2 AND stage NOT IN ('draft', 'issued', 'refused', 'withdrawn') LIMIT 1`
const ADD = `
  INSERT INTO application (id, owner, stage, state, steps, clause, tier, facts, created_at, touched_at)
  VALUES ($1, $2, 'draft', $3, 0, $4, $5, $6, $7, $7) ON CONFLICT (id) DO NOTHING RETURNING id`
const REMOVE = 'DELETE FROM application WHERE id = $1'
const SAVE = `
  UPDATE application SET clause = $2, tier = $3, facts = $4, unit = $5, id_hash = $6, touched_at = $7 WHERE id = $1`
const MOVE = `
  UPDATE application SET stage = $2, state = $3, steps = $4, due_on = $5, touched_at = $6, card_no = $7 WHERE id = $1`
const ADD_STEP = `
  INSERT INTO application_step (application_id, number, at, on_day, party, actor, decision, words)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
const STEPS = `
  SELECT number, at, on_day AS "on", party, actor, decision, words FROM application_step
  WHERE application_id = $1 ORDER BY number`
const ADD_PROOF = `
  INSERT INTO application_proof (id, application_id, number, purpose, name, type, size, sha256, added_at)
  SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7, $8 FROM application_proof WHERE application_id = $2`
const ADD_PART = 'INSERT INTO application_proof_part (proof_id, number, body) VALUES ($1, $2, $3)'
const PROOFS = `
  SELECT id, number, purpose, name, type, size, sha256, added_at AS "addedAt" FROM application_proof
  WHERE application_id = $1 ORDER BY number`
const PARTS = 'SELECT body FROM application_proof_part WHERE proof_id = $1 ORDER BY number'
const REMOVE_PROOF = 'DELETE FROM application_proof WHERE id = $1'
const REMOVE_PARTS = 'DELETE FROM application_proof_part WHERE proof_id = $1'

/** Bytes of a portion: a page of them fits in memory many times over when a backup reads it. */
const PORTION = 24 * 1024

type Stored = Omit<ApplicationRow, 'state' | 'facts'> & {
  readonly state: string
  readonly facts: string | null
}
const rowOf = (stored: Stored): ApplicationRow => ({
  ...stored,
  state: JSON.parse(stored.state) as State,
  facts: stored.facts === null ? null : (JSON.parse(stored.facts) as DraftFacts),
})
const first = (rows: readonly Stored[]): ApplicationRow | null =>
  rows[0] === undefined ? null : rowOf(rows[0])

export const findApplication = async (sql: Queries, id: string): Promise<ApplicationRow | null> =>
  first(await sql.query<Stored>(FIND, [id]))
/** Locked until the transaction ends. */
export const applicationForChange = async (tx: Queries, id: string): Promise<ApplicationRow | null> =>
  first(await tx.query<Stored>(FIND_FOR_CHANGE, [id]))
export const applicationsOf = async (sql: Queries, owner: string): Promise<ApplicationRow[]> =>
  (await sql.query<Stored>(OF_OWNER, [owner])).map(rowOf)

export type QueueQuery = {
  /** Null for all units. */
  readonly unit: string | null
  readonly stage: Stage | null
  /** Only what is due before this date. */
  readonly dueBefore: string | null
  readonly after: { readonly dueOn: string; readonly id: string } | null
  readonly limit: number
}
/** What is due first comes first. */
export const queueOf = async (sql: Queries, q: QueueQuery): Promise<ApplicationRow[]> =>
  (
    await sql.query<Stored>(QUEUE, [
      q.unit,
      q.stage,
      q.dueBefore,
      q.after?.dueOn ?? null,
      q.after?.id ?? null,
      q.limit,
    ])
  ).map(rowOf)

export type StageCount = { readonly stage: Stage; readonly count: number; readonly late: number }
export const stageCounts = (sql: Queries, unit: string | null, today: string): Promise<StageCount[]> =>
  sql.query<StageCount>(COUNTS, [unit, today])

export const hasOtherAlive = async (tx: Queries, idHash: string, id: string): Promise<boolean> =>
  (await tx.query(ALIVE_WITH_ID, [idHash, id])).length > 0

/** Under the next free number of the year: "2026-402913". */
export async function addApplication(
  sql: Queries,
  fresh: { owner: string; facts: DraftFacts; state: State; now: number; year: string },
): Promise<string> {
  for (;;) {
    const id = `${fresh.year}-${String(randomInt(1_000_000)).padStart(6, '0')}`
    const { clause, tier } = fresh.facts
    const values = [id, fresh.owner, JSON.stringify(fresh.state), clause, tier, JSON.stringify(fresh.facts)]
    if ((await sql.query(ADD, [...values, fresh.now])).length > 0) return id
  }
}

export async function saveFacts(
  tx: Queries,
  id: string,
  saved: { facts: DraftFacts; unit: string | null; idHash: string | null; now: number },
): Promise<void> {
  const { facts, unit, idHash, now } = saved
  await tx.query(SAVE, [id, facts.clause, facts.tier, JSON.stringify(facts), unit, idHash, now])
}

export async function removeApplication(tx: Queries, id: string): Promise<void> {
  for (const proof of await proofsOf(tx, id)) await removeProof(tx, proof.id)
  await tx.query(REMOVE, [id])
}

export async function moveApplication(
  tx: Queries,
  before: ApplicationRow,
  step: StepRow,
  after: { readonly state: State; readonly dueOn: string | null },
): Promise<void> {
  const { number, at, on, party, actor, decision, words } = step
  await tx.query(ADD_STEP, [before.id, number, at, on, party, actor, JSON.stringify(decision), words])
  const card = after.state.stage === 'issued' ? after.state.card : before.card
  const moved = [after.state.stage, JSON.stringify(after.state), number, after.dueOn, at, card]
  await tx.query(MOVE, [before.id, ...moved])
}

export async function stepsOf(sql: Queries, id: string): Promise<StepRow[]> {
  type StoredStep = Omit<StepRow, 'decision'> & { readonly decision: string }
  const rows = await sql.query<StoredStep>(STEPS, [id])
  return rows.map(row => ({ ...row, decision: JSON.parse(row.decision) as Decision }))
}

export const proofsOf = (sql: Queries, id: string): Promise<ProofRow[]> => sql.query<ProofRow>(PROOFS, [id])

export async function addProof(
  tx: Queries,
  application: string,
  proof: Pick<ProofRow, 'purpose' | 'name' | 'type' | 'sha256'> & { bytes: Buffer; now: number },
): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const { purpose, name, type, sha256, bytes, now } = proof
  await tx.query(ADD_PROOF, [id, application, purpose, name, type, bytes.length, sha256, now])
  for (let at = 0, number = 0; at < bytes.length; at += PORTION, number += 1)
    await tx.query(ADD_PART, [id, number, bytes.subarray(at, at + PORTION).toString('base64')])
  return id
}

export async function bytesOfProof(sql: Queries, id: string): Promise<Buffer> {
  const parts = await sql.query<{ body: string }>(PARTS, [id])
  return Buffer.concat(parts.map(part => Buffer.from(part.body, 'base64')))
}

export async function removeProof(tx: Queries, id: string): Promise<void> {
  await tx.query(REMOVE_PARTS, [id])
  await tx.query(REMOVE_PROOF, [id])
}
