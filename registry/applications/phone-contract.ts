// The phone pages' calls of an applicant: his own applications, whole, and of what others said of him nothing.
// A proof goes in as bytes and never out again.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { bilingual } from '../../core/policy/catalogue.ts'
import { phoneCall, phoneUpload } from '../phone-api/call.ts'
import { CLAUSE_IDS } from './clauses.ts'
import { applicationId, proofLine } from './contract.ts'
import { draftFacts } from './draft-facts.ts'
import { FACT_ERRORS } from './facts.ts'
import { PURPOSES } from './rows.ts'
import { STAGES } from './steps.ts'

const id = applicationId
const nothing = z.object({})
const words = z.string().trim().min(1).max(1000)
const date = z.iso.date()

const step = z.object({
  number: z.int(),
  on: date,
  kind: z.string(),
  finding: z.enum(['agree', 'disagree', 'kept', 'reopened']).nullable(),
  words: z.string().nullable(),
})
const application = z.object({
  id,
  stage: z.enum(STAGES),
  facts: draftFacts,
  unit: z.string().nullable(),
  /** By when the step that is waited for is due. */
  dueOn: date.nullable(),
  /** The last day of the public notice while it hangs; the last day to object to a refusal. */
  until: date.nullable(),
  card: z.string().nullable(),
  proofs: z.array(proofLine),
  history: z.array(step),
})
export type OwnApplication = z.infer<typeof application>

export const applyCalls = {
  'apply.mine': phoneCall({
    access: 'applicant',
    input: nothing,
    output: z.object({
      today: date,
      applications: z.array(application),
      industries: z.array(z.object({ id: z.string(), title: bilingual, unit: bilingual })),
      proofs: z.object({ most: z.int(), bytes: z.int() }),
    }),
  }),
  'apply.begin': phoneCall({
    access: 'applicant',
    input: z.object({ clause: z.enum(CLAUSE_IDS), tier: z.enum(TIERS) }),
    output: z.object({ id }),
  }),
  'apply.save': phoneCall({
    access: 'applicant',
    input: z.object({ id, facts: draftFacts }),
    output: nothing,
  }),
  'apply.discard': phoneCall({ access: 'applicant', input: z.object({ id }), output: nothing }),
  'apply.removeProof': phoneCall({
    access: 'applicant',
    input: z.object({ id, number: z.int().min(1) }),
    output: nothing,
  }),
  /** Sent, or not because of these fields. */
  'apply.send': phoneCall({
    access: 'applicant',
    input: z.object({ id }),
    output: z.object({ wrong: z.array(z.enum(FACT_ERRORS)) }),
  }),
  'apply.object': phoneCall({ access: 'applicant', input: z.object({ id, words }), output: nothing }),
  'apply.withdraw': phoneCall({ access: 'applicant', input: z.object({ id, words }), output: nothing }),
  /** The form to be sealed, as a PDF in Base64. */
  'apply.form': phoneCall({
    access: 'applicant',
    input: z.object({ id }),
    output: z.object({ pdf: z.string() }),
  }),
} as const

/** More than the policy lets in, so that what is over it is refused in its own words. */
const MOST_BYTES = 6_000_000

export const applyUploads = {
  'apply.addProof': phoneUpload({
    access: 'applicant',
    input: z.object({ id, purpose: z.enum(PURPOSES), name: z.string().max(300) }),
    output: nothing,
    maxBytes: MOST_BYTES,
  }),
} as const
