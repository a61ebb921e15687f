// The console's calls about entries that may be one holder: pairs to look at, merging, taking a merge back, setting apart.
// Masked throughout: who must see more to decide looks at a holder in full, with a reason of its own.
import { z } from 'zod'
import { cardNumberText } from '../../core/sync/wire.ts'
import { call } from '../console-api/call.ts'
import { LIKENESSES } from './likeness.ts'

const card = cardNumberText
const why = z.string().trim().min(1).max(200)
const nothing = z.object({})

export const mergeCalls = {
  'holders.pairs': call({
    access: 'holder.edit',
    input: z.object({
      likeness: z.enum(LIKENESSES),
      after: z.object({ card: z.string().max(12), other: z.string().max(12) }).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({ pairs: z.array(z.object({ card, other: card, name: z.string() })) }),
    audit: null,
  }),
  'holders.merge': call({
    access: 'holder.edit',
    input: z.object({ kept: card, gone: card, why }),
    output: nothing,
    audit: i => ({ subject: i.gone, why: `into ${i.kept}; ${i.why}` }),
  }),
  'holders.split': call({
    access: 'holder.edit',
    input: z.object({ card, why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: i.why }),
  }),
  'holders.setApart': call({
    access: 'holder.edit',
    input: z.object({ card, other: card, why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${i.other}; ${i.why}` }),
  }),
} as const
