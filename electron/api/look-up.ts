// Finding a holder whose card is not at hand: by name, initials, last digits. Masked results, each look on record.
// No full name and no whole number comes out of here; a result is opened by a reference that only the terminal can read.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { STATUSES } from '../../core/policy/evidence.ts'
import { clerkNumber, pin } from './basics.ts'
import { visitView } from './visit.ts'

export const lookUpResult = z.object({
  ref: z.uuid(),
  nameMasked: z.string(),
  /** Last four of the card number, and of the ID number: what tells holders of the same name apart. */
  cardTail: z.string(),
  idTail: z.string(),
  tier: z.enum(TIERS),
  provincial: z.boolean(),
  status: z.enum(STATUSES),
})
export type LookUpResult = z.infer<typeof lookUpResult>

export const lookUpFound = z.object({
  /** How the text was understood; `nothing`: too little to look for, and no look was counted. */
  kind: z.enum(['card-number', 'id-number', 'tail', 'name', 'nothing']),
  /** The closest first. */
  results: z.array(lookUpResult),
  /** There are others: the text is to be made longer, or last digits added. */
  more: z.boolean(),
  /** Looks that this clerk has left in these ten minutes. */
  left: z.int().min(0),
})
export type LookUpFound = z.infer<typeof lookUpFound>

export const lookUpProcedures = {
  'lookUp.find': { input: z.object({ text: z.string().max(80) }), output: lookUpFound },
  /** Opens a visit as the typed card number would: the person is to be checked. */
  'lookUp.open': { input: z.object({ ref: z.uuid() }), output: visitView },
  /** A supervisor's number and PIN give the clerk who is signed in a new ten minutes' worth of looks. */
  'lookUp.allow': {
    input: z.object({ number: clerkNumber, pin }),
    output: z.object({ left: z.int().min(0) }),
  },
} as const
