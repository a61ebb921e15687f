// From what reached the scanner to a verdict: reads, verifies, looks up, decides, in TOKEN.md's order.
// It writes nothing and shows nothing; the same function serves the counter, `npm run verify` and the benchmark.
import { createHmac } from 'node:crypto'
import type { CardNumber, VirtualClaims } from '../../core/card/card.ts'
import type { TrustedKeys } from '../../core/card/keys.ts'
import type { ParsedToken, Presented } from '../../core/card/presented.ts'
import { readPresented } from '../../core/card/read-presented.ts'
import { verifyToken } from '../../core/card/verify.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { decide } from '../../core/policy/decide.ts'
import type {
  ClockFacts,
  DataFacts,
  Evidence,
  HolderFacts,
  PresentedEvidence,
  Replay,
  Usage,
} from '../../core/policy/evidence.ts'
import { rehearse } from '../../core/policy/training.ts'
import type { Verdict, Window } from '../../core/policy/verdict.ts'
import { assertNever } from '../../core/result.ts'

/** What the cache knows of a holder beyond the verdict's facts: only for the screen. */
export type KnownHolder = HolderFacts & { readonly name: string; readonly idTail: string }

/** Where holders and their usage are looked up: one indexed read each. */
export type HolderBook = {
  findByCardNumber(card: CardNumber): KnownHolder | null
  findByIdHash(hash: Buffer): KnownHolder | null
  findByProvincial(number: string): KnownHolder | null
  /** Services recorded here and elsewhere, not voided. */
  usageOf(card: CardNumber): readonly Usage[]
}

/** What the judge stands on; read anew for each scan, because a sync may have changed any of it. */
export type Grounds = {
  readonly book: HolderBook
  readonly keys: TrustedKeys
  readonly catalogue: Catalogue
  readonly window: Window
  readonly idLookupKey: Buffer
  readonly data: DataFacts
  readonly clock: ClockFacts
  readonly training: boolean
  /** Asks, and may note, whether this virtual code was seen. Called only after its signature was found good. */
  readonly replay: (claims: VirtualClaims) => Replay
}

export type Judged = {
  readonly evidence: Evidence
  readonly verdict: Verdict
  readonly holder: KnownHolder | null
}

export function judge(raw: string, grounds: Grounds): Judged {
  const presented = readPresented(raw)
  const { evidence: presentedEvidence, holder } = lookUp(presented, grounds)
  const evidence: Evidence = {
    presented: presentedEvidence,
    faults: presented.faults,
    holder: holder === null ? null : factsOf(holder),
    usage: holder === null ? [] : grounds.book.usageOf(holder.cardNumber),
    data: grounds.data,
    clock: grounds.clock,
    training: grounds.training,
  }
  const verdict = decide(evidence, grounds.window, grounds.catalogue)
  return rehearsalOf(evidence, verdict, grounds) ?? { evidence, verdict, holder }
}

/** A genuine specimen in training gives way to what it stands for; a forged one is judged as any other. */
function rehearsalOf({ presented }: Evidence, verdict: Verdict, grounds: Grounds): Judged | null {
  if (verdict.reason !== 'P-90' || presented.kind !== 'token') return null
  const { book, window, catalogue, clock } = grounds
  return rehearse(presented.claims.cardNumber, { usageOf: book.usageOf, window, catalogue, now: clock.wall })
}

/**
 * The same holder a little later, for one service more: what was presented, and when, as it was; the register and the
 * usage as they are now, so that what was just recorded counts.
 */
export function judgeAnew(before: Judged, grounds: Omit<Grounds, 'replay'>): Judged {
  const card = before.verdict.cardNumber
  const holder = card === null ? null : grounds.book.findByCardNumber(card)
  // What the registry said then is asked again now.
  const { quota: _, ...presented } = before.evidence
  const evidence: Evidence = {
    ...presented,
    holder: holder === null ? null : factsOf(holder),
    usage: holder === null ? [] : grounds.book.usageOf(holder.cardNumber),
  }
  return { evidence, verdict: decide(evidence, grounds.window, grounds.catalogue), holder }
}

/** The same evidence, with what the registry answered of scarce items while the holder stood there. */
export function judgeWithQuota(
  before: Judged,
  quota: NonNullable<Evidence['quota']>,
  usage: readonly Usage[],
  grounds: Pick<Grounds, 'window' | 'catalogue'>,
): Judged {
  const known = before.evidence.usage
  const fresh = usage.filter(u => !known.some(k => k.recordId === u.recordId))
  const evidence: Evidence = { ...before.evidence, usage: [...known, ...fresh], quota }
  return { ...before, evidence, verdict: decide(evidence, grounds.window, grounds.catalogue) }
}

/** The keyed hash under which the cache knows an ID number (core/sync/wire.ts `idHash`). */
export function idHash(idNumber: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(idNumber, 'latin1').digest().subarray(0, 16)
}

type LookedUp = { readonly evidence: PresentedEvidence; readonly holder: KnownHolder | null }

function lookUp(presented: Presented, grounds: Grounds): LookedUp {
  switch (presented.kind) {
    case 'token':
      return lookUpToken(presented.token, grounds)
    case 'card-number': {
      const { cardNumber } = presented
      return {
        evidence: { kind: 'card-number', cardNumber },
        holder: grounds.book.findByCardNumber(cardNumber),
      }
    }
    case 'id-number':
      return {
        evidence: { kind: 'id-number' },
        holder: grounds.book.findByIdHash(idHash(presented.idNumber, grounds.idLookupKey)),
      }
    case 'provincial':
      return { evidence: { kind: 'provincial' }, holder: grounds.book.findByProvincial(presented.number) }
    case 'newer-profile':
      return { evidence: { kind: 'newer-profile', profile: presented.profile }, holder: null }
    case 'malformed-token':
      return { evidence: { kind: 'malformed-token', problem: presented.problem }, holder: null }
    case 'foreign':
      return { evidence: { kind: 'foreign', foreign: presented.foreign }, holder: null }
    case 'unreadable':
      return { evidence: { kind: 'unreadable', why: presented.why }, holder: null }
    default:
      return assertNever(presented, 'presented')
  }
}

/** Nothing is looked up, and no replay noted, for a code whose signature or key is not good: nothing is believed before. */
function lookUpToken(token: ParsedToken, grounds: Grounds): LookedUp {
  const { claims } = token
  const check = verifyToken(token, grounds.keys)
  const believed = check.result === 'valid' && check.key.use === USE_OF_PROFILE[claims.profile]
  if (!believed || claims.profile === 91)
    return { evidence: { kind: 'token', claims, check, replay: 'first' }, holder: null }
  return {
    evidence: {
      kind: 'token',
      claims,
      check,
      replay: claims.profile === 21 ? grounds.replay(claims) : 'first',
    },
    holder: grounds.book.findByCardNumber(claims.cardNumber),
  }
}

const USE_OF_PROFILE = { 11: 'physical', 21: 'virtual', 91: 'specimen' } as const

/** Name and ID tail stay out of the evidence: it is stored in the journal and sent to the registry. */
function factsOf(holder: KnownHolder): HolderFacts {
  const { cardNumber, serial, tier, provincial, status, statusSince, expiresAt } = holder
  return { cardNumber, serial, tier, provincial, status, statusSince, expiresAt }
}
