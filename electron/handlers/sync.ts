// Syncing by hand, and the sync screen: anybody at the counter may, signed in or not; it only makes the terminal know more.
// It tells ages, times and counts; nothing of a holder. Only what a supervisor has read counts as read.
import { err, ok } from '../../core/result.ts'
import type { KeptNotice } from '../../db/journal/chain-notices.ts'
import type { syncProcedures } from '../api/status.ts'
import {
  LIGHT_LINES_SHOWN,
  RUNS_SHOWN,
  type SyncView,
  type syncScreenProcedures,
} from '../api/sync-screen.ts'
import { backOff, jitterOf, nextNight } from '../sync/schedule.ts'
import { recentRuns } from '../sync/terminal-sync.ts'
import type { Context, HandlersOf } from './context.ts'

export function syncHandlers(
  context: Context,
): HandlersOf<typeof syncProcedures & typeof syncScreenProcedures> {
  return {
    async 'sync.now'() {
      const runner = context.sync()
      return runner === null ? err({ code: 'not-enrolled' }) : await runner.now('manual')
    },
    async 'sync.light'() {
      const runner = context.sync()
      return runner === null ? err({ code: 'not-enrolled' }) : await runner.now('light')
    },
    'sync.view': () => ok(syncView(context)),
    'sync.noticeRead'(key) {
      const who = context.supervisor()
      if (!who.ok) return who
      const { storage, clock } = context
      const ticked = storage.journal.chainNotices.tickOff(key, clock.now(), who.value.number)
      if (!ticked.ok) return ticked
      context.statusChanged()
      return ok(null)
    },
  }
}

const NOTICES = 20
/** Seconds that one stands on the screen after it was read: by then support knows, and the audit keeps it. */
const READ_FOR = 30 * 86_400

/** What this journal lost to damage it tells by itself. */
const isNews = ({ kind, closed, read }: KeptNotice, now: number): boolean =>
  kind !== 'lost' && !closed && (read === null || now - read.at < READ_FOR)

function syncView({ storage, clock, identity, sync }: Context): SyncView {
  const { journal, cache } = storage
  const who = identity()
  const jitter = who === null ? 0 : jitterOf(who.terminalId)
  const outlook = sync()?.outlook()
  const sequence = cache.meta('sequence')
  const waitedFor =
    outlook === undefined || outlook.lastAttempt === null || outlook.failures === 0
      ? null
      : outlook.lastAttempt + backOff(outlook.failures, jitter)
  const remade = journal.auditTrail(200).find(entry => entry.act === 'cache-remade')
  return {
    runs: recentRuns(storage, RUNS_SHOWN, LIGHT_LINES_SHOWN),
    nextNightAt: who === null ? null : nextNight(clock.now(), jitter),
    notBefore: Math.max(waitedFor ?? 0, outlook?.notBefore ?? 0) || null,
    failures: outlook?.failures ?? 0,
    keyListAsOf: cache.meta('key-list-as-of'),
    sequence,
    remadeAt: sequence === null ? (remade?.at ?? null) : null,
    lost: journal.log.lost().map(({ from, to }) => ({ from, to })),
    chain: journal.chainNotices.latest(NOTICES).filter(notice => isNews(notice, clock.now())),
  }
}
