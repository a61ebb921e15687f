// What a supervisor's word may open: over every situation of every reason, and the doubts one by one.
// It must never open what the terminal knows: revoked, lost, superseded, expired, forged, specimen, somebody else's code.
import { describe, expect, test } from 'vitest'
import { overrideOffer } from '../../../core/policy/override.ts'
import { REASON_CODES, type ReasonCode } from '../../../core/policy/reasons.ts'
import { OVERRIDABLE, type OverridableReason } from '../../../core/policy/site-policy.ts'
import { CASES, DOUBTFUL, STALE } from './reason-cases.ts'
import {
  DAY,
  HOUR,
  ID_CARD,
  judge,
  NOW,
  physical,
  type Situation,
  situation,
  specimen,
  TYPED,
  used,
  virtual,
} from './situations.ts'

const HERE = '本窗口'
const offerOn = (at: Situation, allowed: readonly OverridableReason[] = OVERRIDABLE, here = HERE) =>
  overrideOffer({ ...at, verdict: judge(at) }, allowed, here)
const opened = (at: Situation, allowed?: readonly OverridableReason[], here?: string) =>
  offerOn(at, allowed, here)?.services.map(s => s.id) ?? []

/** Codes that some situation of the table is opened for; every other code stays shut in all of its situations. */
const OPENED: readonly ReasonCode[] = ['U-31', 'U-32', 'U-33', 'U-34', 'N-42']

test('of all situations only those of the listed reasons are opened, and each of the listed reasons is', () => {
  const found = new Set(CASES.filter(([, , , , at]) => opened(at).length > 0).map(([reason]) => reason))
  expect(REASON_CODES.filter(code => found.has(code))).toEqual(OPENED)
})

test.each(CASES.filter(([reason]) => !OPENED.includes(reason)))(
  '%s (%s, %s) is not opened: %s',
  (_reason, _outcome, _clause, _world, at) => {
    expect(offerOn(at)).toBeNull()
  },
)

test.each(CASES)('%s (%s, %s): a site whose policy lists nothing opens nothing: %s', (_r, _o, _c, _w, at) => {
  expect(offerOn(at, [])).toBeNull()
})

const OLD = { data: { holdersAsOf: NOW - STALE, revocationsAsOf: NOW - STALE } }

describe('a doubt is lifted, and nothing else', () => {
  test.each([
    ['revoked', situation(physical(), { ...OLD, holder: { status: 'revoked' } })],
    ['suspended', situation(physical(), { ...OLD, holder: { status: 'suspended' } })],
    ['lost', situation(TYPED, { ...OLD, holder: { status: 'lost' } })],
    ['superseded', situation(physical({ serial: 1 }), OLD)],
    ['merged', situation(physical(), { ...OLD, holder: { status: 'merged' } })],
    ['expired', situation(physical(), { ...OLD, holder: { expiresAt: NOW } })],
    ['forged', situation(physical({ check: { result: 'bad-signature' } }), OLD)],
    ['a specimen', situation(specimen(), OLD)],
    ['a specimen in training', situation(specimen(), { ...OLD, training: true })],
    ['a code seen before', situation(virtual({ replay: 'seen' }), { clock: DOUBTFUL })],
    ['revoked, the clock in doubt', situation(virtual(), { clock: DOUBTFUL, holder: { status: 'revoked' } })],
    [
      'a card re-issued after the last sync, its holder revoked',
      situation(physical({ serial: 3 }), { holder: { status: 'revoked' } }),
    ],
    ['a typed number that nobody has, by old data', situation(TYPED, { ...OLD, holder: null })],
    ['an ID number that nobody has, by old data', situation(ID_CARD, { ...OLD, holder: null })],
  ])('%s stays shut', (_, at) => {
    expect(offerOn(at)).toBeNull()
  })

  test('old data opens what the holder could have had with fresh data, and no more', () => {
    const at = situation(physical(), { ...OLD, at: 'hospital', holder: { tier: 'B' } })
    const fresh = judge(situation(physical(), { at: 'hospital', holder: { tier: 'B' } }))
    expect(judge(at).reason).toBe('U-31')
    expect(opened(at)).toEqual(fresh.services.filter(s => s.availability === 'available').map(s => s.id))
  })

  test('two doubts need two words of the policy', () => {
    const at = situation(physical(), OLD)
    expect(opened(at, ['U-31'])).toEqual([])
    expect(opened(at, ['U-33'])).toEqual([])
    expect(opened(at, ['U-31', 'U-33'])).not.toEqual([])
  })

  test('a code that had run out at the last time that was certain has run out', () => {
    const doubt = { clock: { wall: NOW, lastTrusted: NOW, offsetAtLastSync: 75 } }
    expect(opened(situation(virtual(), doubt))).not.toEqual([])
    expect(opened(situation(virtual({ issuedAt: NOW - HOUR }), doubt))).toEqual([])
  })

  test('a card newer than the data is what its own code says', () => {
    const at = situation(physical({ issuedAt: NOW - 600, tier: 'B' }), { holder: null, at: 'service-hall' })
    expect(judge(at)).toMatchObject({ reason: 'U-34', cardNumber: null, tier: null })
    const offer = offerOn(at)
    expect(offer?.verdict).toMatchObject({ tier: 'B', presentation: 'physical' })
    expect(offer?.verdict.cardNumber).toHaveLength(12)
  })
})

describe('a service used up', () => {
  const at = (siteName?: string) =>
    situation(physical(), {
      at: 'hospital-checkup',
      usage: [{ ...used('1.2', NOW - DAY), ...(siteName !== undefined && { siteName }) }],
    })

  test('elsewhere may be opened, also where the card is good for other services', () => {
    expect(opened(at())).toEqual(['1.2'])
    expect(opened(at(), ['U-31'])).toEqual([])
  })

  test('at this very site is taken back by a void, not by a word', () => {
    expect(opened(at(HERE))).toEqual([])
  })

  test('is all that is opened: what the tier or the medium withholds stays withheld', () => {
    const bank = situation(virtual(), { at: 'bank', usage: [used('12.1', NOW - DAY)] })
    expect(opened(bank)).toEqual([])
  })
})
