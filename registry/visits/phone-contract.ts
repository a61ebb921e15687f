// The phone pages' calls about a holder's own visits: what was done, and what he says of it.
// A visit is rated once, at the counter or here: whichever came first.
import { z } from 'zod'
import { bilingual, relation } from '../../core/policy/catalogue.ts'
import { REFUSAL_CAUSES } from '../../core/sync/wire.ts'
import { phoneCall } from '../phone-api/call.ts'
import { LONGEST_COMMENT } from './limits.ts'

const visit = z.object({
  id: z.string(),
  /** Seconds since 1970 UTC. */
  at: z.int(),
  site: bilingual,
  services: z.array(
    z.object({
      id: z.string(),
      title: bilingual,
      relation: relation.nullable(),
      quantity: z.int(),
      amountCny: z.int().nullable(),
      /** Taken back at the counter. */
      voided: z.boolean(),
    }),
  ),
  /** Nobody was served: why, in the counter's own choice, or else whether it was the card or the window's data. */
  refused: z.enum([...REFUSAL_CAUSES, 'card', 'window']).nullable(),
  rating: z.int().min(1).max(5).nullable(),
  comment: z.string().nullable(),
  ratedAt: z.enum(['counter', 'phone']).nullable(),
  canRate: z.boolean(),
  /** Of a low grade: what became of it, and the office's answer once there is one. */
  followUp: z
    .object({ state: z.enum(['open', 'contacted', 'settled']), answer: z.string().nullable() })
    .nullable(),
})
export type OwnVisit = z.infer<typeof visit>

export const visitCalls = {
  'visits.list': phoneCall({
    access: 'holder',
    input: z.object({}),
    output: z.object({ visits: z.array(visit) }),
  }),
  'visits.rate': phoneCall({
    access: 'holder',
    input: z.object({
      visit: z.uuid(),
      rating: z.int().min(1).max(5),
      comment: z.string().trim().max(LONGEST_COMMENT),
    }),
    output: z.object({}),
  }),
} as const
