// What whoever keeps the registry running sees: alive, ready, metrics, and a description of the wire that is the wire.
// No answer here may name a person, a card or an address that somebody made up.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from '../../../registry/operation/openapi.ts'
import { createServer } from '../../../registry/server.ts'
import type { World } from './world.ts'

export function operation(world: () => World): void {
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(world().url + path, { headers })

  test('it is alive and ready while the database answers and the published state is confirmed', async () => {
    await world().registry.publish()
    expect((await get('/health')).status).toBe(200)
    const ready = await get('/ready')
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true, database: true, published: true }])
  })

  test('it says that it is not ready when nobody confirmed the published state, or the database is gone', async () => {
    await world().registry.publish()
    const { registry } = world()
    const late = createServer({ ...registry, now: () => registry.now() + 301 }, () => {})
    expect((await late.inject('/ready')).json()).toEqual({ ok: false, database: true, published: false })
    const gone = createServer({ ...registry, isAnswering: async () => false }, () => {})
    const answer = await gone.inject('/ready')
    expect([answer.statusCode, answer.json()]).toEqual([503, { ok: false, database: false, published: true }])
    await Promise.all([late.close(), gone.close()])
  })

  test('metrics count requests by route, and an invented address becomes no label', async () => {
    await get('/v1/catalogue')
    await get('/v1/artifacts/nobody-is-called-this')
    await get('/an-invented-address')
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(
      /xhc_request_seconds_count\{method="GET",route="\/v1\/catalogue",status="200"\} [1-9]/,
    )
    expect(text).toMatch(/xhc_database_up 1/)
    expect(text).not.toContain('nobody-is-called-this')
    expect(text).not.toContain('an-invented-address')
  })

  test('metrics are for this machine, or for whoever has the token', async () => {
    const app = createServer(world().registry, () => {})
    const ask = async (remoteAddress: string, authorization?: string): Promise<number> => {
      const headers = authorization === undefined ? {} : { authorization }
      return (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
    }
    expect(await ask('10.1.2.3')).toBe(404)
    expect(await ask('127.0.0.1')).toBe(200)
    process.env['XHC_METRICS_TOKEN'] = 'a-token-for-the-watchman'
    try {
      expect(await ask('127.0.0.1')).toBe(404)
      expect(await ask('10.1.2.3', 'Bearer a-token-for-the-watchman')).toBe(200)
      expect(await ask('10.1.2.3', 'Bearer a-token-for-the-watchmen')).toBe(404)
    } finally {
      delete process.env['XHC_METRICS_TOKEN']
      await app.close()
    }
  })

  test('the OpenAPI document describes every route of the wire, and no other', async () => {
    const served: string[] = []
    const app = createServer(world().registry, () => {}, {
      onRoute: route => {
        for (const method of [route.method].flat())
          if (route.url.startsWith('/v1/') && method !== 'HEAD')
            served.push(`${method} ${route.url.replaceAll(/:(\w+)/g, '{$1}')}`)
      },
    })
    await app.ready()
    await app.close()
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(openApi())
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    expect(described.toSorted()).toEqual(served.toSorted())
    expect(await (await get('/v1/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(openApi())))
  })
}
