// What may be believed of a token once its digits were read: signature, key, medium, time, replay, in TOKEN.md's order.
// Nothing of the register is known here; each finding is the first that fails, or null when the token stands.
import type { Claims } from '../card/card.ts'
import type { KeyUse } from '../card/keys.ts'
import type { PolicyLimits } from './catalogue.ts'
import { effectiveNow, isClockDoubtful } from './clock.ts'
import type { ClockFacts, Evidence, PresentedEvidence } from './evidence.ts'
import type { Finding } from './finding.ts'

type TokenEvidence = Extract<PresentedEvidence, { kind: 'token' }>

/** Keys are published at least seven days before use (TOKEN.md): with a list no older, an unknown key is no key of ours. */
const PUBLISHED_BEFORE_USE = 7 * 86_400
/** A printed card's issue date may lie this far ahead of a clock that is right: time zones of printers, not fraud. */
const PRINTED_AHEAD = 86_400

const USE_OF_PROFILE: Record<Claims['profile'], KeyUse> = { 11: 'physical', 21: 'virtual', 91: 'specimen' }

export function judgeToken(token: TokenEvidence, evidence: Evidence, limits: PolicyLimits): Finding | null {
  return (
    judgeSignature(token, evidence) ??
    judgeKey(token, evidence.clock) ??
    judgeMedium(token, evidence.training) ??
    judgeTime(token.claims, token.replay, evidence.clock, limits) ??
    judgeReplay(token.replay)
  )
}

function judgeSignature({ check }: TokenEvidence, { data, clock }: Evidence): Finding | null {
  switch (check.result) {
    case 'valid':
      return null
    case 'bad-signature':
      return { step: 'signature', outcome: 'no', reason: 'N-11', clause: 'TOKEN signature' }
    case 'unknown-key': {
      const listAge = data.keyListAsOf === null ? null : effectiveNow(clock) - data.keyListAsOf
      return listAge !== null && listAge <= PUBLISHED_BEFORE_USE
        ? { step: 'key', outcome: 'no', reason: 'N-13', clause: 'TOKEN key list' }
        : { step: 'key', outcome: 'cannot-judge', reason: 'U-36', clause: 'TOKEN key list' }
    }
  }
}

function judgeKey({ check, claims }: TokenEvidence, clock: ClockFacts): Finding | null {
  if (check.result !== 'valid') return null
  const { use, notBefore, notAfter, acceptUntil } = check.key
  const mayHaveSigned =
    use === USE_OF_PROFILE[claims.profile] && claims.issuedAt >= notBefore && claims.issuedAt < notAfter
  if (mayHaveSigned && effectiveNow(clock) <= acceptUntil) return null
  return { step: 'medium-and-key-policy', outcome: 'no', reason: 'N-14', clause: 'TOKEN key list' }
}

function judgeMedium({ claims }: TokenEvidence, training: boolean): Finding | null {
  if (claims.profile !== 91 || training) return null
  return { step: 'medium-and-key-policy', outcome: 'no', reason: 'N-12', clause: 'TOKEN profile 91' }
}

function judgeTime(
  claims: Claims,
  replay: TokenEvidence['replay'],
  clock: ClockFacts,
  limits: PolicyLimits,
): Finding | null {
  const doubtful = isClockDoubtful(clock, limits.clock)
  const unsure: Finding = { step: 'time', outcome: 'cannot-judge', reason: 'U-32', clause: 'TOKEN clock' }
  const ahead: Finding = { step: 'time', outcome: 'no', reason: 'N-17', clause: 'TOKEN freshness' }
  const expired: Finding = { step: 'time', outcome: 'no', reason: 'N-21', clause: 'art. 6' }
  if (claims.profile !== 21) {
    if (claims.issuedAt > clock.wall + PRINTED_AHEAD) return doubtful ? unsure : ahead
    return effectiveNow(clock) < claims.expiresAt ? null : expired
  }
  const { maxLifetimeSeconds, earlySeconds, lateSeconds } = limits.freshness
  if (claims.lifetime > maxLifetimeSeconds)
    return { step: 'time', outcome: 'no', reason: 'N-10', clause: 'TOKEN freshness' }
  // A code seen before is spent whatever the time is, so a doubtful clock must not turn its red into amber.
  if (doubtful) return replay === 'seen' ? null : unsure
  if (claims.issuedAt > clock.wall + earlySeconds) return ahead
  if (clock.wall > claims.issuedAt + claims.lifetime + lateSeconds)
    return { step: 'time', outcome: 'no', reason: 'N-15', clause: 'TOKEN freshness' }
  return null
}

function judgeReplay(replay: TokenEvidence['replay']): Finding | null {
  switch (replay) {
    case 'first':
    case 'same-visit':
      return null
    case 'seen':
      return { step: 'replay', outcome: 'no', reason: 'N-16', clause: 'TOKEN freshness' }
    case 'unknown':
      return { step: 'replay', outcome: 'cannot-judge', reason: 'U-38', clause: 'TOKEN freshness' }
  }
}
