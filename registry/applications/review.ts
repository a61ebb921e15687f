// What staff do with applications: queues, pages, decisions on one or many, public notices, and the holders that come of it.
// A unit has its own applications and no other's, whatever number it asks for; each step says who took it and why.
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '../../core/result.ts'
import { enterHoldersWithin, idHashOf, knownIdHashes, type NewHolder } from '../holders.ts'
import { lastSecondOf } from '../register/dates.ts'
import type { InTurn } from '../register/turns.ts'
import { pinyinOf } from '../seed.ts'
import type { Queries } from '../store/sql.ts'
import type { Page, Parts } from './applicant.ts'
import * as notices from './notices.ts'
import * as rows from './rows.ts'
import { type Decision, noticeEnd, PARTY, type StepError } from './steps.ts'
import { takeStep } from './take-step.ts'

export type ReviewErrorCode =
  | StepError['code']
  | 'not-found'
  | 'moved-on' // somebody else took a step since the page was opened
  | 'not-yours' // the office's step, and a unit asks
  | 'sealed-form-missing'
  | 'already-holder'
  | 'already-applied' // another application of the same person is on its way
export type ReviewError = { readonly code: ReviewErrorCode }
export type Answer = { readonly id: string; readonly code: ReviewErrorCode | null }

/** `unit`: null for the office. */
export type Reviewer = { readonly login: string; readonly unit: string | null }
/** `seen`: how many steps there were when it was looked at. */
export type Chosen = { readonly id: string; readonly seen: number }

/** What a member of staff may decide; submitting, objecting and withdrawing are the applicant's own. */
export type StaffDecision = Exclude<
  Decision,
  { kind: 'submit' | 'complete' | 'object' | 'withdraw' | 'notice' | 'issue' }
>
/** As the wire has it: longer ones would make every terminal refuse the snapshot. */
const LONGEST_PINYIN = 200

export function createReviewSide(
  parts: Parts & {
    readonly inTurn: InTurn
    /** The next so many free card numbers. */
    readonly freeCards: (count: number) => Promise<readonly string[]>
    readonly publish: () => Promise<unknown>
  },
) {
  const { sql, now, today } = parts

  const isFor = (row: rows.ApplicationRow | null, unit: string | null): row is rows.ApplicationRow =>
    row !== null && row.stage !== 'draft' && (unit === null || row.unit === unit)

  /** The row, locked, if it is the reviewer's and stands as he saw it. */
  async function locked(
    tx: Queries,
    { id, seen }: Chosen,
    by: Reviewer,
  ): Promise<Result<rows.ApplicationRow, ReviewError>> {
    const row = await rows.applicationForChange(tx, id)
    if (!isFor(row, by.unit)) return err({ code: 'not-found' })
    return row.steps === seen ? ok(row) : err({ code: 'moved-on' })
  }

  const staffStep = (by: Reviewer, words: string) =>
    ({ party: by.unit === null ? 'office' : 'unit', actor: by.login, words }) as const

  async function decideOne(
    tx: Queries,
    chosen: Chosen,
    decision: StaffDecision,
    words: string,
    by: Reviewer,
  ): Promise<Result<null, ReviewError>> {
    if (by.unit !== null && PARTY[decision.kind] !== 'unit') return err({ code: 'not-yours' })
    const row = await locked(tx, chosen, by)
    if (!row.ok) return row
    // A unit sends back what lies before it, not what the office has.
    if (by.unit !== null && row.value.stage === 'office') return err({ code: 'not-at-this-stage' })
    if (decision.kind === 'employer' && decision.form === 'uploaded') {
      const proofs = await rows.proofsOf(tx, chosen.id)
      if (!proofs.some(p => p.purpose === 'sealed-form')) return err({ code: 'sealed-form-missing' })
    }
    const revives = decision.kind === 'reopen' || decision.kind === 'rehear'
    const { idHash } = row.value
    if (revives && idHash !== null && (await rows.hasOtherAlive(tx, idHash, chosen.id)))
      return err({ code: 'already-applied' })
    return await takeStep(tx, row.value, decision, staffStep(by, words), parts)
  }

  return {
    async queue(asked: rows.QueueQuery): Promise<{ rows: rows.ApplicationRow[]; more: boolean }> {
      const found = await rows.queueOf(sql, { ...asked, limit: asked.limit + 1 })
      return { rows: found.slice(0, asked.limit), more: found.length > asked.limit }
    },
    counts: (unit: string | null) => rows.stageCounts(sql, unit, today()),

    async page(id: string, unit: string | null): Promise<Page | null> {
      const row = await rows.findApplication(sql, id)
      if (!isFor(row, unit)) return null
      const [history, proofs] = await Promise.all([rows.stepsOf(sql, id), rows.proofsOf(sql, id)])
      return { ...row, history, proofs }
    },

    /** The proof's bytes, for whoever may see the application. */
    async proof(id: string, number: number, unit: string | null) {
      const row = await rows.findApplication(sql, id)
      if (!isFor(row, unit)) return null
      const proof = (await rows.proofsOf(sql, id)).find(p => p.number === number)
      return proof === undefined ? null : { ...proof, bytes: await rows.bytesOfProof(sql, proof.id) }
    },

    /** The same decision on each; what cannot be decided is answered and holds up none of the others. */
    async decide(
      chosen: readonly Chosen[],
      decision: StaffDecision,
      words: string,
      by: Reviewer,
    ): Promise<Answer[]> {
      const answers: Answer[] = []
      for (const one of chosen) {
        const done = await sql.transaction(tx => decideOne(tx, one, decision, words, by))
        answers.push({ id: one.id, code: done.ok ? null : done.error.code })
      }
      return answers
    },

    /** One notice for all that can go on it. `until`: its last day, not before the policy's term. Null where none could. */
    async makeNotice(
      chosen: readonly Chosen[],
      notice: { readonly scope: string; readonly contact: string; readonly until: string },
      by: Reviewer,
    ): Promise<{ readonly notice: string | null; readonly answers: readonly Answer[] }> {
      const id = randomUUID()
      return await sql.transaction(async tx => {
        const answers: Answer[] = []
        for (const one of chosen) {
          const row = await locked(tx, one, by)
          const decision = { kind: 'notice', notice: id, until: notice.until } as const
          const done = row.ok
            ? await takeStep(tx, row.value, decision, staffStep(by, notice.scope), parts)
            : row
          answers.push({ id: one.id, code: done.ok ? null : done.error.code })
        }
        const on = answers.filter(a => a.code === null).map(a => a.id)
        if (on.length === 0) return { notice: null, answers }
        await notices.addNotice(tx, { id, ...notice, from: today(), by: by.login, now: now() }, on)
        return { notice: id, answers }
      })
    },
    earliestNoticeEnd: () => noticeEnd(today(), parts.policy),
    notices: () => notices.listNotices(sql),
    notice: (id: string) => notices.findNotice(sql, id),

    /** Enters the approved as holders whose cards wait to be made: from then on the bank's issue list has them. */
    async issue(
      chosen: readonly Chosen[],
      issued: { readonly expires: string; readonly words: string },
      by: Reviewer,
    ): Promise<Answer[]> {
      const answers = await parts.inTurn(async () => {
        const cards = await parts.freeCards(chosen.length)
        return await sql.transaction(async tx => {
          const each: Answer[] = []
          for (const [i, one] of chosen.entries()) {
            const done = await issueOne(tx, one, cards[i] ?? '', issued, by)
            each.push({ id: one.id, code: done.ok ? null : done.error.code })
          }
          return each
        })
      })
      await parts.publish()
      return answers
    },
  }

  async function issueOne(
    tx: Queries,
    chosen: Chosen,
    card: string,
    issued: { readonly expires: string; readonly words: string },
    by: Reviewer,
  ): Promise<Result<null, ReviewError>> {
    const row = await locked(tx, chosen, by)
    if (!row.ok) return row
    const { facts, tier, id } = row.value
    if (facts === null) return err({ code: 'not-found' })
    const idLookupKey = parts.idLookupKey()
    if ((await knownIdHashes(tx, [idHashOf(facts.idNumber, idLookupKey)])).size > 0)
      return err({ code: 'already-holder' })
    const moved = await takeStep(tx, row.value, { kind: 'issue', card }, staffStep(by, issued.words), parts)
    if (!moved.ok) return moved
    const holder: NewHolder = {
      card,
      tier,
      name: facts.name,
      pinyin: pinyinOf(facts.name).slice(0, LONGEST_PINYIN),
      idNumber: facts.idNumber,
      provincial: facts.provincial === '' ? null : facts.provincial,
      expiresAt: lastSecondOf(issued.expires),
      status: 'pending',
      // Where the holder gets the codes that he signs in with.
      phone: row.value.owner,
    }
    const reason = `申报 ${id}；${row.value.clause}`
    await enterHoldersWithin(tx, [holder], { actor: by.login, reason, now: now(), idLookupKey, queue: true })
    return ok(null)
  }
}
