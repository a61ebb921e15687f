// The api table and the screen's files over HTTP, for the machine's own browser.
// It listens on 127.0.0.1 alone, and nothing is answered before the gate has judged the request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { finished } from 'node:stream/promises'
import type { Reply } from '../../api.ts'
import { readAsset } from '../app-files.ts'
import { createDispatch, type Dispatch } from '../dispatch.ts'
import { createHolderDispatch } from '../holder-dispatch.ts'
import type { Log, Served, ServedHolder } from '../served.ts'
import { openEvents, sendAsset, sendInside, sendOutside, sendReply, sendStatus } from './answers.ts'
import { type BodyError, readCall } from './body.ts'
import { createGate, type Gate, newSecret } from './gate.ts'

type ListenOptions = {
  readonly dispatch: Dispatch
  /** The page at `/`. */
  readonly page: '/index.html' | '/holder.html'
  /** The page is opened by another page of this machine, at another port: the clerk's opens the holder's. */
  readonly openedFromBeside: boolean
  /** Folder of the built screen: out/renderer. */
  readonly root: string
  /** 0 takes a free one. */
  readonly port: number
  /** The key of the address, of characters that an address and a cookie take; a fresh one unless given. */
  readonly secret?: string
}

export type LoopbackOptions = Omit<ListenOptions, 'dispatch' | 'page' | 'openedFromBeside'> & {
  readonly served: Served
  readonly log?: Log
}

export type LoopbackHost = {
  /** `http://127.0.0.1:PORT/?key=SECRET`, good until the host closes. */
  readonly url: string
  /** The same with a key that opens once: for a command line that other users can list. */
  oneTimeUrl(): string
  /** Lets calls in flight finish, ends open event streams and connections. The terminal itself stays open. */
  close(): Promise<void>
}

/** The clerk's screen and table. Rejects only when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function createLoopbackHost({
  served,
  log = () => {},
  ...options
}: LoopbackOptions): Promise<LoopbackHost> {
  const host = await listen({
    ...options,
    dispatch: createDispatch(served, log),
    page: '/index.html',
    openedFromBeside: false,
  })
  const holderHost = holderHostOf(served, options.root, log)
  return {
    ...host,
    async close() {
      await host.close()
      await holderHost.close()
    },
  }
}

/** Nothing listens for the holder's screen until a clerk opens it. */
function holderHostOf({ holder }: Served, root: string, log: Log): Pick<LoopbackHost, 'close'> {
  let opened: Promise<LoopbackHost> | null = null
  holder?.opensWith(async () => {
    opened ??= createHolderHost({ holder, root, log })
    // The address goes through a page's script: its key opens once.
    return { url: (await opened).oneTimeUrl() }
  })
  return { close: async () => await (await opened)?.close() }
}

export type HolderHostOptions = { readonly holder: ServedHolder; readonly root: string; readonly log: Log }

/**
 * The holder-facing screen and its table, on a port of its own: another origin, another cookie. Neither page of the one
 * port can speak for the other, though one browser has both.
 */
export function createHolderHost({ holder, root, log }: HolderHostOptions): Promise<LoopbackHost> {
  return listen({
    root,
    port: 0,
    dispatch: createHolderDispatch(holder, log),
    page: '/holder.html',
    openedFromBeside: true,
  })
}

async function listen(options: ListenOptions): Promise<LoopbackHost> {
  const { dispatch, page } = options
  const secret = options.secret ?? newSecret()
  const inFlight = new Set<Promise<void>>()
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  // Listening on TCP, so the address is one.
  const { port } = server.address() as AddressInfo
  const gate = createGate(port, secret, options.openedFromBeside)
  server.on('request', (request, response) => {
    const exchange = { request, response, gate, dispatch, page, root: options.root, inFlight }
    answer(exchange).catch(() => response.destroy())
  })
  const address = (key: string) => `http://127.0.0.1:${port}/?key=${encodeURIComponent(key)}`

  return {
    url: address(secret),
    oneTimeUrl: () => address(gate.issueTicket()),
    async close() {
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve())
      })
      await Promise.all(inFlight)
      // Event streams and idle connections would keep the server open for ever.
      server.closeAllConnections()
      await closed
    },
  }
}

type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly gate: Gate
  readonly dispatch: Dispatch
  readonly page: ListenOptions['page']
  readonly root: string
  /** Calls that reached the terminal and whose replies are not out yet. */
  readonly inFlight: Set<Promise<void>>
}

/** Resolves when the answer is given; for an event stream as soon as it is open. */
async function answer(exchange: Exchange): Promise<void> {
  const { request, response, gate, dispatch, page, root } = exchange
  const { method, headers } = request
  // `http://elsewhere/` and `*` are targets for proxies and servers, not for us.
  const target = request.url?.startsWith('/') ? URL.parse(`http://127.0.0.1${request.url}`) : null
  if (target === null) return sendStatus(response, 400)
  const { pathname } = target
  const admission = gate.judge({
    host: headers.host,
    origin: headers.origin,
    fetchSite: single(headers['sec-fetch-site']),
    cookie: headers.cookie,
    key: method === 'GET' && pathname === '/' ? target.searchParams.get('key') : null,
    navigates: method === 'GET' && pathname === '/' && headers['sec-fetch-mode'] === 'navigate',
  })
  if (admission === 'with-key') return sendInside(response, gate.setCookie)
  if (admission === 'outside') {
    if (!pathname.startsWith('/api/')) return sendOutside(response)
    return sendReply(response, 403, dispatch.refuse('untrusted-sender'))
  }
  if (pathname === '/api/events' && method === 'GET') {
    response.once('close', dispatch.listen(openEvents(response)))
    return
  }
  if (pathname.startsWith('/api/') && method === 'POST') {
    return await answerCall(exchange, pathname.slice('/api/'.length))
  }
  if (method !== 'GET') return sendStatus(response, 405)
  const asset = isOtherPage(pathname, page) ? null : await readAsset(root, pathname === '/' ? page : pathname)
  return asset === null ? sendStatus(response, 404) : sendAsset(response, asset)
}

/** Each port has one page; the other's would find none of its calls here. */
const isOtherPage = (pathname: string, page: ListenOptions['page']) =>
  pathname.endsWith('.html') && pathname !== page

async function answerCall({ request, response, dispatch, inFlight }: Exchange, name: string): Promise<void> {
  const body = await readCall(request)
  if (!body.ok) {
    const { code } = body.error
    return sendReply(response, STATUS_OF[code], dispatch.refuse('bad-request', { body: code }))
  }
  const answered = dispatch.call(name, body.value).then(async reply => {
    sendReply(response, statusOf(reply), reply)
    await finished(response)
  })
  // A browser that went away meanwhile is no failure of the call.
  const over = answered.catch(() => void response.destroy())
  inFlight.add(over)
  await over
  inFlight.delete(over)
}

const STATUS_OF: Readonly<Record<BodyError['code'], number>> = {
  'not-json-type': 415,
  'too-large': 413,
  'not-json': 400,
  'broken-off': 400,
}

/** The reply says it all; the status is for whoever reads along. */
function statusOf(reply: Reply<unknown>): number {
  if (reply.ok) return 200
  if (reply.error.code === 'bad-request') return 400
  return reply.error.code === 'internal' ? 500 : 200
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : value)
