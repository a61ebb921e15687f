// Full screen in a real browser: its switch, the keys that stay the counter's, and who may leave it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  pressByHand,
  typeByHand,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
let app: AppUnderTest
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open()
})
afterAll(async () => {
  await app.close()
  await world.end()
})

const physical = async (key: string): Promise<string> => {
  const code = await world.registry().physicalCode(world.card(key).card)
  if (!code.ok) throw new Error(code.error.code)
  return code.value
}

test('full screen is entered by its switch, kept over Escape, and left with a supervisor’s PIN', async () => {
  const { page } = app
  const does = page.getByTestId('kiosk-switch')
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null)
  expect(await does.count()).toBe(0)
  await pressByHand(page, 'F9', 'm')
  await page.getByTestId('setting-kiosk-true').click()
  await page.locator('[data-testid=kiosk-switch][data-does=enter]').waitFor()
  await pressByHand(page, 'Escape')
  expect(await axeComplaints(page)).toEqual([])
  await does.click()
  await page.locator('[data-testid=kiosk-switch][data-does=leave]').waitFor()
  expect(await isFull()).toBe(true)
  // The counter's "next holder" is not the browser's "leave full screen".
  await scanByKeyboard(page, await physical('yang'))
  await verdictOf(page)
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
  expect(await isFull()).toBe(true)
  await pressByHand(page, 'F9', 'f')
  await page.locator('#kiosk-number').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await typeByHand(page, CLERK.number)
  await typeByHand(page, CLERK.pin)
  await page.locator('[data-testid=kiosk-switch][data-does=back]').waitFor()
  await expect.poll(isFull).toBe(false)
  await pressByHand(page, 'F9', 'f')
  await page.locator('[data-testid=kiosk-switch][data-does=leave]').waitFor()
  // A browser can always be left by its own means: then the switch says so, and support finds it.
  await page.evaluate(() => document.exitFullscreen())
  await page.locator('[data-testid=kiosk-switch][data-does=enter]').waitFor()
  await pressByHand(page, 'F9', 'm')
  await page.getByTestId('setting-kiosk-false').click()
  await does.waitFor({ state: 'detached' })
  await pressByHand(page, 'Escape')
})
