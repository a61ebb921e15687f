// One code judged as a terminal judges it, up to and including the replay: the step at which it fails, and the terminal's reason.
// The steps are TOKEN.md's and the judgement is core's: a code that passes here passes at a counter whose holder stands well.

import type { TrustedKeys } from '../../core/card/keys.ts'
import type { Presented } from '../../core/card/presented.ts'
import { readPresented } from '../../core/card/read-presented.ts'
import { verifyToken } from '../../core/card/verify.ts'
import type { PolicyLimits } from '../../core/policy/catalogue.ts'
import type { Evidence, PresentedEvidence } from '../../core/policy/evidence.ts'
import { judgeToken } from '../../core/policy/token-policy.ts'

export const CODE_STEPS = [
  'length-and-characters',
  'magic-and-profile',
  'canonical',
  'key',
  'signature',
  'medium-and-key-policy',
  'time',
  'replay',
  'none',
] as const
export type CodeStep = (typeof CODE_STEPS)[number]

/** `step` "none": nothing is wrong with it. `why`: the reader's word, or the terminal's reason code. */
export type Judged = { readonly step: CodeStep; readonly why: string }

export type Bench = {
  readonly keys: TrustedKeys
  readonly limits: PolicyLimits
  /** Codes of virtual cards that this bench accepted before. */
  readonly seen: Set<string>
}

/** `at`: seconds since 1970 UTC. An accepted code is remembered: shown again, it is a replay. */
export function judgeCode(input: string, at: number, bench: Bench): Judged {
  const presented = readPresented(input)
  const unread = problemOf(presented, input)
  if (unread !== null || presented.kind !== 'token')
    return unread ?? { step: 'length-and-characters', why: presented.kind }
  const { claims } = presented.token
  const name = claims.medium === 'virtual' ? `${claims.keyId}.${claims.cardNumber}.${claims.nonce}` : null
  const token: Extract<PresentedEvidence, { kind: 'token' }> = {
    kind: 'token',
    claims,
    check: verifyToken(presented.token, bench.keys),
    replay: name !== null && bench.seen.has(name) ? 'seen' : 'first',
  }
  const evidence: Evidence = {
    presented: token,
    faults: [],
    holder: null,
    usage: [],
    // A terminal just synchronised, whose clock is right.
    data: { holdersAsOf: at, revocationsAsOf: at, keyListAsOf: at, sequence: 1 },
    clock: { wall: at, lastTrusted: at, offsetAtLastSync: 0 },
    training: false,
  }
  const finding = judgeToken(token, evidence, bench.limits)
  if (finding !== null) return { step: stepNamed(finding.step), why: finding.reason }
  if (name !== null) bench.seen.add(name)
  return { step: 'none', why: 'accepted' }
}

const stepNamed = (step: string): CodeStep => CODE_STEPS.find(known => known === step) ?? 'none'

function problemOf(presented: Presented, input: string): Judged | null {
  switch (presented.kind) {
    case 'token':
      return null
    case 'unreadable': {
      if (presented.why === 'not-canonical') return { step: 'canonical', why: presented.why }
      // Of the right length, so it was looked at further.
      const step = /^(\d{206}|\d{221})$/.test(input) ? 'magic-and-profile' : 'length-and-characters'
      return { step, why: presented.why }
    }
    case 'newer-profile':
      return { step: 'magic-and-profile', why: presented.kind }
    case 'malformed-token':
      return { step: 'canonical', why: `malformed:${presented.problem}` }
    case 'foreign':
      return { step: 'length-and-characters', why: `foreign:${presented.foreign}` }
    default:
      return { step: 'length-and-characters', why: presented.kind }
  }
}
