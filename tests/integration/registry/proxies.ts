// Behind a proxy: whose word counts about where a request comes from, and what is throttled by it.
// An address that anybody may write into a header throttles nobody.
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { createServer, type ServerOptions } from '../../../registry/server.ts'
import type { World } from './world.ts'

/** As many wrong codes as one address may try. */
const ALLOWED = 20
const STATUS_TOO_MANY = 429

export function proxies(world: () => World): void {
  async function behind<T>(options: ServerOptions, work: (app: FastifyInstance) => Promise<T>): Promise<T> {
    const app = createServer(world().registry, () => {}, options)
    try {
      return await work(app)
    } finally {
      await app.close()
    }
  }
  const guess = async (app: FastifyInstance, remoteAddress: string, forwarded?: string): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
    }
    return (await app.inject({ method: 'POST', url: '/v1/enrol', remoteAddress, headers, payload: '{}' }))
      .statusCode
  }
  async function wearOut(app: FastifyInstance, remoteAddress: string, from: (i: number) => string) {
    for (let i = 0; i < ALLOWED; i++) expect(await guess(app, remoteAddress, from(i))).toBe(400)
  }

  test('without a named proxy the header counts for nothing: a new address in it for each guess does not help', async () => {
    await behind({}, async app => {
      await wearOut(app, '10.0.0.9', i => `203.0.113.${i}`)
      expect(await guess(app, '10.0.0.9', '203.0.113.200')).toBe(STATUS_TOO_MANY)
      expect(await guess(app, '10.0.0.10')).toBe(400)
    })
  })

  test('behind a named proxy each client has his own throttle, and what he wrote into the header himself counts for nothing', async () => {
    await behind({ proxies: ['10.1.0.2'] }, async app => {
      // The proxy adds whom it saw at the end; what stands before it came from the client.
      await wearOut(app, '10.1.0.2', i => `198.51.100.${i}, 203.0.113.7`)
      expect(await guess(app, '10.1.0.2', '198.51.100.99, 203.0.113.7')).toBe(STATUS_TOO_MANY)
      expect(await guess(app, '10.1.0.2', '203.0.113.8')).toBe(400)
      // Somebody else of the same network who says that he is the proxy.
      await wearOut(app, '10.1.0.3', i => `203.0.113.${i + 100}`)
      expect(await guess(app, '10.1.0.3', '203.0.113.250')).toBe(STATUS_TOO_MANY)
    })
  })

  test('with a public address and no proxy named, one on this machine is believed and no other', async () => {
    await behind({ origin: 'https://card.example.gov.cn' }, async app => {
      await wearOut(app, '127.0.0.1', () => '203.0.113.7')
      expect(await guess(app, '127.0.0.1', '203.0.113.7')).toBe(STATUS_TOO_MANY)
      expect(await guess(app, '127.0.0.1', '203.0.113.8')).toBe(400)
      await wearOut(app, '10.0.0.9', i => `203.0.113.${i}`)
      expect(await guess(app, '10.0.0.9', '203.0.113.200')).toBe(STATUS_TOO_MANY)
    })
  })

  test('what is no address of a proxy ends the start', () => {
    expect(() => createServer(world().registry, () => {}, { proxies: ['our proxy'] })).toThrow('our proxy')
  })
}
