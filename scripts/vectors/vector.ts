// What one conformance vector is, and when it is judged.
// What a vector expects is written by hand where it is made and never taken from our own code.
import type { Claims } from '../../core/card/card.ts'

/** TOKEN.md, "Order of checks", as far as a code alone can be judged; `none`: it passes them all. */
export type Step =
  | 'length-and-characters'
  | 'magic-and-profile'
  | 'canonical'
  | 'key'
  | 'signature'
  | 'medium-and-key-policy'
  | 'time'
  | 'replay'
  | 'none'

export type Vector = {
  readonly name: string
  readonly input: string
  /** Seconds since 1970 UTC at which to judge. */
  readonly at: number
  /** Codes that this terminal accepted before, at the same time. */
  readonly before?: readonly string[]
  readonly expect: { readonly step: Step; readonly result: string; readonly claims?: Claims }
}

export const DAY = 86_400
export const YEAR = 365 * DAY
/** 2026-01-15 10:00 in Asia/Shanghai, seconds since 1970 UTC. */
export const AT = 1_768_442_400

/** Vectors that all fail at one step, from rows of name, input and result. */
export function refusedAt(
  step: Step,
  rows: readonly (readonly [string, string, string])[],
): readonly Vector[] {
  return rows.map(([name, input, result]) => ({ name, input, at: AT, expect: { step, result } }))
}
