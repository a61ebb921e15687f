// A good card at a sound terminal, and what may differ from that: evidence for the tests of decide and explain.
// Every fact has a good value here, so that a test names only what is wrong; no rule may be worked out in this file.

import type { Claims, PhysicalClaims, Presentation, VirtualClaims } from '../../../core/card/card.ts'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import type { KeyUse } from '../../../core/card/keys.ts'
import type { CatalogueItem } from '../../../core/policy/catalogue.ts'
import type {
  ClockFacts,
  DataFacts,
  Evidence,
  HolderFacts,
  PresentedEvidence,
  Replay,
  TokenCheck,
  Usage,
} from '../../../core/policy/evidence.ts'
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import type { Window } from '../../../core/policy/verdict.ts'

/** Seconds since 1970 UTC of a wall-clock time in Chuxiong: "2026-11-23 10:00:00". */
export const chuxiong = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`) / 1000

export const NOW = chuxiong('2026-11-23 10:00:00')
export const MINUTE = 60
export const HOUR = 3600
export const DAY = 86_400
export const CARD = makeCardNumber('5323', 1)
export const CATALOGUE = loadCatalogue()

export const PHYSICAL: PhysicalClaims = {
  profile: 11,
  medium: 'physical',
  tier: 'A',
  keyId: 1,
  cardNumber: CARD,
  serial: 2,
  issuedAt: NOW - 400 * DAY,
  expiresAt: NOW + 1000 * DAY,
}
export const SPECIMEN: PhysicalClaims = { ...PHYSICAL, profile: 91, keyId: 3 }
export const VIRTUAL: VirtualClaims = {
  profile: 21,
  medium: 'virtual',
  tier: 'A',
  keyId: 2,
  cardNumber: CARD,
  serial: 2,
  issuedAt: NOW - 10,
  lifetime: 60,
  nonce: '00112233445566ff',
}

const USE = { 11: 'physical', 21: 'virtual', 91: 'specimen' } as const
type Key = Extract<TokenCheck, { result: 'valid' }>['key']

/** A key that may sign the claims' profile, now and at their issue. */
export function signedBy(use: KeyUse, dates: Partial<Key> = {}): TokenCheck {
  const key = { use, notBefore: NOW - 500 * DAY, notAfter: NOW + 500 * DAY, acceptUntil: NOW + 2000 * DAY }
  return { result: 'valid', key: { ...key, ...dates } }
}

export const token = (
  claims: Claims,
  check: TokenCheck = signedBy(USE[claims.profile]),
  replay: Replay = 'first',
): PresentedEvidence => ({ kind: 'token', claims, check, replay })

/** Each way to present a good card. */
export const PRESENTED: Readonly<Record<Presentation, PresentedEvidence>> = {
  physical: token(PHYSICAL),
  virtual: token(VIRTUAL),
  number: { kind: 'card-number', cardNumber: CARD },
  'id-card': { kind: 'id-number' },
  provincial: { kind: 'provincial' },
}

export const HOLDER: HolderFacts = {
  cardNumber: CARD,
  serial: 2,
  tier: 'A',
  provincial: false,
  status: 'active',
  statusSince: NOW - 400 * DAY,
  expiresAt: NOW + 1000 * DAY,
}

const FRESH: DataFacts = {
  holdersAsOf: NOW - HOUR,
  revocationsAsOf: NOW - HOUR,
  keyListAsOf: NOW - HOUR,
  sequence: 42,
}
const SOUND: ClockFacts = { wall: NOW, lastTrusted: NOW, offsetAtLastSync: 0 }

/** What differs from a good card at a sound terminal. */
export type Difference = {
  readonly presented?: PresentedEvidence
  readonly faults?: Evidence['faults']
  readonly holder?: Partial<HolderFacts> | null
  readonly usage?: readonly Usage[]
  readonly data?: Partial<DataFacts>
  readonly clock?: Partial<ClockFacts>
  readonly training?: boolean
}

export function situation(d: Difference = {}): Evidence {
  return {
    presented: d.presented ?? PRESENTED.virtual,
    faults: d.faults ?? [],
    holder: d.holder === null ? null : { ...HOLDER, ...d.holder },
    usage: d.usage ?? [],
    data: { ...FRESH, ...d.data },
    clock: { ...SOUND, ...d.clock },
    training: d.training ?? false,
  }
}

/** A sound clock that shows another time, with data as old as ever. */
export const atTime = (at: number): Pick<Difference, 'clock' | 'data'> => ({
  clock: { wall: at, lastTrusted: at },
  data: { holdersAsOf: at - HOUR, revocationsAsOf: at - HOUR, keyListAsOf: at - HOUR },
})

/** One service recorded elsewhere and not voided. */
export const used = (
  itemId: string,
  at: number,
  amountCny: number | null = null,
  recordId = `${itemId}@${at}`,
): Usage => ({ recordId, itemId, at, siteName: '州医院', amountCny })

export const windowOf = (siteKind: Window['siteKind'], ...itemIds: readonly string[]): Window => ({
  siteKind,
  itemIds: itemIds.length === 0 ? null : itemIds,
})

/** The 2023 catalogue with some items changed. */
export const amended = (change: (item: CatalogueItem) => Partial<CatalogueItem>): typeof CATALOGUE => ({
  ...CATALOGUE,
  items: CATALOGUE.items.map(item => ({ ...item, ...change(item) })),
})
