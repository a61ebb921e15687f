// The console's calls about what the office keeps of a holder beside the card: picture and family members.
// Full names and the picture go out to whoever may see a holder in full, each look with its reason.
import { z } from 'zod'
import { RELATIONS } from '../../core/policy/catalogue.ts'
import { cardNumberText } from '../../core/sync/wire.ts'
import { call, file } from '../console-api/call.ts'
import { holderName } from './contract.ts'

const card = cardNumberText
const why = z.string().trim().min(1).max(200)
const relation = z.enum(RELATIONS).exclude(['self', 'company'])
const nothing = z.object({})

const member = z.object({
  id: z.int(),
  relation,
  /** Masked. */
  name: z.string(),
  since: z.string(),
  until: z.string().nullable(),
  actor: z.string(),
  reason: z.string(),
  endReason: z.string().nullable(),
})
export type FamilyRow = z.infer<typeof member>

export const peopleCalls = {
  'family.list': call({
    access: 'holder.search',
    input: z.object({ card }),
    /** `needed`: relations that an item of the catalogue serves. */
    output: z.object({ members: z.array(member), needed: z.array(relation), hasPhoto: z.boolean() }),
    audit: null,
  }),
  'family.reveal': call({
    access: 'holder.reveal',
    input: z.object({ card, why }),
    output: z.object({
      members: z.array(z.object({ id: z.int(), name: z.string(), bornOn: z.string() })),
    }),
    audit: i => ({ subject: i.card, why: i.why }),
  }),
  'family.add': call({
    access: 'holder.edit',
    input: z.object({ card, relation, name: holderName, bornOn: z.iso.date(), since: z.iso.date(), why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${i.relation}; ${i.why}` }),
  }),
  'family.end': call({
    access: 'holder.edit',
    input: z.object({ card, id: z.int(), until: z.iso.date(), why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: `${i.until}; ${i.why}` }),
  }),
  'photo.put': call({
    access: 'holder.edit',
    /** Base64 of the file. */
    input: z.object({ card, picture: z.base64().max(200_000), why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: i.why }),
  }),
  'photo.remove': call({
    access: 'holder.edit',
    input: z.object({ card, why }),
    output: nothing,
    audit: i => ({ subject: i.card, why: i.why }),
  }),
} as const

export const peopleFiles = {
  'holders.photo': file({
    access: 'holder.reveal',
    input: z.object({ card, why }),
    audit: i => ({ subject: i.card, why: i.why }),
  }),
} as const
