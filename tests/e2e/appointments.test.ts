// An appointment from the phone over the office to the counter: asked for, confirmed in words, read by the holder, expected at the terminal.
// There without a network, and gone the next day. Nothing is mocked but the clock that a test cannot wait for.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addDays, dateOf } from '../../core/policy/calendar.ts'
import { enterStaff, HOSPITAL, STAFF } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { signInPage, violations } from '../support/console-world.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  pressByHand,
  typeByHand,
  verdictOf,
} from '../support/e2e-world.ts'
import { askForHalfDay, confirmHalfDay } from '../support/phone-acts.ts'
import { type Phone, phonesAt } from '../support/phone-world.ts'

const DAY = 86_400_000
let world: E2eWorld
let phones: Awaited<ReturnType<typeof phonesAt>>
let terminal: AppUnderTest
let phone: Phone
let office: Page
const HALF_DAY = { item: '1.1', site: HOSPITAL.id, day: addDays(dateOf(Date.now() / 1000), 1) }

beforeAll(async () => {
  world = await e2eWorld()
  phones = await phonesAt(() => world.served(), world.messages)
  terminal = await world.open()
  await world.registry().changeSitePolicy(HOSPITAL.id, { appointments: true })
  await enterStaff(world.registry())
  phone = await phones.signedIn('holder', world.card('yang').card, { width: 320 })
  const desk = await phones.browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  office = await desk.newPage()
  await office.goto(`${world.served().url}/console/`)
  await signInPage(office, STAFF.login, STAFF.password)
  await office.getByTestId('sign-out').waitFor()
})
afterAll(async () => {
  vi.useRealTimers()
  await terminal?.close()
  await phones.browser.close()
  await world.end()
  expect(phones.faults).toEqual([])
})

test('the holder asks on the phone for a half day, at the site that takes appointments', async () => {
  await askForHalfDay(phone.page, HALF_DAY)
})

test('the office confirms it in the console, and the holder reads its words', async () => {
  await confirmHalfDay(office, phone.page, HALF_DAY)
})

test('the terminal has it with its next sync: masked, a day ahead, under one key', async () => {
  const { page } = terminal
  await page.keyboard.press('F8')
  await page.getByTestId('expected-line').filter({ hasText: '其后七天 1 人' }).waitFor({ timeout: 20_000 })
  await page.keyboard.press('-')
  const entry = page.getByTestId('expected')
  await entry.waitFor()
  await expect.poll(() => entry.getAttribute('data-card')).toBe(world.card('yang').card)
  await expect.poll(() => entry.textContent()).toContain('杨*芳')
  expect(await page.getByTestId('expected-dialog').textContent()).not.toContain('杨明芳')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await entry.waitFor({ state: 'detached' })
})

/** By hand: what a scanner types carries the time, which is moved here. */
async function presentYang(page: Page): Promise<void> {
  await page.getByTestId('typed-input').fill(world.card('yang').card)
  await page.getByTestId('typed-input').press('Enter')
  await verdictOf(page)
}
/** The night has locked the window. */
async function unlock(page: Page): Promise<void> {
  await page.getByTestId('locked').waitFor()
  await typeByHand(page, CLERK.pin)
  await band(page, 'ready').waitFor()
}
async function leave(page: Page): Promise<void> {
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
}

test('on the day, without a network, the ready screen counts it and the verdict says so; the day after it is gone', async () => {
  const { page } = terminal
  await presentYang(page)
  expect(await page.getByTestId('expected-mark').count()).toBe(0)
  await leave(page)

  await world.cutOff()
  const began = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: began + DAY })
  await unlock(page)
  await presentYang(page)
  await page.getByTestId('expected-mark').filter({ hasText: '今日已预约 下午' }).waitFor()
  expect(await violations(page)).toEqual([])
  await leave(page)
  await page.getByTestId('expected-line').filter({ hasText: '今日预约 1 人' }).waitFor()
  expect(await violations(page)).toEqual([])

  vi.setSystemTime(began + 2 * DAY)
  await unlock(page)
  await presentYang(page)
  await page.getByTestId('expected-line').waitFor({ state: 'detached' })
  expect(await page.getByTestId('expected-mark').count()).toBe(0)
  await leave(page)
  expect(await page.getByTestId('expected-line').count()).toBe(0)
  vi.useRealTimers()
  await world.comeBack()
})
