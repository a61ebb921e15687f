// How busy the window was, hour by hour, and which records of an hour are not with the registry yet; plain values in and out.
// A window sees who stands at it, never who waits behind him: nothing here may call itself the queue in the hall.

/** One record of somebody at the window: it was made at `at`, `took` seconds after the scan. */
export type Seen = { readonly at: number; readonly took: number; readonly visit: string }

export type HourLoad = {
  /** Share of the hour in which a visit was open, 0…1; over several days, of that hour on the days with a record. */
  readonly busy: number
  /** Visits whose scan falls into this hour. */
  readonly begun: number
  /** Visits whose last record does. */
  readonly ended: number
  /** Visits that were open as the hour ended. */
  readonly open: number
  /** Records made in this hour that the registry has not answered, as things stand now. */
  readonly unsent: number
}

const HOUR = 3600
const DAY_HOURS = 24
/** Asia/Shanghai is UTC+8 the year round; hours since 1970 there. */
const hourSince = (at: number): number => Math.floor(at / HOUR) + 8

export const hourOf = (at: number): number => hourSince(at) % DAY_HOURS

export function windowLoad(seen: readonly Seen[], unsent: readonly number[]): readonly HourLoad[] {
  const hours = Array.from({ length: DAY_HOURS }, () => ({
    seconds: 0,
    begun: 0,
    ended: 0,
    open: 0,
    unsent: 0,
  }))
  const of = (hour: number) => {
    const found = hours[hour % DAY_HOURS]
    if (found === undefined) throw new RangeError(`no such hour: ${hour}`)
    return found
  }
  for (const { from, to } of united(seen))
    for (let hour = hourSince(from); hour <= hourSince(to); hour++) {
      const starts = (hour - 8) * HOUR
      of(hour).seconds += Math.min(to, starts + HOUR) - Math.max(from, starts)
    }
  for (const { from, to } of visitsOf(seen)) {
    const first = hourSince(from)
    const last = hourSince(to)
    of(first).begun += 1
    of(last).ended += 1
    for (let hour = first; hour < last; hour++) of(hour).open += 1
  }
  for (const at of unsent) of(hourOf(at)).unsent += 1
  const days = new Set(seen.map(({ at }) => Math.floor(hourSince(at) / DAY_HOURS))).size
  return hours.map(({ seconds, ...counts }) => ({
    busy: days === 0 ? 0 : Math.min(1, seconds / (HOUR * days)),
    ...counts,
  }))
}

type Span = { readonly from: number; readonly to: number }

const spanOf = ({ at, took }: Seen): Span => ({ from: at - took, to: at })

/** What two records share is counted once: a window has one clerk, and he has sixty minutes in an hour. */
function united(seen: readonly Seen[]): readonly Span[] {
  const spans: Span[] = []
  for (const next of seen.map(spanOf).toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1)
    if (last === undefined || next.from > last.to) spans.push(next)
    else spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, next.to) }
  }
  return spans
}

function visitsOf(seen: readonly Seen[]): Iterable<Span> {
  const visits = new Map<string, Span>()
  for (const record of seen) {
    const { from, to } = spanOf(record)
    const known = visits.get(record.visit)
    visits.set(record.visit, {
      from: Math.min(from, known?.from ?? from),
      to: Math.max(to, known?.to ?? to),
    })
  }
  return visits.values()
}
