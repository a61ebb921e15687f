// The revocation list: the standing of every card on which the register acted lately, and the terminals that were cut off.
// It is a plain file for every few minutes: no ground, no name, nothing that a terminal does not need to refuse a card.
import type { Status } from '../core/policy/evidence.ts'
import type { CutOffRow, StandingRow } from '../core/sync/wire.ts'
import type { Queries } from './store/sql.ts'

const DAY = 86_400

// Entering is no act on a card that anybody holds; the index is of the others alone.
const ACTED_ON = `
  SELECT h.card_no, h.serial, h.status, h.status_since FROM holder AS h
  WHERE h.card_no IN (SELECT card_no FROM status_change WHERE act <> 'enter' AND at >= $1) ORDER BY h.card_no`
const CUT_OFF = "SELECT id FROM terminal WHERE state = 'cut-off' ORDER BY id"

/**
 * Since when the list is complete: well beyond the age at which a terminal's holder data is good for nothing
 * (`limitSeconds`), at the beginning of a day, so that the list does not change with every second.
 */
export const listReachesBackTo = (now: number, limitSeconds: number): number =>
  Math.floor((now - 2 * limitSeconds) / DAY) * DAY

/** Lines of the list, in one order whatever happened in between: the same standings are the same file. */
export async function stopLines(sql: Queries, since: number): Promise<string[]> {
  type Standing = { card_no: string; serial: number; status: Status; status_since: number }
  const standings = await sql.query<Standing>(ACTED_ON, [since])
  const cutOff = await sql.query<{ id: string }>(CUT_OFF)
  return [
    ...standings.map(h =>
      JSON.stringify({
        t: 's',
        card: h.card_no,
        serial: h.serial,
        status: h.status,
        since: h.status_since,
      } satisfies StandingRow),
    ),
    ...cutOff.map(({ id }) => JSON.stringify({ t: 'x', terminal: id } satisfies CutOffRow)),
  ]
}
