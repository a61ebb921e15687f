// The status line and how syncs went: what is true now, pushed whenever it changes.
// It carries ages, counts and states; never a holder.
import { z } from 'zod'
import { seconds } from './basics.ts'

export const SYNC_ERRORS = [
  'unreachable',
  'unauthorised',
  'cut-off',
  'clock-off',
  'bad-signature',
  'rolled-back', // a signed document of the registry is older than ours
  'bad-hash',
  'bad-data',
  'protocol',
  'server-error',
  'busy', // 429 or 503: it said when to come again
  'disk',
  'stopped', // the terminal was closed while it ran; what it had is as it was
  'internal',
] as const
export const syncResult = z.object({
  at: seconds,
  trigger: z.enum(['manual', 'nightly', 'catch-up', 'light', 'enrolment', 'sealed']),
  seconds: z.number(),
  ok: z.boolean(),
  error: z.enum(SYNC_ERRORS).nullable(),
  pushed: z.int(),
  rejected: z.int(),
  pulledRows: z.int(),
  bytes: z.int(),
  sequence: z.int().nullable(),
  /** When a busy registry asked to be tried again. */
  retryAt: seconds.nullable().optional(),
  /** Of light runs in a row with the same outcome: `at` is the newest's, sums are of all, `slowest` in seconds. */
  repeated: z.object({ times: z.int().min(2), since: seconds, slowest: z.number() }).optional(),
})
export type SyncResult = z.infer<typeof syncResult>

export const dataState = z.enum(['fresh', 'aging', 'stale', 'none'])

const dataAges = z.object({ warnAt: seconds, limitAt: seconds })

/** The status line: always true, pushed by the event `status` whenever it changes. */
export const statusView = z.object({
  now: seconds,
  holdersAsOf: seconds.nullable(),
  holdersState: dataState,
  revocationsAsOf: seconds.nullable(),
  revocationsState: dataState,
  /** When the data will want an update, and from when on nothing is judged good; null where there is no data or no rule. */
  holdersAges: dataAges.nullable(),
  revocationsAges: dataAges.nullable(),
  holders: z.int(),
  catalogueVersion: z.string().nullable(),
  /** Held already, and in force from its day on. */
  catalogueNext: z.object({ version: z.string(), effectiveFrom: z.iso.date() }).nullable(),
  unsent: z.int(),
  rejected: z.int(),
  /** What the registry saw of this journal's chain, and nobody has read yet. */
  notices: z.int(),
  network: z.enum(['online', 'offline', 'unknown']),
  clock: z.enum(['ok', 'doubtful']),
  /** Set while the journal cannot be written: a blocking alarm, never a toast. */
  alarm: z.enum(['journal-write-failed', 'journal-damaged', 'disk-full']).nullable(),
  sync: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('idle'),
      last: syncResult.nullable(),
      nextAt: seconds.nullable(),
    }),
    z.object({
      state: z.literal('running'),
      step: z.enum([
        'push',
        'manifest',
        'keys',
        'catalogue',
        'revocations',
        'snapshot',
        'changes',
        'apply',
        'check',
        'mend',
      ]),
      done: z.int(),
      total: z.int().nullable(),
    }),
  ]),
})
export type StatusView = z.infer<typeof statusView>

export const syncProcedures = {
  'sync.now': { input: z.void(), output: syncResult },
  /** The revocation list alone, and what is unsent: seconds, where a whole update would take minutes. */
  'sync.light': { input: z.void(), output: syncResult },
} as const
