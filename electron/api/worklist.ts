// Records that the registry would not take, as a worklist: what each is, why, and what can be done about it.
// Masked like every list; nothing here deletes a record.
import { z } from 'zod'
import { REJECTIONS } from '../../core/sync/wire.ts'
import { seconds } from './basics.ts'
import { recordView } from './records.ts'

export const worklistItem = z.object({
  record: recordView,
  rejection: z.enum(REJECTIONS),
  attempts: z.int(),
  last: z
    .object({
      act: z.enum(['sent-again', 'handed-over', 'settled']),
      at: seconds,
      clerk: z.string(),
      note: z.string().nullable(),
    })
    .nullable(),
})
export type WorklistItem = z.infer<typeof worklistItem>

const list = z.object({ items: z.array(worklistItem) })
const sequence = z.int().min(1)

export const worklistProcedures = {
  /** Oldest first; the settled ones among them. */
  'worklist.list': { input: z.void(), output: list },
  /** Back into the outbox; the next sync sends it. */
  'worklist.sendAgain': { input: z.object({ sequence }), output: list },
  /** What support needs to find it at the registry, without a word about a holder; noted as handed over. */
  'worklist.handOver': { input: z.object({ sequence }), output: list.extend({ text: z.string() }) },
  /** A supervisor's word that nothing more is to be done, with the reason. */
  'worklist.settle': {
    input: z.object({ sequence, reason: z.string().trim().min(4).max(200) }),
    output: list,
  },
} as const
