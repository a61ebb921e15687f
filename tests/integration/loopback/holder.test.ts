// The holder-facing screen's own port: what its page may ask, and that neither page can speak for the other.
// Over real sockets, with a client that can send what no browser would.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HolderView } from '../../../electron/api/holder.ts'
import { PROCEDURE_NAMES } from '../../../electron/api.ts'
import { createHolderHost, type LoopbackHost } from '../../../electron/hosts/loopback/server.ts'
import type { ServedHolder } from '../../../electron/hosts/served.ts'
import { openWorld, pathOf, send, type World } from './world.ts'

const PAGE = '<!doctype html><title>holder</title>'
const visitId = '1f7e1a52-7c55-4b0c-9a3e-6f1d0c6a4b11'
const serving: HolderView = {
  kind: 'serving',
  visitId,
  nameMasked: '杨*芳',
  services: [],
  say: null,
  rated: null,
}

let folder: string
let host: LoopbackHost
let port: number
let cookie: string
let clerk: World
const said: unknown[] = []
const views = new Set<(view: HolderView) => void>()
const holder: ServedHolder = {
  call: async (name, input) => {
    if (name === 'holder.rate') said.push(input)
    return { ok: true, value: serving }
  },
  onView(listener) {
    views.add(listener)
    return () => views.delete(listener)
  },
  opensWith: () => undefined,
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-holder-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'holder.html'), PAGE)
  writeFileSync(join(folder, 'index.html'), 'the clerk’s')
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {}')
  host = await createHolderHost({ holder, root: folder, log: () => {} })
  port = Number(new URL(host.url).port)
  const entered = await send(port, { path: pathOf(host.url) })
  cookie = (entered.headers['set-cookie'] ?? [''])[0]?.split(';')[0] ?? ''
  clerk = await openWorld()
})
afterAll(async () => {
  await host.close()
  await clerk.end()
  rmSync(folder, { recursive: true })
})

const call = (name: string, body: string, headers: Record<string, string> = {}) =>
  send(port, {
    method: 'POST',
    path: `/api/${name}`,
    headers: {
      cookie,
      origin: `http://127.0.0.1:${port}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      ...headers,
    },
    body,
  })

describe('the page', () => {
  it('is the holder’s, with its files, and the clerk’s page is not here', async () => {
    expect((await send(port, { headers: { cookie } })).body).toBe(PAGE)
    expect((await send(port, { path: '/assets/a.js', headers: { cookie } })).status).toBe(200)
    expect((await send(port, { path: '/index.html', headers: { cookie } })).status).toBe(404)
    const elsewhere = await clerk.ask({ path: '/holder.html', headers: { cookie: clerk.cookie } })
    expect(elsewhere.status).toBe(404)
  })

  it('opens once with the address that the clerk’s page is given, from another port of this machine', async () => {
    const beside = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }
    const path = pathOf(host.oneTimeUrl())
    const opened = await send(port, { path, headers: beside })
    expect(opened.status).toBe(303)
    // The browser follows with the same marks.
    expect((await send(port, { headers: { ...beside, cookie } })).body).toBe(PAGE)
    expect((await send(port, { path, headers: beside })).status).toBe(403)
  })

  it('is opened from no other site, and a page beside it can fetch nothing', async () => {
    const foreign = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await send(port, { headers: foreign })).status).toBe(403)
    const fetched = { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }
    expect((await send(port, { headers: fetched })).status).toBe(403)
    expect((await call('holder.get', '', { 'sec-fetch-site': 'same-site' })).status).toBe(403)
  })
})

describe('its calls', () => {
  it('are its view and a rating of it', async () => {
    expect(JSON.parse((await call('holder.get', '')).body)).toEqual({ ok: true, value: serving })
    const word = { visitId, rating: 5, comment: '好' }
    expect((await call('holder.rate', JSON.stringify(word))).status).toBe(200)
    expect(said).toEqual([word])
  })

  it.each(PROCEDURE_NAMES)('do not include the clerk’s %s', async name => {
    const answer = await call(name, '{}')
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })

  it.each([
    ['a sixth grade', { visitId, rating: 6, comment: null }],
    ['half a grade', { visitId, rating: 4.5, comment: null }],
    ['no visit', { rating: 4, comment: null }],
    ['a long speech', { visitId, rating: 4, comment: 'x'.repeat(201) }],
  ])('with %s are refused', async (_, word) => {
    expect((await call('holder.rate', JSON.stringify(word))).status).toBe(400)
  })

  it('need their own cookie: the clerk’s opens nothing here, and theirs nothing there', async () => {
    expect((await call('holder.get', '', { cookie: clerk.cookie })).status).toBe(403)
    expect((await clerk.call('app.get', '', { cookie })).status).toBe(403)
    // One browser that has both sends both: its page's origin still decides.
    const both = { cookie: `${cookie}; ${clerk.cookie}`, origin: `http://127.0.0.1:${port}` }
    expect((await clerk.call('app.get', '', both)).status).toBe(403)
  })
})
