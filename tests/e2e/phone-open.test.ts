// Phone pages that stay open: the screen stays awake over the card, codes run down without a network,
// and a page that cannot be had is said to be missing. In a real browser.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CodeMessage } from '../../registry/phone-access/sender.ts'
import { openRegistry, type Registry } from '../../registry/registry.ts'
import { type Serving, serveRegistry } from '../../registry/server.ts'
import { enterSampleHolders } from '../../scripts/demo/holders.ts'
import { violations } from '../support/console-world.ts'
import { type Phone, phonesAt } from '../support/phone-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'huicai-open-'))
const messages: CodeMessage[] = []
let registry: Registry
let serving: Serving
let phones: Awaited<ReturnType<typeof phonesAt>>
let cards: Awaited<ReturnType<typeof enterSampleHolders>>
/** Each test has a holder of its own: a number is not sent two codes within a minute. */
const card = (of: string): string => cards.get(of)?.card ?? ''

beforeAll(async () => {
  registry = await openRegistry({
    dataDir: folder,
    // A demo: each card says that it is a specimen.
    demo: true,
    codeSender: { send: async message => void messages.push(message) },
  })
  serving = await serveRegistry(registry)
  cards = await enterSampleHolders(registry, 0)
  phones = await phonesAt(() => serving, messages)
})
afterAll(async () => {
  await phones.browser.close()
  await serving.close()
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
  expect(phones.faults).toEqual([])
})

const shells = (page: Page) => page.evaluate(async () => (await caches.keys()).length)
const hoursAhead = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('ahead').getAttribute('data-hours', { timeout: 5000 }))
async function shellKept({ page }: Phone): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => shells(page), { timeout: 10_000 }).toBe(1)
}
/** In the page: every lock that the browser has given. */
type Watched = { readonly locks: readonly WakeLockSentinel[] }

test('the screen is kept awake while the card is seen, again when the page comes back, and not on other pages', async () => {
  const phone = await phones.visitor()
  const { page, context } = phone
  // The browser's own lock, looked at from outside; what is seen is told by hand, for a browser without a window is always seen.
  await context.grantPermissions(['screen-wake-lock'])
  await context.addInitScript(() => {
    const locks: WakeLockSentinel[] = []
    Object.assign(window, { locks } satisfies Watched)
    const own = navigator.wakeLock.request.bind(navigator.wakeLock)
    navigator.wakeLock.request = async type => {
      const lock = await own(type)
      locks.push(lock)
      return lock
    }
  })
  await phones.signIn(phone, 'holder', card('yang'))
  await page.reload()
  const held = () =>
    page.evaluate(() => (window as unknown as Watched).locks.filter(lock => !lock.released).length)
  const asked = () => page.evaluate(() => (window as unknown as Watched).locks.length)
  await expect.poll(held).toBe(1)
  await page.getByTestId('specimen').waitFor()
  const before = await asked()
  await page.evaluate(async () => {
    for (const lock of (window as unknown as Watched).locks) await lock.release()
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(held).toBe(1)
  expect(await asked()).toBe(before + 1)
  await page.getByTestId('tab-me').click()
  await expect.poll(held).toBe(0)
  await page.getByTestId('tab-card').click()
  await expect.poll(held).toBe(1)
  await context.close()
})

test.each([
  ['does not know how', 'pu', () => Reflect.deleteProperty(Navigator.prototype, 'wakeLock')],
  [
    'is short of power',
    'zhou',
    () => {
      navigator.wakeLock.request = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    },
  ],
])('a phone that %s shows the card all the same', async (_, of, less) => {
  const phone = await phones.visitor()
  await phone.context.addInitScript(less)
  await phones.signIn(phone, 'holder', card(of))
  await phone.page.reload()
  await phone.page.getByTestId('qr').waitFor()
  await phone.context.close()
})

test('codes fetched ahead run down over a day without a network, then it says to connect; with one they are there again', async () => {
  const phone = await phones.visitor()
  const { page, context } = phone
  // Both of the phone's clocks go on together, as they do when nobody touches them.
  await page.clock.install()
  await page.reload()
  await phones.signIn(phone, 'holder', card('reissued'))
  await expect.poll(() => hoursAhead(page), { timeout: 20_000 }).toBeGreaterThan(23.8)
  await context.setOffline(true)
  await page.clock.fastForward('12:00:00')
  await expect.poll(() => hoursAhead(page)).toBeLessThan(12.1)
  await page.getByTestId('qr').waitFor()
  await page.clock.fastForward('12:10:00')
  await page.locator('[data-testid=no-code][data-why=connect]').waitFor()
  expect(await violations(page)).toEqual([])
  await context.setOffline(false)
  // By itself: it asks every few seconds.
  await page.getByTestId('qr').waitFor()
  await context.close()
})

test('the pages can be put on the home screen', async () => {
  const { page, context } = await phones.visitor({ serviceWorkers: 'allow' })
  await page.getByTestId('number').waitFor()
  await shellKept({ page, context })
  const browser = await context.newCDPSession(page)
  const { errors, url } = await browser.send('Page.getAppManifest')
  expect([errors, url]).toEqual([[], `${serving.url}/m/manifest.webmanifest`])
  expect((await browser.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
  await context.close()
})

test('without a kept shell and without a network a page that was never opened is said to be missing, and the card stays', async () => {
  const { page, context } = await phones.signedIn('holder', card('provincial'))
  await page.getByTestId('qr').waitFor()
  await context.setOffline(true)
  await page.getByTestId('tab-visits').click()
  await page.getByTestId('missing-page').waitFor()
  await page.getByTestId('missing-page').getByRole('button').click()
  await page.getByTestId('tab-card').click()
  await page.getByTestId('qr').waitFor()
  await page.getByTestId('tab-visits').click()
  await page.getByTestId('missing-page').waitFor()
  await context.setOffline(false)
  await page.getByTestId('missing-page').getByRole('button').click()
  await page.getByTestId('missing-page').waitFor({ state: 'detached' })
  await page.locator('main h1').waitFor()
  await context.close()
})
