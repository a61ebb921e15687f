import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SyncResult } from '../../../electron/api.ts'
import { createSyncRunner, type RunnerParts } from '../../../electron/sync/runner.ts'

const NOON = Date.UTC(2026, 8, 14, 4) / 1000

/** A clock on the wall and one that runs evenly, a history, and every run that the schedule asked for. */
function bench(changes: Partial<RunnerParts> = {}, failing = false) {
  const clock = { wall: NOON, even: 0 }
  const runs: string[] = []
  const history: SyncResult[] = [result('nightly', NOON - 8 * 3600, true)]
  const runner = createSyncRunner({
    now: () => clock.wall,
    monotonicMs: () => clock.even,
    jitter: 0,
    history: () => history,
    remember: one => void history.unshift(one),
    rememberLight: () => {},
    onChange: () => {},
    run: async trigger => {
      runs.push(trigger)
      return result(trigger, clock.wall, !failing)
    },
    ...changes,
  })
  /** So many seconds pass, with the timer running, as on a machine that is awake. */
  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i += 30) {
      clock.wall += 30
      clock.even += 30_000
      await vi.advanceTimersByTimeAsync(30_000)
    }
  }
  return { clock, runs, runner, pass }
}

function result(trigger: SyncResult['trigger'], at: number, ok: boolean): SyncResult {
  return {
    at,
    trigger,
    seconds: 1,
    ok,
    error: ok ? null : 'unreachable',
    pushed: 0,
    rejected: 0,
    pulledRows: 0,
    bytes: 0,
    sequence: 1,
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a machine that slept', () => {
  it('asks again at its first tick, however long it had been told to back off', async () => {
    const { clock, runs, runner, pass } = bench({}, true)
    runner.begin()
    await pass(1800)
    const before = runs.length
    await pass(60)
    expect(runs).toHaveLength(before)
    // The lid is closed for an hour: neither timer nor even clock runs on, the wall clock does.
    clock.wall += 3600
    await pass(30)
    expect(runs.length).toBe(before + 1)
    await runner.stop()
  })

  it('catches up the night that it slept through', async () => {
    const { clock, runs, runner, pass } = bench()
    runner.begin()
    await pass(30)
    clock.wall += 26 * 3600
    await pass(30)
    expect(runs.at(-1)).toBe('catch-up')
    await runner.stop()
  })
})

describe('a clock that is set', () => {
  it('back by a day holds nothing up', async () => {
    const { clock, runs, runner, pass } = bench()
    runner.begin()
    await pass(60)
    clock.wall -= 86_400
    await pass(60)
    expect(runs.at(-1)).toBe('catch-up')
    await runner.stop()
  })
})

describe('a terminal whose holder data were thrown away', () => {
  it('is filled at once, whatever its history says, and backs off while that fails', async () => {
    const { runs, runner, pass } = bench({ isEmpty: () => true }, true)
    runner.begin()
    await pass(30)
    expect(runs).toEqual(['catch-up'])
    await pass(30)
    expect(runs.filter(r => r === 'catch-up').length).toBeLessThanOrEqual(2)
    await runner.stop()
  })
})
