// What is worth saying beside the verdict: a scanner set up wrongly, data ageing, a card that runs out soon.
// A note never decides, and nothing that decided is said twice.
import type { PolicyLimits } from './catalogue.ts'
import { isClockDoubtful } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import { SERVING_OUTCOMES } from './verdict.ts'

const EXPIRES_SOON = 30 * 86_400

/** `now` in seconds since 1970 UTC. */
export function notesFor(
  evidence: Evidence,
  finding: Finding,
  limits: PolicyLimits,
  now: number,
): readonly ReasonCode[] {
  const { faults, holder, data, clock, presented } = evidence
  const notes: ReasonCode[] = []
  if (faults.length > 0) {
    if (faults.includes('full-width')) notes.push('W-70')
    if (faults.some(f => f !== 'full-width')) notes.push('W-71')
  }
  if (isClockDoubtful(clock, limits.clock) && finding.reason !== 'U-32') notes.push('W-75')
  if (holder === null) return notes
  if (dataStateOf(data.holdersAsOf, now, limits.age.holders) === 'aging') notes.push('W-72')
  if (dataStateOf(data.revocationsAsOf, now, limits.age.revocations) === 'aging') notes.push('W-73')
  if (presented.kind === 'token' && presented.claims.tier !== holder.tier) notes.push('W-74')
  const serves = SERVING_OUTCOMES.has(finding.outcome)
  if (serves && holder.expiresAt - now <= EXPIRES_SOON) notes.push('W-76')
  return notes
}
