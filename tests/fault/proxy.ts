// Stands between terminal and registry and does to each exchange what the plan says, byte by byte.
// With an empty plan it must be invisible: what a healed trial sees is the registry itself.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import type { Fault } from './faults.ts'

export type FaultProxy = {
  readonly url: string
  /** One fault for each of the next exchanges, in order; those after them go through. */
  plan(faults: readonly Fault[]): void
  /** Ends what hangs, and waits for what is late. */
  heal(): Promise<void>
  /** Answers the upload of records by itself, as if taken in, and passes nothing on: a registry that lies. */
  lieAboutRecords(on: boolean): void
  /** The address that the registry sees from now on: a hall of its own, so that nobody waits for another's attempts. */
  comeFrom(address: string): void
  /** How often each kind has been done. */
  readonly done: ReadonlyMap<string, number>
  close(): Promise<void>
}

const HTML = '<!doctype html><title>上网认证</title><p>请登录后使用网络。</p>'

export async function startProxy(registryPort: () => number): Promise<FaultProxy> {
  let faults: Fault[] = []
  let lies = false
  let localAddress = '127.0.0.1'
  const done = new Map<string, number>()
  const hanging = new Set<Socket>()
  const late = new Set<Promise<unknown>>()

  const server = createServer((request, response) => {
    void exchange(request, response.socket ?? request.socket)
  })
  server.keepAliveTimeout = 0
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  async function exchange(request: IncomingMessage, client: Socket): Promise<void> {
    client.on('error', () => {})
    const fault = faults.shift() ?? { kind: 'none' }
    done.set(fault.kind, (done.get(fault.kind) ?? 0) + 1)
    if (fault.kind === 'refuse-connection') return void client.destroy()
    const body = await bodyOf(request)
    if (body === null) return void client.destroy()
    if (lies && request.url === '/v1/records')
      return respond(client, 200, 'application/json', lyingAnswer(body))
    await perform(fault, rawRequest(request, body), client)
  }

  async function perform(fault: Fault, raw: Buffer, client: Socket): Promise<void> {
    switch (fault.kind) {
      case 'none':
      case 'refuse-connection':
        return deliver(client, await upstream(raw))
      case 'delay-request':
        await sleep(fault.ms)
        return deliver(client, await upstream(raw))
      case 'delay-answer': {
        const answer = await upstream(raw)
        await sleep(fault.ms)
        return deliver(client, answer)
      }
      case 'cut-request':
        await upstream(raw.subarray(0, fault.at), true)
        return void client.destroy()
      case 'cut-answer':
        return breakOff(client, (await upstream(raw)).subarray(0, fault.at))
      case 'truncate-answer':
        return deliver(client, (await upstream(raw)).subarray(0, fault.at))
      case 'corrupt-request':
        return deliver(client, await upstream(flipped(raw, fault)))
      case 'corrupt-answer':
        return deliver(client, flipped(await upstream(raw), fault))
      case 'duplicate':
        await upstream(raw)
        return deliver(client, await upstream(raw))
      case 'late': {
        client.destroy()
        const arriving = sleep(fault.ms).then(() => upstream(raw))
        late.add(arriving)
        await arriving
        late.delete(arriving)
        return
      }
      case 'answer-lost':
        await upstream(raw)
        return void client.destroy()
      case 'half-open':
        hanging.add(client)
        client.once('close', () => hanging.delete(client))
        if (fault.arrives) await upstream(raw)
        return
      case 'status': {
        const json = JSON.stringify({ error: { code: 'internal', message: 'fault' } })
        return fault.body === 'json'
          ? respond(client, fault.status, 'application/json', json)
          : respond(client, fault.status, 'text/html; charset=utf-8', HTML)
      }
      case 'too-many':
        return respond(
          client,
          429,
          'application/json',
          JSON.stringify({ error: { code: 'too-many-requests', message: 'fault' } }),
          { 'retry-after': String(fault.retryAfter) },
        )
      case 'html':
        return respond(client, 200, 'text/html; charset=utf-8', HTML)
    }
  }

  /** All the bytes that come back; none where the registry is not there. `broken`: we leave without waiting. */
  async function upstream(raw: Buffer, broken = false): Promise<Buffer> {
    const socket = connect({ port: registryPort(), host: '127.0.0.1', localAddress })
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk)).on('error', () => {})
    if (broken) socket.write(raw, () => socket.destroy())
    else socket.write(raw)
    // A request whose head was corrupted may leave the registry waiting for more.
    socket.setTimeout(3000, () => socket.destroy())
    await once(socket, 'close').catch(() => {})
    return Buffer.concat(chunks)
  }

  return {
    url: `http://127.0.0.1:${port}`,
    done,
    plan(next) {
      faults = [...next]
    },
    async heal() {
      faults = []
      for (const socket of hanging) socket.destroy()
      await Promise.allSettled([...late])
    },
    comeFrom(address) {
      // Linux alone answers to the whole of 127.0.0.0/8.
      if (process.platform === 'linux') localAddress = address
    },
    lieAboutRecords(on) {
      lies = on
    },
    async close() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

/** As it came, but for one connection: the registry then closes, and the end of the answer is plain to see. */
function rawRequest(request: IncomingMessage, body: Buffer): Buffer {
  const lines = [`${request.method} ${request.url} HTTP/1.1`]
  for (const [name, value] of Object.entries(request.headers)) {
    if (['connection', 'transfer-encoding', 'content-length', 'keep-alive'].includes(name)) continue
    for (const one of Array.isArray(value) ? value : [value]) lines.push(`${name}: ${one}`)
  }
  if (body.length > 0) lines.push(`content-length: ${body.length}`)
  lines.push('connection: close', '', '')
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), body])
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

function deliver(client: Socket, bytes: Buffer): void {
  client.end(bytes)
}

function breakOff(client: Socket, bytes: Buffer): void {
  if (bytes.length === 0) return void client.destroy()
  client.write(bytes, () => client.resetAndDestroy())
}

function flipped(bytes: Buffer, { at, flip }: { readonly at: number; readonly flip: number }): Buffer {
  if (bytes.length === 0) return bytes
  const changed = Buffer.from(bytes)
  const place = at % bytes.length
  changed.writeUInt8(changed.readUInt8(place) ^ flip, place)
  return changed
}

function respond(
  client: Socket,
  status: number,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(text, 'utf8')
  const lines = [
    `HTTP/1.1 ${status} Fault`,
    `content-type: ${type}`,
    `content-length: ${body.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
    '',
    '',
  ]
  client.end(Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), body]))
}

function lyingAnswer(body: Buffer): string {
  const { records } = JSON.parse(gunzipSync(body).toString('utf8')) as { records: { sequence: number }[] }
  const answers = records.map(({ sequence }) => ({ sequence, status: 'accepted' }))
  return JSON.stringify({ serverTime: Math.floor(Date.now() / 1000), answers })
}
