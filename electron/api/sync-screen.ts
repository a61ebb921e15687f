// The sync screen: when the next update is due, how old each kind of data is, and how the last runs went.
// What is under way comes with the status; no address and no key comes out of here.
import { z } from 'zod'
import { seconds } from './basics.ts'
import { syncResult } from './status.ts'

/** How many of the last runs the screen lists. */
export const RUNS_SHOWN = 20

export const syncView = z.object({
  /** Newest first. */
  runs: z.array(syncResult).max(RUNS_SHOWN),
  /** This terminal's slot of the coming night. */
  nextNightAt: seconds.nullable(),
  /** After failures: not before then, by itself. */
  notBefore: seconds.nullable(),
  failures: z.int(),
  /** When the trust list was last confirmed. */
  keyListAsOf: seconds.nullable(),
  /** The published state that the holder data equal. */
  sequence: z.int().nullable(),
  /** When damaged holder data were last thrown away, and since then not yet whole again. */
  remadeAt: seconds.nullable(),
  /** Sequences of the service log that damage took. */
  lost: z.array(z.object({ from: z.int(), to: z.int() })),
})
export type SyncView = z.infer<typeof syncView>

export const syncScreenProcedures = {
  'sync.view': { input: z.void(), output: syncView },
} as const
