// The shape of the service catalogue: every item of art. 5 as versioned, signed data.
// Nothing about a particular item may be written in code: only the meaning of the fields is.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../card/card.ts'

export const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingual>

/** POLICY.md column B: for whom a service is done through the holder's card. */
export const RELATIONS = [
  'self',
  'spouse',
  'child',
  'minor-child',
  'parent',
  'spouse-parent',
  'child-family',
  'company',
] as const
export const relation = z.enum(RELATIONS)
export type Relation = z.infer<typeof relation>

/** POLICY.md column "where". */
export const SITE_KINDS = [
  'hospital', // second people's, women & children's: green channel only
  'hospital-checkup', // people's and TCM hospital: green channel and check-up
  'education',
  'service-hall',
  'police-household',
  'exit-entry',
  'vehicle-office',
  'housing-office',
  'housing-fund',
  'medical-insurance',
  'tax-hall',
  'station',
  'hotel',
  'scenic-area',
  'bank',
] as const
export const siteKind = z.enum(SITE_KINDS)
export type SiteKind = z.infer<typeof siteKind>

/**
 * How much of an item a holder has. Counted over services recorded and not voided, at any site, by holder (not by card).
 * `calendar-year` and `calendar-month` are those of Asia/Shanghai.
 */
export const quota = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('times'), per: z.literal('calendar-year'), limit: z.int().min(1) }),
  z.object({ kind: z.literal('amount'), per: z.literal('calendar-month'), limitCny: z.int().min(1) }),
  z.object({ kind: z.literal('years'), limit: z.int().min(1) }), // consecutive years, from the first service on
  z.object({ kind: z.literal('tickets'), per: z.literal('visit'), limit: z.int().min(1) }),
])
export type Quota = z.infer<typeof quota>

/** A ceiling that the unit applies itself; shown, not counted here (12.1, 12.2). CNY. */
export const ceiling = z.object({
  label: bilingual,
  tiers: z.array(z.enum(TIERS)).min(1),
  amountCny: z.int().min(1),
})

/** A paper to ask for. `relations` empty: always; else only when the service is for one of these. */
export const paper = z.object({ title: bilingual, relations: z.array(relation) })
export type Paper = z.infer<typeof paper>

export const catalogueItem = z.object({
  id: z.string().regex(/^\d{1,2}\.\d{1,2}$/),
  category: z.int().min(1).max(99),
  title: bilingual,
  /** One line for the tile, in the clerk's words. */
  hint: bilingual,
  /** What to look at or ask for before serving; empty when nothing. */
  conditions: z.array(bilingual),
  /** What the holder brings; a list to tick off that stands in nobody's way. Catalogues before 2023.2 have none. */
  papers: z.array(paper).default([]),
  clause: z.string().min(1), // "art. 5-1-2"
  tiers: z.array(z.enum(TIERS)).min(1),
  /** Which presentations suffice. Financial items: physical alone (art. 2). */
  presentations: z.array(z.enum(PRESENTATIONS)).min(1),
  /** True where the resident-ID card alone is proof enough (art. 5-11). */
  idCardAlone: z.boolean(),
  relations: z.array(relation).min(1),
  /** True where the others count only together with the holder, who is there himself (11.1). */
  holderPresent: z.boolean(),
  quota: quota.nullable(),
  /** So little of it that the registry is asked live before it is given: double use could not be mended. */
  scarce: z.boolean().default(false),
  ceilings: z.array(ceiling),
  siteKinds: z.array(siteKind).min(1),
  units: z.array(bilingual).min(1),
  /** Asia/Shanghai calendar dates, inclusive; null = open. */
  inForceFrom: z.iso.date().nullable(),
  inForceUntil: z.iso.date().nullable(),
})
export type CatalogueItem = z.infer<typeof catalogueItem>

/** Signed policy numbers. Durations in seconds. */
export const policyLimits = z.object({
  /** Virtual-card freshness (TOKEN.md "Freshness"). */
  freshness: z.object({
    slotSeconds: z.int().min(5),
    lifetimeSeconds: z.int().min(10).max(300),
    maxLifetimeSeconds: z.int().min(10).max(300),
    lateSeconds: z.int().min(0),
    earlySeconds: z.int().min(0),
  }),
  clock: z.object({ behindSeconds: z.int().min(1), offsetSeconds: z.int().min(1) }),
  /** How old holder data and revocations may be: from `warn` on it is said, from `limit` on nothing is good. */
  age: z.object({
    holders: z.object({ warnSeconds: z.int().min(1), limitSeconds: z.int().min(1) }),
    revocations: z.object({ warnSeconds: z.int().min(1), limitSeconds: z.int().min(1) }),
  }),
})
export type PolicyLimits = z.infer<typeof policyLimits>

/** The payload of the signed document "catalogue". */
export const catalogue = z.object({
  version: z.string().min(1).max(40), // "2023.1"
  effectiveFrom: z.iso.date(),
  source: bilingual,
  categories: z.array(z.object({ id: z.int(), title: bilingual })),
  limits: policyLimits,
  items: z.array(catalogueItem).min(1),
})
export type Catalogue = z.infer<typeof catalogue>
