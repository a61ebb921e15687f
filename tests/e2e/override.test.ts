// A service on a supervisor's word, in a real browser, by keys alone: at a clerk's window with the supervisor's PIN.
// What the clerk sees, and what arrives at the registry.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOSPITAL } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import {
  band,
  type E2eWorld,
  e2eWorld,
  pressByHand,
  CLERK as SUPERVISOR,
  update,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

const SCENIC = {
  ...HOSPITAL,
  id: 'scenic',
  nameZh: '彝人古镇',
  nameEn: 'Old town',
  kind: 'scenic-area',
} as const

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

const picture = async (name: string) => {
  const folder = process.env.OVERRIDE_SHOTS
  if (folder !== undefined) await app.page.screenshot({ path: join(folder, `${name}.png`) })
}

/** A field of the dialog, reached by Tab alone and filled at a clerk's pace. */
async function fillByKeys(field: string, text: string) {
  const { page } = app
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
  for (let i = 0; i < 8 && (await focused()) !== `override-${field}`; i++) await page.keyboard.press('Tab')
  expect(await focused()).toBe(`override-${field}`)
  await page.keyboard.type(text, { delay: 110 })
}

test('a card that cannot be judged is served on the supervisor’s PIN at a clerk’s window, and says so ever after', async () => {
  const { page } = app
  const registry = world.registry()
  const clerk = { number: '7003', name: '张窗口', pin: '415926' }
  await registry.addClerk({
    siteId: 'people-hospital',
    number: clerk.number,
    name: clerk.name,
    role: 'clerk',
    firstPin: '628318',
  })
  await update(page)
  await pressByHand(page, 'F9', 'h')
  await page.getByTestId('signin-number').waitFor()
  await page.getByTestId('signin-number').fill(clerk.number)
  await page.getByTestId('signin-pin').fill('628318')
  await page.getByTestId('signin-submit').click()
  await page.getByTestId('pin-old').fill('628318')
  await page.getByTestId('pin-next').fill(clerk.pin)
  await page.getByTestId('pin-again').fill(clerk.pin)
  await page.getByTestId('pin-submit').click()
  await band(page, 'ready').waitFor()

  await scanByKeyboard(page, await physicalCode(world, 'revoked'))
  await verdictOf(page)
  expect(await page.getByTestId('override-button').count()).toBe(0)
  await pressByHand(page, 'v')
  expect(await page.getByTestId('override-dialog').count()).toBe(0)
  await pressByHand(page, 'Escape')

  await scanByKeyboard(page, await physicalCode(world, 'yang', 9))
  expect(await verdictOf(page)).toEqual({ outcome: 'cannot-judge', reason: 'U-34' })
  await expect.poll(() => page.getByTestId('advice-override').textContent()).toContain('组长')
  await picture('advice')
  await pressByHand(page, 'v')
  await page.getByTestId('override-1.1').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await picture('item')
  await pressByHand(page, '1')
  await page.getByTestId('override-papers-seen').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await picture('reason')
  await pressByHand(page, '2')
  await page.getByTestId('override-person').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await pressByHand(page, 'Enter')
  await expect.poll(() => page.getByTestId('override-problem').textContent()).toContain('核对本人')
  await pressByHand(page, ' ')
  await fillByKeys('text', '认定文件原件')
  await fillByKeys('number', SUPERVISOR.number)
  await fillByKeys('pin', '999999')
  await pressByHand(page, 'Enter')
  await expect.poll(() => page.getByTestId('override-problem').textContent()).toContain('不对')
  await expect.poll(() => page.getByTestId('override-pin').inputValue()).toBe('')
  await picture('word')
  await fillByKeys('pin', SUPERVISOR.pin)
  await pressByHand(page, 'Enter')
  await band(page, 'done-band').waitFor()
  await pressByHand(page, 'F8')
  await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(1)
  expect((await world.arrived())[0]).toMatchObject({
    kind: 'service',
    outcome: 'cannot-judge',
    reason: 'U-34',
    card: world.card('yang').card,
    item: '1.1',
    clerk: clerk.number,
    personChecked: true,
    override: { by: SUPERVISOR.number, reason: 'papers-seen', text: '认定文件原件' },
  })
  await pressByHand(page, 'F4')
  const list = page.getByTestId('records-table')
  await list.getByText('组长放行').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await picture('list')
  await list.locator('button').first().click()
  await page.getByText(`${SUPERVISOR.number} · 已看到认定文件或名册 · 认定文件原件`).waitFor()
})

test('companions are counted by the counter’s keys; list, detail, files and report tell of the word, the receipt does not', async () => {
  const scenic = await world.open(SCENIC)
  const { page } = scenic
  const before = (await world.arrived()).length
  // The registry of this test and the scanner's cable share a thread: a holder comes when the first update is through.
  await update(page)
  await scanByKeyboard(page, await physicalCode(world, 'li', 9))
  expect(await verdictOf(page)).toEqual({ outcome: 'cannot-judge', reason: 'U-34' })
  // One service only: nothing to choose but the ground. The supervisor is at work himself.
  await pressByHand(page, 'v')
  await page.getByTestId('override-urgent').waitFor()
  await pressByHand(page, '4')
  await page.getByTestId('override-person').waitFor()
  await pressByHand(page, ' ', '+', '+', '+')
  const tickets = page.getByTestId('override-dialog').getByTestId('ticket-count')
  await expect.poll(() => tickets.textContent()).toBe('3')
  await pressByHand(page, 'b')
  await page.getByTestId('companions-sum').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await pressByHand(page, '-', '-', '2', 'Enter')
  await page.getByTestId('companions-sum').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('companions').textContent()).toBe('本人 1 · 子女 1 · 共 2 张')
  await pressByHand(page, 'Enter')
  await band(page, 'done-band').waitFor()
  await pressByHand(page, 'F8')
  await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(before + 1)
  expect((await world.arrived()).at(-1)).toMatchObject({
    item: '11.1',
    relation: 'self',
    quantity: 2,
    companions: [{ relation: 'child', count: 1 }],
    override: { by: SUPERVISOR.number, reason: 'urgent', text: '' },
  })

  await pressByHand(page, 'F4')
  await page.getByTestId('record-1').click()
  await page.getByText(`${SUPERVISOR.number} · 急事，等不到更新`).waitFor()
  await page.getByTestId('record-print').click()
  const receipt = page.getByTestId('receipt').first()
  await receipt.waitFor()
  await expect.poll(() => receipt.textContent()).toContain('门票')
  expect(await receipt.textContent()).not.toMatch(/放行|急事|U-34|无法判定/)
  await pressByHand(page, 'Escape', 'Escape')
  for (const format of ['xlsx', 'csv'] as const) {
    const got = page.waitForEvent('download')
    await page.getByTestId(`records-${format}`).click()
    const bytes = readFileSync(await (await got).path())
    const text =
      format === 'csv' ? bytes.toString('utf8') : JSON.stringify((await readSheets(bytes)).map(s => s.data))
    expect(text).toContain('放行人工号')
    expect(text).toContain('急事，等不到更新')
  }
  await page.getByTestId('tab-report').click()
  await page.getByTestId('report').getByText('组长放行').first().waitFor()
  await scenic.close()
})
