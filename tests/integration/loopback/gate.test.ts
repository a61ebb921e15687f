import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INDEX, openWorld, pathOf, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => await world.end())

const ours = () => ({ cookie: world.cookie })

describe('coming in', () => {
  it('the printed address gives a cookie that no script and no other site can use, and leaves the address bar', async () => {
    const answer = await world.ask({ path: pathOf(world.host.url) })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(new RegExp(`^xhc_${world.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
    expect(answer.body).toBe('')
  })

  it('with the cookie the screen is served, by either name of this machine', async () => {
    for (const host of [`127.0.0.1:${world.port}`, `localhost:${world.port}`]) {
      const answer = await world.ask({ headers: { ...ours(), host } })
      expect(answer.status).toBe(200)
      expect(answer.body).toBe(INDEX)
    }
  })

  it('the printed address opens again and again', async () => {
    expect((await world.ask({ path: pathOf(world.host.url) })).status).toBe(303)
    expect((await world.ask({ path: pathOf(world.host.url) })).status).toBe(303)
  })

  it('a one-time address opens once', async () => {
    const path = pathOf(world.host.oneTimeUrl())
    expect((await world.ask({ path })).status).toBe(303)
    expect((await world.ask({ path })).status).toBe(403)
  })
})

describe('staying outside', () => {
  it.each(['/', '/?key=', '/?key=wrong', '/assets/index-abc.js', '/nothing', '/api/events'])(
    'without the key %s shows nothing but where to find it',
    async path => {
      const answer = await world.ask({ path })
      expect(answer.status).toBe(403)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      if (path.startsWith('/api/')) return
      expect(answer.body).toContain('请用程序给出的地址打开')
      expect(answer.body).toContain('the address that the program printed')
    },
  )

  it('a call without the cookie reaches no terminal', async () => {
    const answer = await world.call('app.get', '', { cookie: '' })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } })
  })

  it.each([
    ['another value', (cookie: string) => `${cookie}x`],
    ['a part of it', (cookie: string) => cookie.slice(0, -1)],
    ['another terminal’s name', (cookie: string) => cookie.replace(/^xhc_\d+/, 'xhc_1')],
    ['an empty value', (cookie: string) => cookie.replace(/=.*/, '=')],
  ])('a cookie with %s opens nothing', async (_what, forge) => {
    expect((await world.call('app.get', '', { cookie: forge(world.cookie) })).status).toBe(403)
  })

  it.each([
    ['a name made to point here', 'evil.example:PORT'],
    ['the right address without the port', '127.0.0.1'],
    ['another port', '127.0.0.1:1'],
    ['another name of loopback', '127.0.0.2:PORT'],
    ['IPv6 loopback', '[::1]:PORT'],
    ['a name that begins like ours', '127.0.0.1:PORT.evil.example'],
    ['a user before it', 'user@127.0.0.1:PORT'],
  ])('even with the cookie, a request to %s is refused', async (_what, pattern) => {
    const host = pattern.replace('PORT', String(world.port))
    expect((await world.ask({ headers: { ...ours(), host } })).status).toBe(403)
    expect((await world.ask({ path: pathOf(world.host.url), headers: { host } })).status).toBe(403)
    expect((await world.call('app.get', '', { host, origin: `http://${host}` })).status).toBe(403)
  })

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
    'https://127.0.0.1:PORT',
  ])('even with the cookie, a call from a page at %s is refused', async pattern => {
    const origin = pattern.replace('PORT', String(world.port))
    expect((await world.call('app.get', '', { origin })).status).toBe(403)
  })

  it.each(['cross-site', 'same-site'])(
    'even with the cookie, what a %s page caused is refused',
    async site => {
      const headers = { ...ours(), 'sec-fetch-site': site }
      expect((await world.ask({ headers })).status).toBe(403)
      expect((await world.ask({ path: '/assets/index-abc.js', headers })).status).toBe(403)
      expect((await world.ask({ path: pathOf(world.host.url), headers })).status).toBe(403)
      expect((await world.call('app.get', '', { 'sec-fetch-site': site })).status).toBe(403)
    },
  )

  it('a preflight from elsewhere gets no leave', async () => {
    const answer = await world.ask({
      method: 'OPTIONS',
      path: '/api/app.get',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([])
  })

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const { networkInterfaces } = await import('node:os')
    const elsewhere = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(address => address.family === 'IPv4' && address.address !== '127.0.0.1')
      .map(address => address.address)
    for (const hostname of ['127.0.0.2', ...elsewhere]) {
      await expect(fetch(`http://${hostname}:${world.port}/`)).rejects.toThrow()
    }
  })
})

describe('the files', () => {
  it('go out under the strict policy, with their types', async () => {
    const script = await world.ask({ path: '/assets/index-abc.js', headers: ours() })
    expect(script.status).toBe(200)
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(script.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect((await world.ask({ headers: ours() })).headers['cache-control']).toBe('no-store')
  })

  it.each([
    '/../outside.html',
    '/..%2foutside.html',
    '/%2e%2e/outside.html',
    '/..%5coutside.html',
    '//outside.html/../../outside.html',
    '/assets/..%2f..%2foutside.html',
    '/assets/%00',
    '/%E0%A4%A',
    '/nothing.js',
  ])('%s is not there', async path => {
    const answer = await world.ask({ path, headers: ours() })
    expect(answer.status).toBe(404)
    expect(answer.body).toBe('')
  })

  it('a target for a proxy is no request of ours', async () => {
    expect((await world.ask({ path: 'http://evil.example/', headers: ours() })).status).toBe(400)
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s / is not allowed', async method => {
    expect((await world.ask({ method, headers: ours() })).status).toBe(405)
  })
})
