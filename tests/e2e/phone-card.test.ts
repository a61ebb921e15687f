// The card on the phone before a real terminal: the rotating code is scanned, served, refused the second time and after its time.
// The same from a phone without a network, with codes fetched ahead. Nothing is mocked but the clocks that a test cannot wait for.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { violations } from '../support/console-world.ts'
import { band, type E2eWorld, e2eWorld, pressByHand, verdictOf } from '../support/e2e-world.ts'
import { clipped, type Phone, phonesAt } from '../support/phone-world.ts'
import { readCodes } from '../support/read-codes.ts'

let world: E2eWorld
let phones: Awaited<ReturnType<typeof phonesAt>>
let terminal: AppUnderTest
let online: Phone
let offline: Phone
beforeAll(async () => {
  world = await e2eWorld()
  phones = await phonesAt(() => world.served(), world.messages)
  online = await phones.signedIn('holder', world.card('yang').card)
  offline = await phones.signedIn('holder', world.card('li').card, { serviceWorkers: 'allow' })
})
afterAll(async () => {
  vi.useRealTimers()
  await terminal?.close()
  await phones.browser.close()
  await world.end()
  expect(phones.faults).toEqual([])
})

const codeOn = async ({ page }: Phone): Promise<string> => {
  await page.getByTestId('qr').waitFor()
  return (await readCodes(await page.screenshot()))[0] ?? ''
}
/** Pasted at the counter: a scanner's strokes carry the time, which is moved here. */
async function present(page: Page, code: string): Promise<void> {
  await page.getByTestId('typed-input').fill(code)
  await page.getByTestId('typed-input').press('Enter')
}
const hoursAhead = async ({ page }: Phone): Promise<number> =>
  Number(await page.getByTestId('ahead').getAttribute('data-hours'))

test('a day of codes comes ahead; cut off from every network, the page opens and shows the card', async () => {
  for (const phone of [online, offline])
    await expect.poll(() => hoursAhead(phone), { timeout: 20_000 }).toBeGreaterThan(23.8)
  await offline.page.evaluate(() => navigator.serviceWorker.ready)
  await expect
    .poll(() => offline.page.evaluate(async () => (await caches.keys()).length), { timeout: 10_000 })
    .toBe(1)
  await offline.context.setOffline(true)
  await offline.page.reload()
  await offline.page.getByTestId('code').waitFor()
  expect(await hoursAhead(offline)).toBeGreaterThan(23.8)
  const kept = await offline.page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0] ?? '')
    return (await cache.keys()).map(request => new URL(request.url).pathname)
  })
  expect(kept).toContain('/m/')
  expect(kept.filter(path => path.includes('/api/'))).toEqual([])
})

test('the code on the phone is read by a terminal’s camera and good, online and offline; each is served and recorded', async () => {
  const [first, second] = [await online.page.screenshot(), await offline.page.screenshot()]
  terminal = await world.open(undefined, [
    { png: first, frames: 70 },
    { content: null, frames: 20 },
    { png: second, frames: 70 },
    { content: null, frames: 400 },
  ])
  const { page } = terminal
  for (const holder of ['杨*芳', '李*']) {
    expect(await verdictOf(page)).toEqual({ outcome: 'good', reason: 'P-01' })
    await page.getByTestId('holder-name').filter({ hasText: holder }).waitFor()
    await pressByHand(page, '1', 'Enter')
    await band(page, 'done-band').waitFor()
  }
  await page.keyboard.press('F8')
  await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(2)
  expect((await world.arrived()).map(r => [r.card, r.presentation])).toEqual([
    [world.card('yang').card, 'virtual'],
    [world.card('li').card, 'virtual'],
  ])
})

test('a code is refused on its second use, and another after its time', async () => {
  const code = await codeOn(online)
  const { page } = terminal
  await present(page, code)
  // Still the code that the camera saw, or the next one: which is then used here.
  if ((await verdictOf(page)).outcome === 'good') {
    await pressByHand(page, '1', 'Enter')
    await band(page, 'done-band').waitFor()
    await pressByHand(page, 'Escape')
    await band(page, 'ready').waitFor()
    await present(page, code)
  }
  expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-16' })
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()

  const unused = await codeOn(offline)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 95_000 })
  await present(page, unused)
  expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-15' })
  vi.useRealTimers()
  await pressByHand(page, 'Escape')
})

test('the code changes with its slot and never comes back; a clock that was set is not believed', async () => {
  const { page } = offline
  const before = Number(await page.getByTestId('qr').getAttribute('data-slot'))
  await page.evaluate(() => {
    const real = Date.now
    Date.now = () => real() + 3_600_000
  })
  await page.getByTestId('no-code').waitFor()
  await expect.poll(() => page.getByTestId('no-code').getAttribute('data-why')).toBe('clock')
  await offline.context.setOffline(false)
  await page.getByTestId('code').waitFor()
  expect(Number(await page.getByTestId('qr').getAttribute('data-slot'))).toBeGreaterThanOrEqual(before)
})

test('what was recorded is in the holder’s history, is rated there once, and the check-up says whether it is used', async () => {
  const { page } = online
  await page.getByTestId('tab-visits').click()
  const visit = page.getByTestId('visit').first()
  await visit.getByTestId('grade-2').check({ force: true })
  expect(await violations(page)).toEqual([])
  await visit.getByTestId('comment').fill('排队有点久')
  await visit.getByTestId('send-rating').click()
  await visit.getByTestId('rated').waitFor()
  await expect.poll(() => visit.getByTestId('rated').getAttribute('data-rating')).toBe('2')
  await visit.getByText('排队有点久').waitFor()
  expect(await visit.getByTestId('send-rating').count()).toBe(0)
  const [said] = await world.registry().comments(0, 0xffff_ffff, 10)
  expect(said).toMatchObject({ rating: 2, comment: '排队有点久' })

  await page.getByTestId('tab-benefits').click()
  await page.getByTestId('benefit-1.1').click()
  await page.getByTestId('use').first().waitFor()
  await expect.poll(() => page.getByTestId('use').first().getAttribute('data-whom')).toBe('self')
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId('benefit-1.2').click()
  await expect.poll(() => page.getByTestId('benefit-state').getAttribute('data-state')).toBe('available')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('to-these-sites').click()
  await page.getByTestId('site').first().waitFor()
  await page.getByTestId('pick-kind').selectOption('hospital-checkup')
  await expect.poll(() => page.getByTestId('site').count()).toBe(2)
  expect(await violations(page)).toEqual([])
})

test('a suspended holder has no code from the moment the phone hears of it, and is told what to do, not why', async () => {
  const { card } = world.card('li')
  const changed = await world.registry().change(card, 'suspend', { actor: 'test', reason: 'under review' })
  expect(changed.ok).toBe(true)
  await offline.page.reload()
  await offline.page.getByTestId('standing').waitFor()
  expect(await offline.page.getByTestId('qr').count()).toBe(0)
  const text = (await offline.page.textContent('main')) ?? ''
  expect(text).toContain('人才办')
  expect(text).not.toContain('under review')
  const left = await offline.page.evaluate(async () => {
    const open = indexedDB.open('xhc-phone')
    await new Promise(resolve => {
      open.onsuccess = resolve
    })
    const count = open.result.transaction('codes').objectStore('codes').count()
    await new Promise(resolve => {
      count.onsuccess = resolve
    })
    return count.result
  })
  expect(left).toBe(0)
})

test.each([
  ['zh', false],
  ['zh', true],
  ['en', false],
  ['en', true],
] as const)(
  'the card, %s, large type %s: nothing for axe to say, nothing clipped from 320 to 430 px',
  async (language, large) => {
    const { page } = online
    await page.getByTestId('tab-me').click()
    // The first English words are loaded when they are first asked for.
    await page.getByTestId(`language-${language}`).click({ force: true })
    await page.locator(`html[lang=${language === 'zh' ? 'zh-CN' : 'en'}]`).waitFor()
    await page.getByTestId(`type-${large ? 'large' : 'normal'}`).check({ force: true })
    await page.getByTestId('tab-card').click()
    await page.getByTestId('code').waitFor()
    expect(await violations(page)).toEqual([])
    for (const width of [320, 430]) {
      await page.setViewportSize({ width, height: 844 })
      for (const tab of ['card', 'benefits', 'visits', 'me']) {
        await page.getByTestId(`tab-${tab}`).click()
        await page.locator('main h1').waitFor({ state: 'attached' })
        expect(await clipped(page), `${tab} at ${width}`).toEqual([])
      }
    }
  },
)
