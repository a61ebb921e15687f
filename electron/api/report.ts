// The report of a period, and files of it: sums, hours, and whether the registry has what the journal has.
// Nothing here names a holder but by a masked name; files are for supervisors, and each is audited.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { bilingual } from '../../core/policy/catalogue.ts'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import { seconds } from './basics.ts'
import { listedRecord, recordFilter } from './records.ts'

const count = z.int().min(0)

/** Voided services are counted apart and are in no other sum. */
export const tally = z.object({
  services: count,
  refusals: count,
  voided: count,
  tickets: count,
  amountCny: count,
  voids: count,
})
export type Tally = z.infer<typeof tally>

/** Who worked here from when to when; times in seconds. */
export const shiftView = z.object({
  id: z.int(),
  clerk: z.string(),
  beganAt: seconds,
  /** Null: it is the one at work. */
  ended: z
    .object({
      at: seconds,
      by: z.enum(['signed-out', 'handed-over', 'broken-off']),
      /** Without an answer of the registry, and refused by it, when the shift ended. */
      unsent: count,
      rejected: count,
    })
    .nullable(),
})
export type ShiftView = z.infer<typeof shiftView>

export const reportView = z.object({
  from: seconds,
  to: seconds,
  /** Whose records these are; null: all of the period. */
  shift: shiftView.nullable(),
  total: tally,
  visits: count,
  /** Services on a supervisor's word, by the audit: also those that were voided since. */
  overridden: count,
  items: z.array(tally.extend({ id: z.string(), title: bilingual.nullable() })),
  clerks: z.array(tally.extend({ number: z.string() })),
  outcomes: z.array(tally.extend({ outcome: z.enum(OUTCOMES) })),
  tiers: z.array(tally.extend({ tier: z.enum(TIERS) })),
  /** 24 hours of Asia/Shanghai. */
  hours: z
    .array(
      z.object({
        arrivals: count,
        served: count,
        refusals: count,
        medianSeconds: z.number().nullable(),
      }),
    )
    .length(24),
  /** The same 24 hours at this window: how busy it was, and what of an hour's records has no answer yet. */
  load: z
    .array(
      z.object({ busy: z.number().min(0).max(1), begun: count, ended: count, open: count, unsent: count }),
    )
    .length(24),
  /** What the registry has acknowledged of what the journal holds. */
  reconciled: z.object({
    records: count,
    acknowledged: count,
    pending: count,
    sent: count,
    rejected: count,
    rejectedRecords: z.array(listedRecord),
  }),
})
export type ReportView = z.infer<typeof reportView>

const days = { from: seconds, to: seconds }
/** `shift`: of that shift alone, whose own times hold then. */
const period = { ...days, shift: z.int().nullable().optional() }
const fileFormat = { format: z.enum(['xlsx', 'csv']), language: z.enum(['zh', 'en']) }

/** A file for the clerk to keep; base64, because it crosses as JSON. */
export const fileView = z.object({ name: z.string(), type: z.string(), base64: z.string() })
export type FileView = z.infer<typeof fileView>

export const reportProcedures = {
  /** Those that began in the period, oldest first. */
  'report.shifts': { input: z.object(days), output: z.object({ shifts: z.array(shiftView) }) },
  'report.get': { input: z.object(period), output: reportView },
  'report.export': { input: z.object({ ...period, ...fileFormat }), output: fileView },
  'records.export': { input: z.object({ filter: recordFilter, ...fileFormat }), output: fileView },
} as const
