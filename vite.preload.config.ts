// The preload as one CommonJS file: a sandboxed preload can neither import nor require a file of its own.
// It may require "electron" and nothing else; tests/unit/electron/preload.test.ts holds it to that.
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    target: 'chrome146',
    outDir: 'out/preload',
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
  },
})
