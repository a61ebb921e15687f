// The verdict: is this card good, here, now, for what. Pure and total: evidence, window and catalogue in, one of seven outcomes out.
// Checks run in TOKEN.md's order and the first finding decides. Unknown is never good; no exception ever means "no".

import type { Presentation, Tier } from '../card/card.ts'
import type { ForeignKind, UnreadableReason } from '../card/presented.ts'
import { assertNever } from '../result.ts'
import type { Catalogue } from './catalogue.ts'
import { effectiveNow, isClockDoubtful } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import { answerFor, itemsOf, withheld } from './entitlement.ts'
import type { Evidence, PresentedEvidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { headline } from './headline.ts'
import { notesFor } from './notes.ts'
import type { ReasonCode } from './reasons.ts'
import { judgeStanding } from './standing.ts'
import { judgeToken } from './token-policy.ts'
import type { ServiceAnswer, Verdict, Window } from './verdict.ts'

export function decide(evidence: Evidence, window: Window, catalogue: Catalogue): Verdict {
  return judgeAll(evidence, window, catalogue).verdict
}

/** The verdict with the finding that decided it: what `explain` tells step by step. */
export function judgeAll(
  evidence: Evidence,
  window: Window,
  catalogue: Catalogue,
): { readonly verdict: Verdict; readonly finding: Finding } {
  const presentation = presentationOf(evidence.presented)
  const stopped = findingBefore(evidence, presentation, catalogue)
  if (stopped !== null)
    return { finding: stopped, verdict: verdictOf(stopped, evidence, presentation, window, catalogue) }
  const services = answers(evidence, presentation, window, catalogue)
  const finding = headline(services, presentation, evidence)
  return { finding, verdict: verdictOf(finding, evidence, presentation, window, catalogue, services) }
}

/** The first finding of all checks before the entitlements, or null when there is none. */
function findingBefore(
  evidence: Evidence,
  presentation: Presentation | null,
  catalogue: Catalogue,
): Finding | null {
  const { presented } = evidence
  const unread = readingFinding(presented)
  if (unread !== null || presentation === null) return unread ?? READ_NOTHING
  if (presented.kind === 'token') {
    const token = judgeToken(presented, evidence, catalogue.limits)
    if (token !== null) return token
    // Past judgeToken a specimen can only be in training, where no register stands behind it.
    if (presented.claims.profile === 91) return TRAINING
  }
  return judgeStanding(evidence, presentation, catalogue.limits)
}

const READ_NOTHING: Finding = {
  step: 'reading',
  outcome: 'scan-again',
  reason: 'R-60',
  clause: 'TOKEN reading',
}
const TRAINING: Finding = {
  step: 'medium-and-key-policy',
  outcome: 'check-person',
  reason: 'P-90',
  clause: 'TOKEN profile 91',
}

function presentationOf(presented: PresentedEvidence): Presentation | null {
  switch (presented.kind) {
    case 'token':
      return presented.claims.medium
    case 'card-number':
      return 'number'
    case 'id-number':
      return 'id-card'
    case 'provincial':
      return 'provincial'
    case 'newer-profile':
    case 'malformed-token':
    case 'foreign':
    case 'unreadable':
      return null
    default:
      return assertNever(presented, 'presented')
  }
}

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

function readingFinding(presented: PresentedEvidence): Finding | null {
  const found = (outcome: Finding['outcome'], reason: ReasonCode, clause: string): Finding => ({
    step: 'reading',
    outcome,
    reason,
    clause,
  })
  switch (presented.kind) {
    case 'unreadable':
      return found('scan-again', UNREADABLE[presented.why], 'TOKEN reading')
    case 'foreign':
      return found('not-ours', FOREIGN[presented.foreign], 'TOKEN reading')
    case 'newer-profile':
      return found('cannot-judge', 'U-37', 'TOKEN profile')
    case 'malformed-token':
      return found('no', 'N-10', 'TOKEN header')
    case 'token':
    case 'card-number':
    case 'id-number':
    case 'provincial':
      return null
    default:
      return assertNever(presented, 'presented')
  }
}

function answers(
  evidence: Evidence,
  presentation: Presentation | null,
  window: Window,
  catalogue: Catalogue,
): readonly ServiceAnswer[] {
  const tier = tierOf(evidence)
  if (tier === null || presentation === null)
    return itemsOf(catalogue, window).map(item => withheld(item, 'unknown'))
  const bearer = { tier, presentation, usage: evidence.usage, now: effectiveNow(evidence.clock) }
  return itemsOf(catalogue, window).map(item => answerFor(item, bearer))
}

/** A provincial card opens all A-card services (art. 3-1-1); else the register's tier counts, not the card's. */
function tierOf({ holder }: Evidence): Tier | null {
  if (holder === null) return null
  return holder.provincial ? 'A' : holder.tier
}

function verdictOf(
  finding: Finding,
  evidence: Evidence,
  presentation: Presentation | null,
  window: Window,
  catalogue: Catalogue,
  services: readonly ServiceAnswer[] = itemsOf(catalogue, window).map(item => withheld(item, 'unknown')),
): Verdict {
  const { holder, clock, data } = evidence
  const now = effectiveNow(clock)
  const { limits } = catalogue
  return {
    outcome: finding.outcome,
    reason: finding.reason,
    clause: finding.clause,
    notes: notesFor(evidence, finding, limits, now),
    presentation,
    // Only a number that was believed: a forged code must not bring a holder's number into a verdict.
    cardNumber: holder?.cardNumber ?? null,
    tier: tierOf(evidence),
    personCheck: needsPersonCheck(finding, presentation, holder),
    services,
    data: { state: dataStateOf(data.holdersAsOf, now, limits.age.holders), asOf: data.holdersAsOf },
    clock: isClockDoubtful(clock, limits.clock) ? 'doubtful' : 'ok',
  }
}

/** Only a fresh virtual code of a card in good standing speaks for the person who shows it. */
function needsPersonCheck(
  finding: Finding,
  presentation: Presentation | null,
  holder: Evidence['holder'],
): boolean {
  if (finding.outcome === 'check-person') return true
  return finding.outcome === 'some-services' && (presentation !== 'virtual' || holder?.status === 'lost')
}
