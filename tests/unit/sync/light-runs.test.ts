// Light runs in lines: what is the same becomes one line with its sums, what differs begins another.
import { expect, test } from 'vitest'
import type { SyncResult } from '../../../electron/api.ts'
import { lightLine } from '../../../electron/sync/light-runs.ts'

/** 2026-11-25 10:00 in Asia/Shanghai. */
const MORNING = Date.UTC(2026, 10, 25, 2) / 1000

const run = (changed: Partial<SyncResult> = {}): SyncResult => ({
  at: MORNING,
  trigger: 'light',
  seconds: 0.2,
  ok: true,
  error: null,
  pushed: 1,
  rejected: 0,
  pulledRows: 2,
  bytes: 500,
  sequence: 7,
  ...changed,
})

function lines(...runs: readonly SyncResult[]): SyncResult[] {
  const made: string[] = []
  for (const one of runs) {
    const line = lightLine(made.at(-1) ?? null, one)
    if (line.joined) made.pop()
    made.push(line.result)
  }
  return made.map(text => JSON.parse(text) as SyncResult)
}

test('runs with the same outcome are one line: how often, since when, the slowest, and the sums', () => {
  const [line, ...more] = lines(run(), run({ at: MORNING + 300, seconds: 1.5 }), run({ at: MORNING + 600 }))
  expect(more).toEqual([])
  expect(line).toMatchObject({ at: MORNING + 600, seconds: 0.2, pushed: 3, pulledRows: 6, bytes: 1500 })
  expect(line?.repeated).toEqual({ times: 3, since: MORNING, slowest: 1.5 })
})

test('a failure stands in a line of its own, and so does what follows it', () => {
  const failed = run({ at: MORNING + 300, ok: false, error: 'unreachable' })
  const made = lines(run(), failed, { ...failed, at: MORNING + 600 }, run({ at: MORNING + 900 }))
  expect(made.map(line => [line.error, line.repeated?.times ?? 1])).toEqual([
    [null, 1],
    ['unreachable', 2],
    [null, 1],
  ])
})

test('a new day in Asia/Shanghai begins a new line, and so does a clock that was set back', () => {
  const midnight = Date.UTC(2026, 10, 25, 16) / 1000
  expect(lines(run({ at: midnight - 1 }), run({ at: midnight }))).toHaveLength(2)
  expect(lines(run(), run({ at: MORNING - 60 }))).toHaveLength(2)
})

test('a last line that is not one of ours is left as it is', () => {
  expect(lightLine('{"ballast":1}', run()).joined).toBe(false)
})
