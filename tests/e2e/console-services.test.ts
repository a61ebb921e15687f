// Services as a unit's staff see them, in a real browser: their own items, masked, filtered, one closer, and a table to take along.
// The records come in over the wire, as a terminal sends them.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { idNumber } from '../../registry/seed.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'
import { pushRecords } from '../support/pushed-records.ts'

let world: ConsoleWorld
let page: Page
const CARD = makeCardNumber('5323', 911)
beforeAll(async () => {
  world = await consoleWorld()
  const { registry } = world
  await registry.enterHolders(
    [
      {
        ...{
          card: CARD,
          tier: 'A',
          name: '禤雨荞',
          pinyin: 'xuan yu qiao',
          idNumber: idNumber('532301', 911),
        },
        ...{ provincial: null, expiresAt: registry.now() + 86_400 * 900, status: 'active' },
      },
    ],
    'test',
    'x',
  )
  const at = registry.now() - 3600
  await pushRecords(registry, [
    { card: CARD, item: '1.1', at, comment: '很满意', rating: 5 },
    { card: CARD, item: '1.2', at: at + 60 },
    { card: CARD, item: '7.1', at: at + 120 },
    { card: null, item: null, tier: null, kind: 'refusal', outcome: 'no', reason: 'N-20', at: at + 180 },
  ])
  const unit = registry.catalogue.items.find(item => item.id === '1.1')?.units[0]?.zh
  page = await world.as('unit', unit)
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const rows = () => page.locator('[data-testid=services-table] tbody tr')

test('a unit sees its own items, masked; a filter narrows them', async () => {
  await open(page, '/services')
  await rows().nth(1).waitFor()
  await expect.poll(() => rows().count()).toBe(2)
  expect(await page.content()).not.toContain('禤雨荞')
  expect(await page.content()).not.toContain(CARD)
  await expect.poll(() => page.getByTestId('services-table').textContent()).toContain('禤*荞')
  expect(await page.getByTestId('services-item').locator('option').allTextContents()).not.toContain('7.1')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('services-item').selectOption('1.2')
  await expect.poll(() => rows().count()).toBe(1)
  await page.getByTestId('services-item').selectOption('')
  await expect.poll(() => rows().count()).toBe(2)
  // Digits of a card that is not whole yet ask for nothing.
  await page.getByTestId('services-card').fill(CARD.slice(0, 6))
  await expect.poll(() => rows().count()).toBe(2)
  expect(page.url()).not.toContain(CARD.slice(0, 6))
})

test('a closer look shows what the holder said, by keyboard, and stands on the trail', async () => {
  await rows().nth(1).getByRole('button').focus()
  await page.keyboard.press('Enter')
  const look = page.getByTestId('service-look')
  await look.getByText('很满意').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await look.waitFor({ state: 'detached' })
  const trail = await world.registry.staff.audit({
    ...{ login: null, subject: null, act: 'services.look', before: null, limit: 5 },
  })
  expect(trail).toMatchObject([{ role: 'unit', outcome: 'asked' }])
})

test('the table is taken along as a spreadsheet for a reason', async () => {
  await page.getByTestId('services-export').click()
  await page.getByTestId('why').fill('月度核对')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('services-export-dialog-submit').click(),
  ])
  const sheet = await readSheet(readFileSync(await file.path()))
  expect(sheet.slice(1).map(row => row[3])).toEqual(['1.2', '1.1'])
})
