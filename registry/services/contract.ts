// The console's calls about services and refusals as recorded. Rows are masked; a closer look at one stands on the trail.
// A unit's staff get records of their own items whatever they ask for.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../../core/card/card.ts'
import { RELATIONS } from '../../core/policy/catalogue.ts'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import { cardNumberText, recordBody } from '../../core/sync/wire.ts'
import { call, file } from '../console-api/call.ts'

const words = z.object({ zh: z.string(), en: z.string() })
const text = z.string().max(40).nullable()

/** Days of Asia/Shanghai, both inclusive. */
const asked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  site: text,
  item: text,
  kind: z.enum(['service', 'refusal']).nullable(),
  /** A whole card number, for somebody who has the card before him. */
  card: cardNumberText.nullable(),
})
export type ServiceQuery = z.output<typeof asked>

const row = z.object({
  id: z.uuid(),
  at: z.int(),
  kind: z.enum(['service', 'refusal']),
  site: words,
  item: z.string().nullable(),
  relation: z.enum(RELATIONS).nullable(),
  tier: z.enum(TIERS).nullable(),
  presentation: z.enum(PRESENTATIONS).nullable(),
  quantity: z.int(),
  amountCny: z.int().nullable(),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  /** "5323 **** 0016"; null where nobody was found. */
  card: z.string().nullable(),
  /** Masked. */
  name: z.string().nullable(),
  voided: z.boolean(),
})
export type ServiceRow = z.infer<typeof row>

export const serviceCalls = {
  'services.choices': call({
    access: 'service.read',
    input: z.object({}),
    output: z.object({
      sites: z.array(z.object({ id: z.string(), name: words })),
      items: z.array(z.object({ id: z.string(), title: words })),
    }),
    audit: null,
  }),
  'services.list': call({
    access: 'service.read',
    input: asked.extend({ after: z.string().max(60).nullable(), limit: z.int().min(1).max(100) }),
    output: z.object({ rows: z.array(row), next: z.string().nullable() }),
    audit: null,
  }),
  /** One record in full, but for who the holder is. */
  'services.look': call({
    access: 'service.read',
    input: z.object({ id: z.uuid() }),
    output: row.extend({
      took: z.number(),
      clerk: z.string(),
      terminal: z.string(),
      sequence: z.int(),
      receivedAt: z.int(),
      personChecked: z.boolean(),
      comment: z.string().nullable(),
      rating: z.int().nullable(),
      company: z.string().nullable(),
      cause: z.string().nullable(),
      override: recordBody.shape.override.unwrap().nullable(),
      voidedAt: z.int().nullable(),
      voidReason: z.string().nullable(),
      catalogue: z.string(),
      app: z.string(),
    }),
    audit: i => ({ subject: i.id, why: null }),
  }),
} as const

const none = z
  .string()
  .max(40)
  .transform(given => (given === '' ? null : given))
export const serviceFiles = {
  'services.export': file({
    access: 'service.read',
    input: z.object({
      from: z.iso.date(),
      to: z.iso.date(),
      site: none,
      item: none,
      kind: z.enum(['service', 'refusal', '']).transform(given => (given === '' ? null : given)),
      why: z.string().trim().min(1).max(200),
    }),
    audit: i => ({
      subject: null,
      why: `${[i.from, i.to, i.site, i.item, i.kind].filter(Boolean).join(' ')}; ${i.why}`,
    }),
  }),
} as const
