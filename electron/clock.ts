// The terminal's own clock: what it says, and how far it may be believed (TOKEN.md "The terminal's own clock").
// Nothing else in the terminal reads the time; `core` gets plain values from here.
import type { ClockFacts } from '../core/policy/evidence.ts'

/** Where the last trusted time outlives a restart: the journal. Seconds since 1970 UTC. */
export type TrustedTimeStore = {
  load(): { readonly lastTrusted: number; readonly offsetAtLastSync: number | null }
  save(lastTrusted: number, offsetAtLastSync: number | null): void
}

export type TerminalClock = {
  /** Wall clock, whole seconds since 1970 UTC. */
  now(): number
  facts(): ClockFacts
  /** The registry's time, as answered during a sync. */
  syncedWith(serverTime: number): void
  /** A time that something genuine carried: an accepted virtual token, a journal entry. */
  sawTime(at: number): void
}

export type TimeSource = { wallMs(): number; monotonicMs(): number }

export const systemTime: TimeSource = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}

export function createClock(store: TrustedTimeStore, source: TimeSource = systemTime): TerminalClock {
  const stored = store.load()
  let offset = stored.offsetAtLastSync
  // Anchored to the monotonic clock, so that turning the wall clock back while we run is noticed at once.
  let anchor = { trusted: stored.lastTrusted, monotonic: source.monotonicMs() }
  const now = () => Math.floor(source.wallMs() / 1000)
  const sinceAnchor = () => Math.floor((source.monotonicMs() - anchor.monotonic) / 1000)
  const trusted = () => anchor.trusted + (anchor.trusted === 0 ? 0 : sinceAnchor())

  const moveTo = (at: number): void => {
    anchor = { trusted: at, monotonic: source.monotonicMs() }
    store.save(at, offset)
  }
  return {
    now,
    facts: () => ({ wall: now(), lastTrusted: trusted(), offsetAtLastSync: offset }),
    syncedWith(serverTime) {
      offset = now() - serverTime
      moveTo(serverTime)
    },
    sawTime(at) {
      if (at > trusted()) moveTo(at)
    },
  }
}
