// How a holder's card stands, in the few words that he himself is told: never why, and never accusing.
// Codes are made for a card that stands good, and for no other.
import type { HolderRecord } from '../holders.ts'

export const STANDINGS = ['good', 'not-yet', 'suspended', 'ended', 'expired'] as const
export type Standing = (typeof STANDINGS)[number]

/** `now` in seconds since 1970 UTC. A card reported lost is lost plastic: the phone in its holder's hand still speaks for him. */
export function standingOf(holder: Pick<HolderRecord, 'status' | 'expires_at'>, now: number): Standing {
  switch (holder.status) {
    case 'active':
    case 'lost':
      return holder.expires_at > now ? 'good' : 'expired'
    case 'pending':
      return 'not-yet'
    case 'suspended':
      return 'suspended'
    case 'left':
    case 'revoked':
    case 'merged':
      return 'ended'
  }
}
