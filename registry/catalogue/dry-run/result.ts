// What a dry run answers: counts, why what could not be tried was not, and single cases for the export.
// No name and no ID number; a card's number stands in the cases alone, which leave only as a file.
import { z } from 'zod'
import { CHOICE_PROBLEMS } from '../../../core/policy/chosen.ts'
import { AVAILABILITIES } from '../../../core/policy/verdict.ts'

/** Refused by the rule tried, given then; or the other way round. */
export const DIRECTIONS = ['refused-now', 'good-now'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** Why a record says nothing about the rule. */
export const UNTRIED_RECORDS = [
  'no-evidence', // of a program that kept none
  'evidence-unreadable',
  'overridden', // given on a supervisor's word, whatever the rule
  'beyond-then', // given although the rule of its time, with all windows' records together, would not have
  'no-amount', // the rule counts an amount, and the record holds none
  'no-companions', // the holder must be there, and the record does not say whether he was
  'other-cause', // not served for a cause that no rule decides: papers, no time, another person
] as const
export type UntriedRecord = (typeof UNTRIED_RECORDS)[number]

/** Of the changes themselves: what last year's records cannot show of them. */
export const NOTES = ['new-item', 'new-window', 'begins-later', 'ends', 'unseen-facts'] as const
export type NoteKind = (typeof NOTES)[number]

/** Of a refusal: an availability, a problem of the choice, a verdict's reason code, or the item itself gone. */
export const CAUSES = [...AVAILABILITIES, ...CHOICE_PROBLEMS, 'item-removed', 'not-at-site'] as const
export type Cause = (typeof CAUSES)[number] | `${'P' | 'U' | 'N' | 'F' | 'R' | 'W'}-${number}`

const direction = z.enum(DIRECTIONS)
const sum = z.object({ records: z.int(), holders: z.int() })

export const dryRunResult = z.object({
  /** Seconds since 1970 UTC; `until` exclusive. */
  from: z.int(),
  until: z.int(),
  services: z.int(),
  refusals: z.int(),
  /** Tried, and with the same answer. */
  same: z.int(),
  refusedNow: sum,
  goodNow: sum,
  untried: z.array(z.object({ why: z.enum(UNTRIED_RECORDS), records: z.int() })),
  /** Tried with what their site offers today, because they do not say what their window offered. */
  windowAssumed: z.int(),
  notes: z.array(z.object({ item: z.string(), kind: z.enum(NOTES), services: z.int() })),
  rows: z.array(sum.extend({ direction, item: z.string(), site: z.string(), cause: z.string() })),
  cases: z.array(
    z.object({
      direction,
      at: z.int(),
      site: z.string(),
      terminal: z.string(),
      item: z.string(),
      cause: z.string(),
      card: z.string(),
      record: z.string(),
    }),
  ),
  /** Beyond those listed: counted, not listed. */
  moreCases: z.int(),
})
export type DryRunResult = z.infer<typeof dryRunResult>
/** What a page shows; the cases leave only as a file. */
export const dryRunSummary = dryRunResult.omit({ cases: true })
