// What an applicant does: begins, writes, adds proofs, sends, completes, objects, withdraws; his own applications and nobody else's.
// Whoever he is was found out by the door: `owner` is the mobile number that he signed in with.
import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../../core/result.ts'
import { idHashOf, knownIdHashes } from '../holders.ts'
import type { Sql } from '../store/sql.ts'
import { checkFacts, type DraftFacts, EMPTY_FACTS, type FactError } from './facts.ts'
import { type ApplicationPolicy, reviewingUnit } from './policy.ts'
import { inspectProof, type ProofErrorCode } from './proofs/inspect.ts'
import * as rows from './rows.ts'
import { type Decision, isOver, START, type StepError } from './steps.ts'
import { takeStep } from './take-step.ts'

export type ApplicantError = {
  readonly code:
    | 'not-found'
    | 'one-at-a-time'
    | 'not-now'
    | 'facts-wrong'
    | 'proof-missing'
    | 'too-many-proofs'
    | 'already-holder'
    | 'already-applied'
    | ProofErrorCode
    | StepError['code']
  readonly fields?: readonly FactError[]
}

export type Parts = {
  readonly sql: Sql
  readonly policy: ApplicationPolicy
  readonly idLookupKey: () => Buffer
  readonly now: () => number
  /** The calendar date of now in Asia/Shanghai. */
  readonly today: () => string
}
export type Page = rows.ApplicationRow & {
  readonly history: readonly rows.StepRow[]
  readonly proofs: readonly rows.ProofRow[]
}

/** Where proofs may be added: while he writes, until the employer's sealed form is in, and when something was asked for. */
const ADDABLE: ReadonlySet<string> = new Set(['draft', 'employer', 'returned'])
const WRITABLE: ReadonlySet<string> = new Set(['draft', 'returned'])

export function createApplicantSide(parts: Parts) {
  const { sql, policy, now, today } = parts
  const refused = (code: ApplicantError['code']): Result<never, ApplicantError> => err({ code })
  const industries = policy.industries.map(i => i.id)

  /** `work` on his own application, locked. */
  const onOwn = <T>(
    owner: string,
    id: string,
    work: (
      row: rows.ApplicationRow,
      tx: Parameters<Parameters<Sql['transaction']>[0]>[0],
    ) => Promise<Result<T, ApplicantError>>,
  ): Promise<Result<T, ApplicantError>> =>
    sql.transaction(async tx => {
      const row = await rows.applicationForChange(tx, id)
      return row === null || row.owner !== owner ? refused('not-found') : await work(row, tx)
    })

  async function pageOf(row: rows.ApplicationRow): Promise<Page> {
    const [history, proofs] = await Promise.all([rows.stepsOf(sql, row.id), rows.proofsOf(sql, row.id)])
    return { ...row, history, proofs }
  }

  return {
    /** Newest first, with everything the applicant may know of them. */
    mine: async (owner: string): Promise<Page[]> =>
      await Promise.all((await rows.applicationsOf(sql, owner)).map(pageOf)),

    /** One on its way at a time. */
    async begin(
      owner: string,
      chosen: Pick<DraftFacts, 'clause' | 'tier'>,
    ): Promise<Result<string, ApplicantError>> {
      const known = await rows.applicationsOf(sql, owner)
      if (known.some(row => !isOver(row.state) && row.state.stage !== 'refused'))
        return refused('one-at-a-time')
      const facts = { ...EMPTY_FACTS, ...chosen }
      return ok(
        await rows.addApplication(sql, { owner, facts, state: START, now: now(), year: today().slice(0, 4) }),
      )
    },

    /** As far as it is written; whether it is right is looked at when it is sent. */
    save: (owner: string, id: string, facts: DraftFacts) =>
      onOwn(owner, id, async (row, tx) => {
        if (!WRITABLE.has(row.stage)) return refused('not-now')
        const { unit, idHash } = row
        await rows.saveFacts(tx, id, { facts, unit, idHash, now: now() })
        return ok(null)
      }),

    /** Gives a draft up; nothing of it stays. */
    discard: (owner: string, id: string) =>
      onOwn(owner, id, async (row, tx) => {
        if (row.stage !== 'draft') return refused('not-now')
        await rows.removeApplication(tx, id)
        return ok(null)
      }),

    async addProof(
      owner: string,
      id: string,
      given: { readonly name: string; readonly purpose: rows.Purpose; readonly bytes: Buffer },
    ): Promise<Result<null, ApplicantError>> {
      const proof = await inspectProof(given.bytes, given.name, policy.proofs.bytes)
      if (!proof.ok) return proof
      return await onOwn(owner, id, async (row, tx) => {
        if (!ADDABLE.has(row.stage)) return refused('not-now')
        if ((await rows.proofsOf(tx, id)).length >= policy.proofs.most) return refused('too-many-proofs')
        const { bytes, type } = proof.value
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        const { name, purpose } = given
        await rows.addProof(tx, id, { name, purpose, type, bytes, sha256, now: now() })
        return ok(null)
      })
    },

    /** Only while he writes: what was sent once stays, as it was looked at. */
    removeProof: (owner: string, id: string, number: number) =>
      onOwn(owner, id, async (row, tx) => {
        if (row.stage !== 'draft') return refused('not-now')
        const proof = (await rows.proofsOf(tx, id)).find(p => p.number === number)
        if (proof === undefined) return refused('not-found')
        await rows.removeProof(tx, proof.id)
        return ok(null)
      }),

    /** Sends what was written, for the first time or completed. */
    send: (owner: string, id: string) =>
      onOwn(owner, id, async (row, tx) => {
        if (row.facts === null || !WRITABLE.has(row.stage)) return refused('not-now')
        const { wrong, facts } = checkFacts(row.facts, industries, today())
        if (facts === null) return err({ code: 'facts-wrong', fields: wrong })
        if ((await rows.proofsOf(tx, id)).length === 0) return refused('proof-missing')
        const idHash = idHashOf(facts.idNumber, parts.idLookupKey())
        if ((await knownIdHashes(tx, [idHash])).size > 0) return refused('already-holder')
        if (await rows.hasOtherAlive(tx, idHash, id)) return refused('already-applied')
        const unit = reviewingUnit(policy, facts)
        const checked = { ...facts, provincial: facts.provincial ?? '' }
        await rows.saveFacts(tx, id, { facts: checked, unit, idHash, now: now() })
        const kind = row.stage === 'draft' ? ('submit' as const) : ('complete' as const)
        return await takeStep(tx, row, { kind }, { party: 'applicant', actor: null, words: null }, parts)
      }),

    /** Objects to a refusal, or withdraws. */
    decide: (
      owner: string,
      id: string,
      decision: Extract<Decision, { kind: 'object' | 'withdraw' }>,
      words: string,
    ) =>
      onOwn(owner, id, (row, tx) =>
        takeStep(tx, row, decision, { party: 'applicant', actor: null, words }, parts),
      ),
  }
}
