// The sync screen: when the next update is due, how old each kind of data is, and how the last runs went.
// What is under way comes with the status; no address and no key comes out of here.
import { z } from 'zod'
import { chainNotice } from '../../core/sync/wire.ts'
import { seconds } from './basics.ts'
import { syncResult } from './status.ts'

/** How many of the last whole runs the screen lists, and lines of light ones, several runs to a line. */
export const RUNS_SHOWN = 20
export const LIGHT_LINES_SHOWN = 10

/** What the registry saw of this journal's chain, since when this terminal knows, and who ticked it off as read. */
export const chainNoticeView = chainNotice.extend({
  toldAt: seconds,
  read: z.object({ at: seconds, clerk: z.string() }).nullable(),
})
export type ChainNoticeView = z.infer<typeof chainNoticeView>

export const syncView = z.object({
  /** Newest first. */
  runs: z.array(syncResult).max(RUNS_SHOWN + LIGHT_LINES_SHOWN),
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
  /** Where the chain is not one line: until somebody has read it, and for a month after. */
  chain: z.array(chainNoticeView),
})
export type SyncView = z.infer<typeof syncView>

export const syncScreenProcedures = {
  'sync.view': { input: z.void(), output: syncView },
  /** A supervisor has read a notice: it stays listed, and the registry keeps what it saw. */
  'sync.noticeRead': {
    input: chainNotice.pick({ kind: true, branch: true, sequence: true }),
    output: z.null(),
  },
} as const
