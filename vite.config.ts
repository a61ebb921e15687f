// Builds the screen to out/renderer, as files of our own origin only: no inlined asset, no inline style, no CDN.
// The main process and the preload have their own configurations.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { antdCssPlugin } from './renderer/build/antd-css.ts'
import { antdStaticPlugin } from './renderer/build/antd-static.ts'
import { withoutZxingJs } from './renderer/scanner/without-zxing-js.ts'

export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react(), antdCssPlugin(), antdStaticPlugin(), withoutZxingJs()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // What `'self'` covers must be a file (ELECTRON.md 4.2).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome138',
    rolldownOptions: {
      // The clerk's page, and the holder's: two windows that share files and nothing else.
      input: { index: 'renderer/index.html', holder: 'renderer/holder.html' },
      // "use client" says nothing outside a server.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    // A running loopback host, for work on the screens: TERMINAL_URL=http://127.0.0.1:PORT vite
    proxy: process.env.TERMINAL_URL === undefined ? {} : { '/api': process.env.TERMINAL_URL },
  },
})
