// Whether the holder stands well in the register, and whether the register is recent enough to say so.
// A bad standing is red however old the data; a good one needs data within its limits. Why rights ended is not known here.

import type { Presentation } from '../card/card.ts'
import { assertNever } from '../result.ts'
import type { PolicyLimits } from './catalogue.ts'
import { effectiveNow } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import type { Evidence, HolderFacts, PresentedEvidence } from './evidence.ts'
import type { Finding } from './finding.ts'

export function judgeStanding(
  evidence: Evidence,
  presentation: Presentation,
  limits: PolicyLimits,
): Finding | null {
  const { holder, data } = evidence
  if (data.holdersAsOf === null || data.sequence === null) return status('cannot-judge', 'U-30', 'art. 7')
  if (holder === null) return judgeUnknown(evidence, limits)
  return (
    judgeSerial(evidence.presented, holder) ??
    judgeStatus(holder, presentation) ??
    judgeExpiry(holder, effectiveNow(evidence.clock)) ??
    judgeAge(evidence, limits)
  )
}

const status = (outcome: Finding['outcome'], reason: Finding['reason'], clause: string): Finding => ({
  step: 'status',
  outcome,
  reason,
  clause,
})

/** Not in the cache is not "not revoked"; what it is depends on how the holder was named. */
function judgeUnknown({ presented, data, clock }: Evidence, limits: PolicyLimits): Finding {
  switch (presented.kind) {
    case 'token':
      return presented.claims.issuedAt > (data.holdersAsOf ?? 0)
        ? status('cannot-judge', 'U-34', 'art. 7')
        : status('cannot-judge', 'U-35', 'art. 7')
    case 'provincial':
      return status('cannot-judge', 'U-39', 'art. 3-1-1')
    default:
      return dataStateOf(data.holdersAsOf, effectiveNow(clock), limits.age.holders) === 'stale'
        ? status('cannot-judge', 'U-31', 'art. 7')
        : status('no', 'N-20', 'art. 7')
  }
}

function judgeSerial(presented: PresentedEvidence, holder: HolderFacts): Finding | null {
  if (presented.kind !== 'token') return null
  if (presented.claims.serial < holder.serial) return status('no', 'N-24', 'TOKEN serial')
  return presented.claims.serial > holder.serial ? status('cannot-judge', 'U-34', 'TOKEN serial') : null
}

function judgeStatus(holder: HolderFacts, presentation: Presentation): Finding | null {
  switch (holder.status) {
    case 'active':
      return null
    case 'revoked':
      return status('no', 'N-22', 'art. 9')
    case 'suspended':
      return status('no', 'N-25', 'art. 9')
    case 'left':
      return status('no', 'N-26', 'art. 6')
    case 'pending':
      return status('no', 'N-27', 'art. 4-3')
    case 'lost':
      // What was lost is the plastic and the number printed on it; the rights are the holder's.
      return presentation === 'physical' || presentation === 'number' ? status('no', 'N-23', 'art. 6') : null
    default:
      return assertNever(holder.status, 'status')
  }
}

/** The register's date counts: a card may have been prolonged, or cut short, since it was printed. */
const judgeExpiry = (holder: HolderFacts, now: number): Finding | null =>
  now >= holder.expiresAt ? status('no', 'N-21', 'art. 6') : null

function judgeAge({ data, clock }: Evidence, limits: PolicyLimits): Finding | null {
  const now = effectiveNow(clock)
  if (isOver(dataStateOf(data.holdersAsOf, now, limits.age.holders)))
    return status('cannot-judge', 'U-31', 'art. 7')
  if (isOver(dataStateOf(data.revocationsAsOf, now, limits.age.revocations)))
    return status('cannot-judge', 'U-33', 'art. 9')
  return null
}

const isOver = (state: ReturnType<typeof dataStateOf>): boolean => state === 'stale' || state === 'none'
