// Two entries of one person in a real browser: found, compared side by side, merged by keyboard, and taken apart again.
// Nothing here shows a full name or number: comparing is done on masked rows.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { idNumber } from '../../registry/seed.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'

let world: ConsoleWorld
let page: Page
const CARDS = [makeCardNumber('5323', 901), makeCardNumber('5323', 902)] as const
const ID = idNumber('532301', 901)
beforeAll(async () => {
  world = await consoleWorld()
  const person = {
    tier: 'B',
    name: '禤雨荞',
    pinyin: 'xuan yu qiao',
    idNumber: ID,
    provincial: null,
  } as const
  const [one, two] = CARDS
  const rest = { expiresAt: world.registry.now() + 86_400 * 900, status: 'active' } as const
  await world.registry.enterHolders(
    [
      { ...person, ...rest, card: one },
      { ...person, ...rest, card: two, tier: 'A' },
    ],
    'test',
    'x',
  )
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

test('a pair is found by its ID number and compared, with what differs marked; the merge asks which card stays and why', async () => {
  await open(page, '/duplicates')
  await page.locator('[data-testid=pairs-table] tbody tr').first().waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: '比对' }).click()
  const sides = page.getByTestId('side-by-side')
  await sides.waitFor()
  expect(new URL(page.url()).pathname).toBe(`/console/duplicates/${CARDS[0]}-${CARDS[1]}`)
  await expect.poll(() => sides.getByText('不同').count()).toBe(2)
  expect(await page.content()).not.toContain('禤雨荞')
  expect(await violations(page)).toEqual([])

  await page.getByTestId('merge').focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('merge-kept').selectOption(CARDS[1])
  await page.getByTestId('why').fill('同一身份证号录入两次')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('status').waitFor()
  expect(await world.registry.findHolder(CARDS[0])).toMatchObject({ merged_into: CARDS[1] })
})

test('the old number answers as merged and leads on; it can be taken apart again for a reason', async () => {
  await open(page, '/holders')
  await page.getByTestId('holder-find').fill(CARDS[0])
  await page.keyboard.press('Enter')
  const row = page.locator(`[data-testid=holders-table] tr[data-key="${CARDS[0]}"]`)
  await row.getByText('已并入').waitFor()
  await row.getByRole('link').click()
  await page.getByTestId('merged-note').getByRole('link').click()
  await page.getByTestId('merges-table').getByText('同一身份证号录入两次').waitFor()
  await page.getByTestId(`history-${CARDS[0]}`).getByText('录入', { exact: true }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.goBack()
  await page.getByTestId('merged-note').waitFor()
  await page.getByRole('button', { name: '从合并中拆出' }).click()
  await page.getByTestId('why').fill('核实为两人')
  await page.getByTestId('deed-submit').click()
  await page.getByRole('button', { name: '挂失' }).waitFor()
  expect(await world.registry.findHolder(CARDS[0])).toMatchObject({ merged_into: null, status: 'active' })
})
