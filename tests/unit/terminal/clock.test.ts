import { expect, test } from 'vitest'
import { createClock, type TrustedTimeStore } from '../../../electron/clock.ts'

const NOON = 1_790_000_000

function world(start = { lastTrusted: 0, offsetAtLastSync: null as number | null }) {
  const time = { wall: NOON, monotonic: 0 }
  let stored = start
  const store: TrustedTimeStore = {
    load: () => stored,
    save: (lastTrusted, offsetAtLastSync) => {
      stored = { lastTrusted, offsetAtLastSync }
    },
  }
  const source = { wallMs: () => time.wall * 1000, monotonicMs: () => time.monotonic * 1000 }
  const pass = (seconds: number) => {
    time.wall += seconds
    time.monotonic += seconds
  }
  return { time, pass, clock: () => createClock(store, source), stored: () => stored }
}

test('a terminal that has never synced trusts no time and has no offset', () => {
  expect(world().clock().facts()).toEqual({ wall: NOON, lastTrusted: 0, offsetAtLastSync: null })
})

test('after a sync the trusted time moves on with the monotonic clock', () => {
  const w = world()
  const clock = w.clock()
  clock.syncedWith(NOON + 5)
  w.pass(100)
  expect(clock.facts()).toEqual({ wall: NOON + 100, lastTrusted: NOON + 105, offsetAtLastSync: -5 })
})

test('a wall clock turned back an hour while the terminal runs is seen at once', () => {
  const w = world()
  const clock = w.clock()
  clock.syncedWith(NOON)
  w.pass(60)
  w.time.wall -= 3600
  const facts = clock.facts()
  expect(facts.lastTrusted - facts.wall).toBe(3600)
})

test('a wall clock turned back while the terminal was off is seen at the next start', () => {
  const w = world()
  w.clock().syncedWith(NOON)
  w.time.wall -= 7200
  w.time.monotonic = 0
  expect(w.clock().facts().lastTrusted).toBe(NOON)
})

test('a genuine later time moves the trusted time on, an earlier one never moves it back', () => {
  const w = world()
  const clock = w.clock()
  clock.syncedWith(NOON)
  clock.sawTime(NOON + 30)
  clock.sawTime(NOON - 500)
  expect(clock.facts().lastTrusted).toBe(NOON + 30)
  expect(w.stored().lastTrusted).toBe(NOON + 30)
})
