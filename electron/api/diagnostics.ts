// What support asks for: versions, sizes, integrity, syncs, device events. No name, number, comment, token or key in any of it.
// The check of the files runs beside the counter and never makes a scan wait.
import { z } from 'zod'
import { DEVICE_CODES } from '../../db/journal/device-events.ts'
import { seconds } from './basics.ts'
import { fileView } from './report.ts'
import { syncResult } from './status.ts'
import { chainNoticeView } from './sync-screen.ts'

export const DEVICES = ['camera', 'scanner', 'serial', 'id-reader', 'printer', 'screen', 'sound'] as const
export const deviceEvent = z.object({
  at: seconds,
  device: z.enum(DEVICES),
  /** A code of ours, or of another version's. */
  event: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** The device's own name or the error's kind; never what it read. */
  detail: z.string().max(120).nullable(),
})
export type DeviceEventView = z.infer<typeof deviceEvent>

export const checkState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({
    state: z.literal('running'),
    part: z.enum(['journal', 'cache', 'chain']),
    done: z.int(),
    total: z.int(),
  }),
  z.object({
    state: z.literal('done'),
    at: seconds,
    seconds: z.number(),
    journal: z.enum(['sound', 'damaged', 'not-checked']),
    cache: z.enum(['sound', 'damaged', 'not-checked']),
    records: z.int(),
    /** The first record that does not follow from the one before it. */
    chainBrokenAt: z.int().nullable(),
    /** Entries of the audit, and the first that does not follow from the one before it. */
    acts: z.int(),
    auditBrokenAt: z.int().nullable(),
  }),
])
export type CheckState = z.infer<typeof checkState>

export const diagnosticsView = z.object({
  at: seconds,
  host: z.string(),
  versions: z.record(z.string(), z.string()),
  system: z.record(z.string(), z.string()),
  files: z.array(z.object({ name: z.string(), bytes: z.int() })),
  disk: z.object({ free: z.number(), total: z.number() }).nullable(),
  counts: z.record(z.string(), z.int()),
  clock: z.object({ wall: seconds, lastTrusted: seconds, offsetAtLastSync: z.int().nullable() }),
  data: z.object({
    sequence: z.int().nullable(),
    holdersAsOf: seconds.nullable(),
    revocationsAsOf: seconds.nullable(),
    catalogue: z.string().nullable(),
  }),
  syncs: z.array(syncResult),
  /** All that the registry ever said of this journal's chain, newest first. */
  chain: z.array(chainNoticeView),
  devices: z.array(deviceEvent),
  check: checkState,
})
export type DiagnosticsView = z.infer<typeof diagnosticsView>

export const diagnosticsProcedures = {
  'diagnostics.get': { input: z.void(), output: diagnosticsView },
  /** Begins the check of both files and of the chain; a check that runs goes on. */
  'diagnostics.check': { input: z.void(), output: checkState },
  'diagnostics.checkState': { input: z.void(), output: checkState },
  /** Everything above in one file, gzip of JSON. */
  'diagnostics.bundle': { input: z.void(), output: fileView },
  /** A device did something worth knowing; the screen is where devices are. */
  'diagnostics.note': {
    input: deviceEvent.omit({ at: true }).extend({ event: z.enum(DEVICE_CODES) }),
    output: z.null(),
  },
} as const
