// The visit: what a scan is answered with, and what the clerk may record for it.
// Masked throughout: no raw token, full name or ID number comes out of here.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../../core/card/card.ts'
import { bilingual, catalogueItem, paper, quota, relation, siteKind } from '../../core/policy/catalogue.ts'
import { STATUSES } from '../../core/policy/evidence.ts'
import { OVERRIDE_REASONS } from '../../core/policy/override-reasons.ts'
import { AVAILABILITIES, OUTCOMES } from '../../core/policy/verdict.ts'
import { refusalCause } from '../../core/sync/wire.ts'
import { reason, seconds } from './basics.ts'
import { recordView } from './records.ts'
import { dataState } from './status.ts'

/** The five grades, 5 the best. */
export const rating = z.int().min(1).max(5)

/** A tile: the catalogue's words and this holder's answer. */
export const serviceTile = z.object({
  id: z.string(),
  title: bilingual,
  hint: bilingual,
  conditions: z.array(bilingual),
  papers: z.array(paper),
  /** The others count only together with the holder, who is there himself (11.1). */
  holderPresent: z.boolean(),
  /** Put on record in this very visit: not again without a new scan. */
  alreadyRecorded: z.boolean(),
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
  /** The version that the verdict rests on, and every record of this visit. */
  catalogue: z.string(),
  /** Items of the catalogue that this window does not offer. */
  otherItems: z.int(),
  data: z.object({ state: dataState, asOf: seconds.nullable() }),
  clock: z.enum(['ok', 'doubtful']),
  /** Of scarce items: whether the registry has said, just now, what was used elsewhere. Left out where nothing scarce is to be had. */
  quota: z
    .object({ state: z.enum(['asking', 'answered', 'absent']), items: z.array(z.string()), at: seconds })
    .optional(),
  /** What a supervisor's word could open; left out where it opens nothing. */
  override: z.array(serviceTile).optional(),
})
export type VisitView = z.infer<typeof visitView>

/** One service as the clerk chose it. */
const chosenItem = z.object({
  itemId: z.string().max(8),
  relation,
  quantity: z.int().min(1).max(99),
  amountCny: z.int().min(0).max(100_000_000).nullable(),
  /** Who came along, where the holder must be there himself (11.1). */
  companions: z
    .array(z.object({ relation, count: z.int().min(1).max(98) }))
    .max(8)
    .optional(),
  company: z.string().trim().min(1).max(60).optional(),
})

/** What another window offers and this one does not. */
export const elsewhereView = z.object({
  id: z.string(),
  title: bilingual,
  hint: bilingual,
  siteKinds: z.array(siteKind),
  units: z.array(bilingual),
})
export type ElsewhereView = z.infer<typeof elsewhereView>

/** What the holder said on his own screen. */
export const holderWord = z.object({
  visitId: z.uuid(),
  rating,
  comment: z.string().nullable(),
  /** False: it came after recording, and is on record by itself. */
  pending: z.boolean(),
})
export type HolderWord = z.infer<typeof holderWord>

/** `visit`: the open visit, judged again with what the registry answered of scarce items. */
export const visitEvents = { holderWord, visit: visitView } as const

export const visitProcedures = {
  /** A scan, a camera frame's text, or typed input: whatever it is, a verdict comes back. Opens a visit. */
  'visit.present': {
    input: z.object({ raw: z.string().max(2_000_000), source: z.enum(['camera', 'scanner', 'typed']) }),
    output: visitView,
  },
  /**
   * The picture of the holder who is served, as a data address: for the screen alone, while he stands there. Null where
   * there is none, without network, or where the site does without.
   */
  'visit.photo': {
    input: z.object({ visitId: z.uuid() }),
    output: z.object({ photo: z.string().startsWith('data:image/').max(28_000).nullable() }),
  },
  /** Serves: one record per item, in one transaction. What it has answered is on disk. */
  'visit.record': {
    input: z.object({
      visitId: z.uuid(),
      personChecked: z.boolean(),
      items: z.array(chosenItem).min(1).max(20),
      comment: z.string().max(500).nullable(),
      rating: rating.nullable(),
    }),
    output: z.object({ records: z.array(recordView) }),
  },
  /**
   * Serves on a supervisor's word what the verdict does not allow: his who is signed in, or his whose number and PIN are
   * given. The record keeps the verdict as it was judged, and says whose word it was and why.
   */
  'visit.override': {
    input: z.object({
      visitId: z.uuid(),
      personChecked: z.boolean(),
      item: chosenItem,
      reason: z.enum(OVERRIDE_REASONS),
      text: z.string().max(200),
      supervisor: z.object({ number: z.string().max(12), pin: z.string().max(64) }).nullable(),
    }),
    output: z.object({ record: recordView }),
  },
  /** Records that the holder was not served: for the reason of the verdict, or, where the card is good, for `cause`. */
  'visit.refuse': {
    input: z.object({ visitId: z.uuid(), cause: refusalCause.nullable() }),
    output: z.object({ record: recordView }),
  },
  /** One service more for the holder just served, without a new scan, for a short while: the same visit, judged anew. */
  'visit.resume': { input: z.object({ visitId: z.uuid() }), output: visitView },
  /** The next holder, please: forgets the visit, open or just recorded. */
  'visit.close': { input: z.object({ visitId: z.uuid() }), output: z.null() },
  /** What the holder's own screen shows of the open visit: the chosen services, and a sentence the clerk lets it say. */
  'visit.show': {
    input: z.object({
      visitId: z.uuid(),
      itemIds: z.array(z.string().max(8)).max(30),
      say: z.string().max(300).nullable(),
    }),
    output: z.null(),
  },
  /** Served and not served by this window today (Asia/Shanghai): visits, not records. */
  'visit.tally': { input: z.void(), output: z.object({ served: z.int(), refused: z.int() }) },
  /** What this window does not offer, and where it is. */
  'visit.elsewhere': { input: z.void(), output: z.object({ items: z.array(elsewhereView) }) },
  /** Opens the second, holder-facing screen; `url` where the page itself must open it. */
  'holder.open': { input: z.void(), output: z.object({ url: z.string().nullable() }) },
} as const
