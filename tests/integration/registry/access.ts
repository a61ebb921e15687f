// Each role against each route of the console, taken from the server's own route table: nothing is listed by hand.
// A route that nobody declared a permission for does not start; one that a role must not use answers 403 and nothing else.
import Fastify from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { serveConsole } from '../../../registry/console-api/serve.ts'
import { may, PERMISSIONS, ROLES, type Role } from '../../../registry/staff/permissions.ts'
import {
  type ConsoleClient,
  clientWith,
  consoleClient,
  shortOf,
  staffMember,
} from '../../support/console-client.ts'
import type { World } from './world.ts'

type Route = { readonly method: string; readonly url: string; readonly access: string }

export function access(world: () => World): void {
  let routes: readonly Route[] = []
  const clients = new Map<Role, ConsoleClient>()
  beforeAll(async () => {
    routes = await routesOf(world())
    world().clock.now += 3600
    for (const role of ROLES)
      clients.set(role, await consoleClient(world().url, await staffMember(world().registry, role)))
  })

  /** Nothing is put in: past the door, a call may answer what it likes, but not "who are you" or "you may not". */
  async function knock(client: ConsoleClient, { method, url }: Route): Promise<string> {
    const name = url.replace(/^\/console\/(api|files)\//, '')
    return await shortOf(method === 'POST' ? await client.raw(name, {}) : await client.file(name))
  }
  const guarded = () => routes.filter(r => r.access !== 'anyone')

  test('all of the console is calls and downloads with a permission, but for the page itself and signing in', () => {
    expect(guarded().length).toBeGreaterThan(8)
    const open = routes.filter(r => r.access === 'anyone').map(r => r.url)
    expect([...new Set(open)].sort()).toEqual([
      '/console',
      '/console/*',
      '/console/api/session.signIn',
      '/console/assets/:name',
    ])
    for (const { url } of guarded()) expect(url).toMatch(/^\/console\/(api|files)\/[a-zA-Z.-]+$/)
  })

  test('without a session every route is closed', async () => {
    for (const route of guarded())
      expect(await knock(clientWith(world().url, ''), route), route.url).toBe('401 not-signed-in')
  })

  describe.each(ROLES)('%s', role => {
    test('may use exactly what the table grants', async () => {
      const client = clients.get(role)
      if (client === undefined) throw new Error('not signed in')
      // Signing out comes last: what follows it would be refused for another reason.
      const inOrder = guarded().toSorted(
        (a, b) => Number(a.url.endsWith('signOut')) - Number(b.url.endsWith('signOut')),
      )
      for (const route of inOrder) {
        const permission = PERMISSIONS.find(p => p === route.access)
        const answer = await knock(client, route)
        if (permission === undefined || may(role, permission))
          expect(answer, route.url).not.toMatch(/^40[13] /)
        else expect(answer, route.url).toBe('403 forbidden')
      }
    })
  })

  test('a route without a declared permission ends the start', async () => {
    const app = Fastify()
    app.register(
      async console => {
        serveConsole(console, world().registry, { log: () => {} })
        console.post('/api/forgotten', async () => ({}))
      },
      { prefix: '/console' },
    )
    await expect(app.ready()).rejects.toThrow('nobody said who may use /console/api/forgotten')
  })
}

async function routesOf(world: World): Promise<readonly Route[]> {
  const routes: Route[] = []
  const app = Fastify({ exposeHeadRoutes: false })
  app.addHook('onRoute', route => {
    for (const method of [route.method].flat())
      routes.push({ method, url: route.url, access: String(route.config?.access) })
  })
  app.register(async console => serveConsole(console, world.registry, { log: () => {} }), {
    prefix: '/console',
  })
  await app.ready()
  return routes
}
