// Every reason code, with the situations that lead to it: outcome and clause as the rules and TOKEN.md have them.
// A code that nothing can reach must be named below with why, so that none is dead unseen.
import { expect, test } from 'vitest'
import { FOREIGN_KINDS, SCANNER_FAULTS, UNREADABLE_REASONS } from '../../../core/card/presented.ts'
import { REASON_CODES, type ReasonCode } from '../../../core/policy/reasons.ts'
import { OUTCOMES } from '../../../core/policy/verdict.ts'
import { CASES, DOUBTFUL, STALE } from './reason-cases.ts'
import {
  DAY,
  judge,
  NOW,
  physical,
  type Situation,
  situation,
  TYPED,
  verdictOn,
  virtual,
} from './situations.ts'

test.each(CASES)('%s (%s, %s): %s', (reason, outcome, clause, _, world) => {
  expect(judge(world)).toMatchObject({ reason, outcome, clause })
})

type Note = readonly [note: ReasonCode, world: string, at: Situation]
const NOTES: readonly Note[] = [
  ['W-70', 'full-width digits', situation(physical(), { faults: ['full-width'] })],
  ...SCANNER_FAULTS.filter(f => f !== 'full-width').map(
    (fault): Note => ['W-71', fault, situation(physical(), { faults: [fault] })],
  ),
  ['W-72', 'holder data over a day old', situation(virtual(), { data: { holdersAsOf: NOW - DAY - 1 } })],
  [
    'W-72',
    'no such holder, as of yesterday',
    situation(TYPED, { holder: null, data: { holdersAsOf: NOW - DAY - 1 } }),
  ],
  ['W-73', 'revocations over a day old', situation(virtual(), { data: { revocationsAsOf: NOW - DAY - 1 } })],
  ['W-74', 'an A on the card of a B', situation(physical(), { holder: { tier: 'B' } })],
  ['W-75', 'clock in doubt, printed card', situation(physical(), { clock: DOUBTFUL })],
  ['W-76', 'thirty days to run', situation(virtual(), { holder: { expiresAt: NOW + 30 * DAY } })],
]

test.each(NOTES)('%s is noted: %s', (note, _, world) => {
  expect(judge(world).notes).toEqual([note])
})

test('two faults of the scanner are two notes', () => {
  expect(verdictOn(physical(), { faults: ['control', 'full-width'] }).notes).toEqual(['W-70', 'W-71'])
})

test('a sound scan has nothing to note', () => {
  expect(verdictOn(virtual()).notes).toEqual([])
})

test('what decided is not noted a second time', () => {
  expect(verdictOn(virtual(), { clock: DOUBTFUL }).notes).toEqual([])
  expect(verdictOn(virtual(), { data: { holdersAsOf: NOW - STALE } }).notes).toEqual([])
})

test('a card refused anyway is not said to run out soon', () => {
  const soon = { expiresAt: NOW + DAY, status: 'revoked' } as const
  expect(verdictOn(virtual(), { holder: soon }).notes).toEqual([])
})

test('the age of the register is not mentioned where it was not asked', () => {
  const old = { holdersAsOf: NOW - DAY - 1, revocationsAsOf: NOW - DAY - 1 }
  expect(verdictOn({ kind: 'foreign', foreign: 'alipay' }, { data: old, holder: null }).notes).toEqual([])
})

/** Reason codes that no evidence can reach, each with why. */
const UNREACHABLE: readonly ReasonCode[] = []

test('every reason code has a situation that leads to it', () => {
  const shown = new Set([...CASES, ...NOTES].map(([code]) => code))
  expect(REASON_CODES.filter(code => !shown.has(code))).toEqual(UNREACHABLE)
})

test('every outcome, every foreign code and every unreadable input is among the situations', () => {
  expect(new Set(CASES.map(([, outcome]) => outcome))).toEqual(new Set(OUTCOMES))
  const presented = CASES.map(([, , , , { evidence }]) => evidence.presented)
  const kinds = presented.flatMap(p => (p.kind === 'foreign' ? [p.foreign] : []))
  expect(new Set(kinds)).toEqual(new Set(FOREIGN_KINDS))
  const whys = presented.flatMap(p => (p.kind === 'unreadable' ? [p.why] : []))
  expect(new Set(whys)).toEqual(new Set(UNREADABLE_REASONS))
})
