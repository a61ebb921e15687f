// The registry over HTTP (Fastify): routes of the wire, each parsed by its schema, each refusal an apiError.
// Nothing personal is served without a terminal's own signature, and nothing personal is logged.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { verifyRequest } from '../core/sync/request-auth.ts'
import {
  type ApiErrorCode,
  type apiError,
  cardNumberText,
  type EnrolResponse,
  enrolRequest,
  enrolResponse,
  type HelloResponse,
  PROTOCOL_VERSION,
  type RecordAnswers,
  recordBatch,
} from '../core/sync/wire.ts'
import { attemptLimiter } from './attempt-limiter.ts'
import { faultFacts, type Log } from './log.ts'
import { RESIGN_AFTER } from './publisher.ts'
import type { Registry } from './registry.ts'
import type { Terminal } from './terminals.ts'

/** Bytes of a request as sent, and unpacked. */
const MAX_BODY = 4 * 1024 * 1024
const MAX_UNPACKED = 16 * 1024 * 1024
const ENROL_ATTEMPTS = 20
const ENROL_WINDOW = 10 * 60

type ApiError = z.infer<typeof apiError>

const STATUS: Record<ApiErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  'terminal-cut-off': 403,
  'enrolment-code-unknown': 403,
  'enrolment-code-used': 403,
  'enrolment-code-expired': 403,
  'protocol-version': 400,
  'not-found': 404,
  'too-many-requests': 429,
  'too-large': 413,
  internal: 500,
}

const virtualRequest = z.object({ card: cardNumberText, slots: z.int().min(1).max(2880).default(1) })

/** Milliseconds that answers under way are given when the registry stops. */
const STOP_WITHIN = 5_000

export type Serving = { readonly url: string; close(): Promise<void> }

export async function serveRegistry(
  registry: Registry,
  options: { readonly host?: string; readonly port?: number; readonly log?: Log } = {},
): Promise<Serving> {
  const log = options.log ?? (() => {})
  const app = createServer(registry, log)
  const host = options.host ?? '127.0.0.1'
  await app.listen({ host, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  registry.setAddress(url)
  await registry.publish()
  // Also when nobody asks: the files may be served by another machine, and what waits must not wait for a visitor.
  const keepFresh = setInterval(() => {
    registry.publish().catch(cause => log('publish-failed', faultFacts(cause)))
  }, RESIGN_AFTER * 1000)
  return {
    url,
    async close() {
      clearInterval(keepFresh)
      const bound = setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN)
      await app.close()
      clearTimeout(bound)
    },
  }
}

export function createServer(registry: Registry, log: Log): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: MAX_BODY, forceCloseConnections: 'idle' })
  const enrolling = attemptLimiter(ENROL_ATTEMPTS, ENROL_WINDOW)

  function refuse(reply: FastifyReply, code: ApiErrorCode, message: string) {
    const serverTime = code === 'unauthorised' ? { serverTime: registry.now() } : {}
    return reply.code(STATUS[code]).send({ error: { code, message, ...serverTime } })
  }

  // Bodies stay bytes: the request's signature covers them as they were sent, packed or not.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  // A connection that is kept alive would hold the stop up until its client leaves.
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })

  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found', 'no such address'))
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) return refuse(reply, 'too-large', 'the request is too large')
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply
        .code(error.statusCode)
        .send({ error: { code: 'bad-request', message: 'the request cannot be read' } } satisfies ApiError)
    log('request-failed', { route: request.routeOptions.url ?? null, ...faultFacts(error) })
    return refuse(reply, 'internal', 'the registry has a fault')
  })

  /** The terminal that signed this very request, or a refusal already sent. */
  async function terminalOf(request: FastifyRequest, reply: FastifyReply): Promise<Terminal | null> {
    let found: Terminal | null = null
    const bound = {
      method: request.method,
      path: request.url,
      body: request.body instanceof Buffer ? request.body : null,
    }
    const verified = await verifyRequest(
      request.headers.authorization,
      bound,
      async id => {
        // Anybody can claim anything: what no terminal is called does not come near the database.
        found = isTerminalId(id) ? await registry.findTerminal(id) : null
        return found?.key
      },
      registry.now(),
    )
    if (!verified.ok || found === null) {
      await refuse(
        reply,
        'unauthorised',
        'the request is not signed by a terminal of this registry, or not now',
      )
      return null
    }
    return found
  }

  /** As `terminalOf`, for active terminals only. */
  async function activeTerminalOf(request: FastifyRequest, reply: FastifyReply): Promise<Terminal | null> {
    const terminal = await terminalOf(request, reply)
    if (terminal === null || terminal.state === 'active') return terminal
    await refuse(reply, 'terminal-cut-off', 'this terminal was cut off')
    return null
  }

  app.get('/health', async () => ({ ok: true, serverTime: registry.now() }))

  app.post('/v1/enrol', async (request, reply) => {
    if (!enrolling.mayTry(request.ip, registry.now()))
      return refuse(reply, 'too-many-requests', 'too many attempts, try again later')
    const body = parseJson(request.body)
    const asked = enrolRequest.safeParse(body)
    if (!asked.success) {
      const other = z.object({ protocol: z.number() }).safeParse(body)
      const newer = other.success && other.data.protocol !== PROTOCOL_VERSION
      return refuse(
        reply,
        newer ? 'protocol-version' : 'bad-request',
        newer ? 'another protocol version' : 'not an enrolment',
      )
    }
    const terminal = await registry.enrol(asked.data.secret, asked.data.publicKey)
    if (!terminal.ok) return refuse(reply, terminal.error.code, 'the enrolment code is not good')
    return {
      terminalId: terminal.value.id,
      site: terminal.value.site,
      rootKey: registry.keys.rootKey,
      keyList: registry.keys.keyList,
      idLookupKey: registry.keys.idLookupKey.toString('base64url'),
      serverTime: registry.now(),
    } satisfies EnrolResponse
  })

  app.get('/v1/hello', async (request, reply) => {
    const terminal = await terminalOf(request, reply)
    if (terminal === null) return reply
    await registry.noteContact(terminal.id)
    return {
      serverTime: registry.now(),
      protocol: PROTOCOL_VERSION,
      active: terminal.state === 'active',
      site: terminal.site,
    } satisfies HelloResponse
  })

  app.get('/v1/key-list', async () => registry.keys.keyList)
  app.get('/v1/catalogue', async () => registry.publisher.catalogueDocument)
  app.get('/v1/manifest', async (request, reply) => {
    const terminal = await activeTerminalOf(request, reply)
    return terminal === null ? reply : await registry.publisher.manifest()
  })

  app.get<{ Params: { name: string } }>('/v1/artifacts/:name', async (request, reply) => {
    if ((await activeTerminalOf(request, reply)) === null) return reply
    const file = registry.artifacts.fileOf(request.params.name)
    const size =
      file === null
        ? null
        : await stat(file).then(
            s => s.size,
            () => null,
          )
    if (file === null || size === null) return refuse(reply, 'not-found', 'no such artifact')
    const from = rangeStart(request.headers.range)
    if (from > 0 && from >= size) return refuse(reply, 'bad-request', 'the range lies behind the end')
    reply.header('content-type', 'application/gzip').header('accept-ranges', 'bytes')
    if (from === 0) return reply.header('content-length', size).send(createReadStream(file))
    return reply
      .code(206)
      .header('content-range', `bytes ${from}-${size - 1}/${size}`)
      .header('content-length', size - from)
      .send(createReadStream(file, { start: from }))
  })

  app.post('/v1/records', async (request, reply) => {
    // A terminal that was cut off may still hand in what it recorded: nobody loses a record.
    const terminal = await terminalOf(request, reply)
    if (terminal === null) return reply
    const body = unpacked(request)
    if (body === 'too-large') return refuse(reply, 'too-large', 'the batch is too large')
    const batch = recordBatch.safeParse(parseJson(body))
    if (!batch.success) return refuse(reply, 'bad-request', 'not a batch of records')
    const answers = await registry.takeRecords(terminal, batch.data.records)
    return { serverTime: registry.now(), answers: [...answers] } satisfies RecordAnswers
  })

  app.post('/v1/virtual-tokens', async (request, reply) => {
    const secret = request.headers.authorization?.match(/^Bearer ([\w-]+)$/)?.[1]
    if (secret === undefined || !(await registry.isVendor(secret)))
      return refuse(reply, 'unauthorised', 'no such vendor key')
    const asked = virtualRequest.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request', 'card and slots are needed')
    const codes = await registry.virtualCodes(asked.data.card, asked.data.slots)
    // One answer for "no such card" and "not in good standing": the vendor learns neither.
    return codes.ok ? { tokens: codes.value } : refuse(reply, 'not-found', 'no code for this card')
  })

  return app
}

const isTerminalId = (id: string): boolean => enrolResponse.shape.terminalId.safeParse(id).success

function unpacked(request: FastifyRequest): Buffer | 'too-large' | null {
  const body = request.body
  if (!(body instanceof Buffer)) return null
  if (request.headers['content-encoding'] !== 'gzip') return body
  try {
    return gunzipSync(body, { maxOutputLength: MAX_UNPACKED })
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'too-large'
      : null
  }
}

function parseJson(body: unknown): unknown {
  if (!(body instanceof Buffer)) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

/** "bytes=N-" alone, as our terminals ask; anything else is the whole file. */
function rangeStart(header: string | undefined): number {
  const from = header?.match(/^bytes=(\d{1,15})-$/)?.[1]
  return from === undefined ? 0 : Number(from)
}
