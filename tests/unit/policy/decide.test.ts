// What decide says of a whole situation: who is served how, which services, with what note, up to which second.
// Expected answers are written by hand from POLICY.md and TOKEN.md, never worked out by the code under test.
import { expect, test } from 'vitest'
import { PRESENTATIONS, type Presentation } from '../../../core/card/card.ts'
import type { CatalogueItem } from '../../../core/policy/catalogue.ts'
import { decide } from '../../../core/policy/decide.ts'
import { AVAILABILITIES, type Availability } from '../../../core/policy/verdict.ts'
import {
  amended,
  atTime,
  CARD,
  CATALOGUE,
  chuxiong,
  DAY,
  type Difference,
  HOUR,
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

const HALL = windowOf('service-hall')
const CHECKUP = windowOf('hospital-checkup')
const BANK = windowOf('bank')

const verdict = (difference: Difference = {}, window = HALL, catalogue = CATALOGUE) =>
  decide(situation(difference), window, catalogue)
const judged = (...args: Parameters<typeof verdict>): string => {
  const { outcome, reason } = verdict(...args)
  return `${outcome} ${reason}`
}
const service = (id: string, ...args: Parameters<typeof verdict>) =>
  verdict(...args).services.find(s => s.id === id)

/** One item as the whole of a window's offer. */
const only = (id: string, change: Partial<CatalogueItem> = {}) => amended(i => (i.id === id ? change : {}))

// --- how it was presented ---

test.each<[Presentation, string, boolean]>([
  ['virtual', 'good P-01', false],
  ['physical', 'check-person P-10', true],
  ['number', 'check-person P-11', true],
  ['id-card', 'check-person P-12', true],
  ['provincial', 'check-person P-13', true],
])('a card in force presented as %s is %s, compare the person: %s', (presentation, expected, personCheck) => {
  const difference = { presented: PRESENTED[presentation] }
  expect(judged(difference)).toBe(expected)
  expect(verdict(difference)).toMatchObject({ presentation, personCheck, cardNumber: CARD, tier: 'A' })
})

test.each<[Presentation, string, boolean]>([
  ['virtual', 'check-person P-14', true],
  ['physical', 'no N-23', false],
  ['number', 'no N-23', false],
  ['id-card', 'check-person P-14', true],
  ['provincial', 'check-person P-14', true],
])('a holder who lost the card and comes with %s: %s', (presentation, expected, personCheck) => {
  const lost = { presented: PRESENTED[presentation], holder: { status: 'lost' } } as const
  expect(judged(lost)).toBe(expected)
  expect(verdict(lost).personCheck).toBe(personCheck)
})

test('at a scenic area the resident-ID card alone is proof enough; a card number, or a lost card, is not', () => {
  const scenic = windowOf('scenic-area')
  expect(judged({ presented: PRESENTED['id-card'] }, scenic)).toBe('good P-15')
  expect(verdict({ presented: PRESENTED['id-card'] }, scenic).personCheck).toBe(false)
  expect(judged({ presented: PRESENTED.number }, scenic)).toBe('check-person P-11')
  expect(judged({ presented: PRESENTED['id-card'], holder: { status: 'lost' } }, scenic)).toBe(
    'check-person P-14',
  )
})

test('where one service of the window wants the card, an ID number is a look-up like any other', () => {
  const mixed = amended(i => (i.id === '10.1' ? { siteKinds: ['scenic-area'] } : {}))
  expect(judged({ presented: PRESENTED['id-card'] }, windowOf('scenic-area'), mixed)).toBe(
    'check-person P-12',
  )
})

test('a holder who lost the card shows himself also where only some services are open to him', () => {
  const lostB = { holder: { status: 'lost', tier: 'B' } } as const
  expect(judged(lostB, CHECKUP)).toBe('some-services P-20')
  expect(verdict(lostB, CHECKUP).personCheck).toBe(true)
})

test.each(PRESENTATIONS)(
  'only some services, presented as %s: the person is compared but for a virtual card',
  p => {
    const tierB = { presented: PRESENTED[p], holder: { tier: 'B' } } as const
    expect(verdict(tierB, CHECKUP)).toMatchObject({ outcome: 'some-services', personCheck: p !== 'virtual' })
  },
)

test.each(PRESENTATIONS)('at a bank, %s gets what it should', presentation => {
  const { outcome, services } = verdict({ presented: PRESENTED[presentation] }, BANK)
  const physical = presentation === 'physical'
  expect(outcome).toBe(physical ? 'check-person' : 'no')
  expect(services.map(s => s.availability)).toEqual(Array(3).fill(physical ? 'available' : 'not-with-medium'))
  expect(services.every(s => physical || s.clause === 'art. 2')).toBe(true)
})

test.each(PRESENTATIONS)('the holder of a provincial B card counts as A here, presented as %s', p => {
  const provincial = { presented: PRESENTED[p], holder: { tier: 'B', provincial: true } } as const
  expect(service('1.2', provincial, CHECKUP)?.availability).toBe('available')
  expect(verdict(provincial, CHECKUP).tier).toBe('A')
})

test('without a provincial card a B card has no free check-up', () => {
  expect(service('1.2', { holder: { tier: 'B' } }, CHECKUP)?.availability).toBe('not-for-tier')
})

test('a specimen in training shows the way and grants nothing', () => {
  const difference = { presented: token(SPECIMEN), training: true }
  expect(judged(difference)).toBe('check-person P-90')
  expect(verdict(difference).services.map(s => s.availability)).toEqual(HALL_ITEMS.map(() => 'unknown'))
  expect(verdict(difference)).toMatchObject({ cardNumber: null, tier: null })
})

test('a forged or foreign-keyed code brings no holder into the verdict, whoever was looked up', () => {
  for (const check of [{ result: 'bad-signature' }, { result: 'unknown-key' }] as const) {
    const forged = { presented: token({ ...PHYSICAL, tier: 'B' }, check) }
    expect(verdict(forged)).toMatchObject({ outcome: 'no', cardNumber: null, tier: null, notes: [] })
  }
})

// --- windows and services ---

const HALL_ITEMS = ['2.1', '2.2', '3.1', '3.2', '3.3', '3.4', '3.5', '5.1']

test('a window answers for what its kind of site offers, in the order of the catalogue', () => {
  expect(verdict().services.map(s => s.id)).toEqual(HALL_ITEMS)
})

test('a window of some items answers for those alone, in the order of the catalogue', () => {
  expect(verdict({}, windowOf('service-hall', '5.1', '2.1')).services.map(s => s.id)).toEqual(['2.1', '5.1'])
  expect(verdict({}, windowOf('service-hall', '1.2', '99.9')).services).toEqual([])
})

test('a window without items tells of the card and offers nothing', () => {
  expect(verdict({}, { siteKind: 'bank', itemIds: [] })).toMatchObject({ reason: 'P-01', services: [] })
})

test('a service of the window next door is not mistaken for this one’s', () => {
  const one = windowOf('service-hall', '2.1')
  expect(verdict({}, one).services).toHaveLength(1)
  expect(verdict().services).toHaveLength(HALL_ITEMS.length)
  expect(verdict({}, one).services).toHaveLength(1)
})

test('an available service says for whom, by which clause', () => {
  expect(service('3.3')).toEqual({
    id: '3.3',
    availability: 'available',
    clause: 'art. 5-3-3',
    relations: ['self', 'spouse', 'child'],
    remaining: null,
    usedAt: null,
    usedSite: null,
  })
})

test('a service used up says when and where, and is for nobody', () => {
  expect(service('1.2', { usage: [used('1.2', NOW - DAY)] }, CHECKUP)).toEqual({
    id: '1.2',
    availability: 'used-up',
    clause: 'art. 5-1-2',
    relations: [],
    remaining: 0,
    usedAt: NOW - DAY,
    usedSite: '州医院',
  })
})

/** A window never asks about what it does not offer, and the beneficiary is chosen after the verdict (electron/visit). */
const SAID_ELSEWHERE: readonly Availability[] = ['not-at-window', 'not-for-relation']

const ANSWERS: readonly (readonly [Availability, Difference, typeof CATALOGUE])[] = [
  ['available', {}, CATALOGUE],
  ['used-up', { usage: [used('1.2', NOW)] }, CATALOGUE],
  ['not-for-tier', { holder: { tier: 'B' } }, CATALOGUE],
  ['not-with-medium', {}, only('1.2', { presentations: ['physical'] })],
  ['not-yet', {}, only('1.2', { inForceFrom: '2026-11-24' })],
  ['no-longer', {}, only('1.2', { inForceUntil: '2026-11-22' })],
  ['unknown', { holder: { status: 'revoked' } }, CATALOGUE],
]

test.each(ANSWERS)('a check-up is %s', (availability, difference, catalogue) => {
  expect(service('1.2', difference, CHECKUP, catalogue)?.availability).toBe(availability)
})

test('every availability that a verdict can hold was just shown', () => {
  const shown = [...ANSWERS.map(([a]) => a), ...SAID_ELSEWHERE]
  expect([...shown].sort()).toEqual([...AVAILABILITIES].sort())
})

test('used-up alone takes nothing from the headline', () => {
  expect(judged({ usage: [used('1.2', NOW)] }, CHECKUP)).toBe('good P-01')
})

test('of several reasons for serving in part, tier is said before medium, medium before date', () => {
  const mixed = amended(i => {
    if (i.id === '2.1') return { tiers: ['A'] }
    if (i.id === '2.2') return { presentations: ['physical'] }
    return i.id === '3.1' ? { inForceUntil: '2026-11-22' } : {}
  })
  expect(judged({ holder: { tier: 'B' } }, HALL, mixed)).toBe('some-services P-20')
  expect(judged({}, HALL, mixed)).toBe('some-services P-21')
  expect(judged({ presented: PRESENTED.physical }, HALL, mixed)).toBe('some-services P-22')
})

test('of several reasons for serving nothing, used-up is said before medium, tier and date', () => {
  const window = windowOf('hospital-checkup', '1.1', '1.2')
  const usage = [used('1.1', NOW)]
  const quota = { kind: 'times', per: 'calendar-year', limit: 1 } as const
  const both = (second: Partial<CatalogueItem>) => amended(i => (i.id === '1.1' ? { quota } : second))
  const forA = both({ tiers: ['A'] })
  expect(judged({ usage, holder: { tier: 'B' } }, window, forA)).toBe('no N-42')
  expect(judged({ usage }, window, both({ presentations: ['physical'] }))).toBe('no N-42')
  expect(judged({ usage }, window, both({ inForceUntil: '2026-11-22' }))).toBe('no N-42')
})

test('a service begins at midnight of its first day in Chuxiong and ends at midnight of its last', () => {
  const inNovember = only('9.1', { inForceFrom: '2026-11-01', inForceUntil: '2026-11-30' })
  const at = (text: string) => service('9.1', atTime(chuxiong(text)), windowOf('station'), inNovember)
  // The code on the phone is always made just then, so a typed number stands in for it here.
  const typed = (text: string) =>
    service(
      '9.1',
      { ...atTime(chuxiong(text)), presented: PRESENTED.number },
      windowOf('station'),
      inNovember,
    )?.availability
  expect(typed('2026-10-31 23:59:59')).toBe('not-yet')
  expect(typed('2026-11-01 00:00:00')).toBe('available')
  expect(typed('2026-11-30 23:59:59')).toBe('available')
  expect(typed('2026-12-01 00:00:00')).toBe('no-longer')
  expect(at('2026-11-30 23:59:59')?.availability).toBe('unknown')
})

// --- quotas ---

const typedAt = (text: string, ...usage: ReturnType<typeof used>[]): Difference => ({
  ...atTime(chuxiong(text)),
  presented: PRESENTED.number,
  usage,
})
const left = (id: string, window: ReturnType<typeof windowOf>, difference: Difference) => {
  const answer = service(id, difference, window)
  return `${answer?.availability} ${answer?.remaining}`
}

test('the free check-up of a year is spent until its last second and comes back with the next', () => {
  const spent = used('1.2', chuxiong('2026-12-31 23:59:59'))
  expect(left('1.2', CHECKUP, typedAt('2026-12-31 23:59:59', spent))).toBe('used-up 0')
  expect(left('1.2', CHECKUP, typedAt('2027-01-01 00:00:00', spent))).toBe('available 1')
  const early = used('1.2', chuxiong('2027-01-01 00:00:00'))
  expect(left('1.2', CHECKUP, typedAt('2027-12-31 23:59:59', early))).toBe('used-up 0')
})

test('what was voided is not among the usage, and the check-up is there again', () => {
  expect(left('1.2', CHECKUP, typedAt('2026-11-23 10:00:00'))).toBe('available 1')
})

test('the same record from the sync and from the own journal counts once', () => {
  const record = used('5.2', NOW, 1200, 'r1')
  const fund = windowOf('housing-fund')
  expect(left('5.2', fund, typedAt('2026-11-23 10:00:00', record, { ...record }))).toBe('available 1800')
  const other = used('5.2', NOW, 1200, 'r2')
  expect(left('5.2', fund, typedAt('2026-11-23 10:00:00', record, other))).toBe('available 600')
})

test('the housing fund gives 3,000 CNY a month, and what is left is said', () => {
  const fund = windowOf('housing-fund')
  const drawn = used('5.2', chuxiong('2026-11-30 23:59:59'), 2999)
  expect(left('5.2', fund, typedAt('2026-11-30 23:59:59', drawn))).toBe('available 1')
  const rest = used('5.2', chuxiong('2026-11-01 00:00:00'), 1)
  expect(left('5.2', fund, typedAt('2026-11-30 23:59:59', drawn, rest))).toBe('used-up 0')
  expect(left('5.2', fund, typedAt('2026-12-01 00:00:00', drawn, rest))).toBe('available 3000')
})

test('a flat is free for three years from the first time on, whatever came between', () => {
  const first = used('5.1', chuxiong('2026-11-23 10:00:00'))
  const again = used('5.1', chuxiong('2028-06-01 10:00:00'))
  const inForce = { holder: { expiresAt: NOW + 3000 * DAY } }
  const flat = (at: string, ...usage: ReturnType<typeof used>[]): string =>
    left('5.1', windowOf('housing-office'), { ...typedAt(at, ...usage), ...inForce })
  expect(flat('2026-11-23 10:00:00')).toBe('available 3')
  expect(flat('2027-11-23 10:00:00', first)).toBe('available 2')
  expect(flat('2029-11-23 09:59:59', again, first)).toBe('available 1')
  expect(flat('2029-11-23 10:00:00', again, first)).toBe('used-up 0')
})

test('every visit to a scenic area has its three tickets', () => {
  const before = [used('11.1', NOW), used('11.1', NOW - HOUR)]
  expect(left('11.1', windowOf('scenic-area'), typedAt('2026-11-23 10:00:00', ...before))).toBe('available 3')
})

// --- seconds ---

const issued = (issuedAt: number, lifetime = 60): Difference => ({
  presented: token({ ...VIRTUAL, issuedAt, lifetime }),
})
const AGE_72_HOURS = NOW - 72 * HOUR
const AGE_24_HOURS = NOW - 24 * HOUR

test.each<[string, string, Difference]>([
  ['a code at its lifetime and the tolerance', 'good P-01', issued(NOW - 90)],
  ['a code a second later', 'no N-15', issued(NOW - 91)],
  ['a code of the longest lifetime at its end', 'good P-01', issued(NOW - 330, 300)],
  ['a code as early as tolerated', 'good P-01', issued(NOW + 15)],
  ['a code a second earlier', 'no N-17', issued(NOW + 16)],
  ['the last second of a card', 'good P-01', { holder: { expiresAt: NOW + 1 } }],
  ['the second a card expires', 'no N-21', { holder: { expiresAt: NOW } }],
  ['holder data at its limit', 'good P-01', { data: { holdersAsOf: AGE_72_HOURS } }],
  ['holder data a second over it', 'cannot-judge U-31', { data: { holdersAsOf: AGE_72_HOURS - 1 } }],
  ['revocations at their limit', 'good P-01', { data: { revocationsAsOf: AGE_72_HOURS } }],
  ['revocations a second over it', 'cannot-judge U-33', { data: { revocationsAsOf: AGE_72_HOURS - 1 } }],
  ['a clock two minutes behind', 'cannot-judge U-32', { clock: { lastTrusted: NOW + 120 } }],
  ['a clock a second less behind', 'good P-01', { clock: { lastTrusted: NOW + 119 } }],
  ['a clock a minute fast', 'cannot-judge U-32', { clock: { offsetAtLastSync: 60 } }],
  ['a clock a minute slow', 'cannot-judge U-32', { clock: { offsetAtLastSync: -60 } }],
  ['a clock a second less off', 'good P-01', { clock: { offsetAtLastSync: -59 } }],
  ['a clock never compared', 'good P-01', { clock: { offsetAtLastSync: null } }],
])('%s: %s', (_, expected, difference) => {
  expect(judged(difference)).toBe(expected)
})

test('data is said to age from its warning on, not before', () => {
  expect(verdict({ data: { holdersAsOf: AGE_24_HOURS } })).toMatchObject({
    notes: [],
    data: { state: 'fresh' },
  })
  expect(verdict({ data: { holdersAsOf: AGE_24_HOURS - 1 } })).toMatchObject({
    notes: ['W-72'],
    data: { state: 'aging', asOf: AGE_24_HOURS - 1 },
  })
  expect(verdict({ data: { revocationsAsOf: AGE_24_HOURS - 1 } }).notes).toEqual(['W-73'])
})

test('a card is said to run out from its last thirty days on, not before', () => {
  expect(verdict({ holder: { expiresAt: NOW + 30 * DAY } }).notes).toEqual(['W-76'])
  expect(verdict({ holder: { expiresAt: NOW + 30 * DAY + 1 } }).notes).toEqual([])
})

test('a clock set back makes no expired card good again', () => {
  const presented = PRESENTED.physical
  const back = { clock: { wall: NOW - 400 * DAY, lastTrusted: NOW }, holder: { expiresAt: NOW } }
  expect(judged({ ...back, presented })).toBe('no N-21')
})

const AHEAD = { wall: NOW + 2 * DAY, lastTrusted: NOW, offsetAtLastSync: 2 * DAY }
const OVER_TOMORROW = { expiresAt: NOW + DAY }

test.each<[string, string, Difference]>([
  ['the register’s date', 'no N-21', { presented: PRESENTED.physical, holder: OVER_TOMORROW }],
  ['a typed number’s date', 'no N-21', { presented: PRESENTED.number, holder: OVER_TOMORROW }],
  ['the printed date', 'no N-21', { presented: token({ ...PHYSICAL, ...OVER_TOMORROW }), holder: null }],
  [
    'the key’s last day',
    'no N-14',
    { presented: token(PHYSICAL, signedBy('physical', { acceptUntil: NOW + DAY })) },
  ],
])('%s, past only by a clock known to run ahead, is not held against the holder', (_, red, difference) => {
  expect(judged({ ...difference, clock: AHEAD })).toBe('cannot-judge U-32')
  expect(judged({ ...difference, clock: { ...AHEAD, offsetAtLastSync: 0 } })).toBe(red)
  expect(judged({ ...difference, clock: { ...AHEAD, lastTrusted: NOW + 2 * DAY } })).toBe(red)
})

test('several notes stand together, in the order of their codes', () => {
  const all = verdict({
    presented: PRESENTED.physical,
    faults: ['control', 'full-width'],
    holder: { tier: 'B', expiresAt: NOW + DAY },
    data: { holdersAsOf: AGE_24_HOURS - 1, revocationsAsOf: AGE_24_HOURS - 1 },
    clock: { offsetAtLastSync: 3600 },
  })
  expect([...all.notes].sort()).toEqual(['W-70', 'W-71', 'W-72', 'W-73', 'W-74', 'W-75', 'W-76'])
  expect(all).toMatchObject({ reason: 'P-10', tier: 'B', clock: 'doubtful' })
})
