// What a supervisor's word may open: only what the terminal does not know, and only what the site's policy lists.
// Never a card that is revoked, lost, superseded, expired, forged, a specimen or not one of ours: the word lifts a doubt, no finding.
import type { Catalogue } from './catalogue.ts'
import { effectiveNow } from './clock.ts'
import { decide } from './decide.ts'
import type { Evidence, HolderFacts } from './evidence.ts'
import { isOverridable, type OverridableReason } from './site-policy.ts'
import { SERVING_OUTCOMES, type ServiceAnswer, type Verdict, type Window } from './verdict.ts'

/** What may be done on a supervisor's word. */
export type OverrideOffer = {
  /** As it would be without the doubts that the word lifts: whose card it is, and the person's check. */
  readonly verdict: Pick<Verdict, 'cardNumber' | 'tier' | 'presentation'>
  /** Only what could not be had without it. */
  readonly services: readonly ServiceAnswer[]
}

type Asked = {
  readonly evidence: Evidence
  readonly verdict: Verdict
  readonly window: Window
  readonly catalogue: Catalogue
}

/**
 * Lifts one doubt after the other and judges again, by the same rules: whatever else is wrong with the card still decides.
 * `here`: this site's own name; what was used here is taken back by a void, not by a word.
 */
export function overrideOffer(
  { evidence, verdict, window, catalogue }: Asked,
  allowed: readonly OverridableReason[],
  here: string,
): OverrideOffer | null {
  if (evidence.training) return null
  let believed = evidence
  if (allowed.includes('N-42')) {
    believed = { ...believed, usage: believed.usage.filter(use => use.siteName === here) }
  }
  let lifted = decide(believed, window, catalogue)
  for (const _ of allowed) {
    const { reason } = lifted
    if (!isOverridable(reason) || !allowed.includes(reason)) break
    believed = without(reason, believed)
    lifted = decide(believed, window, catalogue)
  }
  // A service without a holder would be on nobody's count.
  if (!SERVING_OUTCOMES.has(lifted.outcome) || lifted.cardNumber === null) return null
  const had = new Set(verdict.services.filter(s => s.availability === 'available').map(s => s.id))
  const services = lifted.services.filter(s => s.availability === 'available' && !had.has(s.id))
  return services.length === 0 ? null : { verdict: lifted, services }
}

/** The evidence as it would be if the supervisor is right. */
function without(doubt: OverridableReason, evidence: Evidence): Evidence {
  const { data, clock } = evidence
  switch (doubt) {
    case 'U-31':
      return { ...evidence, data: { ...data, holdersAsOf: effectiveNow(clock) } }
    case 'U-33':
      return { ...evidence, data: { ...data, revocationsAsOf: effectiveNow(clock) } }
    case 'U-32': {
      const now = earliestNow(evidence)
      return { ...evidence, clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 } }
    }
    case 'U-34':
      return { ...evidence, holder: holderOnCard(evidence) }
    case 'N-42':
      // What was used elsewhere is lifted already; what was used here stays used.
      return evidence
  }
}

/** It is no earlier than was last known for certain, nor than the code was made: what had run out by then has run out. */
function earliestNow({ presented, clock }: Evidence): number {
  const issuedAt = presented.kind === 'token' ? presented.claims.issuedAt : 0
  return Math.max(clock.lastTrusted, issuedAt)
}

/** A card newer than the data: what its signed code says of itself, and what the register says against the holder. */
function holderOnCard({ presented, holder, clock }: Evidence): HolderFacts | null {
  if (presented.kind !== 'token') return holder
  const { claims } = presented
  if (holder !== null) return { ...holder, serial: claims.serial }
  const { cardNumber, serial, tier, issuedAt } = claims
  return {
    cardNumber,
    serial,
    tier,
    provincial: false,
    status: 'active',
    statusSince: issuedAt,
    // A virtual code names no date of its card, and is itself good for a minute.
    expiresAt: claims.profile === 21 ? effectiveNow(clock) + 1 : claims.expiresAt,
  }
}
