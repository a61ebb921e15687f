// The machine's time for what ages on the screen: the clock, "today", "4 days ago".
// For display alone: no verdict rests on it.
import { useEffect, useState } from 'react'

const LOOK_MS = 5_000
const seconds = () => Math.floor(Date.now() / 1000)

/** Seconds since 1970 UTC, renewed every five. */
export function useNow(): number {
  const [now, setNow] = useState(seconds)
  useEffect(() => {
    const timer = setInterval(() => setNow(seconds()), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
