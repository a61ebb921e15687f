// The service log as the screen may list it: masked, with what became of each record.
// Nothing here changes a record.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../../core/card/card.ts'
import { bilingual, relation } from '../../core/policy/catalogue.ts'
import { STATUSES } from '../../core/policy/evidence.ts'
import { STEPS } from '../../core/policy/finding.ts'
import { AVAILABILITIES, OUTCOMES } from '../../core/policy/verdict.ts'
import { REJECTIONS, refusalCause } from '../../core/sync/wire.ts'
import { reason, seconds } from './basics.ts'
import { dataState } from './status.ts'

export const recordView = z.object({
  sequence: z.int(),
  id: z.uuid(),
  visitId: z.uuid(),
  at: seconds,
  kind: z.enum(['service', 'refusal', 'void', 'rating']),
  nameMasked: z.string().nullable(),
  cardTail: z.string().nullable(),
  tier: z.enum(TIERS).nullable(),
  itemId: z.string().nullable(),
  itemTitle: bilingual.nullable(),
  relation: relation.nullable(),
  quantity: z.int(),
  amountCny: z.int().nullable(),
  outcome: z.enum(OUTCOMES),
  reason,
  /** Of a refusal of a card that was good. */
  cause: refusalCause.nullable(),
  /** The holder's, 1 … 5. */
  rating: z.int().nullable(),
  clerk: z.string(),
  delivery: z.enum(['pending', 'sent', 'acknowledged', 'rejected']),
  rejection: z.enum(REJECTIONS).nullable(),
  /** For a void: the record that it takes back, and why. */
  voids: z.uuid().nullable(),
  voidReason: z.object({ code: z.string(), text: z.string() }).nullable(),
  /** Taken back by a later record of this terminal. */
  voided: z.boolean(),
  /** Served on a supervisor's word: by whom and why. */
  override: z.object({ by: z.string(), reason: z.string(), text: z.string() }).nullable(),
})
export type RecordView = z.infer<typeof recordView>

/** As the records screen lists it. */
export const listedRecord = recordView
export type ListedRecordView = z.infer<typeof listedRecord>

/** `from` inclusive, `to` exclusive; null asks for any. */
export const recordFilter = z.object({
  from: seconds,
  to: seconds,
  item: z.string().max(8).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  kind: recordView.shape.kind.nullable(),
  clerk: z.string().max(20).nullable(),
  delivery: recordView.shape.delivery.nullable(),
  /** The card's last four digits. */
  tail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
})
export type RecordFilter = z.infer<typeof recordFilter>

/** Why a verdict cannot be replayed; each has one sentence in zh and en. */
export const REPLAY_PROBLEMS = [
  'no-evidence', // a kind of record that rests on no verdict of its own
  'no-catalogue', // its catalogue was never kept here
  'catalogue-damaged', // kept, and its signature does not hold
  'catalogue-unreadable', // of a form that this program does not know
  'evidence-unreadable', // written by a program whose evidence this one cannot read
] as const

const replayedStep = z.object({
  step: z.enum(STEPS),
  state: z.enum(['passed', 'decided', 'not-reached', 'not-applicable', 'not-judged']),
  reason: reason.nullable(),
})

/** The verdict judged again, from what was kept, by the very code that judged it. */
export const replay = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('replayed'),
    /** The same outcome and reason as on record. */
    agrees: z.boolean(),
    outcome: z.enum(OUTCOMES),
    reason,
    clause: z.string(),
    notes: z.array(reason),
    steps: z.array(replayedStep),
    /** What it said of this record's service. */
    service: z
      .object({
        availability: z.enum(AVAILABILITIES),
        clause: z.string(),
        usedAt: seconds.nullable(),
        usedSite: z.string().nullable(),
      })
      .nullable(),
    holder: z
      .object({
        status: z.enum(STATUSES),
        statusSince: seconds,
        expiresAt: seconds,
        serial: z.int(),
        tier: z.enum(TIERS),
        provincial: z.boolean(),
      })
      .nullable(),
    data: z.object({ state: dataState, asOf: seconds.nullable() }),
    clock: z.enum(['ok', 'doubtful']),
    /** `kept`: signature checked once more. `key-retired`: accepted under a key that is no longer listed. */
    catalogue: z.enum(['kept', 'key-retired']),
    /** `present`: the record did not say what the window offered; judged by what it offers now. */
    window: z.enum(['recorded', 'present']),
  }),
  z.object({ kind: z.literal('impossible'), why: z.enum(REPLAY_PROBLEMS) }),
])
export type ReplayView = z.infer<typeof replay>

export const recordDetail = z.object({
  record: listedRecord,
  presentation: z.enum(PRESENTATIONS).nullable(),
  personChecked: z.boolean(),
  took: z.number(),
  comment: z.string().nullable(),
  rating: z.int().nullable(),
  basis: z.object({
    catalogue: z.string(),
    sequence: z.int().nullable(),
    keyList: z.int().nullable(),
    app: z.string(),
  }),
  /** The record that took this one back. */
  voidedBy: listedRecord.nullable(),
  /** The other records of the same visit. */
  sameVisit: z.array(listedRecord),
  /** How many receipts of this visit were printed. */
  receipts: z.int(),
  replay,
})
export type RecordDetail = z.infer<typeof recordDetail>

/** A service by which records can be filtered. */
export const serviceChoice = z.object({ id: z.string(), title: bilingual })
export type ServiceChoice = z.infer<typeof serviceChoice>

export const recordsProcedures = {
  /** Today's records (Asia/Shanghai), newest first. */
  'records.today': {
    input: z.object({ limit: z.int().min(1).max(500) }),
    output: z.object({ records: z.array(recordView), total: z.int() }),
  },
  /** Records of any time, newest first; `below` is the last record of the page before. */
  'records.page': {
    input: z.object({
      filter: recordFilter,
      below: z.object({ at: seconds, sequence: z.int() }).nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ records: z.array(listedRecord), total: z.int(), more: z.boolean() }),
  },
  /** The catalogue's services, in its order. */
  'records.services': { input: z.void(), output: z.object({ services: z.array(serviceChoice) }) },
  /** One record with all that may be shown of it, and its verdict replayed. */
  'records.detail': {
    input: z.object({ id: z.uuid() }),
    output: recordDetail,
  },
} as const
