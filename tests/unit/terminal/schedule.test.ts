import { expect, test } from 'vitest'
import {
  backOff,
  CATCH_UP_AFTER,
  jitterOf,
  LIGHT_EVERY,
  nextNight,
  nightSlot,
  syncDue,
} from '../../../electron/sync/schedule.ts'

// 2026-11-23 00:00 in Asia/Shanghai.
const MIDNIGHT = Date.UTC(2026, 10, 22, 16) / 1000
const HOUR = 3600
const at = (hour: number) => MIDNIGHT + hour * HOUR

test('a terminal that has never synced is due at once', () => {
  expect(syncDue(at(10), { lastFull: null, lastAttempt: null, failures: 0 }, 0.5)).toBe('catch-up')
})

test("the nightly run comes once, in the terminal's own slot between one and five in the morning of Shanghai", () => {
  const slot = nightSlot(at(0), 0.5)
  expect(slot).toBe(at(3))
  const yesterday = { lastFull: at(-1), lastAttempt: at(-1), failures: 0 }
  expect(syncDue(slot, yesterday, 0.5)).toBe('nightly')
  expect(syncDue(slot + 60, { lastFull: slot, lastAttempt: slot, failures: 0 }, 0.5)).toBeNull()
})

test('ten thousand terminals spread over the whole night', () => {
  const hours = new Set(
    Array.from({ length: 10_000 }, (_, i) =>
      Math.floor((nightSlot(at(0), jitterOf(`t-${i}`)) - at(1)) / HOUR),
    ),
  )
  expect([...hours].sort()).toEqual([0, 1, 2, 3])
})

test('a missed night is caught up as soon as the terminal runs again', () => {
  const history = {
    lastFull: at(10) - CATCH_UP_AFTER - 1,
    lastAttempt: at(10) - CATCH_UP_AFTER - 1,
    failures: 0,
  }
  expect(syncDue(at(10), history, 0.5)).toBe('catch-up')
})

test('between the nights a light pull comes every few minutes', () => {
  const history = { lastFull: at(4), lastAttempt: at(10), failures: 0 }
  expect(syncDue(at(10) + LIGHT_EVERY - 1, history, 0.1)).toBeNull()
  expect(syncDue(at(10) + LIGHT_EVERY, history, 0.1)).toBe('light')
})

test('failures are waited out, doubling up to half an hour, each terminal by its own measure', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(n => backOff(n, 0))).toEqual([60, 120, 240, 480, 960, 1800, 1800])
  expect(backOff(1, 0.99)).toBeGreaterThan(backOff(1, 0.01))
  const failed = { lastFull: null, lastAttempt: at(10), failures: 2 }
  expect(syncDue(at(10) + 119, failed, 0)).toBeNull()
  expect(syncDue(at(10) + 120, failed, 0)).toBe('catch-up')
})

test('a clock set back never holds a sync up', () => {
  expect(syncDue(at(10), { lastFull: at(900), lastAttempt: at(900), failures: 5 }, 0)).toBe('catch-up')
})

test('the status line names the coming night', () => {
  expect(nextNight(at(0), 0.5)).toBe(at(3))
  expect(nextNight(at(4), 0.5)).toBe(at(27))
})
