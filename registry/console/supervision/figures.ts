// What the parts of the page share: the figures' type, and how a share, a time and a missing number are written.
// A number that was not counted is a dash, never nought.
import type { Output } from '../api.ts'
import { countOf } from '../format.ts'
import type { Texts } from '../i18n/texts.ts'

export type Figures = Output<'supervision.figures'>
export type Line = Figures['months'][number]

const NOT_KNOWN = '—'

/** Refusals among all who came. */
export function shareText({
  services,
  refusals,
}: {
  readonly services: number
  readonly refusals: number
}): string {
  const came = services + refusals
  return came === 0 ? NOT_KNOWN : `${((refusals / came) * 100).toFixed(1)}%`
}

export const knownCount = (n: number | null): string => (n === null ? NOT_KNOWN : countOf(n))

export const secondsText = (seconds: number | null, t: Texts['supervision']): string =>
  seconds === null ? NOT_KNOWN : t.seconds(seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds)))
