// A record that the registry cannot read, from the status line to settled, by keys alone: nothing is lost on the way.
// The record is put into the real journal as a later program would have written it; everything else is as a clerk has it.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { type E2eWorld, e2eWorld, pressByHand } from '../support/e2e-world.ts'
import { recordOfALaterProgram } from '../support/later-record.ts'

let world: E2eWorld
let app: AppUnderTest
let page: Page
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open()
  page = app.page
  page.setDefaultTimeout(10_000)
  await recordOfALaterProgram(join(world.folder, 'terminal-1'))
})
afterAll(async () => {
  await app?.close()
  await world?.end()
})

const row = () => page.locator('.worklist-row')
const state = async () => await row().getAttribute('data-state')

test('the status line leads to what was rejected, with the reason in words and the registry holding its text', async () => {
  await pressByHand(page, 'F8')
  await page.getByTestId('rejected-button').waitFor()
  await expect.poll(() => page.getByTestId('rejected-button').textContent()).toContain('1')
  await pressByHand(page, 'F12')
  await page.getByTestId('worklist').waitFor()
  await row().waitFor()
  await expect.poll(() => row().textContent()).toContain('登记中心无法识别这条记录')
  expect(await state()).toBe('open')
  const [held] = await world.registry().heldRecords()
  expect(held).toMatchObject({ reason: 'bad-body', released_at: null })
})

test('it is sent again by one key, and comes back with who sent it', async () => {
  await pressByHand(page, '1')
  await page.locator('.worklist-row[data-state=sent-again]').waitFor()
  await expect.poll(() => row().textContent()).toContain('0312')
})

test('it is handed to support with lines that name no holder', async () => {
  await pressByHand(page, '2')
  const lines = page.getByTestId('worklist-support')
  await lines.locator('pre').waitFor()
  const text = (await lines.locator('pre').textContent()) ?? ''
  expect(text).toMatch(/rejected bad-body/)
  expect(text).not.toMatch(/\d{12}/)
  await pressByHand(page, 'Escape')
  expect(await state()).toBe('handed-over')
})

test('a supervisor settles it with a reason; the count goes, the record stays', async () => {
  await pressByHand(page, '3')
  await page.getByTestId('worklist-reason').waitFor()
  await page.waitForTimeout(300)
  await page.keyboard.type('已核对', { delay: 110 })
  await page.keyboard.press('Enter')
  await page.waitForTimeout(200)
  await expect.poll(() => page.getByTestId('worklist-reason').isVisible()).toBe(true)
  await page.keyboard.type('无误', { delay: 110 })
  await page.keyboard.press('Enter')
  await page.locator('.worklist-row[data-state=settled]').waitFor()
  await expect.poll(() => row().textContent()).toContain('已核对无误')
  await page.screenshot({ path: process.env['WORKLIST_PNG'] ?? join(world.folder, 'worklist.png') })
  await pressByHand(page, 'Escape')
  await page.getByTestId('worklist').waitFor({ state: 'detached' })
  await page.getByTestId('rejected-button').waitFor({ state: 'detached' })
  expect(await world.registry().heldRecords()).toHaveLength(1)
})
