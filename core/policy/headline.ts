// The outcome of a card that is good: from how it was presented and what this window's services answered.
// Used-up alone takes nothing from the headline; a service withheld by tier, medium or date does.
import type { Presentation } from '../card/card.ts'
import { assertNever } from '../result.ts'
import type { Status } from './evidence.ts'
import { type Finding, findingsOf } from './finding.ts'
import type { Availability, ServiceAnswer } from './verdict.ts'

const found = findingsOf('entitlements')

/** Asked only once the card, its holder and the data were found good. `idCardAlone`: of the window's offer. */
export function headline(
  services: readonly ServiceAnswer[],
  presentation: Presentation,
  status: Status,
  idCardAlone: boolean,
): Finding {
  const full = presentationFinding(presentation, status, idCardAlone)
  if (services.length === 0) return full
  const has = (kind: Availability): boolean => services.some(s => s.availability === kind)
  if (has('available')) {
    if (has('not-for-tier')) return found('some-services', 'P-20', 'art. 5')
    if (has('not-with-medium')) return found('some-services', 'P-21', 'art. 2')
    return has('not-yet') || has('no-longer') ? found('some-services', 'P-22', 'art. 5') : full
  }
  if (has('used-up')) return found('no', 'N-42', 'art. 5')
  // Medium before tier: with the physical card in hand this window would serve.
  if (has('not-with-medium')) return found('no', 'N-40', 'art. 2')
  return has('not-for-tier') ? found('no', 'N-41', 'art. 3') : found('no', 'N-43', 'art. 5')
}

function presentationFinding(presentation: Presentation, status: Status, idCardAlone: boolean): Finding {
  if (status === 'lost') return found('check-person', 'P-14', 'art. 6')
  switch (presentation) {
    case 'virtual':
      return found('good', 'P-01', 'art. 2')
    case 'physical':
      return found('check-person', 'P-10', 'art. 2, art. 6')
    case 'number':
      return found('check-person', 'P-11', 'art. 6')
    case 'id-card':
      return idCardAlone ? found('good', 'P-15', 'art. 5-11') : found('check-person', 'P-12', 'art. 6')
    case 'provincial':
      return found('check-person', 'P-13', 'art. 3-1-1')
    default:
      return assertNever(presentation, 'presentation')
  }
}
