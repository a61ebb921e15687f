// Locks the window by the terminal's own watch: a page that hangs, was reloaded or is gone keeps nobody signed in.
// The page's own look (renderer/app/activity.ts) hides the holder first; this one does not depend on it.
import type { ProcedureName } from '../api.ts'
import type { TimeSource } from '../clock.ts'

/** Milliseconds between two looks at the watch. */
const LOOK_MS = 1000

/** Calls that nobody makes but a clerk who is there; what a page asks by itself is no sign of life. */
const SIGNS_OF_LIFE: ReadonlySet<ProcedureName> = new Set([
  'session.active',
  'visit.present',
  'visit.record',
  'visit.refuse',
  'visit.override',
  'visit.close',
  'lookUp.find',
  'lookUp.open',
])

export type IdleLockParts = {
  readonly time: TimeSource
  /** Somebody is signed in and the window is not locked. */
  isOpen(): boolean
  /** By setting and policy. */
  seconds(): number
  lock(): void
}

export type IdleLock = ReturnType<typeof createIdleLock>

export function createIdleLock({ time, isOpen, seconds, lock }: IdleLockParts) {
  const now = () => ({ monotonic: time.monotonicMs(), wall: time.wallMs() })
  let last = now()
  const alive = (): void => {
    last = now()
  }
  const look = (): void => {
    if (!isOpen()) {
      alive()
      return
    }
    // The wall clock as well: the other one stands still while the machine sleeps.
    const { monotonic, wall } = now()
    if (Math.max(monotonic - last.monotonic, wall - last.wall) >= seconds() * 1000) lock()
  }
  const timer = setInterval(look, LOOK_MS).unref()

  return {
    /** The clerk has just come, or done something. */
    alive,
    heard(name: ProcedureName): void {
      // A call left over from before the machine slept is no sign that somebody was there all the while.
      look()
      if (SIGNS_OF_LIFE.has(name)) alive()
    },
    /** At once, as after the machine slept. */
    look,
    stop: () => clearInterval(timer),
  }
}
