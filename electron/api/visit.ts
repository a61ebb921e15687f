// The visit: what a scan is answered with, and what the clerk may record for it.
// Masked throughout: no raw token, full name or ID number comes out of here.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../../core/card/card.ts'
import { bilingual, catalogueItem, quota, relation } from '../../core/policy/catalogue.ts'
import { STATUSES } from '../../core/policy/evidence.ts'
import { AVAILABILITIES, OUTCOMES } from '../../core/policy/verdict.ts'
import { reason, seconds } from './basics.ts'
import { recordView } from './records.ts'
import { dataState } from './status.ts'

/** A tile: the catalogue's words and this holder's answer. */
export const serviceTile = z.object({
  id: z.string(),
  title: bilingual,
  hint: bilingual,
  conditions: z.array(bilingual),
  clause: z.string(),
  availability: z.enum(AVAILABILITIES),
  relations: z.array(relation),
  quota: quota.nullable(),
  remaining: z.number().nullable(),
  usedAt: seconds.nullable(),
  usedSite: z.string().nullable(),
  ceilings: catalogueItem.shape.ceilings,
})
export type ServiceTile = z.infer<typeof serviceTile>

/** The verdict as the screen may know it: masked. */
export const visitView = z.object({
  /** Null when nothing can be recorded for it but a refusal. */
  visitId: z.uuid(),
  scannedAt: seconds,
  outcome: z.enum(OUTCOMES),
  reason,
  clause: z.string(),
  notes: z.array(reason),
  presentation: z.enum(PRESENTATIONS).nullable(),
  personCheck: z.boolean(),
  /** Present only when the card was believed and found; never for a code that is not one of ours. */
  holder: z
    .object({
      cardNumber: z.string(), // "5323 0000 1268"
      nameMasked: z.string(), // 杨*芳
      idTail: z.string(),
      tier: z.enum(TIERS),
      provincial: z.boolean(),
      status: z.enum(STATUSES),
      serial: z.int(),
      presentedSerial: z.int().nullable(),
      statusSince: seconds,
      expiresAt: seconds,
    })
    .nullable(),
  services: z.array(serviceTile),
  /** Items of the catalogue that this window does not offer. */
  otherItems: z.int(),
  data: z.object({ state: dataState, asOf: seconds.nullable() }),
  clock: z.enum(['ok', 'doubtful']),
})
export type VisitView = z.infer<typeof visitView>

export const visitProcedures = {
  /** A scan, a camera frame's text, or typed input: whatever it is, a verdict comes back. Opens a visit. */
  'visit.present': {
    input: z.object({ raw: z.string().max(2_000_000), source: z.enum(['camera', 'scanner', 'typed']) }),
    output: visitView,
  },
  /** Serves: one record per item, in one transaction. What it has answered is on disk. */
  'visit.record': {
    input: z.object({
      visitId: z.uuid(),
      personChecked: z.boolean(),
      items: z
        .array(
          z.object({
            itemId: z.string().max(8),
            relation,
            quantity: z.int().min(1).max(99),
            amountCny: z.int().min(0).max(100_000_000).nullable(),
          }),
        )
        .min(1)
        .max(20),
      comment: z.string().max(500).nullable(),
      rating: z.int().min(1).max(5).nullable(),
    }),
    output: z.object({ records: z.array(recordView) }),
  },
  /** Records that the holder was not served, for the reason of the verdict. */
  'visit.refuse': { input: z.object({ visitId: z.uuid() }), output: z.object({ record: recordView }) },
  /** The next holder, please: forgets the open visit. */
  'visit.close': { input: z.object({ visitId: z.uuid() }), output: z.null() },
} as const
