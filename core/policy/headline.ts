// The outcome of a card that is good: from how it was presented and what this window's services answered.
// Used-up alone takes nothing from the headline; a service withheld by tier, medium or date does.
import type { Presentation } from '../card/card.ts'
import type { Evidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import type { Availability, ServiceAnswer } from './verdict.ts'

/** Never called before the card, its holder and the data were found good. */
export function headline(
  services: readonly ServiceAnswer[],
  presentation: Presentation | null,
  evidence: Evidence,
): Finding {
  const full = presentationFinding(presentation, evidence)
  if (services.length === 0) return full
  const has = (...kinds: readonly Availability[]): boolean =>
    services.some(s => kinds.includes(s.availability))
  const servesSome = has('available')
  const entitlement = (outcome: Finding['outcome'], reason: ReasonCode, clause: string): Finding => ({
    step: 'entitlements',
    outcome,
    reason,
    clause,
  })
  if (servesSome) {
    if (has('not-for-tier')) return entitlement('some-services', 'P-20', 'art. 5')
    if (has('not-with-medium')) return entitlement('some-services', 'P-21', 'art. 2')
    return has('not-yet', 'no-longer') ? entitlement('some-services', 'P-22', 'art. 5') : full
  }
  if (has('used-up')) return entitlement('no', 'N-42', 'art. 5')
  if (has('not-with-medium')) return entitlement('no', 'N-40', 'art. 2')
  return has('not-for-tier') ? entitlement('no', 'N-41', 'art. 3') : entitlement('no', 'N-43', 'art. 5')
}

function presentationFinding(presentation: Presentation | null, { holder }: Evidence): Finding {
  const found = (outcome: Finding['outcome'], reason: ReasonCode, clause: string): Finding => ({
    step: 'entitlements',
    outcome,
    reason,
    clause,
  })
  if (holder?.status === 'lost') return found('check-person', 'P-14', 'art. 6')
  switch (presentation) {
    case 'virtual':
      return found('good', 'P-01', 'art. 2')
    case 'physical':
      return found('check-person', 'P-10', 'art. 2, art. 6')
    case 'number':
      return found('check-person', 'P-11', 'art. 6')
    case 'id-card':
      return found('check-person', 'P-12', 'art. 6')
    case 'provincial':
      return found('check-person', 'P-13', 'art. 3-1-1')
    case null:
      return found('cannot-judge', 'U-35', 'art. 7')
  }
}
