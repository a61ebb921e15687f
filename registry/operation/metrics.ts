// Numbers for whoever watches the registry (Prometheus text): requests, records, backlog, ages. Counts only, nobody's data.
// Routes are named by their pattern: an address that somebody made up must not become a label.
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry as Metrics } from 'prom-client'
import { needsRotation } from '../keys/plan.ts'
import type { Registry } from '../registry.ts'

export function metricsFor(registry: Registry) {
  const metrics = new Metrics()
  collectDefaultMetrics({ register: metrics, prefix: 'xhc_' })
  const seconds = new Histogram({
    name: 'xhc_request_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.4, 1, 5, 30],
    registers: [metrics],
  })
  const records = new Counter({
    name: 'xhc_records_answered_total',
    help: 'Service records answered, by answer',
    labelNames: ['status'] as const,
    registers: [metrics],
  })
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        this.set(await read())
      },
    })
  gauge('xhc_manifest_age_seconds', 'Seconds since the published state was last confirmed', async () => {
    const issued = registry.publisher.issuedAt()
    return issued === null ? -1 : registry.now() - issued
  })
  gauge('xhc_keys_rotation_due', 'Uses whose signing key ends within two months', async () =>
    Promise.resolve(needsRotation(registry.keys.keys, registry.now()).length),
  )
  gauge('xhc_database_up', '1 while the database answers', async () =>
    (await registry.isAnswering()) ? 1 : 0,
  )
  return {
    /** Counts each request of this server. */
    watch(app: FastifyInstance): void {
      app.addHook('onResponse', async (request, reply) => {
        seconds.observe(
          {
            method: request.method,
            route: request.routeOptions.url ?? 'none',
            status: String(reply.statusCode),
          },
          reply.elapsedTime / 1000,
        )
      })
    },
    answered: (status: 'accepted' | 'duplicate' | 'rejected'): void => records.inc({ status }),
    text: (): Promise<string> => metrics.metrics(),
    contentType: metrics.contentType,
  }
}
