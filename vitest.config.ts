import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What a camera or a scanner does in real time: beside another browser on two cores it would starve. */
const REAL_TIME = [
  'camera-health',
  'counter',
  'phone-card',
  'scanner-camera',
  'scanners',
  'story-holder',
  'story-registry',
  'visit',
].map(name => `tests/e2e/${name}.test.ts`)

const workers = Math.max(2, Math.floor(availableParallelism() / 2))

type Choice = { readonly include: readonly string[]; readonly exclude?: readonly string[] }

/** `order`: what has the same one runs side by side, the next when all of it is done. */
function project(name: string, timeout: number, order: number, { include, exclude = [] }: Choice) {
  return {
    extends: true as const,
    test: {
      name,
      include: [...include],
      exclude: [...exclude],
      testTimeout: timeout,
      hookTimeout: 120_000,
      maxWorkers: workers,
      sequence: { groupOrder: order },
    },
  }
}

const everyTestOf = (folder: string): Choice => ({ include: [`tests/${folder}/**/*.test.{ts,tsx}`] })
const realTime = project('e2e-real-time', 120_000, 2, { include: REAL_TIME })

export default defineConfig({
  test: {
    // Native addons crash in threads (PITFALLS 5.8).
    pool: 'forks',
    setupFiles: ['tests/support/setup.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    // What is awaited comes when it comes: a busy machine is no fault of the page's.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      project('unit', 20_000, 0, everyTestOf('unit')),
      project('integration', 60_000, 0, everyTestOf('integration')),
      // The short form of `npm run fault`.
      project('fault', 120_000, 0, everyTestOf('fault')),
      project('e2e', 120_000, 1, { ...everyTestOf('e2e'), exclude: REAL_TIME }),
      { ...realTime, test: { ...realTime.test, maxWorkers: 1, fileParallelism: false } },
    ],
  },
})
