// The console's built files, served under /console: the page for every address of a screen, and its assets by exact name.
// Only files that were there when the registry started are served; no path is ever put together from a request.
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'

export const CONSOLE_ROOT = join(import.meta.dirname, '..', '..', 'out', 'console')

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** For what is downloaded: wherever it is opened, it runs nothing and reaches nobody. */
export const DOWNLOAD_CSP = "default-src 'none'; sandbox"

export const SECURITY_HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
} as const

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
}

export function servePage(app: FastifyInstance, root: string): void {
  const assets = existsSync(join(root, 'assets')) ? new Set(readdirSync(join(root, 'assets'))) : new Set()

  app.get<{ Params: { name: string } }>(
    '/assets/:name',
    { config: { access: 'anyone' } },
    async (request, reply) => {
      const { name } = request.params
      const type = TYPES[extname(name)]
      if (!assets.has(name) || type === undefined) return reply.callNotFound()
      return (
        reply
          .header('content-type', type)
          // Vite names them by their content.
          .header('cache-control', 'public, max-age=31536000, immutable')
          .send(await readFile(join(root, 'assets', name)))
      )
    },
  )

  for (const path of ['/', '/*'])
    app.get(path, { config: { access: 'anyone' } }, async (_request, reply) => {
      const page = await readFile(join(root, 'index.html')).catch(() => null)
      reply.header('cache-control', 'no-store')
      if (page === null)
        return reply
          .code(503)
          .header('content-type', 'text/plain; charset=utf-8')
          .send('控制台尚未构建：npm run build · the console is not built yet: npm run build\n')
      return reply.header('content-type', 'text/html; charset=utf-8').send(page)
    })
}
