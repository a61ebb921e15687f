// How many holders a clerk may look up before a supervisor is asked: enough for a queue, too few for a collection.
// Pure; times are seconds since 1970 UTC.

/** Looks within the window. A clerk with a queue of thirty has perhaps ten holders without a card in ten minutes. */
export const LOOKS = 20
export const WINDOW_SECONDS = 600

export type Allowance =
  | { readonly allowed: true; readonly left: number }
  /** `retryAfter`: seconds until the oldest look is out of the window. */
  | { readonly allowed: false; readonly retryAfter: number }

/** `looks`: times of the looks within the window, oldest first. */
export function allowanceAfter(looks: readonly number[], now: number): Allowance {
  if (looks.length < LOOKS) return { allowed: true, left: LOOKS - looks.length }
  const freedBy = looks[looks.length - LOOKS] ?? now
  return { allowed: false, retryAfter: Math.max(1, Math.min(WINDOW_SECONDS, freedBy + WINDOW_SECONDS - now)) }
}
