// The console's door in a real browser: signing in by keys, a first password, what each role finds, and what is written down.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STAFF } from '../../scripts/demo/world.ts'
import { type ConsoleWorld, consoleWorld, open, signInPage, violations } from '../support/console-world.ts'

let world: ConsoleWorld
beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const navigation = (page: Page) => page.locator('nav a').allTextContents()

test('the office signs in by keys alone, and a wrong password lets nobody in', async () => {
  const page = await world.visitor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.type(STAFF.login)
  await page.keyboard.press('Tab')
  await page.keyboard.type('not-the-password')
  await page.keyboard.press('Enter')
  await page.locator('[data-code=wrong-login]').waitFor()
  await expect.poll(() => page.getByTestId('password').inputValue()).toBe('')
  await signInPage(page, STAFF.login, STAFF.password)
  await page.getByTestId('me').waitFor()
  await expect.poll(() => page.getByTestId('me').textContent()).toContain(STAFF.name)
  await page.getByTestId('sign-out').click()
  await page.getByTestId('sign-in').waitFor()
  await page.reload()
  await page.getByTestId('sign-in').waitFor()
})

test('an account made by the office signs in, must change its password, and finds its own pages', async () => {
  const office = await world.office()
  await open(office, '/staff')
  expect(await violations(office)).toEqual([])
  await office.getByTestId('staff-add').click()
  await office.getByTestId('new-login').fill('li.audit')
  await office.getByTestId('new-name').fill('李审计')
  await office.getByTestId('role').selectOption('auditor')
  await office.getByTestId('add-account-submit').click()
  const first = (await office.getByTestId('first-password-text').textContent()) ?? ''
  await office.keyboard.press('Escape')
  await office.locator('[data-key="li.audit"]').waitFor()

  const auditor = await world.visitor()
  await signInPage(auditor, 'li.audit', first)
  await auditor.getByTestId('given').fill(first)
  await auditor.getByTestId('wanted').fill('Dayao-walnut-26')
  await auditor.getByTestId('again').fill('Dayao-walnut-27')
  await auditor.getByTestId('password-submit').click()
  await auditor.getByRole('alert').waitFor()
  await auditor.getByTestId('again').fill('Dayao-walnut-26')
  await auditor.getByTestId('password-submit').click()
  await auditor.getByTestId('me').waitFor()
  expect(await navigation(auditor)).not.toContain('工作人员')
  await open(auditor, '/staff')
  await expect.poll(() => auditor.locator('main h1').textContent()).toBe('没有这个页面')
  await open(auditor, '/audit')
  await auditor.getByText('staff.add').first().waitFor()

  await office.locator('[data-key="li.audit"]').getByRole('button', { name: '停用' }).click()
  await office.getByTestId('why').fill('调离')
  await office.getByTestId('change-account-submit').click()
  await office.locator('[data-key="li.audit"]').getByText('已停用').waitFor()
  await auditor.getByTestId('trail-search').click()
  await auditor.getByTestId('sign-in').waitFor()
})

test('a page has an address of its own: kept as a bookmark, opened after signing in, and back is back', async () => {
  const office = await world.office()
  await open(office, '/audit')
  await office.getByTestId('me').click()
  await office.getByTestId('password-form').waitFor()
  expect(new URL(office.url()).pathname).toBe('/console/account')
  await office.goBack()
  await office.getByTestId('trail-table').waitFor()
  await office.reload()
  await office.getByTestId('trail-table').waitFor()
  await expect.poll(() => office.title()).toBe('操作留痕 · 惠才卡')
})

test('English is one key away and stays', async () => {
  const office = await world.office()
  await office.getByTestId('language-toggle').click()
  await office.getByRole('link', { name: 'Trail' }).click()
  await office.getByRole('heading', { name: 'Trail' }).waitFor()
  await office.reload()
  await office.getByRole('heading', { name: 'Trail' }).waitFor()
})
