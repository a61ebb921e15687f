// Builds the registry's console to out/console, under the same rules as the terminal's screen: files of our own origin only,
// styles made at build time. The registry serves it at /console.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { antdCssPlugin } from './renderer/build/antd-css.ts'
import { antdStaticPlugin } from './renderer/build/antd-static.ts'

export default defineConfig({
  root: 'registry/console',
  base: '/console/',
  publicDir: false,
  plugins: [react(), antdCssPlugin(), antdStaticPlugin()],
  build: {
    outDir: '../../out/console',
    emptyOutDir: true,
    // What `'self'` covers must be a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome109',
    rolldownOptions: {
      // "use client" says nothing outside a server.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
})
