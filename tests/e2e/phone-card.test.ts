// The card on the phone before a real terminal: the rotating code is scanned, served, refused the second time and after its time.
// The same from a phone without a network, with codes fetched ahead. Nothing is mocked but the clocks that a test cannot wait for.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld, pressByHand, verdictOf } from '../support/e2e-world.ts'
import { rateNewestVisit, seeBenefits, seeSuspension } from '../support/phone-acts.ts'
import { type Phone, phonesAt } from '../support/phone-world.ts'
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
  await rateNewestVisit(online.page, world.registry())
  await seeBenefits(online.page)
})

test('a suspended holder has no code from the moment the phone hears of it, and is told what to do, not why', async () => {
  await seeSuspension(offline.page, world.registry(), world.card('li').card)
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
