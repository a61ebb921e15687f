// Guessing enrolment codes is made tedious per address, and an attack from everywhere does not fill the memory.
import { expect, test } from 'vitest'
import { attemptLimiter } from '../../../registry/attempt-limiter.ts'

test('an address may try as often as allowed, and then waits until its window is over', () => {
  const limiter = attemptLimiter(3, 600)
  expect([0, 1, 2, 3, 599].map(now => limiter.mayTry('10.0.0.7', now))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect([600, 601, 602, 603].map(now => limiter.mayTry('10.0.0.7', now))).toEqual([true, true, true, false])
})

test('trying on does not make the wait longer', () => {
  const limiter = attemptLimiter(1, 600)
  for (let now = 0; now < 600; now += 10) limiter.mayTry('10.0.0.7', now)
  expect(limiter.mayTry('10.0.0.7', 600)).toBe(true)
})

test('one address that guesses does not lock out another', () => {
  const limiter = attemptLimiter(1, 600)
  limiter.mayTry('10.0.0.7', 0)
  expect(limiter.mayTry('10.0.0.7', 1)).toBe(false)
  expect(limiter.mayTry('10.0.0.8', 1)).toBe(true)
})

test('an attack from more addresses than are remembered forgives everybody rather than growing', () => {
  const limiter = attemptLimiter(1, 600)
  for (let i = 0; i < 10_000; i++) limiter.mayTry(`10.1.${i >> 8}.${i & 255}`, 0)
  expect(limiter.mayTry('10.1.0.0', 1)).toBe(false)
  expect(limiter.mayTry('10.2.0.0', 1)).toBe(true)
  expect(limiter.mayTry('10.1.0.0', 1)).toBe(true)
})
