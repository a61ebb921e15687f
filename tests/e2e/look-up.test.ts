// A holder without a card at hand: found by name with the keyboard alone, and served as by a typed card number.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOOKS } from '../../electron/look-up/allowance.ts'
import { BANK } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  next,
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
  await app?.close()
  await world.end()
})

/** F3, the text, Enter: as a clerk does it. Characters come from an input method, which types no keys. */
async function lookFor(text: string): Promise<void> {
  const { page } = app
  await page.keyboard.press('F3')
  await page.locator('[data-testid=look-up-text]:focus').waitFor()
  await page.keyboard.insertText(text)
  await page.waitForTimeout(200)
  await page.keyboard.press('Enter')
}

test('by characters and initials the holder is found; a digit opens the visit, and the person is to be checked', async () => {
  const { page } = app
  await lookFor('杨mf')
  const row = page.getByTestId('look-up-1')
  await row.waitFor()
  const shown = await row.textContent()
  expect(shown).toContain('杨*芳')
  expect(shown).not.toContain('杨明芳')
  expect(shown).toContain(world.card('yang').card.slice(-4))
  expect(await axeComplaints(page)).toEqual([])
  await pressByHand(page, '1')
  expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-11' })
  expect(await page.getByTestId('look-up').count()).toBe(0)
  await next(page)
})

test('typed by hand at a clerk’s pace, in pinyin, and chosen with the arrows', async () => {
  const { page } = app
  await page.keyboard.press('/')
  await page.locator('[data-testid=look-up-text]:focus').waitFor()
  await expect.poll(() => page.getByTestId('look-up-text').inputValue()).toBe('')
  await typeByHand(page, 'luoch')
  await page.getByTestId('look-up-1').waitFor()
  await pressByHand(page, 'ArrowDown', 'ArrowUp', 'Enter')
  expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-21' })
  await next(page)
})

test('a scan while looking closes the look-up and is judged', async () => {
  const { page } = app
  await lookFor('杨')
  await page.getByTestId('look-up-1').waitFor()
  const code = await world.registry().physicalCode(world.card('yang').card)
  await scanByKeyboard(page, code.ok ? code.value : '')
  expect(await verdictOf(page)).toMatchObject({ outcome: 'check-person' })
  expect(await page.getByTestId('look-up').count()).toBe(0)
  await next(page)
})

test('after many looks a supervisor’s PIN gives more', async () => {
  const { page } = app
  await page.keyboard.press('F3')
  const field = page.getByTestId('look-up-text')
  const allow = page.getByTestId('look-up-allow-number')
  for (let i = 0; i < LOOKS; i++) {
    await field.fill('杨')
    await page.getByTestId('look-up-search').click()
    await page.getByTestId('look-up-1').or(allow).waitFor()
    if (await allow.isVisible()) break
  }
  await page.locator('[data-testid=look-up-allow-number]:focus').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await typeByHand(page, CLERK.number)
  await typeByHand(page, CLERK.pin)
  await page.getByTestId('look-up-text').waitFor()
  await field.fill('周')
  await page.getByTestId('look-up-search').click()
  await page.getByTestId('look-up-1').waitFor()
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
})

test('at a bank a holder who was looked up opens nothing financial: the card itself is asked for', async () => {
  const bank = await world.open(BANK)
  try {
    await bank.page.keyboard.press('F3')
    await bank.page.getByTestId('look-up-text').fill('杨明芳')
    await bank.page.getByTestId('look-up-search').click()
    await bank.page.getByTestId('look-up-1').click()
    expect(await verdictOf(bank.page)).toEqual({ outcome: 'no', reason: 'N-40' })
    expect(await bank.page.getByTestId('record-button').count()).toBe(0)
  } finally {
    await bank.close()
  }
})
