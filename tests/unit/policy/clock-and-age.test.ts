// The clock and the age of data on their own: what is no number must count as doubtful and stale, never as good.
// The limits to the second are tested through decide (decide.test.ts).
import { expect, test } from 'vitest'
import { effectiveNow, isClockDoubtful } from '../../../core/policy/clock.ts'
import { dataStateOf } from '../../../core/policy/data-age.ts'
import { decide } from '../../../core/policy/decide.ts'
import { SERVING_OUTCOMES } from '../../../core/policy/verdict.ts'
import { CATALOGUE, HOUR, NOW, PRESENTED, situation, windowOf } from './good-card.ts'

const { clock: limits, age } = CATALOGUE.limits
const facts = (lag: number) => ({ wall: NOW, lastTrusted: NOW + lag, offsetAtLastSync: null })

test('dates are judged by the later of the wall clock and the last trusted time', () => {
  expect(effectiveNow(facts(3 * HOUR))).toBe(NOW + 3 * HOUR)
  expect(effectiveNow(facts(-3 * HOUR))).toBe(NOW)
})

test('a terminal switched on after a week is not doubted for being ahead of what it last trusted', () => {
  expect(isClockDoubtful(facts(-168 * HOUR), limits)).toBe(false)
})

test.each([
  ['wall', { ...facts(0), wall: Number.NaN }],
  ['lastTrusted', { ...facts(0), lastTrusted: Number.NaN }],
  ['offsetAtLastSync', { ...facts(0), offsetAtLastSync: Number.NaN }],
])('a clock whose %s is no number is in doubt', (_, clock) => {
  expect(isClockDoubtful(clock, limits)).toBe(true)
})

test('data of no known age is stale, and data that never came is none', () => {
  expect(dataStateOf(Number.NaN, NOW, age.holders)).toBe('stale')
  expect(dataStateOf(NOW, Number.NaN, age.holders)).toBe('stale')
  expect(dataStateOf(null, NOW, age.holders)).toBe('none')
})

test.each(Object.entries(PRESENTED))(
  'with a broken clock nobody is served, presented as %s',
  (_, presented) => {
    for (const clock of [
      { wall: Number.NaN },
      { lastTrusted: Number.NaN },
      { wall: Number.POSITIVE_INFINITY },
    ]) {
      const { outcome } = decide(situation({ presented, clock }), windowOf('service-hall'), CATALOGUE)
      expect(SERVING_OUTCOMES).not.toContain(outcome)
    }
  },
)
