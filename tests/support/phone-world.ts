// A registry that serves its built phone pages, and phones before it: a real Chromium at a phone's size, each a device of its own.
// What a page does wrong (a script's fault, a breach of the CSP, a request to anybody else) is kept for the test to see.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { PhoneKind } from '../../registry/phone-access/number.ts'
import type { CodeMessage } from '../../registry/phone-access/sender.ts'
import type { Role } from '../../registry/staff/permissions.ts'
import { type RegistryWorld, startRegistry } from '../../scripts/demo/world.ts'
import { launchChromium } from './chromium.ts'
import { PASSWORD, staffMember } from './console-client.ts'
import { signInPage } from './console-world.ts'
import { messageFor } from './phone-client.ts'

export type Phone = { readonly page: Page; readonly context: BrowserContext }
export type PhoneOptions = {
  readonly width?: number
  readonly height?: number
  readonly language?: 'zh' | 'en'
  readonly large?: boolean
  /** Default "block", so that a test sees what the network carries. */
  readonly serviceWorkers?: 'allow' | 'block'
}

/** Everything of phones that stands on a registry which is already there. */
export async function phonesAt(world: () => Pick<RegistryWorld, 'url'>, messages: readonly CodeMessage[]) {
  const browser: Browser = await launchChromium()
  const faults: string[] = []

  async function visitor(options: PhoneOptions = {}): Promise<Phone> {
    const { width = 390, height = 844, language = 'zh', large = false, serviceWorkers = 'block' } = options
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      hasTouch: true,
      isMobile: true,
      serviceWorkers,
    })
    await context.addInitScript(takeAwayWhatIsNewer)
    await context.addInitScript(
      ([chosen, type]) => {
        localStorage.setItem('huicai.language', chosen)
        localStorage.setItem('huicai.type', type)
      },
      [language, large ? 'large' : 'normal'] as const,
    )
    await withChineseFont(context)
    const page = await context.newPage()
    page.on('pageerror', fault => faults.push(String(fault)))
    page.on('console', line => {
      const isStatus = line.text().startsWith('Failed to load resource')
      if (line.type() === 'error' && !isStatus) faults.push(line.text())
    })
    page.on('request', request => {
      const local = request.url().startsWith(world().url) || /^(blob|data):/.test(request.url())
      if (!local) faults.push(`request to ${request.url()}`)
    })
    await page.goto(`${world().url}/m/`)
    return { page, context }
  }

  /** Through the page, with the code that was sent. */
  async function signIn({ page }: Phone, kind: PhoneKind, number: string): Promise<void> {
    await page.getByTestId(`kind-${kind}`).check({ force: true })
    await page.getByTestId('number').fill(number)
    const before = messages.length
    await page.getByTestId('send-code').click()
    await page.getByTestId('code-sent').waitFor()
    const { code } = await messageFor(messages.slice(before), number).catch(() =>
      messageFor(messages, number),
    )
    await page.getByTestId('code').fill(code)
    await page.getByTestId('sign-in').click()
    await page.getByTestId('tab-me').waitFor()
  }

  return {
    browser,
    /** Faults of all pages so far; empty is good. */
    faults: faults as readonly string[],
    visitor,
    signIn,
    async signedIn(kind: PhoneKind, number: string, options: PhoneOptions = {}): Promise<Phone> {
      const phone = await visitor(options)
      await signIn(phone, kind, number)
      return phone
    },
  }
}

export type PhoneWorld = Awaited<ReturnType<typeof phoneWorld>>

export async function phoneWorld(databaseUrl?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-phone-'))
  const messages: CodeMessage[] = []
  const sender = { send: async (message: CodeMessage) => void messages.push(message) }
  const world = await startRegistry(folder, 0, databaseUrl, sender)
  const phones = await phonesAt(() => world, messages)
  return {
    ...phones,
    folder,
    registry: world.registry,
    url: world.url,
    messages,
    /** The console, in the same browser as the phones, with an account of its own. */
    async staffPage(role: Role, unit?: string): Promise<Page> {
      const login = await staffMember(world.registry, role, unit)
      const context = await phones.browser.newContext({
        viewport: { width: 1366, height: 768 },
        locale: 'zh-CN',
        acceptDownloads: true,
      })
      const page = await context.newPage()
      await page.goto(`${world.url}/console/`)
      await signInPage(page, login, PASSWORD)
      await page.getByTestId('sign-out').waitFor()
      return page
    },
    async end() {
      await phones.browser.close()
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The build's target is Chromium 96: what came after it is not there, so that a page which needs it fails here. */
function takeAwayWhatIsNewer(): void {
  const take = (from: object, ...names: readonly string[]): void => {
    for (const name of names) Reflect.deleteProperty(from, name)
  }
  take(Array.prototype, 'toSorted', 'toReversed', 'toSpliced', 'with', 'findLast', 'findLastIndex')
  take(Array, 'fromAsync')
  take(Object, 'groupBy')
  take(Map, 'groupBy')
  take(Promise, 'withResolvers', 'try')
  take(Set.prototype, 'union', 'intersection', 'difference', 'isSubsetOf')
  take(String.prototype, 'isWellFormed', 'toWellFormed')
  take(AbortSignal, 'timeout', 'any')
  take(URL, 'canParse', 'parse')
  take(Uint8Array, 'fromBase64', 'fromHex')
  take(Uint8Array.prototype, 'toBase64', 'toHex')
  take(globalThis, 'structuredClone', 'Iterator', 'CompressionStream', 'scheduler')
}

const FONT = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'))

/** A test machine has no Chinese font, every phone has: without one a picture would show boxes, and a line's length would be wrong. */
async function withChineseFont(context: BrowserContext): Promise<void> {
  await context.route(/\/m\/test-font\//, async route => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    await route.fulfill({ body: readFileSync(join(FONT, 'files', name)), contentType: 'font/woff2' })
  })
  const css = readFileSync(join(FONT, 'wght.css'), 'utf8').replaceAll('./files/', '/m/test-font/')
  await context.addInitScript(text => {
    // A sheet made by script is none of the page's own inline styles, which its CSP forbids.
    const sheet = new CSSStyleSheet({ baseURL: location.href })
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [sheet]
  }, css)
}

/** What stands out of the page's width, or is cut off inside its own box; empty is good. */
export async function clipped(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const found: string[] = []
    if (document.documentElement.scrollWidth > width)
      found.push(`page: ${document.documentElement.scrollWidth}`)
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || element.closest('.skip, svg, [hidden], .unseen') !== null)
        continue
      const words = `${element.tagName}.${element.className} "${element.textContent?.slice(0, 20)}"`
      if (box.right > width + 1 || box.left < -1) found.push(`outside: ${words}`)
      const style = getComputedStyle(element)
      const cuts = style.overflowX === 'hidden' || style.textOverflow === 'ellipsis'
      if (cuts && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${words}`)
    }
    return found
  })
}
