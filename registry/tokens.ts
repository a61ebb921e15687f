// Issues codes: for printed cards, for virtual cards in consecutive slots, and specimens. Each medium by its own key.
// A virtual code is made only for a card in good standing, and never for longer than the signed policy allows.
import { randomBytes } from 'node:crypto'
import type { CardNumber } from '../core/card/card.ts'
import { makeCardNumber, parseCardNumber } from '../core/card/card-number.ts'
import { signToken } from '../core/card/token.ts'
import type { PolicyLimits } from '../core/policy/catalogue.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { HolderRecord } from './holders.ts'
import type { KeyRing } from './keys.ts'

export type IssueError = {
  readonly code: 'not-in-good-standing' | 'not-a-card-number' | 'expired-before-our-keys' | 'merged'
}
export type IssuedCode = { readonly token: string; readonly validFrom: number; readonly validUntil: number }

const YEAR = 365 * 86_400
/** Up to a day of codes for a phone without network (TOKEN.md "Freshness"). */
export const MAX_SLOTS = 24 * 60 * 2

export function physicalCode(
  keys: KeyRing,
  holder: HolderRecord,
  now: number,
  serial = holder.serial,
): Result<string, IssueError> {
  const cardNumber = parseCardNumber(holder.card_no)
  if (cardNumber === null) return err({ code: 'not-a-card-number' })
  if (holder.merged_into !== null) return err({ code: 'merged' })
  const { key, privateKey } = keys.signer('physical')
  // What was printed before a card expired is still its code: the date of issue lies before the end.
  const issuedAt = Math.max(key.notBefore, Math.min(now, holder.expires_at - 86_400))
  if (issuedAt >= holder.expires_at) return err({ code: 'expired-before-our-keys' })
  return ok(
    signToken(
      {
        profile: 11,
        medium: 'physical',
        tier: holder.tier,
        keyId: key.id,
        cardNumber,
        serial,
        issuedAt,
        expiresAt: holder.expires_at,
      },
      privateKey,
    ),
  )
}

/** `slots` codes in consecutive issue slots, the first in force now; none that would begin after the card has ended. */
export function virtualCodes(
  keys: KeyRing,
  holder: HolderRecord,
  slots: number,
  limits: PolicyLimits['freshness'],
  now: number,
  lifetime = limits.lifetimeSeconds,
): Result<readonly IssuedCode[], IssueError> {
  const cardNumber = parseCardNumber(holder.card_no)
  if (cardNumber === null) return err({ code: 'not-a-card-number' })
  if (holder.merged_into !== null) return err({ code: 'merged' })
  // A lost card is lost plastic: the phone in the holder's hand still speaks for him.
  if (holder.status !== 'active' && holder.status !== 'lost') return err({ code: 'not-in-good-standing' })
  if (holder.expires_at <= now) return err({ code: 'not-in-good-standing' })
  const seconds = Math.min(lifetime, limits.maxLifetimeSeconds)
  const slotsLeft = Math.ceil((holder.expires_at - now) / limits.slotSeconds)
  return ok(
    Array.from({ length: Math.min(slots, slotsLeft, MAX_SLOTS) }, (_, i) => {
      const issuedAt = now + i * limits.slotSeconds
      // Slot by slot: a day of codes may reach across the change from one key to the next.
      const { key, privateKey } = keys.signer('virtual', issuedAt)
      const token = signToken(
        {
          profile: 21,
          medium: 'virtual',
          tier: holder.tier,
          keyId: key.id,
          cardNumber,
          serial: holder.serial,
          issuedAt,
          lifetime: seconds,
          nonce: randomBytes(8).toString('hex'),
        },
        privateKey,
      )
      return { token, validFrom: issuedAt, validUntil: issuedAt + seconds }
    }),
  )
}

/** Shows how a card works and never grants anything: own key, a number outside every register. `index`: which it is in training. */
export function specimenCode(
  keys: KeyRing,
  now: number,
  index = 1,
): { readonly token: string; readonly cardNumber: CardNumber } {
  const { key, privateKey } = keys.signer('specimen')
  const cardNumber = makeCardNumber('0000', index)
  const token = signToken(
    {
      profile: 91,
      medium: 'physical',
      tier: 'A',
      keyId: key.id,
      cardNumber,
      serial: 1,
      issuedAt: now,
      expiresAt: now + YEAR,
    },
    privateKey,
  )
  return { token, cardNumber }
}
