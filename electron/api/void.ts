// Taking a record back by another one.
// Nothing is ever changed or removed by it.
import { z } from 'zod'
import { VOID_REASONS, VOID_REFUSALS } from '../../core/policy/void.ts'
import { recordView } from './records.ts'

export const voidProcedures = {
  /**
   * The same day by the clerk who made the record, later by a supervisor, within the days of the site's policy. The quota
   * comes back at once here, and elsewhere with the sync.
   */
  'records.void': {
    input: z.object({ recordId: z.uuid(), reason: z.enum(VOID_REASONS), text: z.string().max(200) }),
    output: z.object({ record: recordView }),
  },
  /** Whether the clerk who is signed in may take it back now, for the screen to say so before he tries. */
  'records.mayVoid': {
    input: z.object({ recordId: z.uuid() }),
    output: z.object({ refusal: z.enum(VOID_REFUSALS).nullable() }),
  },
} as const
