// The console's calls about supervision (art. 8): figures of a period, cards that were never used.
// Counts and masked rows alone; a unit's staff get their own items whatever they ask for.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { call, file } from '../console-api/call.ts'
import { figures, period } from './figures.ts'

const name = z.string().max(40).nullable().default(null)
/** What a page, a table and a circular are about; what is not named is not narrowed. */
export const question = z.object({
  period,
  site: name,
  county: name,
  /** The unit answerable, by its Chinese name. */
  unit: name,
  item: z.string().max(8).nullable().default(null),
  tier: z.enum(TIERS).nullable().default(null),
})
const words = z.object({ zh: z.string(), en: z.string() })

export const supervisionCalls = {
  'supervision.figures': call({
    access: 'service.read',
    input: question,
    output: figures,
    audit: null,
  }),
  /** What the filters offer: to a unit, what concerns its own items. */
  'supervision.choices': call({
    access: 'service.read',
    input: z.object({}),
    output: z.object({
      today: z.string(),
      units: z.array(words),
      items: z.array(z.object({ id: z.string(), title: words })),
      sites: z.array(z.object({ id: z.string(), name: words, county: z.string() })),
    }),
    audit: null,
  }),
  /** Records that wait to be counted; many are said as a hundred thousand. */
  'supervision.waiting': call({
    access: 'service.read',
    input: z.object({}),
    output: z.object({ waiting: z.int() }),
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

/** As texts of an address: an empty one narrows nothing. */
const asText = question.extend({
  site: z.string().max(40).default(''),
  county: z.string().max(40).default(''),
  unit: z.string().max(40).default(''),
  item: z.string().max(8).default(''),
  tier: z.enum(['', ...TIERS]).default(''),
})

export const supervisionFiles = {
  'supervision.sheet': file({
    access: 'service.read',
    input: asText.extend({ language: z.enum(['zh', 'en']) }),
    audit: i => ({ subject: i.period, why: 'xlsx' }),
  }),
  /** 督查通报: the office's alone to issue. */
  'supervision.circular': file({
    access: 'conflict.settle',
    input: z.object({ period, format: z.enum(['pdf', 'docx']) }),
    audit: i => ({ subject: i.period, why: i.format }),
  }),
} as const
