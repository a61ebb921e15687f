// After the fact: what was recorded is found again, explained, reported, exported and printed; support sees machines, never people.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld, next, pressByHand, verdictOf } from '../support/e2e-world.ts'
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

describe('the records screen', () => {
  test('lists what was recorded, filters it, and says in words what is wrong with a filter', async () => {
    const { page } = app
    await scanByKeyboard(page, await physical('yang'))
    await verdictOf(page)
    await pressByHand(page, '1', '2', 'Enter')
    await band(page, 'done-band').waitFor()
    await scanByKeyboard(page, await physical('revoked'))
    expect(await verdictOf(page)).toMatchObject({ outcome: 'no' })
    await pressByHand(page, 'r')
    await next(page)
    await page.keyboard.press('F4')
    const table = page.getByTestId('records-table')
    await table.getByText('杨*芳').first().waitFor()
    expect(await page.getByTestId('records-total').textContent()).toContain('3')
    await page.getByTestId('filter-outcome').selectOption('no')
    await page.getByTestId('filter-search').click()
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('1')
    expect(await table.textContent()).not.toContain('杨*芳')
    await page.getByTestId('filter-tail').fill('12')
    await page.getByTestId('filter-search').click()
    expect(await page.getByText('请输入四位数字').count()).toBe(1)
    await page.getByTestId('filter-reset').click()
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('3')
    // By the end of the card number, typed digit by digit: the counter beneath takes none of them.
    await page.getByTestId('filter-tail').focus()
    await page.keyboard.type(world.card('yang').card.slice(-4), { delay: 110 })
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('2')
  })

  test('opens a record by keyboard alone and says step by step why it was what it was', async () => {
    const { page } = app
    await page.getByTestId('record-1').focus()
    await page.keyboard.press('Enter')
    const why = page.getByTestId('why')
    await why.waitFor()
    expect(await why.getAttribute('data-replay')).toBe('true')
    expect(await why.textContent()).toContain('结果相同：需核对本人（P-10）')
    expect(await page.getByTestId('steps').locator('li').count()).toBe(8)
    expect(await page.getByTestId('steps').locator('[data-state=decided]').textContent()).toContain(
      '可办项目',
    )
    expect(await page.getByTestId('record-detail').textContent()).toContain('同一次来访')
    await page.screenshot({ path: '/tmp/after/detail.png' })
    await page.keyboard.press('Escape')
    await page.getByTestId('record-detail').waitFor({ state: 'detached' })
    await page.screenshot({ path: '/tmp/after/records.png' })
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})
