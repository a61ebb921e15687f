// The console's calls about supervision (art. 8): figures of a period, cards that were never used.
// Counts and masked rows alone; a unit's staff get their own items whatever they ask for.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { call } from '../console-api/call.ts'
import { figures, period } from './figures.ts'

export const supervisionCalls = {
  'supervision.figures': call({
    access: 'service.read',
    input: z.object({
      period,
      site: z.string().max(40).nullable(),
      county: z.string().max(40).nullable(),
      tier: z.enum(TIERS).nullable(),
    }),
    output: figures,
    audit: null,
  }),
  /** Brings the counts up to now; answers when it is done. */
  'supervision.count': call({
    access: 'service.read',
    input: z.object({}),
    output: z.object({}),
    audit: null,
  }),
  'supervision.unusedCards': call({
    access: 'holder.search',
    input: z.object({ after: z.string().max(12), limit: z.int().min(1).max(200) }),
    output: z.object({
      cards: z.array(
        z.object({ card: z.string(), tier: z.enum(TIERS), nameMasked: z.string(), since: z.int() }),
      ),
    }),
    audit: null,
  }),
} as const
