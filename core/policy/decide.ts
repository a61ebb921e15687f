// The verdict: is this card good, here, now, for what. Pure and total: evidence, window and catalogue in, one of seven outcomes out.
// Checks run in TOKEN.md's order and the first finding decides. Unknown is never good; no exception ever means "no".

import type { Presentation, Tier } from '../card/card.ts'
import { assertNever, err, type Result } from '../result.ts'
import type { Catalogue, PolicyLimits } from './catalogue.ts'
import { effectiveNow, isClockDoubtful } from './clock.ts'
import { dataStateOf } from './data-age.ts'
import { answersFor, offerOf } from './entitlement.ts'
import type { Evidence, HolderFacts } from './evidence.ts'
import type { Finding } from './finding.ts'
import { headline } from './headline.ts'
import { notesFor } from './notes.ts'
import { readingOf } from './reading.ts'
import { judgeStanding } from './standing.ts'
import { judgeToken } from './token-policy.ts'
import type { ServiceAnswer, Verdict, Window } from './verdict.ts'

/**
 * The verdict on what was presented, for the services of one window (DESIGN.md "Verdict"; order of checks: TOKEN.md).
 * Time is the evidence's own clock, in seconds since 1970 UTC; the same three arguments give the same verdict for ever.
 */
export function decide(evidence: Evidence, window: Window, catalogue: Catalogue): Verdict {
  return judgeAll(evidence, window, catalogue).verdict
}

export type Judgement = { readonly verdict: Verdict; readonly finding: Finding }

/** The verdict with the finding that decided it: what `explain` tells step by step. */
export function judgeAll(evidence: Evidence, window: Window, catalogue: Catalogue): Judgement {
  const { limits } = catalogue
  const offer = offerOf(catalogue, window)
  const reading = readingOf(evidence.presented)
  if (!reading.ok) return conclude(reading.error, evidence, null, offer.unknown, limits)
  const presentation = reading.value
  const standing = judgeHolder(evidence, presentation, limits)
  if (!standing.ok) return conclude(standing.error, evidence, presentation, offer.unknown, limits)
  const holder = standing.value
  const services = answersFor(offer, {
    tier: tierOf(holder),
    presentation,
    usage: evidence.usage,
    now: effectiveNow(evidence.clock),
  })
  const finding = headline(services, presentation, holder.status, offer.idCardAlone)
  return conclude(finding, evidence, presentation, services, limits)
}

/** All checks between reading and entitlements: the holder who stands behind what was presented, or why nobody does. */
function judgeHolder(
  evidence: Evidence,
  presentation: Presentation,
  limits: PolicyLimits,
): Result<HolderFacts, Finding> {
  const { presented } = evidence
  if (presented.kind === 'token') {
    const finding = judgeToken(presented, evidence, limits)
    if (finding !== null) return err(finding)
    // Past judgeToken a specimen can only be in training, where no register stands behind it.
    if (presented.claims.profile === 91) return err(TRAINING)
  }
  return judgeStanding(evidence, presentation, limits)
}

const TRAINING: Finding = {
  step: 'status',
  outcome: 'check-person',
  reason: 'P-90',
  clause: 'TOKEN profile 91',
}

/** A provincial card opens all A-card services (art. 3-1-1); else the register's tier counts, not the card's. */
const tierOf = (holder: HolderFacts): Tier => (holder.provincial ? 'A' : holder.tier)

function conclude(
  finding: Finding,
  evidence: Evidence,
  presentation: Presentation | null,
  services: readonly ServiceAnswer[],
  limits: PolicyLimits,
): Judgement {
  const { clock, data } = evidence
  const now = effectiveNow(clock)
  const holder = believedHolder(evidence, finding)
  const verdict: Verdict = {
    outcome: finding.outcome,
    reason: finding.reason,
    clause: finding.clause,
    notes: notesFor(evidence, finding, holder, limits, now),
    presentation,
    cardNumber: holder?.cardNumber ?? null,
    tier: holder === null ? null : tierOf(holder),
    personCheck: needsPersonCheck(finding, presentation, holder),
    services,
    data: { state: dataStateOf(data.holdersAsOf, now, limits.age.holders), asOf: data.holdersAsOf },
    clock: isClockDoubtful(clock, limits.clock) ? 'doubtful' : 'ok',
  }
  return { verdict, finding }
}

/** Whom the verdict may name: a forged code, or a specimen, must not bring a holder's number into it. */
function believedHolder({ presented, holder }: Evidence, { step }: Finding): HolderFacts | null {
  switch (step) {
    case 'reading':
    case 'key':
    case 'signature':
    case 'medium-and-key-policy':
      return null
    case 'time':
    case 'replay':
    case 'status':
    case 'entitlements':
      return presented.kind === 'token' && presented.claims.profile === 91 ? null : holder
    default:
      return assertNever(step, 'step')
  }
}

/** Only a fresh virtual code of a card in good standing speaks for the person who shows it. */
function needsPersonCheck(
  { outcome }: Finding,
  presentation: Presentation | null,
  holder: HolderFacts | null,
): boolean {
  if (outcome === 'check-person') return true
  return outcome === 'some-services' && (presentation !== 'virtual' || holder?.status === 'lost')
}
