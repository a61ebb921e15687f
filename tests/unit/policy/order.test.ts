// TOKEN.md's order of checks: of any two things wrong with a card, the one that is checked earlier is reported.
// The order is written out here as a list; that the code keeps it is what is tested.
import { expect, test } from 'vitest'
import { decide } from '../../../core/policy/decide.ts'
import type { Evidence } from '../../../core/policy/evidence.ts'
import type { ReasonCode } from '../../../core/policy/reasons.ts'
import type { Window } from '../../../core/policy/verdict.ts'
import {
  CATALOGUE,
  DAY,
  NOW,
  PHYSICAL,
  PRESENTED,
  SPECIMEN,
  signedBy,
  situation,
  token,
  used,
  VIRTUAL,
  windowOf,
} from './good-card.ts'

type World = { readonly evidence: Evidence; readonly window: Window }
/** Two faults of the same fact exclude one another: a code cannot be both too early and too late. */
type Fault = {
  readonly reason: ReasonCode
  readonly fact: string
  readonly spoil: (world: World) => World
}

const ofEvidence =
  (change: (e: Evidence) => Partial<Evidence>) =>
  ({ evidence, window }: World): World => ({ evidence: { ...evidence, ...change(evidence) }, window })
const ofToken = (change: (t: Extract<Evidence['presented'], { kind: 'token' }>) => object) =>
  ofEvidence(({ presented }) =>
    presented.kind === 'token' ? { presented: { ...presented, ...change(presented) } } : {},
  )
const ofClaims = (claims: object) => ofToken(t => ({ claims: { ...t.claims, ...claims } }))
const ofHolder = (facts: object) =>
  ofEvidence(({ holder }) => ({ holder: holder === null ? null : { ...holder, ...facts } }))
const ofData = (facts: object) => ofEvidence(({ data }) => ({ data: { ...data, ...facts } }))
const at = (window: Window) => (world: World) => ({ ...world, window })

const unknownKey: Fault = {
  reason: 'N-13',
  fact: 'check',
  spoil: ofToken(() => ({ check: { result: 'unknown-key' } })),
}
const forged: Fault = {
  reason: 'N-11',
  fact: 'check',
  spoil: ofToken(() => ({ check: { result: 'bad-signature' } })),
}
const wrongKey: Fault = {
  reason: 'N-14',
  fact: 'check',
  spoil: ofToken(() => ({ check: signedBy('publish') })),
}
const noData: Fault = { reason: 'U-30', fact: 'holder data', spoil: ofData({ holdersAsOf: null }) }
const stranger: Fault = { reason: 'U-35', fact: 'holder', spoil: ofEvidence(() => ({ holder: null })) }
const superseded: Fault = { reason: 'N-24', fact: 'serial', spoil: ofClaims({ serial: 1 }) }
const reissued: Fault = { reason: 'U-34', fact: 'serial', spoil: ofClaims({ serial: 3 }) }
const revoked: Fault = { reason: 'N-22', fact: 'status', spoil: ofHolder({ status: 'revoked' }) }
const suspended: Fault = { reason: 'N-25', fact: 'status', spoil: ofHolder({ status: 'suspended' }) }
const left: Fault = { reason: 'N-26', fact: 'status', spoil: ofHolder({ status: 'left' }) }
const pending: Fault = { reason: 'N-27', fact: 'status', spoil: ofHolder({ status: 'pending' }) }
const expired: Fault = { reason: 'N-21', fact: 'expiry', spoil: ofHolder({ expiresAt: NOW }) }
const stale: Fault = { reason: 'U-31', fact: 'holder data', spoil: ofData({ holdersAsOf: NOW - 4 * DAY }) }
const staleList: Fault = { reason: 'U-33', fact: 'revocations', spoil: ofData({ revocationsAsOf: null }) }

const IN_REGISTER = [superseded, reissued, revoked, suspended, left, pending, expired, stale, staleList]

const VIRTUAL_ORDER: readonly Fault[] = [
  unknownKey,
  forged,
  wrongKey,
  { reason: 'N-10', fact: 'lifetime', spoil: ofClaims({ lifetime: 301 }) },
  {
    reason: 'U-32',
    fact: 'clock',
    spoil: ofEvidence(({ clock }) => ({ clock: { ...clock, offsetAtLastSync: 60 } })),
  },
  { reason: 'N-17', fact: 'issue', spoil: ofClaims({ issuedAt: NOW + 16 }) },
  { reason: 'N-15', fact: 'issue', spoil: ofClaims({ issuedAt: NOW - 400 }) },
  { reason: 'N-16', fact: 'replay', spoil: ofToken(() => ({ replay: 'seen' })) },
  { reason: 'U-38', fact: 'replay', spoil: ofToken(() => ({ replay: 'unknown' })) },
  noData,
  stranger,
  ...IN_REGISTER,
  { reason: 'N-40', fact: 'window', spoil: at(windowOf('bank')) },
]

const PHYSICAL_ORDER: readonly Fault[] = [
  unknownKey,
  forged,
  wrongKey,
  { reason: 'N-17', fact: 'issue', spoil: ofClaims({ issuedAt: NOW + 2 * DAY }) },
  noData,
  stranger,
  ...IN_REGISTER.slice(0, 2),
  { reason: 'N-23', fact: 'status', spoil: ofHolder({ status: 'lost' }) },
  ...IN_REGISTER.slice(2),
  {
    reason: 'N-42',
    fact: 'window',
    spoil: ({ evidence }) => ({
      evidence: { ...evidence, usage: [used('1.2', NOW)] },
      window: windowOf('hospital-checkup', '1.2'),
    }),
  },
]

const TYPED_ORDER: readonly Fault[] = [
  noData,
  { ...stranger, reason: 'N-20' },
  revoked,
  expired,
  stale,
  staleList,
  { reason: 'N-40', fact: 'window', spoil: at(windowOf('bank')) },
]

const good = (presented: Evidence['presented']): World => ({
  // Data of this very second: a code made since the last sync might be of a card issued since, too (U-34).
  evidence: situation({ presented, data: { holdersAsOf: NOW } }),
  window: windowOf('service-hall'),
})

/** A code seen before is spent whatever the time is: a doubtful clock must not turn its red into amber. */
const SPENT_AT_ANY_TIME = 'U-32 N-16'
/** A number that stale data does not know may have been issued since: the age is told, not "no such holder". */
const OLD_DATA_KNOWS_NOBODY = 'N-20 U-31'
/** Older data makes the code itself younger than the data, which is another reason not to know the card (U-34). */
const ISSUED_SINCE = 'U-35 U-31'
const EXCEPTIONS = [SPENT_AT_ANY_TIME, OLD_DATA_KNOWS_NOBODY, ISSUED_SINCE]

const pairs = (world: World, order: readonly Fault[]) =>
  order.flatMap((earlier, i) =>
    order
      .slice(i + 1)
      .filter(later => later.fact !== earlier.fact)
      .filter(later => !EXCEPTIONS.includes(`${earlier.reason} ${later.reason}`))
      .map(later => ({ earlier, later, world })),
  )

const judged = ({ evidence, window }: World): ReasonCode => decide(evidence, window, CATALOGUE).reason

const WORLDS: readonly (readonly [string, World, readonly Fault[]])[] = [
  ['a virtual card', good(PRESENTED.virtual), VIRTUAL_ORDER],
  ['a physical card', good(PRESENTED.physical), PHYSICAL_ORDER],
  ['a typed number', good(PRESENTED.number), TYPED_ORDER],
]

test.each(WORLDS)('each thing wrong with %s is reported when it is alone', (_, world, order) => {
  expect(order.map(({ spoil }) => judged(spoil(world)))).toEqual(order.map(({ reason }) => reason))
})

test.each(WORLDS)('of any two things wrong with %s the earlier check speaks', (_, world, order) => {
  const tried = pairs(world, order)
  const wrong = tried.filter(
    ({ earlier, later }) => judged(later.spoil(earlier.spoil(world))) !== earlier.reason,
  )
  expect(wrong.map(({ earlier, later }) => `${later.reason} before ${earlier.reason}`)).toEqual([])
  expect(tried.length).toBeGreaterThan(order.length)
})

test('a code seen before is refused although the clock is in doubt', () => {
  const evidence = situation({
    presented: token(VIRTUAL, signedBy('virtual'), 'seen'),
    clock: { offsetAtLastSync: 60 },
  })
  expect(judged({ evidence, window: windowOf('service-hall') })).toBe('N-16')
})

test('a number that old data does not know is not said to be nobody’s', () => {
  const evidence = situation({
    presented: PRESENTED.number,
    holder: null,
    data: { holdersAsOf: NOW - 4 * DAY },
  })
  expect(judged({ evidence, window: windowOf('service-hall') })).toBe('U-31')
})

test('a printed card past its own date that the register does not know is expired before it is unknown', () => {
  const evidence = situation({ presented: token({ ...PHYSICAL, expiresAt: NOW }), holder: null })
  expect(judged({ evidence, window: windowOf('service-hall') })).toBe('N-21')
})

test('a specimen in service is refused for its key first, then as a specimen, whatever else is wrong', () => {
  const specimen = good(token(SPECIMEN))
  expect(judged(specimen)).toBe('N-12')
  for (const { reason, spoil } of [unknownKey, forged, wrongKey]) expect(judged(spoil(specimen))).toBe(reason)
  for (const { spoil } of [noData, stranger, ...IN_REGISTER]) expect(judged(spoil(specimen))).toBe('N-12')
})
