// What a holder should know of his card besides how it stands: that it ends soon, was issued anew, or is in force again.
// From what happened alone; why anything happened is never part of a notice.
import type { HolderRecord, PastAct } from '../holders.ts'
import type { NOTICES } from './phone-contract.ts'
import { standingOf } from './standing.ts'

const DAY = 86_400
/** Seconds before the end at which it is said, and for which something that happened is news. */
export const ENDS_SOON = 30 * DAY
const NEWS = 60 * DAY

export type Notice = { readonly kind: (typeof NOTICES)[number]; readonly at: number }

const NEWS_OF: Partial<Record<PastAct['act'], Notice['kind']>> = { reissue: 'reissued', resume: 'resumed' }

export function noticesOf(holder: HolderRecord, history: readonly PastAct[], now: number): readonly Notice[] {
  if (standingOf(holder, now) !== 'good') return []
  const ends: readonly Notice[] =
    holder.expires_at - now <= ENDS_SOON ? [{ kind: 'expiring', at: holder.expires_at }] : []
  const last = history.findLast(act => NEWS_OF[act.act] !== undefined)
  const kind = last === undefined ? undefined : NEWS_OF[last.act]
  const isNews = last !== undefined && now - last.at <= NEWS
  return kind !== undefined && isNews ? [...ends, { kind, at: last.at }] : ends
}
