// The service log as the screen may list it: masked, with what became of each record.
// Nothing here changes a record.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { bilingual, relation } from '../../core/policy/catalogue.ts'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import { REJECTIONS } from '../../core/sync/wire.ts'
import { reason, seconds } from './basics.ts'

export const recordView = z.object({
  sequence: z.int(),
  id: z.uuid(),
  visitId: z.uuid(),
  at: seconds,
  kind: z.enum(['service', 'refusal', 'void', 'rating']),
  nameMasked: z.string().nullable(),
  cardTail: z.string().nullable(),
  tier: z.enum(TIERS).nullable(),
  itemId: z.string().nullable(),
  itemTitle: bilingual.nullable(),
  relation: relation.nullable(),
  quantity: z.int(),
  amountCny: z.int().nullable(),
  outcome: z.enum(OUTCOMES),
  reason,
  clerk: z.string(),
  delivery: z.enum(['pending', 'sent', 'acknowledged', 'rejected']),
  rejection: z.enum(REJECTIONS).nullable(),
})
export type RecordView = z.infer<typeof recordView>

export const recordsProcedures = {
  /** Today's records (Asia/Shanghai), newest first. */
  'records.today': {
    input: z.object({ limit: z.int().min(1).max(500) }),
    output: z.object({ records: z.array(recordView), total: z.int() }),
  },
} as const
