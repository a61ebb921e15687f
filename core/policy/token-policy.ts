// What may be believed of a token once its digits were read: signature, key, medium, time, replay, in TOKEN.md's order.
// A finding is the first check that fails, null when the token stands; the register speaks only of a card's prolonged expiry.
import type { Claims, PhysicalClaims, VirtualClaims } from '../card/card.ts'
import type { KeyUse } from '../card/keys.ts'
import { assertNever } from '../result.ts'
import type { PolicyLimits } from './catalogue.ts'
import { effectiveNow, hasCome, isClockDoubtful } from './clock.ts'
import type { ClockFacts, Evidence, PresentedEvidence } from './evidence.ts'
import { type Finding, findingsOf } from './finding.ts'

type TokenEvidence = Extract<PresentedEvidence, { kind: 'token' }>

/** Keys are published at least seven days before use (TOKEN.md): with a list no older, an unknown key is no key of ours. */
const PUBLISHED_BEFORE_USE = 7 * 86_400
/** A printed card's issue date may lie this far ahead of a clock that is right: time zones of printers, not fraud. */
const PRINTED_AHEAD = 86_400

const USE_OF_PROFILE: Record<Claims['profile'], KeyUse> = { 11: 'physical', 21: 'virtual', 91: 'specimen' }

const keyFound = findingsOf('key')
const signatureFound = findingsOf('signature')
const mediumFound = findingsOf('medium-and-key-policy')
const timeFound = findingsOf('time')
const replayFound = findingsOf('replay')

/** TOKEN.md "Order of checks", from the key to the replay. */
export function judgeToken(token: TokenEvidence, evidence: Evidence, limits: PolicyLimits): Finding | null {
  const untrue =
    judgeSignature(token, evidence) ??
    judgeKey(token, evidence.clock, limits) ??
    judgeMedium(token, evidence.training)
  if (untrue !== null) return untrue
  const time = judgeTime(token.claims, evidence, limits)
  // A code seen before is spent whatever the time is: a doubtful clock must not turn its red into amber.
  if (time === null || (time.reason === 'U-32' && token.replay === 'seen')) return judgeReplay(token.replay)
  return time
}

function judgeSignature({ check }: TokenEvidence, { data, clock }: Evidence): Finding | null {
  switch (check.result) {
    case 'valid':
      return null
    case 'bad-signature':
      return signatureFound('no', 'N-11', 'TOKEN signature')
    case 'unknown-key': {
      const listIsCurrent =
        data.keyListAsOf !== null && effectiveNow(clock) - data.keyListAsOf <= PUBLISHED_BEFORE_USE
      return listIsCurrent
        ? keyFound('no', 'N-13', 'TOKEN key list')
        : keyFound('cannot-judge', 'U-36', 'TOKEN key list')
    }
    default:
      return assertNever(check, 'token check')
  }
}

function judgeKey({ check, claims }: TokenEvidence, clock: ClockFacts, limits: PolicyLimits): Finding | null {
  if (check.result !== 'valid') return null
  const { use, notBefore, notAfter, acceptUntil } = check.key
  const mayHaveSigned =
    use === USE_OF_PROFILE[claims.profile] && claims.issuedAt >= notBefore && claims.issuedAt < notAfter
  // The second `acceptUntil` itself is still accepted.
  const retired = hasCome(acceptUntil + 1, clock, limits.clock)
  if (mayHaveSigned && retired === 'no') return null
  return mayHaveSigned && retired === 'unsure'
    ? mediumFound('cannot-judge', 'U-32', 'TOKEN clock')
    : mediumFound('no', 'N-14', 'TOKEN key list')
}

function judgeMedium({ claims }: TokenEvidence, training: boolean): Finding | null {
  return claims.profile !== 91 || training ? null : mediumFound('no', 'N-12', 'TOKEN profile 91')
}

const judgeTime = (claims: Claims, evidence: Evidence, limits: PolicyLimits): Finding | null =>
  claims.profile === 21
    ? judgeFreshness(claims, evidence.clock, limits)
    : judgeDates(claims, evidence, limits)

const CLOCK_DOUBTFUL = timeFound('cannot-judge', 'U-32', 'TOKEN clock')
const IN_THE_FUTURE = timeFound('no', 'N-17', 'TOKEN freshness')

/** TOKEN.md "Freshness": a virtual code is good from a little before its issue until a little after its lifetime. */
function judgeFreshness(claims: VirtualClaims, clock: ClockFacts, limits: PolicyLimits): Finding | null {
  const { maxLifetimeSeconds, earlySeconds, lateSeconds } = limits.freshness
  if (claims.lifetime > maxLifetimeSeconds) return timeFound('no', 'N-10', 'TOKEN freshness')
  if (isClockDoubtful(clock, limits.clock)) return CLOCK_DOUBTFUL
  if (claims.issuedAt > clock.wall + earlySeconds) return IN_THE_FUTURE
  return clock.wall <= claims.issuedAt + claims.lifetime + lateSeconds
    ? null
    : timeFound('no', 'N-15', 'TOKEN freshness')
}

function judgeDates(
  claims: PhysicalClaims,
  { clock, holder }: Evidence,
  limits: PolicyLimits,
): Finding | null {
  const now = effectiveNow(clock)
  if (claims.issuedAt > now + PRINTED_AHEAD)
    return isClockDoubtful(clock, limits.clock) ? CLOCK_DOUBTFUL : IN_THE_FUTURE
  // The plastic cannot know that the register prolonged the card; where both are known, the register's date counts.
  const prolonged = holder !== null && now < holder.expiresAt
  const over = hasCome(claims.expiresAt, clock, limits.clock)
  if (prolonged || over === 'no') return null
  return over === 'unsure' ? CLOCK_DOUBTFUL : timeFound('no', 'N-21', 'art. 6')
}

function judgeReplay(replay: TokenEvidence['replay']): Finding | null {
  switch (replay) {
    case 'first':
    case 'same-visit':
      return null
    case 'seen':
      return replayFound('no', 'N-16', 'TOKEN freshness')
    case 'unknown':
      return replayFound('cannot-judge', 'U-38', 'TOKEN freshness')
    default:
      return assertNever(replay, 'replay')
  }
}
