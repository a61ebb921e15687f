// Counts attempts per address within a window of time: guessing an enrolment code is hopeless and is made tedious.
// Kept in memory and bounded: a registry that restarts forgives, one under attack does not grow.
const MAX_ADDRESSES = 10_000

export function attemptLimiter(limit: number, windowSeconds: number) {
  const attempts = new Map<string, { count: number; until: number }>()
  return {
    /** Counts this attempt; false when there were too many. `now` in seconds. */
    mayTry(address: string, now: number): boolean {
      const known = attempts.get(address)
      if (known === undefined || known.until <= now) {
        if (attempts.size >= MAX_ADDRESSES) attempts.clear()
        attempts.set(address, { count: 1, until: now + windowSeconds })
        return true
      }
      known.count += 1
      return known.count <= limit
    },
  }
}
