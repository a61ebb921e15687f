// Keeps the schedule: asks every half minute whether a sync is due, runs it, remembers how it went.
// A run asked for while one is under way is refused by name, never queued in silence.
import { err, ok, type Result } from '../../core/result.ts'
import type { SyncResult } from '../api.ts'
import type { SyncProgress, SyncTrigger } from './run.ts'
import { type Due, type SyncHistory, syncDue } from './schedule.ts'

const TICK = 30_000

export type RunnerParts = {
  run(trigger: SyncTrigger, onProgress: (progress: SyncProgress) => void): Promise<SyncResult>
  now(): number
  jitter: number
  /** The last results, newest first, as the journal keeps them. */
  history(): readonly SyncResult[]
  remember(result: SyncResult): void
  onChange(): void
}

export type SyncRunner = ReturnType<typeof createSyncRunner>

export function createSyncRunner(parts: RunnerParts) {
  let progress: SyncProgress | null = null
  let underWay: Promise<SyncResult> | null = null
  let timer: NodeJS.Timeout | null = null

  function start(trigger: SyncTrigger): Promise<SyncResult> {
    progress = { state: 'running', step: 'push', done: 0, total: null }
    parts.onChange()
    const run = parts
      .run(trigger, next => {
        progress = next
        parts.onChange()
      })
      .then(result => {
        // Remembered before anyone hears of it, so that "last result" is never older than an answer.
        parts.remember(result)
        return result
      })
      .finally(() => {
        underWay = null
        progress = null
        parts.onChange()
      })
    underWay = run
    return run
  }

  function tick(): void {
    const due: Due = underWay === null ? syncDue(parts.now(), historyOf(parts.history()), parts.jitter) : null
    // A run's failures are in its result; what is caught here could only be a bug, and must not end the schedule.
    if (due !== null) void start(due).catch(() => {})
    else parts.onChange()
  }

  return {
    progress: () => progress,
    async now(trigger: SyncTrigger): Promise<Result<SyncResult, { readonly code: 'sync-running' }>> {
      return underWay === null ? ok(await start(trigger)) : err({ code: 'sync-running' })
    },
    /** Starts the schedule; at once when a night was missed. */
    begin(): void {
      timer ??= setInterval(tick, TICK)
      tick()
    },
    wake: tick,
    async stop(): Promise<void> {
      if (timer !== null) clearInterval(timer)
      timer = null
      await underWay?.catch(() => {})
    },
  }
}

/** `light` runs do the same work as a full one in this form, so each success counts as full. */
export function historyOf(results: readonly SyncResult[]): SyncHistory {
  const lastGood = results.find(r => r.ok)
  const failures = results.findIndex(r => r.ok)
  return {
    lastFull: lastGood?.at ?? null,
    lastAttempt: results[0]?.at ?? null,
    failures: failures === -1 ? results.length : failures,
    notBefore: results[0]?.retryAt ?? null,
  }
}
