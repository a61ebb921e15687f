// Which of several catalogues holds at a moment: the one whose day came last, by the calendar of Asia/Shanghai.
// Registry and terminal ask here, so that both change over at the same midnight.
import { dateStart } from './calendar.ts'
import type { Catalogue } from './catalogue.ts'

/** What is needed of a version to place it in time. */
export type Dated = Pick<Catalogue, 'effectiveFrom'>

/** Midnight that begins the first day of a version; seconds since 1970 UTC. */
export const beginsAt = ({ effectiveFrom }: Dated): number => dateStart(effectiveFrom)

/** The last of `versions`, which are in the order of their days, whose day has come; null before the first. */
export function inForceAt<T extends Dated>(versions: readonly T[], at: number): T | null {
  return versions.findLast(version => beginsAt(version) <= at) ?? null
}
