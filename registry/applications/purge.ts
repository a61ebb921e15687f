// Deletes the personal data of applications that came to nothing, after the time that the policy sets.
// What was decided, when and by whom stays; what it was about does not: facts, proofs, words, owner, hash of the ID number.
import type { Queries, Sql } from '../store/sql.ts'
import type { ApplicationPolicy } from './policy.ts'
import { proofsOf, removeApplication, removeProof } from './rows.ts'

const DUE = `
  SELECT id, stage FROM application
  WHERE deleted_at IS NULL
    AND ((stage = 'draft' AND touched_at < $1) OR (stage = 'withdrawn' AND touched_at < $2)
      OR (stage = 'refused' AND touched_at < $3))
  ORDER BY id LIMIT $4`
const LOCK = 'SELECT stage FROM application WHERE id = $1 AND stage = $2 AND deleted_at IS NULL FOR UPDATE'
const FORGET = `
  UPDATE application SET owner = NULL, facts = NULL, id_hash = NULL, due_on = NULL, deleted_at = $2 WHERE id = $1`
const FORGET_WORDS =
  'UPDATE application_step SET words = NULL WHERE application_id = $1 AND words IS NOT NULL'

const DAY = 86_400
const PORTION = 200

export type Purged = { readonly drafts: number; readonly ended: number }

/** Everything that is due now. `now` in seconds. */
export async function purge(sql: Sql, policy: ApplicationPolicy, now: number): Promise<Purged> {
  const { draft, withdrawn, refused } = policy.retentionDays
  const bounds = [draft, withdrawn, refused].map(days => now - days * DAY)
  let [drafts, ended] = [0, 0]
  for (;;) {
    const due = await sql.query<{ id: string; stage: string }>(DUE, [...bounds, PORTION])
    for (const { id, stage } of due) {
      await sql.transaction(async tx => {
        // Between the list and here its owner may have taken it up again.
        if ((await tx.query(LOCK, [id, stage])).length === 0) return
        if (stage === 'draft') await removeApplication(tx, id)
        else await forget(tx, id, now)
      })
      if (stage === 'draft') drafts += 1
      else ended += 1
    }
    if (due.length < PORTION) return { drafts, ended }
  }
}

async function forget(tx: Queries, id: string, now: number): Promise<void> {
  for (const proof of await proofsOf(tx, id)) await removeProof(tx, proof.id)
  await tx.query(FORGET_WORDS, [id])
  await tx.query(FORGET, [id, now])
}
