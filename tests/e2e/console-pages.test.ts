// Every page of the console's own table in both languages: nothing that axe finds wrong, a heading, and keys that lead into it.
// A page that is added to the table is looked at without anybody thinking of it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../../registry/console/pages.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'
import { pushRecords } from '../support/pushed-records.ts'

let world: ConsoleWorld
let page: Page
beforeAll(async () => {
  world = await consoleWorld()
  await world.registry.seed(30)
  const card = '532300000016'
  await pushRecords(world.registry, [
    { card, item: '1.1' },
    { card: null, item: null, tier: null, kind: 'refusal', outcome: 'no', reason: 'N-20' },
  ])
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

describe.each(['zh', 'en'] as const)('in %s', language => {
  beforeAll(async () => {
    await page.evaluate(chosen => localStorage.setItem('huicai.language', chosen), language)
  })

  test.each(PAGES.map(p => [p.at] as const))('%s is sound, and the first keys skip to it', async at => {
    await open(page, at)
    await page.waitForLoadState('networkidle')
    expect(await violations(page), at).toEqual([])
    const main = page.locator('main')
    expect((await main.locator('h1').textContent())?.trim()).not.toBe('')
    expect(await main.evaluate(e => e.scrollWidth <= e.clientWidth), `${at} is wider than 1366`).toBe(true)
    await page.locator('.skip').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const inMain = await page.evaluate(() => document.activeElement?.closest('main') !== null)
    // A page with nothing to press in it lets the keys go on.
    if ((await main.locator('a, button, input, select, [tabindex="0"]').count()) > 0)
      expect(inMain).toBe(true)
  })
})
