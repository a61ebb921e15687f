// A loopback host over a fake terminal and a small built screen, and a client that can send what no browser would.
// Everything goes over real sockets; nothing here knows the host's insides.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLoopbackHost, type LoopbackHost } from '../../../electron/hosts/loopback/server.ts'
import type { Log } from '../../../electron/hosts/served.ts'
import { anApp, type FakeServed, fakeServed } from '../../support/fake-served.ts'

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

export type Ask = {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export type World = {
  readonly served: FakeServed
  readonly host: LoopbackHost
  readonly port: number
  readonly cookie: string
  readonly logged: string[]
  /** Sends exactly this; `Host` is right unless given. */
  ask(ask: Ask): Promise<Answer>
  /** As our own page would: cookie, origin and all. */
  call(name: string, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>
  end(): Promise<void>
}

export const INDEX = '<!doctype html><title>screen</title>'

export async function openWorld(served: FakeServed = fakeServed(anApplication)): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-loopback-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), INDEX)
  writeFileSync(join(root, 'assets', 'index-abc.js'), 'export {}')
  writeFileSync(join(folder, 'outside.html'), 'outside')
  const logged: string[] = []
  const log: Log = (event, facts) => {
    logged.push(JSON.stringify({ event, ...facts }))
  }
  const host = await createLoopbackHost({ served, root, port: 0, log })
  const port = Number(new URL(host.url).port)
  const ask = (wanted: Ask) => send(port, wanted)
  const entered = await ask({ path: pathOf(host.url) })
  const cookie = (entered.headers['set-cookie'] ?? [''])[0]?.split(';')[0] ?? ''
  return {
    served,
    host,
    port,
    cookie,
    logged,
    ask,
    call: (name, body, headers) =>
      ask({
        method: 'POST',
        path: `/api/${name}`,
        headers: {
          cookie,
          origin: `http://127.0.0.1:${port}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          ...headers,
        },
        body,
      }),
    end: async () => {
      await host.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const anApplication = { 'app.get': async () => ({ ok: true, value: anApp }) as const }

export const pathOf = (url: string): string => url.slice(new URL(url).origin.length)

export function send(port: number, { method = 'GET', path = '/', headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
