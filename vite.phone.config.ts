// Builds the phone pages to out/phone; the registry serves them at /m. No component library, no font, nothing from other hosts.
// Target: Chromium 96 (November 2021), five years old at the time of writing; tests/e2e/phone-shell.test.ts takes newer features away.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { serviceWorkerPlugin } from './registry/phone/build/service-worker.ts'

export const PHONE_TARGET = 'chrome96'

export default defineConfig({
  root: 'registry/phone',
  base: '/m/',
  publicDir: 'public',
  plugins: [react(), serviceWorkerPlugin()],
  build: {
    outDir: '../../out/phone',
    emptyOutDir: true,
    // What `'self'` covers must be a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: PHONE_TARGET,
    cssTarget: PHONE_TARGET,
    rolldownOptions: {
      input: { index: 'registry/phone/index.html', sw: 'registry/phone/sw/sw.ts' },
      output: {
        // The service worker is found by its name, and its scope is the folder it lies in.
        entryFileNames: chunk => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
