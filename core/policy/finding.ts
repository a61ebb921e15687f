// One step's finding on the way to a verdict: which step, what it says, and the clause it rests on.
// The order of STEPS is TOKEN.md's order of checks; the first finding decides.
import type { ReasonCode } from './reasons.ts'
import type { Outcome } from './verdict.ts'

export const STEPS = [
  'reading', // length, characters, magic, profile, canonical decoding
  'key',
  'signature',
  'medium-and-key-policy',
  'time',
  'replay',
  'status', // with its age
  'entitlements', // with quota
] as const
export type Step = (typeof STEPS)[number]

export type Finding = {
  readonly step: Step
  readonly outcome: Outcome
  readonly reason: ReasonCode
  readonly clause: string
}

type Say = (outcome: Finding['outcome'], reason: ReasonCode, clause: string) => Finding

/** What a module of one step says its findings with. */
export const findingsOf =
  (step: Step): Say =>
  (outcome, reason, clause) => ({ step, outcome, reason, clause })
