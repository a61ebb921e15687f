// The pictures of an appointment, taken by `npm run screens` (screens.ts): asked for on the phone, answered in the console, expected at the counter.
// Asked for yesterday, for today. Also by itself, `node scripts/screens-appointments.ts`; a picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { addDays, dateOf } from '../core/policy/calendar.ts'
import { moveClockTo } from '../tests/support/catalogue-story.ts'
import { open, signInPage } from '../tests/support/console-world.ts'
import { band, e2eWorld, verdictOf } from '../tests/support/e2e-world.ts'
import { phonesAt } from '../tests/support/phone-world.ts'
import { ensureBuilt } from './build.ts'
import { enterStaff, HOSPITAL, STAFF } from './demo/world.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')
const ITEM = '1.1'

export async function takeAppointmentScreens(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const take = async (page: Page, name: string): Promise<void> => {
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
    process.stderr.write(`${name}\n`)
  }
  const today = dateOf(Date.now() / 1000)
  const toNow = moveClockTo(addDays(today, -1), 10 * 3600)
  const world = await e2eWorld()
  const registry = world.registry()
  await registry.changeSitePolicy(HOSPITAL.id, { appointments: true })
  for (const [key, part] of [
    ['li', 'morning'],
    ['zhou', 'afternoon'],
  ] as const) {
    const asked = { site: HOSPITAL.id, item: '1.2', day: today, part }
    const made = await registry.appointments.request(world.card(key).card, asked)
    if (!made.ok) throw new Error(made.error.code)
    await registry.appointments.decide(null, made.value.id, 'confirm', { actor: STAFF.login, words: null })
  }

  const phones = await phonesAt(() => world.served(), world.messages)
  const { page } = await phones.signedIn('holder', world.card('yang').card)
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId(`benefit-${ITEM}`).click()
  await page.getByTestId('to-appointment').click()
  await page.getByTestId('appointment-site').selectOption(HOSPITAL.id)
  await page.getByTestId('appointment-day').selectOption(today)
  await page.getByTestId('part-afternoon').check({ force: true })
  await take(page, 'phone-appointment-ask')
  await page.getByTestId('ask-appointment').click()
  await page.getByTestId('appointment').waitFor()

  await enterStaff(registry)
  const desk = await phones.browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const office = await desk.newPage()
  await office.goto(`${world.served().url}/console/`)
  await signInPage(office, STAFF.login, STAFF.password)
  await office.getByTestId('sign-out').waitFor()
  await open(office, '/appointments')
  await office.getByTestId('confirm').waitFor()
  await take(office, 'console-appointments')
  await office.getByTestId('confirm').click()
  await office.getByTestId('words').fill('请到三楼 2 号窗口，带好身份证。')
  await take(office, 'console-appointment-confirm')
  await office.getByTestId('decide-submit').click()
  await office.getByTestId('confirm').waitFor({ state: 'detached' })
  await page.reload()
  await page.locator('[data-testid=appointment][data-state=confirmed]').waitFor()
  await take(page, 'phone-appointments')

  toNow()
  await registry.publish()
  const { close, page: counter } = await world.open()
  await counter.getByTestId('expected-line').filter({ hasText: '今日预约 3 人' }).waitFor()
  await take(counter, 'expected-today')
  await counter.keyboard.press('-')
  await counter.getByTestId('expected').first().waitFor()
  await take(counter, 'expected')
  await counter.keyboard.press('Escape')
  await band(counter, 'ready').waitFor()
  await counter.getByTestId('typed-input').fill(world.card('yang').card)
  await counter.getByTestId('typed-input').press('Enter')
  await verdictOf(counter)
  await counter.getByTestId('expected-mark').waitFor()
  await take(counter, 'expected-verdict')
  await close()
  await phones.browser.close()
  await world.end()
}

if (import.meta.main) {
  await ensureBuilt()
  await takeAppointmentScreens()
  process.exit(0)
}
