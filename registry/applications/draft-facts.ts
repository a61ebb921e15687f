// The shape of what an applicant has typed so far, as it comes over the wire.
// A draft may be anything within its lengths; what must be right for sending is facts.ts.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { CLAUSE_IDS } from './clauses.ts'
import { EMPLOYER_KINDS } from './policy.ts'

const text = (most: number) => z.string().max(most)

/** As it is typed and kept while the applicant writes. */
export const draftFacts = z.object({
  clause: z.enum(CLAUSE_IDS),
  tier: z.enum(TIERS),
  name: text(60),
  idNumber: text(40),
  /** Number of a provincial card, for clause A1; empty for none. */
  provincial: text(40),
  employer: text(120),
  employerKind: z.enum(EMPLOYER_KINDS),
  position: text(120),
  industry: text(30),
  /** Why he qualifies, in his own words. */
  statement: text(1500),
})
export type DraftFacts = z.infer<typeof draftFacts>
