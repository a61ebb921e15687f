// What is worth saying beside the verdict: a scanner set up wrongly, data ageing, a card that runs out soon.
// A note never decides, and nothing that decided is said twice.
import type { PolicyLimits } from './catalogue.ts'
import { isClockDoubtful } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import type { Evidence, HolderFacts } from './evidence.ts'
import type { Finding } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import { SERVING_OUTCOMES } from './verdict.ts'

const EXPIRES_SOON = 30 * 86_400

/** `holder` as far as he may be named; `now` in seconds since 1970 UTC. */
export function notesFor(
  { faults, data, clock, presented }: Evidence,
  { step, outcome, reason }: Finding,
  holder: HolderFacts | null,
  limits: PolicyLimits,
  now: number,
): readonly ReasonCode[] {
  const notes: ReasonCode[] = []
  if (faults.length > 0) {
    if (faults.includes('full-width')) notes.push('W-70')
    if (faults.some(f => f !== 'full-width')) notes.push('W-71')
  }
  if (isClockDoubtful(clock, limits.clock) && reason !== 'U-32') notes.push('W-75')
  // The age of the register matters where the register was asked, also when its answer was "no such holder".
  if (step === 'status' || step === 'entitlements') {
    if (dataStateOf(data.holdersAsOf, now, limits.age.holders) === 'aging') notes.push('W-72')
    if (dataStateOf(data.revocationsAsOf, now, limits.age.revocations) === 'aging') notes.push('W-73')
  }
  if (holder === null) return notes
  if (presented.kind === 'token' && presented.claims.tier !== holder.tier) notes.push('W-74')
  if (SERVING_OUTCOMES.has(outcome) && holder.expiresAt - now <= EXPIRES_SOON) notes.push('W-76')
  return notes
}
