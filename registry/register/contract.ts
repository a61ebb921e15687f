// The console's calls about holders and their standing. A full name or ID number goes out in one call alone, with its reason.
// Dates are calendar dates of Asia/Shanghai, times seconds since 1970 UTC.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { parseProvincial } from '../../core/card/provincial.ts'
import { parseResidentId } from '../../core/card/resident-id.ts'
import { STATUSES } from '../../core/policy/evidence.ts'
import { cardNumberText } from '../../core/sync/wire.ts'
import { call } from '../console-api/call.ts'
import { ACTS, GROUNDS } from './acts.ts'

const nothing = z.object({})
const status = z.enum(STATUSES)
const tier = z.enum(TIERS)
const why = z.string().trim().min(1).max(200)
const card = cardNumberText
const text = (most: number) => z.string().max(most)

/** As the import has it: one name that does not fit would make every terminal refuse the snapshot. */
export const holderName = z
  .string()
  .transform(name => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' '))
  .refine(name => name !== '' && [...name].length <= 30 && !/\p{Cc}/u.test(name))
const idNumber = z.string().transform((given, context) => {
  const parsed = parseResidentId(given.normalize('NFKC').trim().toUpperCase())
  if (parsed === null) context.addIssue('not a resident-ID number')
  return parsed ?? ''
})
const provincial = z.string().transform((given, context) => {
  if (given.trim() === '') return null
  const parsed = parseProvincial(given.normalize('NFKC').trim())
  if (parsed === null) context.addIssue('not a provincial card')
  return parsed
})
/** Digits alone; a foreign one with its country's. */
const phone = z.string().transform((given, context) => {
  const digits = given.normalize('NFKC').replaceAll(/[\s+()-]/g, '')
  if (digits === '') return null
  if (/^\d{7,15}$/.test(digits)) return digits.replace(/^86(?=1\d{10}$)/, '')
  context.addIssue('not a telephone number')
  return null
})
const entered = {
  name: holderName,
  idNumber,
  tier,
  expires: z.iso.date(),
  provincial,
  phone: phone.optional(),
}

export const maskedHolder = z.object({
  card,
  serial: z.int(),
  tier,
  status,
  statusSince: z.int(),
  expiresAt: z.int(),
  /** Masked. */
  name: text(60),
  idTail: text(4),
  /** The card of the entry that stays, where this one was merged. */
  mergedInto: card.nullable(),
})
export type MaskedRow = z.infer<typeof maskedHolder>

const pastAct = z.object({
  number: z.int(),
  at: z.int(),
  act: z.enum(['enter', 'merge', 'split', ...ACTS]),
  status,
  serial: z.int(),
  actor: z.string(),
  reason: z.string(),
  ground: z.enum(GROUNDS).nullable(),
  effectOn: z.string().nullable(),
})
const pastCorrection = z.object({
  number: z.int(),
  at: z.int(),
  actor: z.string(),
  reason: z.string(),
  /** Which fields; what they said stands in the register. */
  fields: z.array(z.string()),
})
const dueAct = z.object({
  id: z.int(),
  act: z.enum(ACTS),
  ground: z.enum(GROUNDS).nullable(),
  effectOn: z.string(),
  enteredAt: z.int(),
  actor: z.string(),
  reason: z.string(),
  state: z.string(),
})

const pastMerge = z.object({
  id: z.int(),
  at: z.int(),
  act: z.enum(['merge', 'split']),
  kept: card,
  gone: card,
  actor: z.string(),
  reason: z.string(),
})

const standingInput = z.object({ card, why, effectOn: z.iso.date().nullable() })

export const holderCalls = {
  'holders.search': call({
    access: 'holder.search',
    input: z.object({
      text: z.string().max(60),
      status: status.nullable(),
      tier: tier.nullable(),
      after: z.string().max(40).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({ holders: z.array(maskedHolder), next: z.string().nullable() }),
    audit: null,
  }),
  'holders.page': call({
    access: 'holder.search',
    input: z.object({ card }),
    output: z.object({
      holder: maskedHolder.extend({ hasProvincial: z.boolean() }),
      history: z.array(pastAct),
      corrections: z.array(pastCorrection),
      due: z.array(dueAct),
      merges: z.array(pastMerge),
      /** Entries merged into this one, with their own histories. */
      others: z.array(maskedHolder.extend({ history: z.array(pastAct) })),
    }),
    audit: null,
  }),
  'holders.reveal': call({
    access: 'holder.reveal',
    input: z.object({ card, why }),
    output: z.object({
      name: z.string(),
      idNumber: z.string(),
      provincial: z.string().nullable(),
      phone: z.string().nullable(),
    }),
    audit: i => ({ subject: i.card, why: i.why }),
  }),
  'holders.enter': call({
    access: 'holder.edit',
    input: z.object({ ...entered, why }),
    output: z.object({ card }),
    audit: i => ({ subject: null, why: i.why }),
  }),
  'holders.correct': call({
    access: 'holder.edit',
    input: z.object({ card, why, changes: z.object(entered).partial() }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${Object.keys(i.changes).join(', ')}; ${i.why}` }),
  }),
  /** Acts that the bank may do, too. */
  'cards.care': call({
    access: 'card.care',
    input: z.object({ card, why, act: z.enum(['activate', 'lost', 'found', 'reissue']) }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${i.act}; ${i.why}` }),
  }),
  'cards.standing': call({
    access: 'card.standing',
    input: z.discriminatedUnion('act', [
      standingInput.extend({ act: z.enum(['suspend', 'resume', 'left']) }),
      standingInput.extend({ act: z.literal('revoke'), ground: z.enum(GROUNDS) }),
    ]),
    output: z.object({ result: z.enum(['done', 'waiting']) }),
    audit: i => ({ subject: i.card, why: `${i.act} ${i.effectOn ?? ''}; ${i.why}` }),
  }),
  'cards.renew': call({
    access: 'card.standing',
    input: z.object({ card, why, expires: z.iso.date() }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${i.expires}; ${i.why}` }),
  }),
  'cards.withdraw': call({
    access: 'card.standing',
    input: z.object({ card, id: z.int(), why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: i.why }),
  }),
} as const
