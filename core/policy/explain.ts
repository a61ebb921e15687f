// Why a verdict was what it was: the steps in TOKEN.md's order, which passed, which decided, which were never reached.
// It judges by the very code of `decide`; there is no second set of rules.
import type { Catalogue } from './catalogue.ts'
import { judgeAll } from './decide.ts'
import type { Evidence } from './evidence.ts'
import { STEPS, type Step } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import type { Verdict, Window } from './verdict.ts'

/** `not-applicable`: nothing to check, as the signature of a typed number. `not-judged`: the clock was doubtful. */
export type StepState = 'passed' | 'decided' | 'not-reached' | 'not-applicable' | 'not-judged'

export type ExplainedStep = {
  readonly step: Step
  readonly state: StepState
  /** Of the step that decided. */
  readonly reason: ReasonCode | null
}

export type Explanation = { readonly verdict: Verdict; readonly steps: readonly ExplainedStep[] }

/** Replays a stored evidence against the catalogue and window of its time. */
export function explain(evidence: Evidence, window: Window, catalogue: Catalogue): Explanation {
  const { verdict, finding } = judgeAll(evidence, window, catalogue)
  const decidedAt = STEPS.indexOf(finding.step)
  const steps = STEPS.map((step, i): ExplainedStep => {
    if (i === decidedAt) return { step, state: 'decided', reason: finding.reason }
    return { step, state: i < decidedAt ? stateBefore(step, evidence, verdict) : 'not-reached', reason: null }
  })
  return { verdict, steps }
}

const TOKEN_STEPS: ReadonlySet<Step> = new Set([
  'key',
  'signature',
  'medium-and-key-policy',
  'time',
  'replay',
])

/** How a step before the one that decided came out. */
function stateBefore(step: Step, { presented }: Evidence, verdict: Verdict): StepState {
  if (!TOKEN_STEPS.has(step)) return 'passed'
  if (presented.kind !== 'token') return 'not-applicable'
  if (step === 'replay' && presented.claims.profile !== 21) return 'not-applicable'
  // A code seen before is refused without its freshness having been judged (token-policy.ts).
  return step === 'time' && verdict.reason === 'N-16' && verdict.clock === 'doubtful'
    ? 'not-judged'
    : 'passed'
}
