// The phone pages' calls about what a card opens: its services in plain words, what is left of them this year, and where.
// Both languages go out at once: a phone without a network may change its language.
import { z } from 'zod'
import { bilingual, quota, relation, siteKind } from '../../core/policy/catalogue.ts'
import { phoneCall } from '../phone-api/call.ts'

export const AVAILABLE = ['available', 'used-up', 'not-for-tier', 'not-yet', 'no-longer'] as const

const benefit = z.object({
  id: z.string(),
  title: bilingual,
  hint: bilingual,
  conditions: z.array(bilingual),
  /** What to bring; with `relations`, only when the service is for one of these. */
  papers: z.array(z.object({ title: bilingual, relations: z.array(relation) })),
  relations: z.array(relation),
  holderPresent: z.boolean(),
  /** Financial items want the plastic (art. 2). */
  physicalOnly: z.boolean(),
  idCardAlone: z.boolean(),
  ceilings: z.array(z.object({ label: bilingual, amountCny: z.int() })),
  siteKinds: z.array(siteKind),
  clause: z.string(),
  state: z.enum(AVAILABLE),
  quota: quota.nullable(),
  /** In the quota's own measure; null without one. */
  left: z.int().nullable(),
})
export type Benefit = z.infer<typeof benefit>

const site = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: siteKind,
  county: z.string(),
})
export type BenefitSite = z.infer<typeof site>

export const benefitCalls = {
  'benefits.list': phoneCall({
    access: 'holder',
    input: z.object({}),
    output: z.object({
      categories: z.array(z.object({ id: z.int(), title: bilingual, items: z.array(benefit) })),
      source: bilingual,
    }),
  }),
  'benefits.sites': phoneCall({
    access: 'holder',
    input: z.object({}),
    output: z.object({ sites: z.array(site) }),
  }),
} as const
