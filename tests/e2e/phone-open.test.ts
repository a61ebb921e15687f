// Phone pages that stay open: the screen stays awake over the card, a newer build takes over without taking anything away,
// and a page that cannot be had is said to be missing. In a real browser, with the real service worker.
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
import { nextPhoneBuild } from '../support/next-build.ts'
import { type Phone, phonesAt } from '../support/phone-world.ts'

const MOBILE = '13908784001'
const folder = mkdtempSync(join(tmpdir(), 'huicai-open-'))
const messages: CodeMessage[] = []
let next: string
let registry: Registry
let serving: Serving
let phones: Awaited<ReturnType<typeof phonesAt>>
let cards: Awaited<ReturnType<typeof enterSampleHolders>>
/** Each test has a holder of its own: a number is not sent two codes within a minute. */
const card = (of: string): string => cards.get(of)?.card ?? ''

beforeAll(async () => {
  next = nextPhoneBuild()
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
  for (const made of [folder, next]) rmSync(made, { recursive: true, force: true })
  expect(phones.faults).toEqual([])
})

/** The same address, another build; the registry itself goes on. */
async function serveBuild(root?: string): Promise<void> {
  const port = Number(new URL(serving.url).port)
  await serving.close()
  serving = await serveRegistry(registry, { port, ...(root !== undefined && { phoneRoot: root }) })
}
const build = (page: Page) => page.locator('html').getAttribute('data-build')
const shells = (page: Page) => page.evaluate(async () => (await caches.keys()).length)
const hoursAhead = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('ahead').getAttribute('data-hours', { timeout: 5000 }))
async function shellKept({ page }: Phone): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => shells(page), { timeout: 10_000 }).toBe(1)
}
/** The browser has found the newer build by itself, and has it whole. */
async function newerWaits(page: Page): Promise<void> {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null), {
      timeout: 20_000,
    })
    .toBe(true)
  expect(await shells(page)).toBe(2)
}

/** In the page: every lock that the browser has given. */
type Watched = { readonly locks: readonly WakeLockSentinel[] }

test('the screen is kept awake while the card is seen, again when the page comes back, and not on other pages', async () => {
  const phone = await phones.visitor()
  const { page, context } = phone
  // The browser's own lock, looked at from outside; what is seen is told by hand, for a browser without a window is always seen.
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

test('a newer build takes over when the pages are opened, and takes neither codes nor what was typed', async () => {
  const holder = await phones.signedIn('holder', card('li'), { serviceWorkers: 'allow' })
  const applicant = await phones.signedIn('applicant', MOBILE, { serviceWorkers: 'allow' })
  await expect.poll(() => hoursAhead(holder.page), { timeout: 20_000 }).toBeGreaterThan(23.8)
  await applicant.page.getByTestId('clause-A2').click()
  await applicant.page.getByTestId('begin-A').click()
  await applicant.page.getByTestId('name').fill('杨明芳')
  for (const phone of [holder, applicant]) await shellKept(phone)

  await serveBuild(next)
  for (const { page } of [holder, applicant]) await newerWaits(page)
  // Nothing happens under anybody's hands.
  await applicant.page.getByTestId('statement').fill('写到一半的业绩')
  await applicant.page.getByTestId('saved').getByText('已保存').waitFor()
  for (const { page } of [holder, applicant]) expect(await build(page)).toBe(null)
  expect(await applicant.page.getByTestId('name').inputValue()).toBe('杨明芳')

  // Opened again, without leaving the field first.
  await applicant.page.getByTestId('statement').fill('写到一半的业绩，再加一句')
  await applicant.page.getByTestId('saved').getByText('已保存').waitFor()
  await expect
    .poll(async () => (await registry.applications.applicant.mine(MOBILE))[0]?.facts?.statement)
    .toBe('写到一半的业绩，再加一句')
  for (const { page } of [holder, applicant]) {
    await page.reload()
    await page.locator('html[data-build=next]').waitFor()
    await expect.poll(() => shells(page)).toBe(1)
  }
  await applicant.page.getByTestId('name').waitFor()
  expect(await applicant.page.getByTestId('name').inputValue()).toBe('杨明芳')
  expect(await applicant.page.getByTestId('statement').inputValue()).toBe('写到一半的业绩，再加一句')
  await holder.context.setOffline(true)
  await holder.page.reload()
  await holder.page.locator('html[data-build=next]').waitFor()
  await expect.poll(() => hoursAhead(holder.page)).toBeGreaterThan(23.8)
  await holder.context.close()
  await applicant.context.close()
  await serveBuild()
})

test('a page of the build before that stays open elsewhere begins again at the page that it has no more, with all that was typed', async () => {
  const { page: first, context } = await phones.signedIn('applicant', '13908784002', {
    serviceWorkers: 'allow',
  })
  await first.getByTestId('clause-B4').click()
  await first.getByTestId('begin-B').click()
  await first.getByTestId('name').waitFor()
  await shellKept({ page: first, context })
  await serveBuild(next)
  await newerWaits(first)
  const second = await context.newPage()
  await second.goto(`${serving.url}/m/`)
  await second.locator('html[data-build=next]').waitFor()
  await first.getByTestId('name').fill('罗国强')
  expect(await build(first)).toBe(null)
  await first.getByTestId('tab-me').click()
  await first.locator('html[data-build=next]').waitFor()
  await first.getByTestId('sign-out').waitFor()
  await first.getByTestId('tab-apply').click()
  await first.getByTestId('name').waitFor()
  expect(await first.getByTestId('name').inputValue()).toBe('罗国强')
  await context.close()
  await serveBuild()
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
  await page.getByTestId('no-code').getByRole('button').click()
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
