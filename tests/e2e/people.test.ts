// The people at a window, in a real browser: locking, hand-over, clerks with first PINs, badges, settings, audit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  pressByHand,
  typeByHand,
  update,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

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

const physical = (key: string): Promise<string> => physicalCode(world, key)

describe('leaving the counter', () => {
  test('F9 and L lock the window: the holder is gone from the page, and the PIN brings an empty counter back', async () => {
    const { page } = app
    await scanByKeyboard(page, await physical('yang'))
    await verdictOf(page)
    await pressByHand(page, 'F9', 'l')
    await page.getByTestId('locked').waitFor()
    expect(await page.content()).not.toContain('杨*芳')
    await scanByKeyboard(page, await physical('pu'))
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('解锁')
    expect(await axeComplaints(page)).toEqual([])
    await typeByHand(page, '999999')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('不对')
    await typeByHand(page, CLERK.pin)
    await band(page, 'ready').waitFor()
    expect(await page.getByTestId('verdict-band').count()).toBe(0)
  })

  test('a window that nobody touches locks itself after the time that a supervisor has set', async () => {
    const { page } = app
    await pressByHand(page, 'F9', 'm')
    await page.getByTestId('idle-seconds').fill('30')
    await page.getByTestId('idle-save').click()
    await expect.poll(() => page.getByTestId('idle-save').isDisabled()).toBe(true)
    await pressByHand(page, 'Escape')
    await scanByKeyboard(page, await physical('yang'))
    await verdictOf(page)
    await page.waitForTimeout(20_000)
    await expect.poll(() => page.getByTestId('verdict-band').count()).toBe(1)
    await page.getByTestId('locked').waitFor({ timeout: 15_000 })
    expect(await page.getByTestId('verdict-band').count()).toBe(0)
    await typeByHand(page, CLERK.pin)
    await band(page, 'ready').waitFor()
  })
})

describe('clerks', () => {
  test('a supervisor adds one, who takes the window over and must choose a PIN of his own', async () => {
    const { page } = app
    await pressByHand(page, 'F9', 'm')
    await page.getByTestId('manage-clerks').click()
    await page.getByTestId('clerk-add').click()
    await page.getByTestId('clerk-number-field').fill('0500')
    await page.getByTestId('clerk-name-field').fill('罗志强')
    await page.getByTestId('clerk-pin-field').fill('628318')
    await page.getByTestId('clerk-form-submit').click()
    await page.getByTestId('clerk-0500').waitFor()
    expect(await axeComplaints(page)).toEqual([])
    await pressByHand(page, 'Escape', 'F9', 'h')
    await page.getByTestId('signin-number').waitFor()
    await typeByHand(page, '0500')
    await typeByHand(page, '628318')
    await page.getByTestId('new-pin').waitFor()
    expect(await axeComplaints(page)).toEqual([])
    await page.getByTestId('pin-old').fill('628318')
    await page.getByTestId('pin-next').fill('415926')
    await page.getByTestId('pin-again').fill('415926')
    await page.getByTestId('pin-submit').click()
    await band(page, 'ready').waitFor()
    await expect.poll(() => page.getByTestId('clerk-number').textContent()).toContain('0500')
    // What is a supervisor's is not offered to him.
    await pressByHand(page, 'F9', 'm')
    await page.getByTestId('idle-seconds').waitFor()
    expect(await page.getByTestId('manage-clerks').count()).toBe(0)
    await expect.poll(() => page.getByTestId('idle-seconds').isDisabled()).toBe(true)
    await pressByHand(page, 'Escape')
  })

  test('a badge from the registry fills in the number, and the PIN does the rest', async () => {
    const { page } = app
    const registry = world.registry()
    const siteId = 'people-hospital'
    await registry.addClerk({ siteId, number: '7002', name: '李建国', role: 'clerk', firstPin: '628318' })
    const badge = await registry.issueBadge(siteId, '7002')
    if (!badge.ok) throw new Error(badge.error.code)
    await update(page)
    await pressByHand(page, 'F9', 'Enter')
    await page.getByTestId('signin-number').waitFor()
    await scanByKeyboard(page, badge.value)
    await expect.poll(() => page.getByTestId('signin-number').inputValue(), { timeout: 30_000 }).toBe('7002')
    // He lays the badge down first: keys on the heels of a scan are taken for its end.
    await page.waitForTimeout(500)
    await typeByHand(page, '628318')
    await page.getByTestId('new-pin').waitFor()
  })
})

describe('settings', () => {
  test('the dark and the high-contrast theme, and large text, hold at once and pass axe', async () => {
    const { page } = app
    await page.getByTestId('pin-old').fill('628318')
    await page.getByTestId('pin-next').fill('415926')
    await page.getByTestId('pin-again').fill('415926')
    await page.getByTestId('pin-submit').click()
    await band(page, 'ready').waitFor()
    for (const theme of ['dark', 'contrast'] as const) {
      await pressByHand(page, 'F9', 'm')
      await page.getByTestId(`setting-theme-${theme}`).click()
      await page.locator(`html[data-theme=${theme}]`).waitFor()
      expect(await axeComplaints(page)).toEqual([])
      await pressByHand(page, 'Escape')
      await scanByKeyboard(page, await physical('yang'))
      await verdictOf(page)
      expect(await axeComplaints(page)).toEqual([])
      await pressByHand(page, 'Escape')
    }
    await pressByHand(page, 'F9', 'm')
    await page.getByTestId('setting-textSize-125').click()
    await page.locator('html[data-text-size="125"]').waitFor()
    await page.getByTestId('setting-textSize-100').click()
    await page.getByTestId('setting-theme-light').click()
    await pressByHand(page, 'Escape')
  })

  test('every act stands in the audit, which a supervisor finds by kind', async () => {
    const { page } = app
    await pressByHand(page, 'F9', 'h')
    await page.getByTestId('signin-number').waitFor()
    await typeByHand(page, CLERK.number)
    await typeByHand(page, CLERK.pin)
    await band(page, 'ready').waitFor()
    await pressByHand(page, 'F9', 'm')
    await page.getByTestId('manage-audit').click()
    await page.getByTestId('audit-act').selectOption('clerk-added')
    await page.getByTestId('audit-find').click()
    await expect
      .poll(() => page.locator('[data-testid=audit-list] tr[data-act]').allTextContents())
      .toHaveLength(1)
    await page.locator('tr[data-act=clerk-added]').getByText('工号 0500').waitFor()
    expect(await axeComplaints(page)).toEqual([])
    await page.getByTestId('audit-act').selectOption('')
    await page.getByTestId('audit-find').click()
    const locked = page.locator('tr[data-act=locked]')
    await locked.getByText('本人锁定').waitFor()
    await locked.getByText('无人操作').waitFor()
    // A whole day of it, and not one code among the words.
    expect(await page.getByTestId('audit-list').locator('tbody').innerText()).not.toMatch(/[a-z]{2}|另一版本/)
  })
})
