// The way of an application (art. 4) as a state machine: pure, and the only place that says what may follow what.
// No step is ever undone or overwritten: what was decided wrongly is put right by a further step, which stands beside it.
import { addWorkingDays } from '../../core/calendar/working-days.ts'
import { assertNever, err, ok, type Result } from '../../core/result.ts'
import type { ApplicationPolicy } from './policy.ts'

export const STAGES = [
  'draft', // the applicant writes
  'employer', // the employer's sealed opinion is awaited
  'industry', // the reviewing unit looks
  'office', // the talent office looks
  'opinions', // opinions on integrity and conduct are asked for
  'cleared', // all are in: to go on the next public notice
  'notice', // hangs out; objections are taken
  'approved', // to go on the next issue list
  'issued', // the holder is in the register
  'returned', // to be completed by the applicant
  'refused',
  'objected', // the applicant objected to the refusal
  'withdrawn',
] as const
export type Stage = (typeof STAGES)[number]

/** Stages that a reviewer works in, in their order: what may be gone back to, and what may be sent back from. */
export const REVIEWS = ['employer', 'industry', 'office'] as const
export type Review = (typeof REVIEWS)[number]

export type OpinionFinding = 'none' | 'concern'
type Found = Readonly<Record<string, OpinionFinding>>

/** Dates are calendar dates of Asia/Shanghai. */
export type State =
  | { readonly stage: 'draft' | 'cleared' | 'approved' | 'withdrawn' | Review }
  | { readonly stage: 'opinions'; readonly found: Found }
  | {
      readonly stage: 'notice'
      readonly notice: string
      /** Its last day. */
      readonly until: string
      /** Numbers of the objections that nobody has settled. */
      readonly open: readonly number[]
    }
  | { readonly stage: 'issued'; readonly card: string }
  | { readonly stage: 'returned'; readonly to: Review }
  /** `until`: the last day to object; null when that was done already. `reached`: how far back to life it can come. */
  | { readonly stage: 'refused'; readonly until: string | null; readonly reached: Review }
  | { readonly stage: 'objected'; readonly reached: Review }

/** What a step decides. Why it does stands beside it, in words (Step.words). */
export type Decision =
  | { readonly kind: 'submit' }
  | {
      readonly kind: 'employer'
      readonly finding: 'agree' | 'disagree'
      /** The employer's sealed form: photographed by the applicant, or the paper in the unit's hand. */
      readonly form: 'uploaded' | 'paper'
      /** The day on the seal. */
      readonly signedOn: string
    }
  | { readonly kind: 'industry'; readonly finding: 'agree' | 'disagree' }
  | { readonly kind: 'office' }
  | { readonly kind: 'return' }
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'opinion'
      readonly about: string
      readonly finding: OpinionFinding
      /** The day of the reply. */
      readonly repliedOn: string
    }
  | { readonly kind: 'notice'; readonly notice: string; readonly until: string }
  | { readonly kind: 'objection' }
  | { readonly kind: 'settle'; readonly objection: number; readonly finding: 'unfounded' | 'founded' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'issue'; readonly card: string }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'object' }
  | { readonly kind: 'rehear'; readonly finding: 'kept' | 'reopened' }
  | { readonly kind: 'reopen'; readonly to: Review }
  | { readonly kind: 'withdraw' }
export type StepKind = Decision['kind']

export type Party = 'applicant' | 'unit' | 'office'
/** Who takes which step. The office may also take a unit's, for a unit without an account: the step says who did. */
export const PARTY: Readonly<Record<StepKind, Party>> = {
  submit: 'applicant',
  complete: 'applicant',
  object: 'applicant',
  withdraw: 'applicant',
  employer: 'unit',
  industry: 'unit',
  return: 'unit',
  office: 'office',
  opinion: 'office',
  notice: 'office',
  objection: 'office',
  settle: 'office',
  approve: 'office',
  issue: 'office',
  refuse: 'office',
  rehear: 'office',
  reopen: 'office',
}

export type StepError = {
  readonly code:
    | 'not-at-this-stage'
    | 'unknown-opinion'
    | 'notice-too-short'
    | 'notice-not-over'
    | 'objection-open'
    | 'no-such-objection'
    | 'too-late-to-object'
}

export type Step = {
  /** From 1 on. */
  readonly number: number
  /** Calendar date of Asia/Shanghai. */
  readonly on: string
  readonly decision: Decision
}

type Outcome = Result<State, StepError>
const refused = (code: StepError['code']): Outcome => err({ code })
const wrongStage = refused('not-at-this-stage')

/** Stages from which nothing more follows, whatever anybody decides. */
export const isOver = (state: State): boolean => state.stage === 'issued' || state.stage === 'withdrawn'

/** What follows from a step, or why it cannot be taken now. */
export function take(state: State, step: Step, policy: ApplicationPolicy): Outcome {
  const { decision, on } = step
  switch (decision.kind) {
    case 'submit':
      return state.stage === 'draft' ? ok({ stage: 'employer' }) : wrongStage
    case 'employer':
      if (state.stage !== 'employer') return wrongStage
      return ok(decision.finding === 'agree' ? { stage: 'industry' } : refusal('employer', on, policy))
    case 'industry':
      // A unit's "no" is heard, not final: the office decides (art. 4-2).
      return state.stage === 'industry' ? ok({ stage: 'office' }) : wrongStage
    case 'office':
      return state.stage === 'office' ? ok({ stage: 'opinions', found: {} }) : wrongStage
    case 'return':
      return isReview(state.stage) ? ok({ stage: 'returned', to: state.stage }) : wrongStage
    case 'complete':
      return state.stage === 'returned' ? ok({ stage: state.to }) : wrongStage
    case 'opinion':
      return state.stage === 'opinions' ? heard(state.found, decision, policy) : wrongStage
    case 'notice':
      if (state.stage !== 'cleared') return wrongStage
      if (decision.until < noticeEnd(on, policy)) return refused('notice-too-short')
      return ok({ stage: 'notice', notice: decision.notice, until: decision.until, open: [] })
    case 'objection':
      if (state.stage !== 'notice') return wrongStage
      return ok({ ...state, open: [...state.open, step.number] })
    case 'settle':
      return state.stage === 'notice' ? settled(state, decision, on, policy) : wrongStage
    case 'approve':
      if (state.stage !== 'notice') return wrongStage
      if (state.open.length > 0) return refused('objection-open')
      return on > state.until ? ok({ stage: 'approved' }) : refused('notice-not-over')
    case 'issue':
      return state.stage === 'approved' ? ok({ stage: 'issued', card: decision.card }) : wrongStage
    case 'refuse':
      return REFUSABLE.has(state.stage) ? ok(refusal('office', on, policy)) : wrongStage
    case 'object':
      if (state.stage !== 'refused') return wrongStage
      return state.until !== null && on <= state.until
        ? ok({ stage: 'objected', reached: state.reached })
        : refused('too-late-to-object')
    case 'rehear':
      if (state.stage !== 'objected') return wrongStage
      return ok(
        decision.finding === 'kept'
          ? { stage: 'refused', until: null, reached: state.reached }
          : { stage: state.reached },
      )
    case 'reopen':
      return mayGoBack(state, decision.to) ? ok({ stage: decision.to }) : wrongStage
    case 'withdraw':
      return WITHDRAWABLE.has(state.stage) ? ok({ stage: 'withdrawn' }) : wrongStage
    default:
      return assertNever(decision, 'decision')
  }
}

export const START: State = { stage: 'draft' }

/** Where an application stands after all its steps: the stored stage must be this, and the steps are what counts. */
export function replay(steps: readonly Step[], policy: ApplicationPolicy): Outcome {
  let state: Outcome = ok(START)
  for (const step of steps) {
    if (!state.ok) return state
    state = take(state.value, step, policy)
  }
  return state
}

/** The day by which the next step is due; null when none is, or nobody waits for it. `since`: the day the stage began. */
export function dueOn(state: State, since: string, policy: ApplicationPolicy): string | null {
  const terms = policy.workingDays
  switch (state.stage) {
    case 'draft':
    case 'issued':
    case 'withdrawn':
      return null
    case 'notice':
      return addWorkingDays(state.until, terms.noticed)
    case 'refused':
      return state.until
    default:
      return addWorkingDays(since, terms[state.stage])
  }
}

/** The last day of a notice that begins the day after `on`: it hangs for whole working days. */
export const noticeEnd = (on: string, policy: ApplicationPolicy): string =>
  addWorkingDays(on, policy.workingDays.notice)

const isReview = (stage: Stage): stage is Review => (REVIEWS as readonly Stage[]).includes(stage)

const REFUSABLE: ReadonlySet<Stage> = new Set<Stage>(['office', 'opinions', 'cleared', 'notice', 'approved'])
const WITHDRAWABLE: ReadonlySet<Stage> = new Set<Stage>([
  ...REVIEWS,
  'opinions',
  'cleared',
  'notice',
  'approved',
  'returned',
  'objected',
])
/** What was issued is the register's business from then on (art. 9). */
const REOPENABLE: ReadonlySet<Stage> = new Set<Stage>(['opinions', 'cleared', 'notice', 'approved'])

/** Only ever to a review that lies before, or that a refusal cut short: none is ever passed over. */
function mayGoBack(from: State, to: Review): boolean {
  const [target, here] = [REVIEWS.indexOf(to), REVIEWS.indexOf(from.stage as Review)]
  if (from.stage === 'refused') return target <= REVIEWS.indexOf(from.reached)
  return here >= 0 ? target < here : REOPENABLE.has(from.stage)
}

const refusal = (reached: Review, on: string, policy: ApplicationPolicy): State => ({
  stage: 'refused',
  reached,
  until: addWorkingDays(on, policy.workingDays.refused),
})

/** A later opinion about the same stands in place of the earlier one; with all of them and no concern it goes on by itself. */
function heard(
  found: Found,
  { about, finding }: Extract<Decision, { kind: 'opinion' }>,
  policy: ApplicationPolicy,
): Outcome {
  if (!policy.opinions.some(o => o.id === about)) return refused('unknown-opinion')
  const all = { ...found, [about]: finding }
  return ok(
    policy.opinions.every(o => all[o.id] === 'none')
      ? { stage: 'cleared' }
      : { stage: 'opinions', found: all },
  )
}

function settled(
  state: Extract<State, { stage: 'notice' }>,
  { objection, finding }: Extract<Decision, { kind: 'settle' }>,
  on: string,
  policy: ApplicationPolicy,
): Outcome {
  if (!state.open.includes(objection)) return refused('no-such-objection')
  if (finding === 'founded') return ok(refusal('office', on, policy))
  return ok({ ...state, open: state.open.filter(n => n !== objection) })
}
