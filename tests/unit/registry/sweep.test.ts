// Old published files go, but never one that a manifest names, a fresh one, or one that is not ours.
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEPT_FOR, sweepArtifacts } from '../../../registry/sweep.ts'

const NOW = 1_791_700_000
const snapshot = (digit: string): string => `snapshot-${digit.repeat(64)}.ndjson.gz`

test('a file that no manifest names is taken away when it is some days old', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-sweep-'))
  const ages: readonly (readonly [string, number])[] = [
    [snapshot('0'), KEPT_FOR + 1],
    [`change-${'1'.repeat(64)}.ndjson.gz`, KEPT_FOR + 1],
    [snapshot('2'), KEPT_FOR - 60],
    [snapshot('3'), KEPT_FOR + 1],
    ['manifest.json', KEPT_FOR + 1],
  ]
  for (const [name, age] of ages) {
    writeFileSync(join(folder, name), '')
    utimesSync(join(folder, name), NOW - age, NOW - age)
  }
  await sweepArtifacts(folder, new Set([snapshot('3')]), NOW)
  expect(readdirSync(folder).sort()).toEqual(['manifest.json', snapshot('2'), snapshot('3')])
  rmSync(folder, { recursive: true })
})
