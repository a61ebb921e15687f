// When somebody last did something at this window: a key, a scan, a move of the pointer.
// It knows times alone, and nothing of what was pressed or scanned.
import { useEffect } from 'react'
import { useLatest } from '../ui/use-latest.ts'

/** Milliseconds between two looks at the clock: a lock that comes this much late is in time. */
const LOOK_MS = 500
const EVENTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

let lastAt = 0

/** For what is no event of the page: a code that the camera read, a serial scanner. */
export function noteActivity(): void {
  lastAt = performance.now()
}

/** Calls `onIdle` once nothing has happened for so many seconds; never while `seconds` is null. */
export function useIdle(seconds: number | null, onIdle: () => void): void {
  const latest = useLatest(onIdle)
  useEffect(() => {
    if (seconds === null) return
    noteActivity()
    for (const name of EVENTS) window.addEventListener(name, noteActivity, { capture: true, passive: true })
    // A look at the clock, not one long timer: a machine that slept wakes up locked.
    const timer = setInterval(() => {
      if (performance.now() - lastAt < seconds * 1000) return
      noteActivity()
      latest.current()
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      for (const name of EVENTS) window.removeEventListener(name, noteActivity, { capture: true })
    }
  }, [seconds, latest])
}
