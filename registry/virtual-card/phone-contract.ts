// The phone pages' calls about the card itself: how it stands, and its rotating codes, now and ahead.
// Only the holder's own card is ever named, and it is named by his session.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { phoneCall } from '../phone-api/call.ts'
import { STANDINGS } from './standing.ts'

export const NOTICES = ['expiring', 'reissued', 'resumed'] as const

/** Codes in one answer; a day's worth takes twelve. */
export const MOST_CODES = 240

const card = z.object({
  number: z.string(),
  serial: z.int(),
  tier: z.enum(TIERS),
  /** Masked: a phone is shown to others. */
  name: z.string(),
  provincial: z.boolean(),
  standing: z.enum(STANDINGS),
  /** The plastic is reported lost; the phone still shows the card. */
  plasticLost: z.boolean(),
  /** Seconds since 1970 UTC. */
  expiresAt: z.int(),
  /** Of a demo: the card looks like one, and says that it is a specimen. */
  specimen: z.boolean(),
  /** What its holder should know. `at`: when it happened, or (expiring) when it will. */
  notices: z.array(z.object({ kind: z.enum(NOTICES), at: z.int() })),
  /** Seconds for which one code is shown. */
  slotSeconds: z.int(),
})
export type OwnCard = z.infer<typeof card>

export const cardCalls = {
  'card.get': phoneCall({ access: 'holder', input: z.object({}), output: card }),
  'card.codes': phoneCall({
    access: 'holder',
    /** `from`: the first code's issue, seconds since 1970 UTC; now, or up to a day ahead. */
    input: z.object({ from: z.int().min(0), count: z.int().min(1).max(MOST_CODES) }),
    /** Consecutive: the first is shown from `from` on, each for `slotSeconds`. Fewer than asked where the card ends before. */
    output: z.object({ from: z.int(), slotSeconds: z.int(), serial: z.int(), codes: z.array(z.string()) }),
  }),
} as const
