// Everything a verdict may rest on, as plain values: what was presented, what is known, how old it is, what time it is.
// No clock is read and no table is looked up from here; the shell gathers, `decide` judges, `explain` replays.
import type { CardNumber, Claims, Presentation, Tier } from '../card/card.ts'
import type { KeyUse } from '../card/keys.ts'
import type { ForeignKind, ScannerFault, TokenProblem, UnreadableReason } from '../card/presented.ts'
import type { Relation } from './catalogue.ts'

/**
 * A holder's standing. Never why: the ground of a revocation stays at the registry. `merged`: the holder was entered twice,
 * and it is his other card that counts.
 */
export const STATUSES = ['active', 'pending', 'suspended', 'lost', 'left', 'revoked', 'merged'] as const
export type Status = (typeof STATUSES)[number]

/** What the cache knows of a holder, as far as a verdict needs it. Times: seconds since 1970 UTC. */
export type HolderFacts = {
  readonly cardNumber: CardNumber
  readonly serial: number
  readonly tier: Tier
  /** Holds a provincial card: all A-card services (art. 3-1-1). */
  readonly provincial: boolean
  readonly status: Status
  readonly statusSince: number
  readonly expiresAt: number
}

/** One service recorded and not voided, here or elsewhere. */
export type Usage = {
  readonly recordId: string
  readonly itemId: string
  readonly at: number
  readonly siteName: string
  readonly amountCny: number | null
}

/** What the signature check said. `key` facts are copied so that the verdict can be replayed after the key list moved on. */
export type TokenCheck =
  | { readonly result: 'unknown-key' }
  | { readonly result: 'bad-signature' }
  | {
      readonly result: 'valid'
      readonly key: {
        readonly use: KeyUse
        readonly notBefore: number
        readonly notAfter: number
        readonly acceptUntil: number
      }
    }

/** Replay on this terminal (TOKEN.md "Freshness"): by (key id, card, nonce). */
export type Replay = 'first' | 'same-visit' | 'seen' | 'unknown'

/** What was presented, without raw input: safe to store in the journal. */
export type PresentedEvidence =
  | {
      readonly kind: 'token'
      readonly claims: Claims
      readonly check: TokenCheck
      readonly replay: Replay
    }
  | { readonly kind: 'newer-profile'; readonly profile: number }
  | { readonly kind: 'malformed-token'; readonly problem: TokenProblem }
  | { readonly kind: 'card-number'; readonly cardNumber: CardNumber }
  | { readonly kind: 'id-number' }
  | { readonly kind: 'provincial' }
  | { readonly kind: 'foreign'; readonly foreign: ForeignKind }
  | { readonly kind: 'unreadable'; readonly why: UnreadableReason }

/** Seconds since 1970 UTC throughout. */
export type ClockFacts = {
  /** The machine's wall clock at this scan. */
  readonly wall: number
  /** Latest of: server time at sync (+ monotonic time since), issue time of an accepted token, last journal entry. */
  readonly lastTrusted: number
  /** Wall clock minus server time at the last sync; null before the first. */
  readonly offsetAtLastSync: number | null
}

export type DataFacts = {
  /** When the registry last confirmed the holder data we hold (the manifest's issue time); null = no data at all. */
  readonly holdersAsOf: number | null
  readonly revocationsAsOf: number | null
  readonly keyListAsOf: number | null
  /** Sequence of the published state that the cache equals. */
  readonly sequence: number | null
}

export type Evidence = {
  readonly presented: PresentedEvidence
  readonly faults: readonly ScannerFault[]
  /** null = not in the cache (which is not "not revoked"). */
  readonly holder: HolderFacts | null
  readonly usage: readonly Usage[]
  readonly data: DataFacts
  readonly clock: ClockFacts
  /**
   * Whether the registry answered, while the holder stood there, what he used of scarce items; its answer is in `usage`.
   * Left out where nothing scarce was to be had, and by terminals that did not ask.
   */
  readonly quota?: {
    readonly state: 'answered' | 'absent'
    readonly items: readonly string[]
    readonly at: number
  }
  /** True in training mode, where a specimen may pass. */
  readonly training: boolean
}

export type { Presentation, Relation }
