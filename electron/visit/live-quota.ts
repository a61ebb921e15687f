// Asks the registry, while the holder stands there, what he used of scarce items elsewhere today.
// The verdict never waits for it: in four tenths of a second there is an answer, or the counter is told that there is none.
import type { CardNumber } from '../../core/card/card.ts'
import type { Usage } from '../../core/policy/evidence.ts'
import { PROTOCOL_VERSION, type QuotaQuestion } from '../../core/sync/wire.ts'
import type { RegistryClient } from '../sync/registry-client.ts'

/** Milliseconds in all, signing, a second try for a wrong clock and reading included. */
export const ASK_WITHIN_MS = 400

export type LiveQuota = (
  card: CardNumber,
  items: readonly string[],
) => Promise<{ readonly state: 'answered'; readonly usage: readonly Usage[] } | { readonly state: 'absent' }>

/** `client`: null before enrolment. */
export function createLiveQuota(client: () => Pick<RegistryClient, 'quota'> | null): LiveQuota {
  return async (card, items) => {
    const registry = client()
    if (registry === null) return { state: 'absent' }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>(resolve => {
      timer = setTimeout(() => resolve(null), ASK_WITHIN_MS)
    })
    const question: QuotaQuestion = { protocol: PROTOCOL_VERSION, card, items: [...items] }
    const reply = await Promise.race([registry.quota(question, ASK_WITHIN_MS), late])
    clearTimeout(timer)
    // An answer about another card is no answer.
    if (reply === null || !reply.ok || reply.value.card !== card) return { state: 'absent' }
    const usage = reply.value.usage
      .filter(u => items.includes(u.item))
      .map(u => ({
        recordId: u.record,
        itemId: u.item,
        at: u.at,
        siteName: u.site,
        amountCny: u.amountCny,
      }))
    return { state: 'answered', usage }
  }
}
