// What every route of the wire shares: refusals, bodies, and the terminal behind a request.
// A request that no terminal of ours signed, for this very method, path and body, gets nothing personal.
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { verifyRequest } from '../../core/sync/request-auth.ts'
import { type ApiErrorCode, enrolmentGrant } from '../../core/sync/wire.ts'
import type { Log } from '../log.ts'
import type { Registry } from '../registry.ts'
import type { Terminal } from '../terminals.ts'

/** Bytes of a body once unpacked. */
const MAX_UNPACKED = 16 * 1024 * 1024

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

export type RouteContext = ReturnType<typeof routeContext>
/** Adds the routes of one subject. */
export type Routes = (app: FastifyInstance, context: RouteContext) => void

export function routeContext(registry: Registry, log: Log) {
  function refuse(reply: FastifyReply, code: ApiErrorCode, message: string) {
    const serverTime = code === 'unauthorised' ? { serverTime: registry.now() } : {}
    return reply.code(STATUS[code]).send({ error: { code, message, ...serverTime } })
  }

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

  return { registry, log, refuse, terminalOf, activeTerminalOf }
}

const isTerminalId = (id: string): boolean => enrolmentGrant.shape.terminalId.safeParse(id).success

/** The body's bytes, gunzipped where the header says so; null where there are none to read. */
export function unpacked(request: FastifyRequest): Buffer | 'too-large' | null {
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

/** Null where it is not JSON. */
export function parseJson(body: unknown): unknown {
  if (!(body instanceof Buffer)) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
