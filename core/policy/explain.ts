// Why a verdict was what it was: the steps in TOKEN.md's order, which passed, which decided, which were never reached.
// It judges by the very code of `decide`; there is no second set of rules.
import type { Catalogue } from './catalogue.ts'
import { judgeAll } from './decide.ts'
import type { Evidence } from './evidence.ts'
import { STEPS, type Step } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import type { Verdict, Window } from './verdict.ts'

export type ExplainedStep = {
  readonly step: Step
  readonly state: 'passed' | 'decided' | 'not-reached'
  readonly reason: ReasonCode | null
}

/** Replays a stored evidence against the catalogue and window of its time. */
export function explain(
  evidence: Evidence,
  window: Window,
  catalogue: Catalogue,
): { readonly verdict: Verdict; readonly steps: readonly ExplainedStep[] } {
  const { verdict, finding } = judgeAll(evidence, window, catalogue)
  const decidedAt = STEPS.indexOf(finding.step)
  const steps = STEPS.map((step, i): ExplainedStep => {
    if (i === decidedAt) return { step, state: 'decided', reason: finding.reason }
    return { step, state: i < decidedAt ? 'passed' : 'not-reached', reason: null }
  })
  return { verdict, steps }
}
