// What time it is, for a phone whose own clock is never believed alone: the registry's word, carried on by two clocks that watch each other.
// Time never goes back here: a code that was shown for a moment past must not come up again.

/** Seconds. `monotonic` cannot be set by anybody, but stands still while a phone sleeps; `wall` can be set by everybody. */
export type Clocks = { readonly wall: () => number; readonly monotonic: () => number }

/** What the registry said last, and what the phone's clock said at that moment; `latest` is the latest time ever told. */
export type Kept = { readonly server: number; readonly wall: number; readonly latest: number }

/**
 * `confirmed`: the registry's word, and both clocks agree on what has passed since.
 * `carried`: by the phone's clock since the registry's last word; nothing speaks against it.
 * `doubtful`: the phone's clock was set, or the registry has never been heard: no code may rest on it.
 */
export type Trust = 'confirmed' | 'carried' | 'doubtful'
export type Reading = { readonly now: number; readonly trust: Trust }

/** Seconds by which two clocks may differ for no reason at all. */
const SLACK = 3
/** Between two looks at a page that is seen; longer, and the phone may have slept. */
const LOOK = 5

export type PhoneClock = ReturnType<typeof createPhoneClock>

export function createPhoneClock(clocks: Clocks, kept: Kept | null) {
  let anchor: { server: number; wall: number; monotonic: number | null } | null =
    kept === null ? null : { server: kept.server, wall: kept.wall, monotonic: null }
  let latest = kept?.latest ?? 0
  let wasSet = false
  let lastLook: { wall: number; monotonic: number } | null = null

  function read(): Reading {
    const wall = clocks.wall()
    if (anchor === null) return { now: Math.max(wall, latest), trust: 'doubtful' }
    const byWall = anchor.server + wall - anchor.wall
    const byMonotonic =
      anchor.monotonic === null ? null : anchor.server + clocks.monotonic() - anchor.monotonic
    const now = Math.max(byWall, byMonotonic ?? 0, latest)
    const wentBack = byWall < Math.max(latest, byMonotonic ?? 0) - SLACK
    const agree = byMonotonic !== null && Math.abs(byWall - byMonotonic) <= SLACK
    latest = now
    if (wasSet || wentBack) return { now, trust: 'doubtful' }
    return { now, trust: agree ? 'confirmed' : 'carried' }
  }

  return {
    read,
    /** The registry has just said what time it is. */
    confirm(server: number): void {
      anchor = { server, wall: clocks.wall(), monotonic: clocks.monotonic() }
      // Its word counts even against what was believed before.
      latest = server
      wasSet = false
      // Watched from this very moment on: set before the first look, it would be taken for sleep.
      lastLook = { wall: anchor.wall, monotonic: clocks.monotonic() }
    },
    /** Every second or so while the page is seen: a clock that jumps between two looks was set by somebody. */
    look(): void {
      const now = { wall: clocks.wall(), monotonic: clocks.monotonic() }
      if (lastLook !== null) {
        const passed = now.monotonic - lastLook.monotonic
        const jump = now.wall - lastLook.wall - passed
        if (passed <= LOOK && Math.abs(jump) > SLACK) {
          wasSet = true
          // What has passed since goes on being counted from where it was.
          if (anchor !== null) anchor = { ...anchor, wall: anchor.wall + jump }
        }
      }
      lastLook = now
    },
    /** The page was out of sight: whatever the wall clock did meanwhile may have been sleep. */
    outOfSight(): void {
      lastLook = null
    },
    /** For the next start; null before the registry was ever heard. */
    keep: (): Kept | null =>
      anchor === null ? null : { server: anchor.server, wall: anchor.wall, latest: read().now },
  }
}
