// For whoever keeps the registry running: alive, ready, metrics, and the wire's own description.
// Metrics are for this machine, or for whoever has the token; nothing here tells of a person.
import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { faultFacts } from '../log.ts'
import type { Routes } from '../routes/context.ts'
import { metricsFor } from './metrics.ts'
import { openApi } from './openapi.ts'

/** A published state unconfirmed for this long (seconds) is a fault: it is signed anew every minute. */
const CONFIRMED_WITHIN = 5 * 60

export const operationRoutes: Routes = (app, { registry, log, refuse }) => {
  const metrics = metricsFor(registry)
  metrics.watch(app)

  /** The process answers. */
  app.get('/health', async () => ({ ok: true, serverTime: registry.now() }))

  /** It can do its work: 503 with what is wrong, for a load balancer or a watchdog. */
  app.get('/ready', async (_request, reply) => {
    const issued = registry.publisher.issuedAt()
    const checks = {
      database: await registry.isAnswering(),
      published: issued !== null && registry.now() - issued <= CONFIRMED_WITHIN,
    }
    const ok = checks.database && checks.published
    return reply.code(ok ? 200 : 503).send({ ok, ...checks })
  })

  app.get('/metrics', async (request, reply) => {
    if (!mayWatch(request)) return refuse(reply, 'not-found', 'no such address')
    try {
      return reply.header('content-type', metrics.contentType).send(await metrics.text())
    } catch (cause) {
      log('metrics-failed', faultFacts(cause))
      return refuse(reply, 'internal', 'the registry has a fault')
    }
  })

  app.get('/v1/openapi.json', async () => openApi())
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** With a token set, the token alone counts: behind a proxy everybody comes from loopback. */
function mayWatch(request: FastifyRequest): boolean {
  const token = process.env['XHC_METRICS_TOKEN']
  if (token === undefined || token === '') return LOOPBACK.has(request.ip)
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
