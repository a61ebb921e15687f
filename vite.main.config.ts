// The main process as one ES module for Electron's Node 24; only electron, the builtins and the native module stay outside.
// Nothing else may: a packed app has no node_modules but better-sqlite3 (PITFALLS 5.2).
import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/main',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      // Each worker is a file of its own beside the main one (electron/sync/apply/in-worker.ts, electron/diagnostics/check.ts).
      input: {
        main: 'electron/main.ts',
        'apply-worker': 'electron/sync/apply/worker.ts',
        'check-worker': 'electron/diagnostics/check-worker.ts',
      },
      // A static list: with `noExternal` the externals of plugins are ignored. The pattern covers builtins of Electron's Node alone.
      external: ['electron', 'better-sqlite3', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
  ssr: { noExternal: true },
})
