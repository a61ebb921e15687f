// When somebody last did something at this window: a key, a scan, a move of the pointer.
// It knows times alone, and nothing of what was pressed or scanned.
import { useEffect } from 'react'
import { useLatest } from '../ui/use-latest.ts'

/** Milliseconds between two looks at the clock: a lock that comes this much late is in time. */
const LOOK_MS = 500
const EVENTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

let lastAt = 0
/** As `lastAt`, but only for what somebody did: a page that has just been loaded is nobody. */
let doneAt = 0

/** Milliseconds between two words to the terminal that somebody is there. */
const TELL_MS = 2000

/** For what is no event of the page: a code that the camera read, a serial scanner. */
export function noteActivity(): void {
  lastAt = performance.now()
  doneAt = lastAt
}

/**
 * Calls `onIdle` once nothing has happened for so many seconds; never while `seconds` is null.
 * `onActive` hears that somebody is there: the terminal keeps a watch of its own.
 */
export function useIdle(seconds: number | null, onIdle: () => void, onActive: () => void): void {
  const latest = useLatest({ onIdle, onActive })
  useEffect(() => {
    if (seconds === null) return
    lastAt = performance.now()
    let toldAt = lastAt
    for (const name of EVENTS) window.addEventListener(name, noteActivity, { capture: true, passive: true })
    // A look at the clock, not one long timer: a machine that slept wakes up locked.
    const timer = setInterval(() => {
      const now = performance.now()
      if (doneAt > toldAt && now - toldAt >= TELL_MS) {
        toldAt = now
        latest.current.onActive()
      }
      if (now - lastAt < seconds * 1000) return
      lastAt = now
      latest.current.onIdle()
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      for (const name of EVENTS) window.removeEventListener(name, noteActivity, { capture: true })
    }
  }, [seconds, latest])
}
