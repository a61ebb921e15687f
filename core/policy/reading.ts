// What was put in front of the scanner, before anything is believed: a way to present the card, or why it is none.
// Nothing foreign turns red: not being ours, and not being legible, are no fault of the holder's card.
import type { Presentation } from '../card/card.ts'
import type { ForeignKind, UnreadableReason } from '../card/presented.ts'
import { assertNever, err, ok, type Result } from '../result.ts'
import type { PresentedEvidence } from './evidence.ts'
import { type Finding, findingsOf } from './finding.ts'
import type { ReasonCode } from './reasons.ts'

const found = findingsOf('reading')

const UNREADABLE: Record<UnreadableReason, ReasonCode> = {
  empty: 'R-60',
  'too-long': 'R-61',
  'two-codes': 'R-62',
  fragment: 'R-63',
  garbled: 'R-64',
  'not-canonical': 'R-65',
  'bad-check-digit': 'R-66',
}

const FOREIGN: Record<ForeignKind, ReasonCode> = {
  other: 'F-50',
  'web-link': 'F-51',
  'wechat-pay': 'F-52',
  alipay: 'F-53',
  'medical-insurance': 'F-54',
  'bank-card': 'F-55',
  'product-barcode': 'F-56',
  vcard: 'F-57',
  wifi: 'F-57',
  markup: 'F-58',
  json: 'F-58',
  jwt: 'F-58',
  'health-certificate': 'F-59',
  'smart-health-card': 'F-59',
}

/** How the holder identified himself, or the finding where that is no card of ours that can be read. */
export function readingOf(presented: PresentedEvidence): Result<Presentation, Finding> {
  switch (presented.kind) {
    case 'token':
      return ok(presented.claims.medium)
    case 'card-number':
      return ok('number')
    case 'id-number':
      return ok('id-card')
    case 'provincial':
      return ok('provincial')
    case 'unreadable':
      return err(found('scan-again', UNREADABLE[presented.why], 'TOKEN reading'))
    case 'foreign':
      return err(found('not-ours', FOREIGN[presented.foreign], 'TOKEN reading'))
    case 'newer-profile':
      return err(found('cannot-judge', 'U-37', 'TOKEN profile'))
    case 'malformed-token':
      return err(found('no', 'N-10', 'TOKEN header'))
    default:
      return assertNever(presented, 'presented')
  }
}
