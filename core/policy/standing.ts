// Whether the holder stands well in the register, and whether the register is recent enough to say so.
// A bad standing is red however old the data; a good one needs data within its limits. Why rights ended is not known here.

import type { Presentation } from '../card/card.ts'
import { assertNever, err, ok, type Result } from '../result.ts'
import type { PolicyLimits } from './catalogue.ts'
import { effectiveNow, hasCome } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import type { ClockFacts, DataFacts, Evidence, HolderFacts, PresentedEvidence } from './evidence.ts'
import { type Finding, findingsOf } from './finding.ts'

const found = findingsOf('status')

/** The holder, if he is known, stands well, and the data is recent enough for that to mean something. */
export function judgeStanding(
  evidence: Evidence,
  presentation: Presentation,
  limits: PolicyLimits,
): Result<HolderFacts, Finding> {
  const { holder, data, presented } = evidence
  const now = effectiveNow(evidence.clock)
  if (data.holdersAsOf === null || data.sequence === null) return err(found('cannot-judge', 'U-30', 'art. 7'))
  if (holder === null) return err(judgeUnknown(presented, data.holdersAsOf, now, limits))
  const finding =
    judgeSerial(presented, holder) ??
    judgeStatus(holder, presentation) ??
    judgeExpiry(holder, evidence.clock, limits) ??
    judgeAge(data, now, limits)
  return finding === null ? ok(holder) : err(finding)
}

/** Not in the cache is not "not revoked"; what it is depends on how the holder was named. */
function judgeUnknown(
  presented: PresentedEvidence,
  holdersAsOf: number,
  now: number,
  limits: PolicyLimits,
): Finding {
  if (presented.kind === 'token')
    return found('cannot-judge', presented.claims.issuedAt > holdersAsOf ? 'U-34' : 'U-35', 'art. 7')
  if (presented.kind === 'provincial') return found('cannot-judge', 'U-39', 'art. 3-1-1')
  return dataStateOf(holdersAsOf, now, limits.age.holders) === 'stale'
    ? found('cannot-judge', 'U-31', 'art. 7')
    : found('no', 'N-20', 'art. 7')
}

function judgeSerial(presented: PresentedEvidence, holder: HolderFacts): Finding | null {
  // A merged number has a higher serial than any code of it, so that none passes anywhere: that is no re-issue.
  if (presented.kind !== 'token' || holder.status === 'merged') return null
  const { serial } = presented.claims
  if (serial < holder.serial) return found('no', 'N-24', 'TOKEN serial')
  return serial > holder.serial ? found('cannot-judge', 'U-34', 'TOKEN serial') : null
}

function judgeStatus({ status }: HolderFacts, presentation: Presentation): Finding | null {
  switch (status) {
    case 'active':
      return null
    case 'revoked':
      return found('no', 'N-22', 'art. 9')
    case 'suspended':
      return found('no', 'N-25', 'art. 9')
    case 'left':
      return found('no', 'N-26', 'art. 6')
    case 'pending':
      return found('no', 'N-27', 'art. 4-3')
    case 'merged':
      return found('no', 'N-28', 'art. 7')
    case 'lost':
      // What was lost is the plastic and the number printed on it; the rights are the holder's.
      return presentation === 'physical' || presentation === 'number' ? found('no', 'N-23', 'art. 6') : null
    default:
      return assertNever(status, 'status')
  }
}

/** The register's date counts: a card may have been prolonged, or cut short, since it was printed. */
function judgeExpiry(holder: HolderFacts, clock: ClockFacts, limits: PolicyLimits): Finding | null {
  const over = hasCome(holder.expiresAt, clock, limits.clock)
  if (over === 'no') return null
  return over === 'unsure' ? found('cannot-judge', 'U-32', 'TOKEN clock') : found('no', 'N-21', 'art. 6')
}

function judgeAge(data: DataFacts, now: number, { age }: PolicyLimits): Finding | null {
  if (!isRecent(data.holdersAsOf, now, age.holders)) return found('cannot-judge', 'U-31', 'art. 7')
  return isRecent(data.revocationsAsOf, now, age.revocations) ? null : found('cannot-judge', 'U-33', 'art. 9')
}

function isRecent(asOf: number | null, now: number, limits: PolicyLimits['age']['holders']): boolean {
  const state = dataStateOf(asOf, now, limits)
  return state === 'fresh' || state === 'aging'
}
