// Counts attempts per address or account within a window of time: guessing is hopeless and is made tedious.
// Kept in memory and bounded: a registry that restarts forgives, one under attack does not grow.
const MAX_NAMES = 10_000

export function attemptLimiter(limit: number, windowSeconds: number) {
  const attempts = new Map<string, { count: number; until: number }>()
  return {
    /** Counts this attempt; false when there were too many. `now` in seconds. */
    mayTry(name: string, now: number): boolean {
      const known = attempts.get(name)
      if (known === undefined || known.until <= now) {
        if (attempts.size >= MAX_NAMES) attempts.clear()
        attempts.set(name, { count: 1, until: now + windowSeconds })
        return true
      }
      known.count += 1
      return known.count <= limit
    },
    /** The attempt was no guess. */
    forget(name: string): void {
      attempts.delete(name)
    },
  }
}
