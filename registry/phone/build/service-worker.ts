// Tells the built service worker which files are the shell: every file of this very build, and a version made of their names.
// A shell of two builds mixed must never be kept.
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Stands in sw.ts where the list goes. */
export const PLACE = '__SHELL__'
const SW = 'sw.js'

export function serviceWorkerPlugin(): Plugin {
  let publicFiles: readonly string[] = []
  return {
    name: 'phone-service-worker',
    apply: 'build',
    // Behind whatever puts the page itself in.
    enforce: 'post',
    configResolved(config) {
      // Pictures for the home screen are asked for once, when the pages are put there.
      const names = config.publicDir === '' ? [] : readdirSync(config.publicDir)
      publicFiles = names.filter(name => !name.endsWith('.png'))
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[SW]
        if (worker?.type !== 'chunk') throw new Error('no service worker was built')
        const files = [...Object.keys(bundle).filter(name => name !== SW), ...publicFiles].sort()
        const hash = createHash('sha256')
        for (const name of files) {
          const part = bundle[name]
          hash
            .update(`${name}\0`)
            .update(part === undefined ? '' : part.type === 'chunk' ? part.code : part.source)
        }
        const shell = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files })
        if (!worker.code.includes(PLACE)) throw new Error('the service worker has no place for its list')
        worker.code = worker.code.replace(PLACE, JSON.stringify(shell).slice(1, -1))
      },
    },
  }
}
