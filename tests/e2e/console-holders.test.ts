// The holder register in a real browser: entered, found, looked at closely, corrected, revoked for a day to come.
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idNumber } from '../../registry/seed.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'

let world: ConsoleWorld
let page: Page
const ID = idNumber('532301', 777)
beforeAll(async () => {
  world = await consoleWorld()
  await world.registry.seed(60)
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const rows = () => page.locator('[data-testid=holders-table] tbody tr')

async function search(text: string): Promise<void> {
  await page.getByTestId('holder-find').fill(text)
  await page.keyboard.press('Enter')
}
async function deed(button: string, fill: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  for (const [field, value] of Object.entries(fill)) {
    const element = page.getByTestId('deed').getByTestId(field)
    if (field === 'ground') await element.selectOption(value)
    else await element.fill(value)
  }
  await page.getByTestId('deed-submit').click()
  await page.getByTestId('deed').waitFor({ state: 'detached' })
}

async function cardInForce(): Promise<string> {
  const [card] = await Array.fromAsync(world.registry.cardsToPrint())
  if (card === undefined) throw new Error('no card is in force')
  return card
}

test('a holder is entered, and found again by initials; a bad ID number is refused in words', async () => {
  await open(page, '/holders')
  await page.getByTestId('holder-enter').click()
  await page.getByTestId('person-name').fill('禤雨荞')
  await page.getByTestId('person-id').fill('532301199001011234')
  await page.getByTestId('person-tier').selectOption('A')
  await page.getByTestId('person-expires').fill('2029-06-30')
  await page.getByTestId('why').fill('2026 年第三批认定')
  await page.getByTestId('enter-holder-submit').click()
  await page.locator('[data-code=bad-request]').waitFor()
  await page.getByTestId('person-id').fill(ID)
  await page.getByTestId('enter-holder-submit').click()
  await page.getByRole('status').waitFor()
  await search('xyq')
  await page.getByText('禤*荞').waitFor()
  await expect.poll(() => rows().count()).toBe(1)
  expect(page.url()).not.toContain('xyq')
  expect(await violations(page)).toEqual([])
})

test('the way back from a holder leads to what was looked for', async () => {
  await rows().locator('a').click()
  await page.getByTestId('holder-facts').waitFor()
  await page.goBack()
  await page.getByText('禤*荞').waitFor()
  await expect.poll(() => page.getByTestId('holder-find').inputValue()).toBe('xyq')
})

test('a full look asks for a reason and is on the trail; leaving the page hides it again', async () => {
  await rows().locator('a').click()
  await deed('查看全部信息', { why: '电话核对身份' })
  await page.getByText(ID).waitFor()
  await expect.poll(() => page.getByTestId('holder-name').textContent()).toBe('禤雨荞')
  await page.getByRole('link', { name: '此卡的操作留痕' }).click()
  await page.getByText('电话核对身份').waitFor()
  await page.goBack()
  await page.getByTestId('holder-facts').waitFor()
  expect(await page.getByText(ID).count()).toBe(0)
})

test('a correction and a revocation with a day of effect stand in the holder’s history, and the latter can be withdrawn', async () => {
  await deed('更正信息', { 'person-expires': '2030-12-31', why: '延长聘期' })
  await page.getByText('2030-12-31').waitFor()
  await page.locator('[data-testid=corrections-table]').getByText('延长聘期').waitFor()
  await deed('启用', { why: '已领卡' })
  await page.locator('[data-testid=holder-facts] [data-status=active]').waitFor()
  await deed('取消资格', { ground: 'contract', 'effect-on': '2099-01-01', why: '未满服务期' })
  await page.locator('[data-testid=due-table]').getByText('2099-01-01').waitFor()
  expect(await violations(page)).toEqual([])
  await deed('撤回', { why: '单位来函更正' })
  await page.locator('[data-testid=due-table]').getByText('已撤回').waitFor()
  await deed('取消资格', { ground: 'law', why: '判决生效' })
  await page.locator('[data-testid=holder-facts] [data-status=revoked]').waitFor()
  expect(await page.getByRole('button', { name: '启用', exact: true }).count()).toBe(0)
})

test('a card is re-issued with the next serial, renewed, and ends with its holder’s post; each stands in the history', async () => {
  const card = await cardInForce()
  await open(page, `/holders/${card}`)
  await deed('挂失', { why: '电话挂失' })
  await deed('补发', { why: '补卡' })
  const history = page.getByTestId('history-table').locator('tbody tr')
  await expect.poll(() => history.first().textContent()).toContain('补发')
  expect(await world.registry.findHolder(card)).toMatchObject({ status: 'active', serial: 2 })
  await deed('延期', { expires: '2035-12-31', why: '续聘' })
  await page.getByTestId('holder-facts').getByText('2035-12-31').waitFor()
  await page.getByTestId('corrections-table').getByText('续聘').waitFor()
  await deed('离任', { why: '调离本州' })
  await page.getByTestId('holder-facts').getByText('已离任').waitFor()
  expect(await world.registry.findHolder(card)).toMatchObject({ status: 'left', serial: 2 })
  // What ended is not brought back by a button.
  expect(await page.getByRole('button', { name: '补发', exact: true }).count()).toBe(0)
})

test('a family member is entered and ended for a reason, and a picture is sent, looked at and gone with the page', async () => {
  await open(page, `/holders/${await cardInForce()}`)
  await page.getByTestId('member-add').click()
  await page.getByTestId('member-relation').selectOption('child')
  await page.getByTestId('member-name').fill('禤小宝')
  await page.getByTestId('member-born').fill('2018-05-01')
  await page.getByTestId('add-member').getByTestId('why').fill('入学')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('add-member-submit').click()
  await page.getByTestId('family-table').getByText('子女', { exact: true }).waitFor()
  await page.getByText('禤小宝').waitFor({ state: 'detached' })
  await page.getByTestId('family-table').getByRole('button', { name: '终止' }).click()
  await page.getByTestId('end-member').getByTestId('why').fill('转学')
  await page.keyboard.press('Enter')
  await page.getByTestId('family-table').getByText('转学').waitFor()

  await page.getByTestId('photo-put').click()
  const png = PNG.sync.write(new PNG({ width: 900, height: 1200 }))
  await page.getByTestId('photo-file').setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: png })
  await page.getByTestId('put-photo').getByTestId('why').fill('制卡')
  await page.getByTestId('put-photo-submit').click()
  await page.getByTestId('photo-show').click()
  await page.getByTestId('with-reason').getByTestId('why').fill('核对')
  await page.keyboard.press('Enter')
  const photo = page.getByTestId('photo')
  await photo.waitFor()
  await expect.poll(() => photo.evaluate(img => (img as HTMLImageElement).naturalHeight)).toBe(400)
  expect(await violations(page)).toEqual([])
  await page.reload()
  await page.getByTestId('photo-show').waitFor()
  expect(await photo.count()).toBe(0)
})

test('lists go on page by page, and the bank finds what it may do and nothing else', async () => {
  await open(page, '/holders')
  await search('')
  await rows().nth(24).waitFor()
  const first = await rows().first().getAttribute('data-key')
  await page.getByTestId('holders-next').click()
  await page.locator(`[data-key="${first}"]`).waitFor({ state: 'detached' })
  const bank = await world.as('bank')
  await open(bank, '/holders')
  await bank.locator('[data-testid=holders-table] tbody a').first().click()
  await bank.getByTestId('holder-facts').waitFor()
  expect(await bank.getByRole('button', { name: '取消资格' }).count()).toBe(0)
  expect(await bank.getByRole('button', { name: '查看全部信息' }).count()).toBe(0)
})
