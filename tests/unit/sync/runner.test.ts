// Light runs beside whole ones: told apart in the history, backed off apart, and ended when the terminal closes.
import { describe, expect, test, vi } from 'vitest'
import type { SyncResult } from '../../../electron/api.ts'
import { createSyncRunner, historyOf } from '../../../electron/sync/runner.ts'
import { LIGHT_EVERY, nightSlot, type SyncHistory, syncDue } from '../../../electron/sync/schedule.ts'

// 2026-11-23 10:00 in Asia/Shanghai.
const MORNING = Date.UTC(2026, 10, 23, 2) / 1000

const result = (at: number, changed: Partial<SyncResult> = {}): SyncResult => ({
  at,
  trigger: 'nightly',
  seconds: 1,
  ok: true,
  error: null,
  pushed: 0,
  rejected: 0,
  pulledRows: 0,
  bytes: 0,
  sequence: 1,
  retryAt: null,
  ...changed,
})
const failed = (at: number, trigger: SyncResult['trigger'] = 'nightly') =>
  result(at, { trigger, ok: false, error: 'unreachable' })

describe('the history of runs', () => {
  test('counts a light run, kept by an earlier program, as no whole one', () => {
    const history = historyOf([
      result(MORNING, { trigger: 'light' }),
      failed(MORNING - 60),
      result(MORNING - 900),
    ])
    expect(history).toMatchObject({ lastFull: MORNING - 900, lastAttempt: MORNING - 60, failures: 1 })
  })
})

describe('a light pull is due', () => {
  const good: SyncHistory = { lastFull: MORNING - 3600, lastAttempt: MORNING - 3600, failures: 0 }
  const light = (ago: number, failures = 0) => ({
    lastAttempt: MORNING - ago,
    failures,
    notBefore: null,
  })

  test('every few minutes after the last of either kind', () => {
    expect(syncDue(MORNING, good, 0)).toBe('light')
    expect(syncDue(MORNING, { ...good, light: light(LIGHT_EVERY - 1) }, 0)).toBeNull()
    expect(syncDue(MORNING, { ...good, light: light(LIGHT_EVERY) }, 0)).toBe('light')
  })

  test('later and later while it fails, and a whole run is not held up by it', () => {
    expect(syncDue(MORNING, { ...good, light: light(900, 6) }, 0)).toBeNull()
    expect(syncDue(MORNING, { ...good, light: light(1800, 6) }, 0)).toBe('light')
    const slot = nightSlot(MORNING, 0)
    const lastNight = { lastFull: slot - 7200, lastAttempt: slot - 7200, failures: 0 }
    const now = slot + 10
    expect(
      syncDue(now, { ...lastNight, light: { lastAttempt: now - 5, failures: 9, notBefore: null } }, 0),
    ).toBe('nightly')
  })

  test('not before a busy registry asked to be asked again', () => {
    const waiting = { lastAttempt: MORNING - 400, failures: 1, notBefore: MORNING + 100 }
    expect(syncDue(MORNING, { ...good, light: waiting }, 0)).toBeNull()
    expect(syncDue(MORNING + 100, { ...good, light: waiting }, 0)).toBe('light')
  })
})

describe('the runner', () => {
  function running(outcome: (at: number, signal: AbortSignal) => Promise<SyncResult>) {
    const remembered: SyncResult[] = [result(MORNING - 3600)]
    const lights: SyncResult[] = []
    const ran: string[] = []
    const clock = { now: MORNING }
    const runner = createSyncRunner({
      now: () => clock.now,
      jitter: 0,
      monotonicMs: () => clock.now * 1000,
      history: () => remembered,
      remember: told => void remembered.unshift(told),
      rememberLight: told => void lights.unshift(told),
      onChange: () => {},
      async run(trigger, _onProgress, signal) {
        ran.push(trigger)
        return { ...(await outcome(clock.now, signal)), trigger }
      },
    })
    return { runner, remembered, lights, ran, clock }
  }
  const settled = () => new Promise(resolve => setImmediate(resolve))

  test('tells light runs apart from the results, and does not run one again at the next tick', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { runner, remembered, lights, ran, clock } = running(async at => failed(at, 'light'))
      /** Half minutes as the schedule's own ticks have them. */
      const pass = async (seconds: number): Promise<void> => {
        for (let at = 0; at < seconds; at += 30) {
          clock.now += 30
          vi.advanceTimersByTime(30_000)
          await settled()
        }
      }
      runner.begin()
      await settled()
      await pass(30)
      expect(ran).toEqual(['light'])
      expect(remembered).toHaveLength(1)
      await pass(LIGHT_EVERY)
      expect(ran).toEqual(['light', 'light'])
      expect(remembered).toHaveLength(1)
      expect(lights.map(run => run.error)).toEqual(['unreachable', 'unreachable'])
      await runner.stop()
    } finally {
      vi.useRealTimers()
    }
  })

  test('runs once more after the run under way for all who ask by hand meanwhile; a light one is refused', async () => {
    const ends: (() => void)[] = []
    const { runner, ran } = running(at => new Promise(resolve => ends.push(() => resolve(result(at)))))
    const first = runner.now('nightly')
    const asked = [runner.now('manual'), runner.now('manual')]
    expect(await runner.now('light')).toEqual({ ok: false, error: { code: 'sync-running' } })
    await settled()
    expect(ran).toEqual(['nightly'])
    ends[0]?.()
    expect(await first).toMatchObject({ ok: true, value: { trigger: 'nightly' } })
    await settled()
    expect(ran).toEqual(['nightly', 'manual'])
    ends[1]?.()
    for (const reply of await Promise.all(asked))
      expect(reply).toMatchObject({ ok: true, value: { trigger: 'manual' } })
    expect(ran).toHaveLength(2)
    await runner.stop()
  })

  test('starts nothing more once the terminal closes', async () => {
    const { runner, ran } = running(
      (at, signal) =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => resolve(result(at, { ok: false, error: 'stopped' }))),
        ),
    )
    void runner.now('nightly')
    const asked = runner.now('manual')
    await runner.stop()
    expect(await asked).toEqual({ ok: false, error: { code: 'sync-running' } })
    expect(ran).toEqual(['nightly'])
  })

  test('looks at once after the machine woke up, whatever was tried before it slept', async () => {
    const { runner, ran, clock } = running(async at => failed(at, 'light'))
    runner.wake()
    await settled()
    clock.now += 30
    runner.wake()
    await settled()
    expect(ran).toEqual(['light', 'light'])
    await runner.stop()
  })

  test('ends a run when the terminal closes, and does not keep it as a failure', async () => {
    const { runner, remembered } = running(
      (at, signal) =>
        new Promise(resolve => {
          signal.addEventListener('abort', () => resolve(result(at, { ok: false, error: 'stopped' })))
        }),
    )
    const asked = runner.now('manual')
    await runner.stop()
    expect(await asked).toMatchObject({ ok: true, value: { error: 'stopped' } })
    expect(remembered).toHaveLength(1)
  })
})
