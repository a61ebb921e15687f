import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLoopbackHost, type LoopbackHost } from '../../../electron/hosts/loopback/server.ts'
import { launchChromium } from '../../support/chromium.ts'
import { anApp, aStatus, type FakeServed, fakeServed } from '../../support/fake-served.ts'

let folder = ''
let served: FakeServed
let calls = 0
let host: LoopbackHost
let browser: Browser
let clerk: BrowserContext
let page: Page
/** Another program's page on this machine: same site as ours for every cookie, another origin. */
let neighbour: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-browser-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>screen</title><body onload="window.inline = 1"><script>window.inline = 1</script>',
  )
  served = fakeServed({
    'app.get': async () => {
      calls += 1
      return { ok: true, value: anApp }
    },
  })
  host = await createLoopbackHost({ served, root: folder, port: 0 })
  neighbour = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end('<!doctype html><title>neighbour</title>')
  })
  await new Promise<void>(resolve => neighbour.listen(0, '127.0.0.1', resolve))
  browser = await launchChromium()
  clerk = await browser.newContext()
  page = await clerk.newPage()
  await page.goto(host.url)
})
afterAll(async () => {
  await browser?.close()
  await host?.close()
  neighbour?.close()
  rmSync(folder, { recursive: true, force: true })
})

const origin = () => new URL(host.url).origin
const neighbourOrigin = (name = '127.0.0.1') => `http://${name}:${(neighbour.address() as AddressInfo).port}`

describe('the clerk’s browser', () => {
  it('shows the screen, and no key in its address or to its scripts', async () => {
    expect(page.url()).toBe(`${origin()}/`)
    expect(await page.title()).toBe('screen')
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  it('runs no inline code', async () => {
    expect(await page.evaluate(() => 'inline' in window)).toBe(false)
  })

  it('calls and listens from our own page', async () => {
    const reply = await page.evaluate(async () => {
      const response = await fetch('/api/app.get', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json' },
      })
      return await response.json()
    })
    expect(reply).toEqual({ ok: true, value: anApp })
    const heard = page.evaluate(
      () =>
        new Promise(resolve => {
          const source = new EventSource('/api/events')
          source.addEventListener('status', event => {
            source.close()
            resolve(JSON.parse(event.data))
          })
        }),
    )
    while (served.listeners() === 0) await new Promise(resolve => setTimeout(resolve, 5))
    served.push('status', aStatus)
    expect(await heard).toEqual(aStatus)
  })

  it('reaches nothing but its host', async () => {
    const answer = await page.evaluate(
      url =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'refused',
        ),
      neighbourOrigin(),
    )
    expect(answer).toBe('refused')
  })

  it('is still let in after a reload, and in a second tab', async () => {
    await page.reload()
    expect(await page.title()).toBe('screen')
    const second = await clerk.newPage()
    await second.goto(`${origin()}/`)
    expect(await second.title()).toBe('screen')
    await second.close()
  })
})

describe.each(['127.0.0.1', 'localhost'])('a page of another program on %s in the same browser', name => {
  let other: Page
  beforeAll(async () => {
    other = await clerk.newPage()
    await other.goto(neighbourOrigin(name))
  })
  afterAll(async () => await other.close())

  it('calls nothing, whatever it sends', async () => {
    const before = calls
    const outcomes = await other.evaluate(async target => {
      const send = (init: RequestInit) =>
        fetch(`${target}/api/app.get`, { method: 'POST', credentials: 'include', ...init }).then(
          response => `${response.type} ${response.status}`,
          () => 'refused',
        )
      return [
        await send({}),
        await send({ headers: { 'Content-Type': 'application/json' }, body: '' }),
        await send({ mode: 'no-cors', body: '' }),
        await send({ mode: 'no-cors', referrerPolicy: 'no-referrer', body: new URLSearchParams({ a: '1' }) }),
        String(navigator.sendBeacon(`${target}/api/app.get`, new Blob([''], { type: 'text/plain' }))),
      ]
    }, origin())
    expect(outcomes.slice(0, 2)).toEqual(['refused', 'refused'])
    // An event after them all, by our own page, so that every one of them has been answered.
    await page.evaluate(async () => await fetch('/', { cache: 'no-store' }))
    expect(calls).toBe(before)
  })

  it('hears no events, frames no screen and loads no file', async () => {
    const outcomes = await other.evaluate(
      async target => [
        await new Promise(resolve => {
          const source = new EventSource(`${target}/api/events`, { withCredentials: true })
          source.onopen = () => resolve('heard')
          source.onerror = () => resolve('refused')
        }),
        await new Promise(resolve => {
          const script = Object.assign(document.createElement('script'), { src: `${target}/` })
          script.onload = () => resolve('loaded')
          script.onerror = () => resolve('refused')
          document.head.append(script)
        }),
      ],
      origin(),
    )
    expect(outcomes).toEqual(['refused', 'refused'])
    await other.evaluate(
      target =>
        new Promise(resolve => {
          const frame = Object.assign(document.createElement('iframe'), { src: `${target}/` })
          frame.onload = () => resolve(null)
          document.body.append(frame)
        }),
      origin(),
    )
    const [, frame] = other.frames()
    expect(await frame?.title().catch(() => '')).not.toBe('screen')
    expect(served.listeners()).toBe(0)
  })

  it('cannot send the clerk into the screen by a link', async () => {
    await other.evaluate(target => {
      location.href = `${target}/`
    }, origin())
    await other.waitForURL(`${origin()}/`)
    expect(await other.content()).toContain('请用程序给出的地址打开')
  })
})
