import { defineConfig } from 'vitest/config'

const project = (name: string, timeout: number) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], testTimeout: timeout, hookTimeout: 120_000 },
})

export default defineConfig({
  test: {
    // Native addons crash in threads (PITFALLS 5.8).
    pool: 'forks',
    setupFiles: ['tests/support/setup.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      project('unit', 20_000),
      project('integration', 60_000),
      // The short form of `npm run fault`.
      project('fault', 120_000),
      // Browsers share two cores: one file at a time.
      { ...project('e2e', 120_000), test: { ...project('e2e', 120_000).test, fileParallelism: false } },
    ],
  },
})
