// What waits for whoever signed in, as counts with the page where it is dealt with; and the list of cards that end soon.
// Each count comes only from what the role may see.
import { z } from 'zod'
import { call } from '../console-api/call.ts'
import { maskedHolder } from '../register/contract.ts'

export const WAITING = [
  'expiring', // cards in force that end within thirty days
  'cards-to-make',
  'drafts', // imports that were begun and not finished, one's own
  'conflicts', // not settled
  'follow-ups-overdue', // low ratings whose holder waits beyond the term
  'silent-terminals',
  'chain-events',
  'applications-due', // within three working days, and not late yet
  'applications-late',
] as const
export type Waiting = (typeof WAITING)[number]

export const homeCalls = {
  'home.waiting': call({
    access: 'signed-in',
    input: z.object({}),
    output: z.object({
      waiting: z.array(z.object({ what: z.enum(WAITING), count: z.int(), to: z.string() })),
    }),
    audit: null,
  }),
  'holders.expiring': call({
    access: 'holder.search',
    input: z.object({ after: z.string().max(40).nullable(), limit: z.int().min(1).max(100) }),
    output: z.object({ holders: z.array(maskedHolder), next: z.string().nullable() }),
    audit: null,
  }),
} as const
