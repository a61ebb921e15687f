// The holder-facing window's preload as one CommonJS file: a sandboxed preload can neither import nor require a file of its own.
// It may require "electron" and nothing else; tests/unit/electron/built.test.ts holds it to that.
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    target: 'chrome146',
    outDir: 'out/holder-preload',
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'electron/holder-preload.ts', formats: ['cjs'], fileName: () => 'holder-preload.cjs' },
    rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
  },
})
