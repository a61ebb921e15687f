// How often a clerk has looked holders up lately, told by the audit trail itself.
// It adds nothing: neither a restart nor another window of the browser gives a clerk new looks.
import type { Db } from '../open.ts'

// A clock that was set back must not count looks of "the future" for ever: both ends are bounded.
const LOOKS = `
  SELECT at FROM audit
  WHERE act = 'looked-up' AND clerk = ? AND at > ? AND at <= ?
    AND id > (SELECT COALESCE(MAX(id), 0) FROM audit WHERE act = 'look-ups-allowed' AND clerk = ?)
  ORDER BY at`

export function lookUps(db: Db) {
  const looks = db.prepare<[string, number, number, string], number>(LOOKS).pluck()
  return {
    /** Times (seconds since 1970 UTC) of the clerk's looks within `seconds` of `now`, since a supervisor last allowed more. */
    recent: (clerk: string, now: number, seconds: number): readonly number[] =>
      looks.all(clerk, now - seconds, now + seconds, clerk),
  }
}
