// The phone's time: the registry's word, carried on by two clocks of which one sleeps and the other can be set.
import { beforeEach, expect, test } from 'vitest'
import { createPhoneClock, type PhoneClock } from '../../../registry/phone/clock/clock.ts'

const NOW = 1_800_000_000
const at = { wall: 0, monotonic: 0 }
const pass = (seconds: number): void => {
  at.wall += seconds
  at.monotonic += seconds
}
let clock: PhoneClock
beforeEach(() => {
  // A phone that is an hour behind.
  at.wall = NOW - 3600
  at.monotonic = 50
  clock = createPhoneClock({ wall: () => at.wall, monotonic: () => at.monotonic }, null)
})

/** The page is looked at for a while. */
function look(seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    pass(1)
    clock.look()
  }
}

test('before the registry was heard nothing is believed; after it, its word, whatever the phone’s own clock says', () => {
  expect(clock.read().trust).toBe('doubtful')
  clock.confirm(NOW)
  pass(40)
  expect(clock.read()).toEqual({ now: NOW + 40, trust: 'confirmed' })
})

test('a clock that is set forward under one’s eyes moves no time, and is not believed until the registry is heard', () => {
  clock.confirm(NOW)
  look(10)
  at.wall += 7200
  look(2)
  expect(clock.read()).toEqual({ now: NOW + 12, trust: 'doubtful' })
  clock.confirm(NOW + 12)
  expect(clock.read().trust).toBe('confirmed')
})

test('a clock that is set right after the registry’s word is seen to be set, too', () => {
  clock.confirm(NOW)
  at.wall += 3600
  look(1)
  expect(clock.read()).toEqual({ now: NOW + 1, trust: 'doubtful' })
})

test('a clock that is set back brings no earlier time back', () => {
  clock.confirm(NOW)
  look(100)
  const before = clock.read().now
  at.wall -= 86_400
  clock.outOfSight()
  pass(1)
  expect(clock.read().now).toBeGreaterThanOrEqual(before)
  expect(clock.read().trust).toBe('doubtful')
})

test('a night’s sleep out of sight passes by the wall clock: carried, not confirmed', () => {
  clock.confirm(NOW)
  look(5)
  clock.outOfSight()
  at.wall += 8 * 3600
  clock.look()
  expect(clock.read()).toEqual({ now: NOW + 5 + 8 * 3600, trust: 'carried' })
})

test('started anew without a network, time goes on from what was kept, and never before the latest that was told', () => {
  clock.confirm(NOW)
  look(60)
  const kept = clock.keep()
  pass(600)
  const next = createPhoneClock({ wall: () => at.wall, monotonic: () => 0 }, kept)
  expect(next.read()).toEqual({ now: NOW + 660, trust: 'carried' })
  at.wall -= 3600
  const setBack = createPhoneClock({ wall: () => at.wall, monotonic: () => 0 }, kept)
  expect(setBack.read()).toEqual({ now: NOW + 60, trust: 'doubtful' })
})
