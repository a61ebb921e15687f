// The service worker: keeps the shell of one build, so that the card is there without a network.
// It never keeps, and never so much as sees into, an answer of the registry: /m/api and /m/upload pass by untouched.
type Shell = { readonly version: string; readonly files: readonly string[] }

declare const self: {
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: { readonly origin: string }
}
type Waiting = { waitUntil(work: Promise<unknown>): void }
type Fetching = {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

// Put in by build/service-worker.ts.
const shell: Shell = JSON.parse('__SHELL__')
const BASE = '/m/'
const KEPT = `xhc-shell-${shell.version}`
const PAGE = `${BASE}index.html`
const files = new Set(shell.files.map(name => BASE + name))

self.addEventListener('install', event => event.waitUntil(keepShell()))
self.addEventListener('activate', event => event.waitUntil(takeOver()))
self.addEventListener('message', event => {
  if (event.data === 'take-over') void self.skipWaiting()
})
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname.startsWith(BASE)) event.respondWith(fromShell(PAGE, request))
  else if (files.has(pathname)) event.respondWith(fromShell(pathname, request))
})

async function keepShell(): Promise<void> {
  const cache = await caches.open(KEPT)
  // Past the browser's own cache: a page of the last build must not get into this one's.
  await cache.addAll([...files].map(path => new Request(path === PAGE ? BASE : path, { cache: 'reload' })))
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith('xhc-shell-') && name !== KEPT) await caches.delete(name)
  await self.clients.claim()
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(KEPT)).match(path === PAGE ? BASE : path)
  return kept ?? (await fetch(request))
}
