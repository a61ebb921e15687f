// The registry over HTTP (Fastify): the server itself; its routes are in routes/, each parsed by its schema, each refusal an apiError.
// Nothing personal is served without a terminal's own signature, and nothing personal is logged.
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import type { z } from 'zod'
import { type apiError, LARGEST_BODY } from '../core/sync/wire.ts'
import type { PublicOrigin } from './console-api/gate.ts'
import { serveConsole } from './console-api/serve.ts'
import { faultFacts, type Log } from './log.ts'
import { operationRoutes } from './operation/routes.ts'
import { servePhone } from './phone-api/serve.ts'
import { RESIGN_AFTER } from './publisher.ts'
import type { Registry } from './registry.ts'
import { routeContext } from './routes/context.ts'
import { enrolRoutes } from './routes/enrol.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { photoRoutes } from './routes/photo.ts'
import { publishedRoutes } from './routes/published.ts'
import { quotaRoutes } from './routes/quota.ts'
import { recordRoutes } from './routes/records.ts'
import { virtualTokenRoutes } from './routes/virtual-tokens.ts'

type ApiError = z.infer<typeof apiError>

/** Part of a manifest's life after which the next one is made. */
const PUBLISH_AHEAD = 0.75

/** Milliseconds that answers under way are given when the registry stops. */
const STOP_WITHIN = 5_000

export type Serving = { readonly url: string; close(): Promise<void> }

export async function serveRegistry(
  registry: Registry,
  options: {
    readonly host?: string
    readonly port?: number
    readonly log?: Log
    readonly origin?: PublicOrigin
    readonly proxies?: readonly string[]
  } = {},
): Promise<Serving> {
  const log = options.log ?? (() => {})
  const app = createServer(registry, log, options)
  const host = options.host ?? '127.0.0.1'
  await app.listen({ host, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  registry.setAddress(url)
  await registry.publish()
  log('serving', { port })
  // Before the last one is due: no terminal that pulls ever waits for the database, and files may lie on another machine.
  const keepFresh = setInterval(
    () => {
      registry.publish().catch(cause => log('publish-failed', faultFacts(cause)))
      registry.supervision.count().catch(cause => log('count-failed', faultFacts(cause)))
      registry.applications.purge().catch(cause => log('purge-failed', faultFacts(cause)))
    },
    RESIGN_AFTER * PUBLISH_AHEAD * 1000,
  )
  return {
    url,
    async close() {
      clearInterval(keepFresh)
      log('stopping', {})
      const bound = setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN)
      await app.close()
      clearTimeout(bound)
      log('stopped', {})
    },
  }
}

export type ServerOptions = {
  readonly origin?: PublicOrigin
  /**
   * Whose word counts about where a request comes from (X-Forwarded-For): addresses or networks of proxies, by name. Nobody else's,
   * or anybody could give himself a new address for each guess. Behind a public address and unsaid: a proxy on this machine.
   */
  readonly proxies?: readonly string[]
  /** Hears of every route: for a test that compares them with what describes them. */
  readonly onRoute?: (route: RouteOptions) => void
}

/** Milliseconds that an answer may take before the log says so. */
const SLOW = 2000

export function createServer(registry: Registry, log: Log, options: ServerOptions = {}): FastifyInstance {
  const { origin = null, onRoute = () => {} } = options
  const proxies = options.proxies ?? (origin === null ? [] : ['loopback'])
  const app = Fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: 'idle',
    trustProxy: proxies.length === 0 ? false : [...proxies],
  })
  app.addHook('onRoute', onRoute)
  const context = routeContext(registry, log)
  const { refuse } = context

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

  // What went well is in the metrics, and a fault has its line already. The route as it is declared, never the address: that may name a card or a person.
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime)
    const isRefusal = reply.statusCode >= 400 && reply.statusCode < 500
    if (!isRefusal && ms < SLOW) return
    const { method, routeOptions } = request
    const event = isRefusal ? 'refused' : 'slow'
    log(event, { method, route: routeOptions.url ?? null, status: reply.statusCode, ms })
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

  for (const routes of [
    operationRoutes,
    enrolRoutes,
    publishedRoutes,
    exchangeRoutes,
    recordRoutes,
    quotaRoutes,
    photoRoutes,
    virtualTokenRoutes,
  ])
    routes(app, context)
  app.register(async console => serveConsole(console, registry, { log, origin }), { prefix: '/console' })
  app.register(async phone => servePhone(phone, registry, { log, origin }), { prefix: '/m' })
  app.get('/m', async (_request, reply) => reply.redirect('/m/', 308))
  return app
}
