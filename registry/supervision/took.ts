// From the scan to Enter, in buckets a fifth wider each time: a median to within a fifth at the worst, and no record is read for it.
// Buckets are for good: they stand in the tables.

const PER_DOUBLING = 4
/** 2^15 seconds and more: nine hours are no service any more. */
export const LAST_BUCKET = 15 * PER_DOUBLING

/** `seconds` ≥ 0. */
export const bucketOfSeconds = (seconds: number): number =>
  Math.min(LAST_BUCKET, Math.round(PER_DOUBLING * Math.log2(seconds + 1)))

const secondsOf = (bucket: number): number => 2 ** (bucket / PER_DOUBLING) - 1

/** The median of counts by bucket, in seconds; null of nothing. Within a bucket the records are taken to lie evenly. */
export function medianSeconds(counts: ReadonlyMap<number, number>): number | null {
  const sorted = [...counts].filter(([, n]) => n > 0).toSorted(([a], [b]) => a - b)
  const half = sorted.reduce((sum, [, n]) => sum + n, 0) / 2
  let below = 0
  for (const [bucket, n] of sorted) {
    if (below + n >= half) return secondsOf(bucket - 0.5 + (half - below) / n)
    below += n
  }
  return null
}
