// The working arrangements of art. 4 as data: terms, who is asked for opinions, which unit reviews which field, how long data stay.
// Nothing of it is compiled in, but the meaning of the fields.
import { z } from 'zod'
import { bilingual } from '../../core/policy/catalogue.ts'
import raw from './policy-2023.json' with { type: 'json' }

const days = z.int().min(1).max(3660)

export const applicationPolicy = z.object({
  version: z.string().min(1).max(40),
  source: bilingual,
  /** Terms in working days, by the stage that they hold for; `notice`: how long a public notice hangs at least. */
  workingDays: z.object({
    employer: days,
    industry: days,
    office: days,
    opinions: days,
    cleared: days,
    notice: days,
    noticed: days,
    approved: days,
    /** For the applicant: to complete what was sent back, to object to a refusal. */
    returned: days,
    refused: days,
    objected: days,
  }),
  /** Art. 4-3: what opinions are asked about, and of whom. All of them are needed before a notice. */
  opinions: z
    .array(z.object({ id: z.string().regex(/^[a-z]+$/), title: bilingual, asked: bilingual }))
    .min(1)
    .max(9),
  industries: z
    .array(z.object({ id: z.string().regex(/^[a-z]+$/), title: bilingual, unit: bilingual }))
    .min(1),
  /** Art. 4-2: who reviews, with the office, whoever works for a central or provincial employer. */
  centralUnit: bilingual,
  proofs: z.object({ most: z.int().min(1).max(50), bytes: z.int().min(1) }),
  /** How long a first card is good, unless the office says otherwise. */
  card: z.object({ years: z.int().min(1).max(10) }),
  /** Calendar days after which the personal data of what came to nothing are deleted. */
  retentionDays: z.object({ draft: days, withdrawn: days, refused: days }),
})
export type ApplicationPolicy = z.infer<typeof applicationPolicy>

export const APPLICATION_POLICY: ApplicationPolicy = applicationPolicy.parse(raw)

export type EmployerKind = 'local' | 'central'
export const EMPLOYER_KINDS = ['local', 'central'] as const satisfies readonly EmployerKind[]

/** The unit (its Chinese name) that reviews an application, and that records the employer's sealed opinion. Null: no such field. */
export function reviewingUnit(
  policy: ApplicationPolicy,
  of: { readonly employerKind: EmployerKind; readonly industry: string },
): string | null {
  if (of.employerKind === 'central') return policy.centralUnit.zh
  return policy.industries.find(i => i.id === of.industry)?.unit.zh ?? null
}

/** Each unit that may be asked to review, once: accounts are made for them as for units answerable for services. */
export const reviewingUnits = (policy: ApplicationPolicy) => [
  ...new Map([...policy.industries.map(i => i.unit), policy.centralUnit].map(u => [u.zh, u])).values(),
]
