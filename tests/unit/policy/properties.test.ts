// What holds of every verdict, whatever the evidence: it is there, it can be explained, and the unknown is never good.
// The evidence is arbitrary but typed; what reading already refuses (token.test.ts) does not come this far.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PRESENTATIONS, TIERS } from '../../../core/card/card.ts'
import {
  FOREIGN_KINDS,
  SCANNER_FAULTS,
  TOKEN_PROBLEMS,
  UNREADABLE_REASONS,
} from '../../../core/card/presented.ts'
import { SITE_KINDS } from '../../../core/policy/catalogue.ts'
import { decide } from '../../../core/policy/decide.ts'
import { type Evidence, STATUSES } from '../../../core/policy/evidence.ts'
import { explain } from '../../../core/policy/explain.ts'
import { STEPS } from '../../../core/policy/finding.ts'
import { REASON_CODES } from '../../../core/policy/reasons.ts'
import { OUTCOMES, type Outcome, SERVING_OUTCOMES, type Window } from '../../../core/policy/verdict.ts'
import {
  amended,
  CARD,
  CATALOGUE,
  DAY,
  HOLDER,
  NOW,
  PHYSICAL,
  SPECIMEN,
  situation,
  token,
  VIRTUAL,
} from './good-card.ts'

const RUNS = { numRuns: 2000 }

/** Mostly near the edges that matter, sometimes anywhere in four bytes. */
const moment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -400, max: 400 }).map(s => NOW + s) },
  { weight: 3, arbitrary: fc.integer({ min: -1200, max: 1200 }).map(days => NOW + days * DAY) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff_ffff }) },
)
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 8 })
/** The good value more often than not, so that many a situation is served. */
const mostly = <T>(good: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: other })

const serial = mostly(2, fc.integer({ min: 1, max: 3 }))
const tier = fc.constantFrom(...TIERS)
const long = mostly(NOW + 1000 * DAY, moment)
const since = mostly(NOW - 900 * DAY, moment)

const claims = fc.oneof(
  fc
    .record({ tier, serial, issuedAt: mostly(NOW - 400 * DAY, moment), expiresAt: long })
    .chain(over => fc.constantFrom({ ...PHYSICAL, ...over }, { ...SPECIMEN, ...over })),
  fc
    .record({ tier, serial, issuedAt: mostly(NOW - 10, moment), lifetime: fc.integer({ min: 1, max: 300 }) })
    .map(over => ({ ...VIRTUAL, ...over })),
)
const use = fc.constantFrom('physical', 'virtual', 'specimen', 'publish')
const USE = { 11: 'physical', 21: 'virtual', 91: 'specimen' } as const

const tokens = claims.chain(c =>
  fc.record({
    kind: fc.constant('token' as const),
    claims: fc.constant(c),
    check: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          result: fc.constant('valid' as const),
          key: fc.record({
            use: mostly(USE[c.profile], use),
            notBefore: since,
            notAfter: long,
            acceptUntil: long,
          }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom({ result: 'unknown-key' } as const, { result: 'bad-signature' } as const),
      },
    ),
    replay: mostly('first', fc.constantFrom('first', 'same-visit', 'seen', 'unknown')),
  }),
)

const presented: fc.Arbitrary<Evidence['presented']> = fc.oneof(
  { weight: 8, arbitrary: tokens },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Evidence['presented']>(
      { kind: 'card-number', cardNumber: CARD },
      { kind: 'id-number' },
      { kind: 'provincial' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('newer-profile' as const), profile: fc.integer({ min: 10, max: 99 }) }),
      fc.record({
        kind: fc.constant('malformed-token' as const),
        problem: fc.constantFrom(...TOKEN_PROBLEMS),
      }),
      fc.record({ kind: fc.constant('foreign' as const), foreign: fc.constantFrom(...FOREIGN_KINDS) }),
      fc.record({ kind: fc.constant('unreadable' as const), why: fc.constantFrom(...UNREADABLE_REASONS) }),
    ),
  },
)

const itemId = fc.constantFrom(...CATALOGUE.items.map(i => i.id))
const usage = fc.array(
  fc.record({
    recordId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    itemId: fc.oneof(fc.constantFrom('1.2', '5.1', '5.2', '11.1'), itemId),
    at: moment,
    siteName: fc.constant('州医院'),
    amountCny: orNull(fc.integer({ min: 0, max: 4000 })),
  }),
  { maxLength: 4 },
)

const age = mostly(NOW - 3600, moment)
const evidences: fc.Arbitrary<Evidence> = fc.record({
  presented,
  faults: fc.subarray([...SCANNER_FAULTS]),
  holder: orNull(
    fc.record({
      cardNumber: fc.constant(CARD),
      serial,
      tier,
      provincial: fc.boolean(),
      status: mostly('active', fc.constantFrom(...STATUSES)),
      statusSince: moment,
      expiresAt: long,
    }),
  ),
  usage,
  data: fc.record({
    holdersAsOf: orNull(age),
    revocationsAsOf: orNull(age),
    keyListAsOf: orNull(age),
    sequence: orNull(fc.nat()),
  }),
  clock: fc.record({
    wall: mostly(NOW, moment),
    lastTrusted: mostly(NOW, moment),
    offsetAtLastSync: orNull(mostly(0, fc.integer({ min: -7200, max: 7200 }))),
  }),
  training: fc.boolean(),
})

const windows: fc.Arbitrary<Window> = fc.record({
  siteKind: fc.constantFrom(...SITE_KINDS),
  itemIds: fc.option(fc.array(itemId, { maxLength: 3 }), { nil: null, freq: 2 }),
})

/** The rules of 2023, and some that the office might make of them. */
const catalogues = fc.constantFrom(
  CATALOGUE,
  amended(i => (i.category % 2 === 0 ? { inForceUntil: '2026-11-22' } : {})),
  amended(i => (i.id.endsWith('.1') ? { presentations: ['physical', 'id-card'] } : { tiers: ['A'] })),
)

const LETTER: Record<Outcome, string> = {
  good: 'P',
  'check-person': 'P',
  'some-services': 'P',
  'cannot-judge': 'U',
  no: 'N',
  'not-ours': 'F',
  'scan-again': 'R',
}

test('whatever is presented has one of the seven outcomes, with a reason of its letter and a clause', () => {
  fc.assert(
    fc.property(evidences, windows, catalogues, (evidence, window, catalogue) => {
      const verdict = decide(evidence, window, catalogue)
      expect(OUTCOMES).toContain(verdict.outcome)
      expect(REASON_CODES).toContain(verdict.reason)
      expect(verdict.reason[0]).toBe(LETTER[verdict.outcome])
      expect(verdict.clause).toMatch(/^(art\. \d|TOKEN [a-z])/)
      expect(verdict.presentation === null || PRESENTATIONS.includes(verdict.presentation)).toBe(true)
      expect(new Set(verdict.notes).size).toBe(verdict.notes.length)
      expect(verdict.notes.every(note => note.startsWith('W'))).toBe(true)
    }),
    RUNS,
  )
})

test('a service is available only under an outcome that serves, for somebody, and never with nothing left', () => {
  fc.assert(
    fc.property(evidences, windows, catalogues, (evidence, window, catalogue) => {
      const { outcome, services } = decide(evidence, window, catalogue)
      for (const { availability, relations, remaining } of services) {
        if (availability === 'available') {
          expect(SERVING_OUTCOMES).toContain(outcome)
          expect(relations).not.toEqual([])
          expect(remaining).not.toBe(0)
        } else expect(relations).toEqual([])
      }
    }),
    RUNS,
  )
})

test('explain says what decide says, with one deciding step, everything before it done and nothing after', () => {
  fc.assert(
    fc.property(evidences, windows, catalogues, (evidence, window, catalogue) => {
      const verdict = decide(evidence, window, catalogue)
      const { verdict: again, steps } = explain(evidence, window, catalogue)
      expect(again).toEqual(verdict)
      expect(steps.map(s => s.step)).toEqual(STEPS)
      const at = steps.findIndex(s => s.state === 'decided')
      expect(steps.map(s => s.reason)).toEqual(STEPS.map((_, i) => (i === at ? verdict.reason : null)))
      expect(steps.slice(0, at).map(s => s.state)).not.toContain('not-reached')
      expect(steps.slice(at + 1).every(s => s.state === 'not-reached')).toBe(true)
    }),
    RUNS,
  )
})

/** The same evidence, a little worse; null where it cannot be made so. */
type Worsening = readonly [string, (e: Evidence) => Evidence | null]

const holderWorse =
  (facts: (h: NonNullable<Evidence['holder']>) => object) =>
  (e: Evidence): Evidence | null =>
    e.holder === null ? null : { ...e, holder: { ...e.holder, ...facts(e.holder) } }
const tokenWorse =
  (facts: (t: Extract<Evidence['presented'], { kind: 'token' }>) => object | null) =>
  (e: Evidence): Evidence | null => {
    if (e.presented.kind !== 'token') return null
    const change = facts(e.presented)
    return change === null ? null : { ...e, presented: { ...e.presented, ...change } }
  }
const older = (at: number | null) => (at === null ? null : at - 4 * DAY)

const WORSENINGS: readonly Worsening[] = [
  ['the holder is unknown', e => ({ ...e, holder: null })],
  ...STATUSES.filter(s => s !== 'active').map(
    (status): Worsening => [
      `${status} instead of active`,
      e => (e.holder?.status === 'active' ? holderWorse(() => ({ status }))(e) : null),
    ],
  ),
  ['the card expires earlier', holderWorse(h => ({ expiresAt: h.expiresAt - 1001 * DAY }))],
  ['tier B', holderWorse(() => ({ tier: 'B' }))],
  ['no provincial card', holderWorse(() => ({ provincial: false }))],
  ['re-issued once more than the code knows', tokenWorse(t => ({ claims: { ...t.claims, serial: 0 } }))],
  ['no holder data', e => ({ ...e, data: { ...e.data, holdersAsOf: null } })],
  ['no published state', e => ({ ...e, data: { ...e.data, sequence: null } })],
  ['no revocations', e => ({ ...e, data: { ...e.data, revocationsAsOf: null } })],
  ['older holder data', e => ({ ...e, data: { ...e.data, holdersAsOf: older(e.data.holdersAsOf) } })],
  ['older revocations', e => ({ ...e, data: { ...e.data, revocationsAsOf: older(e.data.revocationsAsOf) } })],
  ['an unknown key', tokenWorse(() => ({ check: { result: 'unknown-key' } }))],
  ['a bad signature', tokenWorse(() => ({ check: { result: 'bad-signature' } }))],
  [
    'a key accepted no longer',
    tokenWorse(({ check }) =>
      check.result === 'valid' ? { check: { ...check, key: { ...check.key, acceptUntil: 0 } } } : null,
    ),
  ],
  ['a code seen before', tokenWorse(() => ({ replay: 'seen' }))],
  ['a replay store out of order', tokenWorse(() => ({ replay: 'unknown' }))],
  [
    'a shorter life',
    tokenWorse(({ claims: c }) =>
      c.profile === 21
        ? { claims: { ...c, lifetime: 1 } }
        : { claims: { ...c, expiresAt: c.expiresAt - 1001 * DAY } },
    ),
  ],
  ['a clock that was an hour off', e => ({ ...e, clock: { ...e.clock, offsetAtLastSync: 3600 } })],
  ['no training', e => ({ ...e, training: false })],
  ['a fault of the scanner', e => ({ ...e, faults: [...e.faults, 'control'] })],
  ...['1.2', '5.1', '5.2'].map(
    (id): Worsening => [
      `one more service of ${id}`,
      e => ({
        ...e,
        usage: [...e.usage, { recordId: 'new', itemId: id, at: NOW, siteName: '', amountCny: 500 }],
      }),
    ],
  ),
]

test.each(WORSENINGS)('%s never makes a card or a service good that was not', (_, worsen) => {
  fc.assert(
    fc.property(evidences, windows, catalogues, (evidence, window, catalogue) => {
      const worse = worsen(evidence)
      fc.pre(worse !== null)
      const before = decide(evidence, window, catalogue)
      const after = decide(worse, window, catalogue)
      if (!SERVING_OUTCOMES.has(before.outcome)) expect(SERVING_OUTCOMES).not.toContain(after.outcome)
      const available = new Set(before.services.filter(s => s.availability === 'available').map(s => s.id))
      const gained = after.services.filter(s => s.availability === 'available' && !available.has(s.id))
      expect(gained).toEqual([])
    }),
    { numRuns: 500, maxSkipsPerRun: 1000 },
  )
})

const UNKNOWN: readonly (readonly [string, (e: Evidence) => boolean])[] = [
  ['no holder', e => e.holder === null],
  ['no holder data', e => e.data.holdersAsOf === null || e.data.sequence === null],
  ['no revocations', e => e.data.revocationsAsOf === null],
  ['an unknown key', e => e.presented.kind === 'token' && e.presented.check.result === 'unknown-key'],
  ['a bad signature', e => e.presented.kind === 'token' && e.presented.check.result === 'bad-signature'],
  ['an unknown replay', e => e.presented.kind === 'token' && e.presented.replay === 'unknown'],
  [
    'a virtual code under a clock in doubt',
    e =>
      e.presented.kind === 'token' &&
      e.presented.claims.profile === 21 &&
      (Math.abs(e.clock.offsetAtLastSync ?? 0) >= 60 || e.clock.lastTrusted - e.clock.wall >= 120),
  ],
]

test('the unknown is never good, but for a specimen in training, which grants nothing', () => {
  fc.assert(
    fc.property(evidences, windows, catalogues, (evidence, window, catalogue) => {
      const unknown = UNKNOWN.filter(([, holds]) => holds(evidence)).map(([what]) => what)
      if (unknown.length === 0) return
      const { outcome, reason, services } = decide(evidence, window, catalogue)
      if (reason !== 'P-90') expect([unknown, SERVING_OUTCOMES.has(outcome)]).toEqual([unknown, false])
      expect(services.map(s => s.availability)).not.toContain('available')
    }),
    { numRuns: 5000 },
  )
})

test('the situations tried are served often enough for these properties to mean something', () => {
  const outcomes = fc
    .sample(fc.tuple(evidences, windows), { numRuns: 2000, seed: 1 })
    .map(([e, w]) => decide(e, w, CATALOGUE).outcome)
  expect(new Set(outcomes)).toEqual(new Set(OUTCOMES))
  expect(outcomes.filter(o => SERVING_OUTCOMES.has(o)).length).toBeGreaterThan(100)
  expect(
    decide(
      situation({ presented: token(VIRTUAL), holder: HOLDER }),
      { siteKind: 'hotel', itemIds: null },
      CATALOGUE,
    ).outcome,
  ).toBe('good')
})
