// How far the terminal's clock may be believed (TOKEN.md "The terminal's own clock").
// A doubtful clock makes freshness unjudgeable: amber, never red for the holder, never silently green.
import type { PolicyLimits } from './catalogue.ts'
import type { ClockFacts } from './evidence.ts'

/** The wall clock is behind the last trusted time, or was off at the last sync. Limits in seconds. */
export function isClockDoubtful(clock: ClockFacts, limits: PolicyLimits['clock']): boolean {
  const keepsUp = clock.lastTrusted - clock.wall < limits.behindSeconds
  const wasRight = clock.offsetAtLastSync === null || Math.abs(clock.offsetAtLastSync) < limits.offsetSeconds
  return !(keepsUp && wasRight)
}

/** The time dates are judged by: a clock set back never makes an expired card good again. */
export const effectiveNow = (clock: ClockFacts): number => Math.max(clock.wall, clock.lastTrusted)

/**
 * Whether the moment `at` (seconds since 1970 UTC) has come; `unsure` when only a clock in doubt says so:
 * one that runs ahead must not turn a card in force into an expired one.
 */
export function hasCome(
  at: number,
  clock: ClockFacts,
  limits: PolicyLimits['clock'],
): 'yes' | 'no' | 'unsure' {
  if (effectiveNow(clock) < at) return 'no'
  return clock.lastTrusted < at && isClockDoubtful(clock, limits) ? 'unsure' : 'yes'
}
