// Carries out an applicant's calls. Whoever he is comes from his session; a number of somebody else's application opens nothing.
// Opinions about him and objections to him are named as steps, and what they say stays with the offices.
import { err, ok, type Result } from '../../core/result.ts'
import { pdfOf } from '../documents/pdf.ts'
import type { PhoneHandlers, UploadHandlers } from '../phone-api/call.ts'
import type { PhoneError } from '../phone-api/errors.ts'
import type { ApplicantError, Page } from './applicant.ts'
import type { Applications } from './applications.ts'
import { formDocument } from './form-document.ts'
import type { applyCalls, applyUploads, OwnApplication } from './phone-contract.ts'
import type { StepRow } from './rows.ts'

/** Not the applicant's to read: opinions of other offices, objections of other people. What refuses him he is told. */
const isInner = (decision: StepRow['decision']): boolean =>
  decision.kind === 'opinion' ||
  decision.kind === 'objection' ||
  (decision.kind === 'settle' && decision.finding === 'unfounded')

function stepOf({ number, on, decision, words }: StepRow): OwnApplication['history'][number] {
  const { kind } = decision
  const told = kind === 'employer' || kind === 'industry' || kind === 'rehear' ? decision.finding : null
  return { number, on, kind, finding: told, words: isInner(decision) ? null : words }
}

function ownOf(page: Page): readonly OwnApplication[] {
  const { id, stage, facts, unit, dueOn, card, state } = page
  if (facts === null) return []
  const until = state.stage === 'notice' || state.stage === 'refused' ? state.until : null
  const proofs = [...page.proofs]
  return [{ id, stage, facts, unit, dueOn, card, until, proofs, history: page.history.map(stepOf) }]
}

/** As the applicant is told it. What cannot happen to an applicant is told as "not now". */
function told({ code }: ApplicantError): PhoneError {
  switch (code) {
    case 'already-holder':
    case 'already-applied':
      return { code: 'already-known' }
    case 'facts-wrong':
    case 'not-at-this-stage':
    case 'unknown-opinion':
    case 'notice-too-short':
    case 'notice-not-over':
    case 'objection-open':
    case 'no-such-objection':
      return { code: 'not-now' }
    default:
      return { code }
  }
}
const done = (result: Result<unknown, ApplicantError>) => (result.ok ? ok({}) : err(told(result.error)))

export function applyHandlers(applications: Applications): PhoneHandlers<typeof applyCalls> {
  const { applicant, policy, today } = applications
  return {
    'apply.mine': async (_, { mobile }) =>
      ok({
        today: today(),
        applications: (await applicant.mine(mobile)).flatMap(ownOf),
        industries: policy.industries,
        proofs: policy.proofs,
      }),
    async 'apply.begin'(chosen, { mobile }) {
      const begun = await applicant.begin(mobile, chosen)
      return begun.ok ? ok({ id: begun.value }) : err(told(begun.error))
    },
    'apply.save': async ({ id, facts }, { mobile }) => done(await applicant.save(mobile, id, facts)),
    'apply.discard': async ({ id }, { mobile }) => done(await applicant.discard(mobile, id)),
    'apply.removeProof': async ({ id, number }, { mobile }) =>
      done(await applicant.removeProof(mobile, id, number)),
    async 'apply.send'({ id }, { mobile }) {
      const sent = await applicant.send(mobile, id)
      if (sent.ok) return ok({ wrong: [] })
      return sent.error.code === 'facts-wrong'
        ? ok({ wrong: [...(sent.error.fields ?? [])] })
        : err(told(sent.error))
    },
    'apply.object': async ({ id, words }, { mobile }) =>
      done(await applicant.decide(mobile, id, { kind: 'object' }, words)),
    'apply.withdraw': async ({ id, words }, { mobile }) =>
      done(await applicant.decide(mobile, id, { kind: 'withdraw' }, words)),
    async 'apply.form'({ id }, { mobile }) {
      const own = (await applicant.mine(mobile)).find(a => a.id === id)
      if (own?.facts == null || own.stage === 'draft') return err({ code: 'not-found' })
      const pdf = await pdfOf(formDocument({ ...own, facts: own.facts }, mobile, policy, today()))
      return ok({ pdf: pdf.toString('base64') })
    },
  }
}

export function applyUploadHandlers({ applicant }: Applications): UploadHandlers<typeof applyUploads> {
  return {
    'apply.addProof': async ({ id, name, purpose }, bytes, { mobile }) =>
      done(await applicant.addProof(mobile, id, { name, purpose, bytes })),
  }
}
