// Keeps the schedule: asks every half minute whether a sync is due, runs it, remembers how it went.
// What a clerk asks for while a run is under way follows it, once for all who ask; nothing else is ever queued.
import { err, ok, type Result } from '../../core/result.ts'
import type { SyncResult } from '../api.ts'
import { systemTime } from '../clock.ts'
import type { SyncProgress, SyncTrigger } from './run.ts'
import { type Due, type LightHistory, type SyncHistory, syncDue } from './schedule.ts'

const TICK = 30_000

export type RunnerParts = {
  /** `signal`: the terminal is closing, and what is under way is to end soon, and well. */
  run(
    trigger: SyncTrigger,
    onProgress: (progress: SyncProgress) => void,
    signal: AbortSignal,
  ): Promise<SyncResult>
  now(): number
  jitter: number
  /** The last results, newest first, as the journal keeps them. */
  history(): readonly SyncResult[]
  remember(result: SyncResult): void
  /** Light runs are many and small: kept apart, so that they drive no whole run out. */
  rememberLight(result: SyncResult): void
  /** There are no holder data, whatever the history says: they were damaged and thrown away. */
  isEmpty?(): boolean
  /** Milliseconds of a clock that runs evenly, to notice a machine that slept. */
  monotonicMs?(): number
  onChange(): void
}

type Asked = Result<SyncResult, { readonly code: 'sync-running' }>

export type SyncRunner = ReturnType<typeof createSyncRunner>

export function createSyncRunner(parts: RunnerParts) {
  let progress: SyncProgress | null = null
  let underWay: Promise<SyncResult> | null = null
  let following: Promise<Asked> | null = null
  let timer: NodeJS.Timeout | null = null
  /** After a start the first light run is due at once. */
  let light: LightHistory = { lastAttempt: null, failures: 0, notBefore: null }
  let lastTick: { readonly wall: number; readonly even: number } | null = null
  const stopping = new AbortController()

  function start(trigger: SyncTrigger, work = parts.run): Promise<SyncResult> {
    progress = { state: 'running', step: 'push', done: 0, total: null }
    parts.onChange()
    const run = work(
      trigger,
      next => {
        progress = next
        parts.onChange()
      },
      stopping.signal,
    )
      .then(result => {
        // Remembered before anyone hears of it, so that "last result" is never older than an answer.
        if (trigger === 'light') light = afterLight(light, result)
        if (result.error !== 'stopped') (trigger === 'light' ? parts.rememberLight : parts.remember)(result)
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

  /** The run under way may have asked the registry before that happened which the clerk now waits for. */
  async function follow(): Promise<Asked> {
    while (underWay !== null) await underWay.catch(() => {})
    following = null
    return stopping.signal.aborted ? err({ code: 'sync-running' }) : ok(await start('manual'))
  }

  /**
   * Woke up, or the clock was set: what was tried before says nothing about the network of now.
   * In Electron the system tells (`wake`); on loopback a tick that comes late, or a clock that ran unevenly, has to do.
   */
  function noticeSleep(): void {
    const now = { wall: parts.now() * 1000, even: (parts.monotonicMs ?? systemTime.monotonicMs)() }
    const before = lastTick
    lastTick = now
    if (before === null) return
    const passed = now.even - before.even
    const slept = passed > 3 * TICK || Math.abs(now.wall - before.wall - passed) > 2 * TICK
    if (slept) light = { lastAttempt: null, failures: 0, notBefore: light.notBefore }
  }

  function tick(): void {
    noticeSleep()
    const told = historyOf(parts.history())
    const history = { ...told, lastFull: parts.isEmpty?.() === true ? null : told.lastFull, light }
    const due: Due = underWay === null ? syncDue(parts.now(), history, parts.jitter) : null
    // A run's failures are in its result; what is caught here could only be a bug, and must not end the schedule.
    if (due !== null) void start(due).catch(() => {})
    else parts.onChange()
  }

  return {
    progress: () => progress,
    async now(trigger: SyncTrigger): Promise<Asked> {
      if (underWay === null) return ok(await start(trigger))
      if (trigger !== 'manual') return err({ code: 'sync-running' })
      following ??= follow()
      return await following
    },
    /** Another way of bringing the data up to date, under the same roof: alone, with progress, and remembered. */
    async during(trigger: SyncTrigger, work: RunnerParts['run']): Promise<Asked> {
      return underWay === null ? ok(await start(trigger, work)) : err({ code: 'sync-running' })
    },
    /** Starts the schedule; at once when a night was missed. */
    begin(): void {
      timer ??= setInterval(tick, TICK)
      tick()
    },
    /** The machine woke up: as after a sleep that was noticed. */
    wake(): void {
      light = { lastAttempt: null, failures: 0, notBefore: light.notBefore }
      tick()
    },
    /** What the sync screen says of the days to come. */
    outlook(): SyncHistory {
      return historyOf(parts.history())
    },
    async stop(): Promise<void> {
      if (timer !== null) clearInterval(timer)
      timer = null
      stopping.abort()
      await underWay?.catch(() => {})
    },
  }
}

const afterLight = (before: LightHistory, result: SyncResult): LightHistory => ({
  lastAttempt: result.at,
  failures: result.ok ? 0 : before.failures + 1,
  notBefore: result.retryAt ?? null,
})

/** Of whole runs alone: a terminal of an earlier program kept light ones among them. */
export function historyOf(results: readonly SyncResult[]): SyncHistory {
  const whole = results.filter(r => r.trigger !== 'light')
  const failures = whole.findIndex(r => r.ok)
  return {
    lastFull: whole.find(r => r.ok)?.at ?? null,
    lastAttempt: whole[0]?.at ?? null,
    failures: failures === -1 ? whole.length : failures,
    notBefore: whole[0]?.retryAt ?? null,
  }
}
