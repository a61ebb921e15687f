// The camera in real Chromium: it reads what it is shown, and it is off when nobody looks.
// How fast it reads is the bench's business; nothing here is timed.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withoutZxingJs } from '../../renderer/scanner/without-zxing-js.ts'
import { type BuiltPage, buildPage } from '../support/built-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { writeY4m } from '../support/y4m.ts'

const CARD = `8611${'0123456789'.repeat(20)}86`
const OTHER = `8621${'9876543210'.repeat(20)}86`
/** The app's own policy, for what is used here. */
const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"

let built: BuiltPage
let folder = ''
let browser: Browser
let page: Page
let outside: string[] = []
let complaints: string[] = []

/** The page of one test, in a profile of its own. */
async function open(inBrowser: Browser, permissions: string[] = ['camera']): Promise<Page> {
  const context = await inBrowser.newContext({ permissions })
  const opened = await context.newPage()
  opened.on('request', request => {
    if (!request.url().startsWith(built.url) && !request.url().startsWith('blob:'))
      outside.push(request.url())
  })
  opened.on('pageerror', error => complaints.push(String(error)))
  opened.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await opened.goto(built.url)
  return opened
}

const start = () => page.evaluate(() => window.stage.start())
const stop = (camera: number) => page.evaluate(n => window.stage.stop(n), camera)
const seen = (camera: number) => page.evaluate(n => window.stage.seen(n), camera)
const tracks = () => page.evaluate(() => window.stage.tracks())
const kinds = async (camera: number) => (await seen(camera)).states.map(({ kind }) => kind)

const reads = (camera: number, text: string) =>
  page.waitForFunction(([n, wanted]) => window.stage.seen(n).texts.some(({ text }) => text === wanted), [
    camera,
    text,
  ] as const)

const reaches = (camera: number, kind: string) =>
  page.waitForFunction(([n, wanted]) => window.stage.seen(n).states.at(-1)?.kind === wanted, [
    camera,
    kind,
  ] as const)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scanner-camera-'))
  const film = join(folder, 'desk-card-other.y4m')
  writeY4m(
    film,
    [
      { content: null, frames: 5 },
      { content: CARD, frames: 10 },
      { content: null, frames: 3 },
      { content: OTHER, frames: 10 },
    ],
    { fps: 10, scale: 0.6 },
  )
  built = await buildPage({
    root: join(import.meta.dirname, 'scanner-page'),
    plugins: [withoutZxingJs()],
    headers: { 'Content-Security-Policy': CSP },
  })
  browser = await launchChromium({ fakeCamera: film })
})

afterAll(async () => {
  await browser?.close()
  await built?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('with a camera that sees an empty desk, a card, and another card', () => {
  beforeEach(async () => {
    outside = []
    complaints = []
    page = await open(browser)
  })
  afterEach(async () => {
    await page.context().close()
    expect(complaints).toEqual([])
  })

  it('both cards are read, each with the time at which its frame was shown', async () => {
    const camera = await start()
    await reads(camera, CARD)
    await reads(camera, OTHER)
    const { texts, states } = await seen(camera)
    expect(new Set(texts.map(({ text }) => text))).toEqual(new Set([CARD, OTHER]))
    for (const { shownAt, toldAt } of texts) {
      expect(shownAt).toBeGreaterThan(0)
      expect(shownAt).toBeLessThanOrEqual(toldAt)
    }
    expect(states.map(({ kind }) => kind)).toEqual(['starting', 'live'])
    expect(states[1]).toMatchObject({ width: 1280, height: 720 })
    expect(await page.evaluate(() => window.stage.cameras())).toBe(1)
  })

  it('nothing that it needs comes from elsewhere', async () => {
    const camera = await start()
    await reads(camera, CARD)
    expect(outside).toEqual([])
  })

  it('a stopped camera is off, says nothing more, and leaves the page as it was', async () => {
    const camera = await start()
    await reads(camera, CARD)
    await stop(camera)
    expect(await tracks()).toEqual({ asked: 1, given: 1, on: 0 })
    expect(await page.evaluate(() => window.stage.leftovers())).toBe(0)
    const told = (await seen(camera)).texts.length
    await page.waitForTimeout(700)
    expect((await seen(camera)).texts.length).toBe(told)
    expect(await kinds(camera)).toEqual(['starting', 'live'])
  })

  it('stopping twice is the same as stopping once', async () => {
    const camera = await start()
    await reaches(camera, 'live')
    await Promise.all([stop(camera), stop(camera)])
    await stop(camera)
    expect((await tracks()).on).toBe(0)
  })

  it('leaving in the very moment of the start does not even open the camera', async () => {
    await page.evaluate(async () => await window.stage.stop(window.stage.start()))
    expect(await tracks()).toEqual({ asked: 0, given: 0, on: 0 })
    expect(await page.evaluate(() => window.stage.leftovers())).toBe(0)
  })

  it('leaving while the camera is being opened leaves no track on', async () => {
    await page.evaluate(async () => {
      const camera = window.stage.start()
      while (window.stage.tracks().asked === 0) await new Promise(resolve => setTimeout(resolve))
      await window.stage.stop(camera)
    })
    const { asked, given, on } = await tracks()
    expect([asked, given, on]).toEqual([1, 1, 0])
    expect(await page.evaluate(() => window.stage.leftovers())).toBe(0)
  })

  it('leaving between the track and the first picture leaves no track on', async () => {
    await page.evaluate(async () => {
      const camera = window.stage.start()
      while (window.stage.tracks().given === 0) await new Promise(resolve => setTimeout(resolve))
      await window.stage.stop(camera)
    })
    expect((await tracks()).on).toBe(0)
    expect(await page.evaluate(() => window.stage.leftovers())).toBe(0)
  })

  it("StrictMode's mount, unmount and mount opens one camera, which reads", async () => {
    const second = await page.evaluate(() => {
      const first = window.stage.start()
      void window.stage.stop(first)
      return window.stage.start()
    })
    await reads(second, CARD)
    expect(await tracks()).toEqual({ asked: 1, given: 1, on: 1 })
    await stop(second)
    expect((await tracks()).on).toBe(0)
  })

  it('a second start in the middle of the first waits until that one is off', async () => {
    const second = await page.evaluate(async () => {
      const first = window.stage.start()
      while (window.stage.tracks().asked === 0) await new Promise(resolve => setTimeout(resolve))
      void window.stage.stop(first)
      return window.stage.start()
    })
    await reads(second, CARD)
    expect(await page.evaluate(() => window.stage.mostOn())).toBe(1)
    await stop(second)
    expect((await tracks()).on).toBe(0)
  })

  it('ten hurried starts and stops end with a camera that still reads', async () => {
    const last = await page.evaluate(async () => {
      for (let n = 0; n < 10; n++) {
        const camera = window.stage.start()
        await new Promise(resolve => setTimeout(resolve, n * 15))
        void window.stage.stop(camera)
      }
      return window.stage.start()
    })
    await reads(last, CARD)
    expect(await page.evaluate(() => window.stage.mostOn())).toBe(1)
    await stop(last)
    expect((await tracks()).on).toBe(0)
  })

  it('a camera that is unplugged is reported, and can be started again', async () => {
    const camera = await start()
    await reaches(camera, 'live')
    await page.evaluate(() => window.stage.unplug())
    await reaches(camera, 'failed')
    expect((await seen(camera)).states.at(-1)).toMatchObject({ kind: 'failed', code: 'stream-ended' })
    const again = await start()
    await reads(again, CARD)
  })
})

describe('when something is missing', () => {
  beforeEach(() => {
    outside = []
    complaints = []
  })
  afterEach(() => page.context().close())

  it('without the wasm the screen is told so, and the camera goes off again', async () => {
    page = await open(browser)
    await page.route('**/*.wasm', route => route.abort())
    const camera = await start()
    await reaches(camera, 'failed')
    expect((await seen(camera)).states.at(-1)).toMatchObject({ kind: 'failed', code: 'decoder-unavailable' })
    await stop(camera)
    expect((await tracks()).on).toBe(0)
    expect(outside).toEqual([])
  })

  it('without permission the camera is denied', async () => {
    const strict = await launchChromium({
      args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
    })
    try {
      page = await open(strict, [])
      const camera = await start()
      await reaches(camera, 'denied')
      expect(await kinds(camera)).toEqual(['starting', 'denied'])
      await stop(camera)
    } finally {
      await strict.close()
    }
  })

  it('without a camera there is none', async () => {
    const blind = await launchChromium({ args: ['--use-fake-ui-for-media-stream'] })
    try {
      page = await open(blind)
      const camera = await start()
      await reaches(camera, 'no-camera')
      expect(await kinds(camera)).toEqual(['starting', 'no-camera'])
      expect(await page.evaluate(() => window.stage.cameras())).toBe(0)
    } finally {
      await blind.close()
    }
  })
})

describe('what is built', () => {
  it('has no zxing-js in any of its scripts', () => {
    const scripts = readdirSync(join(built.folder, 'assets')).filter(name => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThanOrEqual(2)
    for (const name of scripts) {
      const text = readFileSync(join(built.folder, 'assets', name), 'utf8')
      expect(text, name).not.toContain('HTMLCanvasElementLuminanceSource')
    }
  })

  it('brings its wasm along as a file', () => {
    expect(readdirSync(join(built.folder, 'assets')).filter(name => name.endsWith('.wasm'))).toHaveLength(1)
  })
})
