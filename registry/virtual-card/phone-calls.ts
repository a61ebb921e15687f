// Carries out the phone pages' calls about the card. Codes lie on a grid of slots, so that two answers never overlap by half a slot.
// No code is made further ahead than a day, nor for a moment that is past (TOKEN.md "Freshness").
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import type { PhoneHandlers } from '../phone-api/call.ts'
import type { Registry } from '../registry.ts'
import { MAX_SLOTS } from '../tokens.ts'
import { noticesOf } from './notices.ts'
import type { cardCalls } from './phone-contract.ts'
import { standingOf } from './standing.ts'

/** Answers an hour for one session: three times a whole day of codes, and what a day of looking at the card tops up. */
const ANSWERS = { count: 60, seconds: 3600 }

export function cardHandlers(registry: Registry): PhoneHandlers<typeof cardCalls> {
  const { now } = registry
  const answers = attemptLimiter(ANSWERS.count, ANSWERS.seconds)
  // Asked each time: the catalogue in force may be another tomorrow.
  const slotSeconds = (): number => registry.catalogues.inForce().limits.freshness.slotSeconds

  return {
    async 'card.get'(_input, { card }) {
      const holder = await registry.findHolder(card)
      // Merged into another: whoever has that card signs in with it.
      if (holder === null || holder.merged_into !== null) return err({ code: 'not-signed-in' })
      return ok({
        number: holder.card_no,
        serial: holder.serial,
        tier: holder.tier,
        name: maskName(holder.name),
        provincial: holder.provincial !== null,
        standing: standingOf(holder, now()),
        plasticLost: holder.status === 'lost',
        expiresAt: holder.expires_at,
        specimen: registry.demo,
        notices: [...noticesOf(holder, await registry.history(card), now())],
        slotSeconds: slotSeconds(),
      })
    },

    async 'card.codes'({ from, count }, { card, sessionId }) {
      const at = now()
      const slot = slotSeconds()
      const first = from - (from % slot)
      if (first <= at - slot || first + count * slot > at + MAX_SLOTS * slot + slot)
        return err({ code: 'bad-request' })
      if (!answers.mayTry(sessionId, at)) return err({ code: 'too-many-requests' })
      const holder = await registry.findHolder(card)
      if (holder === null || holder.merged_into !== null || standingOf(holder, at) !== 'good')
        return err({ code: 'card-not-in-force' })
      const codes = await registry.virtualCodes(card, count, { from: first })
      // The card ends before the first of them would begin.
      if (!codes.ok) return err({ code: 'card-not-in-force' })
      return ok({
        from: first,
        slotSeconds: slot,
        serial: holder.serial,
        codes: codes.value.map(code => code.token),
      })
    },
  }
}
