// The pictures of the holder's phone pages, taken by `npm run screens` (screens.ts): a phone of 390×844 before a real registry,
// and the counter that refuses its codes the second time and after their time. A picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { band, e2eWorld, pressByHand, verdictOf } from '../tests/support/e2e-world.ts'
import { type Phone, phonesAt } from '../tests/support/phone-world.ts'
import { readCodes } from '../tests/support/read-codes.ts'
import { ensureBuilt } from './build.ts'
import { BANK, codeFor } from './demo/world.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')
/** Milliseconds after which no code that was on a phone before is good any more: lifetime and tolerance, and a little. */
const OUT_OF_TIME = 95_000

export async function takePhoneScreens(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const world = await e2eWorld()
  await codeFor(world.registry(), BANK)
  const phones = await phonesAt(() => world.served(), world.messages)
  const take = async (page: Page, name: string): Promise<void> => {
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
    process.stderr.write(`${name}\n`)
  }
  const shown = async ({ page }: Phone): Promise<string> => {
    await page.getByTestId('qr').waitFor()
    return (await readCodes(await page.screenshot()))[0] ?? ''
  }
  const present = async (page: Page, code: string): Promise<void> => {
    await page.getByTestId('typed-input').fill(code)
    await page.getByTestId('typed-input').press('Enter')
  }

  const visitor = await phones.visitor()
  await visitor.page.getByTestId('number').waitFor()
  await take(visitor.page, 'phone-sign-in')
  const yang = await phones.signedIn('holder', world.card('yang').card)
  const li = await phones.signedIn('holder', world.card('pu').card)
  const old = await shown(li)
  const oldSince = Date.now()
  await take(li.page, 'phone-card-b')

  const { page: counter, close } = await world.open()
  const code = await shown(yang)
  await present(counter, code)
  await verdictOf(counter)
  await pressByHand(counter, '1', 'Enter')
  await band(counter, 'done-band').waitFor()
  await pressByHand(counter, 'F8', 'Escape')
  await band(counter, 'ready').waitFor()
  await present(counter, code)
  await verdictOf(counter)
  await take(counter, 'virtual-second-use')
  await pressByHand(counter, 'Escape')
  await band(counter, 'ready').waitFor()

  const { page } = yang
  await page.reload()
  await shown(yang)
  await take(page, 'phone-card')
  await page.getByTestId('qr').click()
  await take(page, 'phone-card-large-code')
  await page.getByTestId('qr').click()
  for (const [tab, ready] of [
    ['benefits', 'benefit-1.2'],
    ['visits', 'visit'],
    ['me', 'phone'],
  ] as const) {
    await page.getByTestId(`tab-${tab}`).click()
    await page.getByTestId(ready).first().waitFor()
    if (tab === 'visits') await page.getByTestId('grade-5').first().click({ force: true })
    await take(page, `phone-${tab}`)
  }
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId('benefit-1.2').click()
  await page.getByTestId('benefit-state').waitFor()
  await take(page, 'phone-benefit')
  await page.getByTestId('to-these-sites').click()
  await page.getByTestId('site').first().waitFor()
  await take(page, 'phone-sites')
  await page
    .getByTestId('tab-me')
    .click()
    .catch(() => page.goto(`${world.served().url}/m/me`))
  await page.getByTestId('type-large').click({ force: true })
  await page.getByTestId('language-en').click({ force: true })
  await page.getByTestId('tab-card').click()
  await page.getByTestId('code').waitFor()
  await take(page, 'phone-card-en-large')
  const { card } = world.card('li')
  await world.registry().change(card, 'suspend', { actor: 'screens', reason: 'picture' })
  const suspended = await phones.signedIn('holder', card)
  await suspended.page.getByTestId('standing').waitFor()
  await take(suspended.page, 'phone-suspended')

  await new Promise(resolve => setTimeout(resolve, Math.max(0, oldSince + OUT_OF_TIME - Date.now())))
  await present(counter, old)
  await verdictOf(counter)
  await take(counter, 'virtual-out-of-time')
  await close()
  await phones.browser.close()
  await world.end()
}

if (import.meta.main) {
  await ensureBuilt()
  await takePhoneScreens()
  process.exit(0)
}
