// The screen's own files and the headers they go out with, the same for app:// and for loopback.
// Nothing outside the root is ever read, and no file goes out under a looser policy than this one.
import { promises as fs } from 'node:fs'
import path from 'node:path'

/** No inline code or style, no foreign address, not even the registry's: the screen talks to its host alone. */
const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** For every answer of either host, errors included. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(self), hid=()',
} as const

/** Extensions that the screen is built of; what is not listed (source maps, notes) is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
}

/**
 * Absolute path of the file behind a URL's path, or null when it must not be served.
 * `pathname` is as the URL parser left it: percent-encoded, so `..%2f` still hides a way out until it is decoded here.
 */
export function resolveAsset(root: string, pathname: string, p: path.PlatformPath = path): string | null {
  let relative: string
  try {
    relative = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (relative.includes('\0') || relative.includes('\\')) return null
  const file = p.join(root, relative === '/' || relative === '' ? 'index.html' : relative)
  const back = p.relative(root, file)
  // Not `startsWith(root)`: /opt/App/dist-evil starts with /opt/App/dist.
  if (back === '' || back === '..' || back.startsWith(`..${p.sep}`) || p.isAbsolute(back)) return null
  // On Windows a colon is a drive or a hidden stream of a file.
  if (p.sep === '\\' && back.includes(':')) return null
  return file
}

export type Asset = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer<ArrayBuffer> }

/** The file with its headers, or null: outside the root, of no known kind, or not there. */
export async function readAsset(root: string, pathname: string): Promise<Asset | null> {
  const file = resolveAsset(root, pathname)
  const type = file === null ? undefined : CONTENT_TYPES[path.extname(file).toLowerCase()]
  if (file === null || type === undefined) return null
  try {
    // `promises.readFile` looked up at the call: Electron replaces it with one that reads inside app.asar.
    const body = await fs.readFile(file)
    return {
      headers: { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': cacheFor(pathname) },
      body,
    }
  } catch {
    return null
  }
}

/** Vite names everything in assets/ by its content; index.html must be asked for anew each time. */
const cacheFor = (pathname: string) =>
  pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store'
