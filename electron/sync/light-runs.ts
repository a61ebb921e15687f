// Light runs in a line: the same outcome again and again is one line with how often, since when, and what it came to.
// A failure, a new day or a whole run begins a line of its own: nothing is smoothed over.
import { type SyncResult, syncResult } from '../api.ts'

const CHINA_OFFSET = 8 * 3600
const DAY = 86_400

/** The line that a light run makes, or makes longer. `last`: the line before, as JSON, where it may be added to. */
export function lightLine(
  last: string | null,
  run: SyncResult,
): { readonly result: string; readonly joined: boolean } {
  const before = last === null ? null : syncResult.safeParse(JSON.parse(last))
  if (before?.success !== true || !isMoreOfTheSame(before.data, run))
    return { result: JSON.stringify(run), joined: false }
  return { result: JSON.stringify(added(before.data, run)), joined: true }
}

const isMoreOfTheSame = (line: SyncResult, run: SyncResult): boolean =>
  line.error === run.error && line.at <= run.at && dayOf(line.at) === dayOf(run.at)

const dayOf = (at: number): number => Math.floor((at + CHINA_OFFSET) / DAY)

/** Times of the newest run; what was sent and received, of all of them. */
const added = (line: SyncResult, run: SyncResult): SyncResult => ({
  ...run,
  pushed: line.pushed + run.pushed,
  rejected: line.rejected + run.rejected,
  pulledRows: line.pulledRows + run.pulledRows,
  bytes: line.bytes + run.bytes,
  repeated: {
    times: (line.repeated?.times ?? 1) + 1,
    since: line.repeated?.since ?? line.at,
    slowest: Math.max(line.repeated?.slowest ?? line.seconds, run.seconds),
  },
})
