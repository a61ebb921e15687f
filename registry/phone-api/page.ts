// The phone pages' built files, served under /m: the page for every address of a screen, the others by exact name, packed.
// Only files that were there when the registry started are served; no path is ever put together from a request.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export const PHONE_ROOT = join(import.meta.dirname, '..', '..', 'out', 'phone')

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** A mini-program's web-view opens the page by itself, in no frame. */
export const SECURITY_HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
} as const

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}

/** Less is not worth packing. */
const WORTH_PACKING = 1024

/** Gzipped where the phone takes it: a slow network is the normal case. */
export function sendPacked(request: FastifyRequest, reply: FastifyReply, body: Buffer, packed?: Buffer) {
  const takes = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (!takes || body.length < WORTH_PACKING) return reply.send(body)
  return reply
    .header('content-encoding', 'gzip')
    .header('vary', 'accept-encoding')
    .send(packed ?? gzipSync(body))
}

type Built = { readonly type: string; readonly body: Buffer; readonly packed: Buffer }

function builtFiles(root: string): ReadonlyMap<string, Built> {
  if (!existsSync(root)) return new Map()
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).map(n => n.replaceAll('\\', '/'))
  return new Map(
    names.flatMap(name => {
      const type = TYPES[extname(name)]
      if (type === undefined) return []
      const body = readFileSync(join(root, name))
      return [[name, { type, body, packed: gzipSync(body, { level: 9 }) }]]
    }),
  )
}

export function servePhonePage(app: FastifyInstance, root: string): void {
  const files = builtFiles(root)
  const send = (request: FastifyRequest, reply: FastifyReply, file: Built) =>
    sendPacked(request, reply.header('content-type', file.type), file.body, file.packed)

  for (const [name, file] of files) {
    if (name === 'index.html') continue
    // Vite names what is in assets/ by its content; the rest must be asked for anew: above all the service worker.
    const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    app.get(`/${name}`, { config: { phoneAccess: 'anyone' } }, async (request, reply) =>
      send(request, reply.header('cache-control', cache), file),
    )
  }

  // The service worker's scope begins behind the slash.
  const page = files.get('index.html')
  app.get('/*', { config: { phoneAccess: 'anyone' } }, async (request, reply) => {
    reply.header('cache-control', 'no-cache')
    if (/\/(assets|api|upload)\//.test(request.url)) return reply.callNotFound()
    if (page === undefined)
      return reply
        .code(503)
        .header('content-type', 'text/plain; charset=utf-8')
        .send('手机页尚未构建：npm run build · the phone pages are not built yet: npm run build\n')
    return send(request, reply, page)
  })
}
