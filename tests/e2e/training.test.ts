// Training as a clerk has it: in by two keys, marked on every screen, a specimen served, and out again with nothing left.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import { band, type E2eWorld, e2eWorld, pressByHand, verdictOf } from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
let app: AppUnderTest
let page: Page
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open()
  page = app.page
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const marked = () => page.getByTestId('training-band')
const topmostIsMark = () =>
  page.evaluate(() => document.elementFromPoint(innerWidth / 2, 8)?.closest('.training-band') !== null)
const picture = async (name: string) =>
  await page.screenshot({ path: join(process.env['TRAINING_PNG'] ?? world.folder, `${name}.png`) })

test('F9 and T begin it; the screen says what each specimen shows, and is marked in words', async () => {
  await page.keyboard.press('F9')
  await page.getByTestId('sign-out-dialog').waitFor({ state: 'attached' })
  await pressByHand(page, 't')
  await page.getByTestId('training-dialog').getByRole('listitem').nth(6).waitFor()
  await expect.poll(() => marked().textContent()).toContain('演练 TRAINING')
  await picture('training-dialog')
  expect(await axeComplaints(page)).toEqual([])
  await pressByHand(page, 'Enter')
  await page.getByTestId('training-dialog').waitFor({ state: 'detached' })
})

test('a specimen is served like a card, under the mark; a real card is refused in words', async () => {
  const { token } = world.registry().specimenCode(2)
  await scanByKeyboard(page, token)
  expect(await verdictOf(page)).toMatchObject({ outcome: 'check-person', reason: 'P-10' })
  await expect.poll(() => band(page).textContent()).toContain('演练')
  // Nobody is asked in training, so no tile may say that somebody was.
  const asked = page.locator('[data-testid^=live-]')
  await asked.first().waitFor()
  expect([...new Set(await asked.allTextContents())]).toEqual(['演练：不向登记中心核对'])
  await picture('training-verdict')
  expect(await axeComplaints(page)).toEqual([])
  await pressByHand(page, '1', 'Enter')
  await band(page, 'done-band').waitFor()
  await expect.poll(() => band(page, 'done-band').textContent()).toContain('演练')
  await picture('training-done')
  await expect.poll(() => page.getByTestId('recent-list').textContent()).toContain('演*乙')
  const real = await world.registry().physicalCode(world.card('yang').card)
  if (!real.ok) throw new Error(real.error.code)
  await scanByKeyboard(page, real.value)
  await page.getByText('真卡不在这里核验').waitFor()
  await picture('training-real-card')
})

test('records, synchronising and the worklist lie below the mark, never over it', async () => {
  for (const [key, testId] of [
    ['F4', 'records-close'],
    ['F11', 'sync-screen'],
    ['F12', 'worklist'],
  ] as const) {
    await pressByHand(page, key)
    const over = page.getByTestId(testId)
    await over.waitFor()
    await picture(`training-${testId}`)
    if (key === 'F4') await page.getByText('演练，不上传').waitFor()
    const [mark, box] = [await marked().boundingBox(), await over.boundingBox()]
    expect([key, (box?.y ?? 0) >= (mark?.height ?? 999)]).toEqual([key, true])
    expect(await topmostIsMark()).toBe(true)
    await pressByHand(page, 'Escape')
    await over.waitFor({ state: 'detached' })
  }
})

test('F9 and T end it: the mark goes, and with it what was recorded', async () => {
  await page.keyboard.press('F9')
  await page.getByTestId('sign-out-dialog').waitFor({ state: 'attached' })
  await pressByHand(page, 't')
  await marked().waitFor({ state: 'detached' })
  await band(page, 'ready').waitFor()
  expect(await page.getByTestId('recent-list').textContent()).not.toContain('演')
  expect(await world.arrived()).toEqual([])
})
