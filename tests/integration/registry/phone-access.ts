// Each kind of caller against each route of the phone pages, taken from the server's own route table.
// A route that nobody declared an access for does not start; one that is not for this caller answers 403 and nothing else.
import Fastify from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { PhoneAccess } from '../../../registry/phone-api/call.ts'
import { PHONE_UPLOADS } from '../../../registry/phone-api/contract.ts'
import { servePhone } from '../../../registry/phone-api/serve.ts'
import { shortOf } from '../../support/console-client.ts'
import { type PhoneClient, phoneClient } from '../../support/phone-client.ts'
import type { World } from './world.ts'

type Route = { readonly url: string; readonly access: PhoneAccess }

export function phoneAccess(world: () => World): void {
  let routes: readonly Route[] = []
  const clients = new Map<string, PhoneClient>()
  const client = () => phoneClient(world().url, () => world().clock.now)
  beforeAll(async () => {
    routes = await callsOf(world())
    world().clock.now += 3700
    const holder = client()
    await holder.signIn('holder', (await world().holder()).card, world().messages)
    const applicant = client()
    await applicant.signIn('applicant', '13700000001', world().messages)
    clients.set('holder', holder).set('applicant', applicant)
  })
  const guarded = () => routes.filter(r => r.access !== 'anyone')

  test('all that the pages can do is calls and uploads with an access; without a session only signing in is open', async () => {
    expect(routes.filter(r => r.access === 'anyone').map(r => r.url)).toEqual([
      '/m/api/session.confirm',
      '/m/api/session.requestCode',
    ])
    for (const { url } of guarded()) {
      expect(url).toMatch(/^\/m\/(api|upload)\/[a-zA-Z.]+$/)
      expect(await knock(client(), url), url).toBe('401 not-signed-in')
    }
  })

  test.each(['holder', 'applicant'] as const)(
    'a signed-in %s may use exactly what is for him',
    async kind => {
      const signedIn = clients.get(kind)
      if (signedIn === undefined) throw new Error('not signed in')
      // Signing out comes last: what follows it would be refused for another reason.
      const inOrder = guarded().toSorted(
        (a, b) => Number(a.url.endsWith('Out')) - Number(b.url.endsWith('Out')),
      )
      for (const { url, access } of inOrder) {
        const answer = await knock(signedIn, url)
        if (access === 'signed-in' || access === kind) expect(answer, url).not.toMatch(/^40[13] /)
        else expect(answer, url).toBe('403 forbidden')
      }
    },
  )

  test('a route without a declared access ends the start', async () => {
    const app = Fastify()
    app.register(
      async phone => {
        servePhone(phone, world().registry, { log: () => {} })
        phone.post('/api/forgotten', async () => ({}))
      },
      { prefix: '/m' },
    )
    await expect(app.ready()).rejects.toThrow('nobody said who may use /m/api/forgotten')
  })

  test('the pages are served at /m/ under a strict policy, packed, and no path leads out of their folder', async () => {
    const page = await fetch(`${world().url}/m`)
    expect(page.url).toBe(`${world().url}/m/`)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    const html = await page.text()
    const script = html.match(/src="(\/m\/assets\/[^"]+\.js)"/)?.[1] ?? ''
    const served = await fetch(world().url + script, { headers: { 'accept-encoding': 'gzip' } })
    expect(served.headers.get('content-encoding')).toBe('gzip')
    expect(served.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${world().url}/m/sw.js`)).headers.get('cache-control')).toBe('no-cache')
    for (const path of [
      '/m/assets/../../package.json',
      '/m/assets/%2e%2e/%2e%2e/package.json',
      '/m/api/none',
    ])
      expect((await fetch(world().url + path)).status, path).toBe(404)
  })
}

const isUpload = (url: string): boolean => url.startsWith('/m/upload/')

/** Nothing is put in: past the door, a call may answer what it likes, but not "who are you" or "not for you". */
async function knock(client: PhoneClient, url: string): Promise<string> {
  const name = url.replace(/^\/m\/(api|upload)\//, '')
  return await shortOf(
    isUpload(url) ? await client.upload(name, {}, Buffer.from('-')) : await client.raw(name, {}),
  )
}

async function callsOf(world: World): Promise<readonly Route[]> {
  const routes: Route[] = []
  const app = Fastify({ exposeHeadRoutes: false })
  app.addHook('onRoute', ({ method, url, config }) => {
    if (method === 'POST') routes.push({ url, access: config?.phoneAccess ?? 'anyone' })
  })
  app.register(async phone => servePhone(phone, world.registry, { log: () => {} }), { prefix: '/m' })
  await app.ready()
  expect(routes.length).toBeGreaterThan(6 + Object.keys(PHONE_UPLOADS).length)
  return routes.toSorted((a, b) => a.url.localeCompare(b.url))
}
