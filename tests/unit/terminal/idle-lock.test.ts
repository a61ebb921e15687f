// The terminal's own watch over an idle window, with a time that the test turns.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createIdleLock, type IdleLock } from '../../../electron/people/idle-lock.ts'

const IDLE = 30
let now = { monotonic: 0, wall: 0 }
let open = true
let locked = 0
let watch: IdleLock

/** So many seconds go by, with the looks that fall into them. */
function pass(seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    now = { monotonic: now.monotonic + 1000, wall: now.wall + 1000 }
    vi.advanceTimersByTime(1000)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  now = { monotonic: 5_000, wall: 1_795_400_000_000 }
  open = true
  locked = 0
  watch = createIdleLock({
    time: { monotonicMs: () => now.monotonic, wallMs: () => now.wall },
    isOpen: () => open,
    seconds: () => IDLE,
    lock() {
      locked += 1
      open = false
    },
  })
})
afterEach(() => {
  watch.stop()
  vi.useRealTimers()
})

describe('the terminal’s own watch', () => {
  test('locks a window whose page says nothing any more, once, at the idle time', () => {
    pass(IDLE - 1)
    expect(locked).toBe(0)
    pass(1)
    expect(locked).toBe(1)
    pass(3 * IDLE)
    expect(locked).toBe(1)
  })

  test.each(['session.active', 'visit.present', 'visit.record', 'lookUp.find'] as const)(
    'begins anew with %s',
    name => {
      pass(IDLE - 1)
      watch.heard(name)
      pass(IDLE - 1)
      expect(locked).toBe(0)
      pass(1)
      expect(locked).toBe(1)
    },
  )

  test.each(['app.get', 'records.today', 'visit.tally', 'diagnostics.get', 'settings.get'] as const)(
    'is not put off by %s, which a reloaded page asks by itself',
    name => {
      for (let i = 0; i < IDLE; i++) {
        watch.heard(name)
        pass(1)
      }
      expect(locked).toBe(1)
    },
  )

  test('does not run while nobody is signed in or the window is locked, and begins with who comes', () => {
    open = false
    pass(3 * IDLE)
    open = true
    watch.alive()
    pass(IDLE - 1)
    expect(locked).toBe(0)
  })

  test('counts the time that the machine slept, which the even clock does not know', () => {
    now = { ...now, wall: now.wall + IDLE * 1000 }
    watch.look()
    expect(locked).toBe(1)
  })

  test('is not put off by a call that comes before its own look, when the time is over already', () => {
    now = { ...now, wall: now.wall + IDLE * 1000 }
    watch.heard('visit.close')
    expect(locked).toBe(1)
  })

  test('is over when the terminal closes', () => {
    watch.stop()
    pass(2 * IDLE)
    expect(locked).toBe(0)
  })
})
