// Builds a small page with Vite and serves it on loopback, for tests and benches that need real modules in a real browser.
// It must never listen on anything but 127.0.0.1, and leaves no folder behind.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build, type Plugin } from 'vite'

export type BuiltPage = {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** Where the built files are, until `close`. */
  readonly folder: string
  readonly close: () => Promise<void>
}

export type PageOptions = {
  /** The folder with its index.html. */
  readonly root: string
  readonly plugins?: readonly Plugin[]
  readonly headers?: OutgoingHttpHeaders
  /** Bytes for addresses that are no built file; `null` for "not here". */
  readonly extra?: (path: string) => Uint8Array | null
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}

export async function buildPage({
  root,
  plugins = [],
  headers = {},
  extra,
}: PageOptions): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-page-'))
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [...plugins],
    worker: { format: 'es' },
    // As in the app: what the CSP calls `'self'` must be a file.
    build: { outDir: folder, emptyOutDir: true, target: 'esnext', assetsInlineLimit: 0 },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = path === '/' ? '/index.html' : path
    try {
      const bytes = extra?.(path) ?? readFileSync(join(folder, file))
      response.writeHead(200, {
        ...headers,
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      })
      response.end(bytes)
    } catch {
      response.writeHead(404, headers).end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    folder,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
