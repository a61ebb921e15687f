// The catalogue in a real browser: drafted in forms, tried on records, published, and in force at a terminal on its day.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordBody } from '../../core/sync/wire.ts'
import { type EnteredHolder, enterSampleHolders } from '../../scripts/demo/holders.ts'
import { codeFor, HOSPITAL } from '../../scripts/demo/world.ts'
import { type AppUnderTest, openApp } from '../support/app-under-test.ts'
import {
  beginDraft,
  moveClockTo,
  openItem,
  publish,
  saveDraft,
  tomorrow,
  tryOut,
} from '../support/catalogue-story.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'
import { band, CLERK, enrolInPage, next, pressByHand, signIn, typeByHand } from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: ConsoleWorld
let page: Page
let holders: ReadonlyMap<string, EnteredHolder>
beforeAll(async () => {
  world = await consoleWorld()
  holders = await enterSampleHolders(world.registry, 0)
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const bodies = async (): Promise<RecordBody[]> =>
  (await world.registry.records()).map(r => JSON.parse(r.body) as RecordBody)

describe('a draft', () => {
  test('is a form: what is wrong is said at the field and in the list, and it can be published only when it is right', async () => {
    const address = await beginDraft(page, '2030.1')
    await openItem(page, '9.1')
    await page.getByTestId('items-20-title-zh').fill('')
    await page.getByTestId('items-20-tiers-A').uncheck()
    await page.getByTestId('items-20-tiers-B').uncheck()
    await expect.poll(() => page.getByTestId('wrong-items-20-title-zh').textContent()).toContain('请填写')
    await expect.poll(() => page.getByTestId('wrong-items-20-tiers').textContent()).toContain('至少选一项')
    await expect.poll(() => page.getByTestId('item-9.1').textContent()).toContain('2')
    await expect.poll(() => page.getByTestId('draft-problems').textContent()).toBe('有 2 处要改')
    expect(await violations(page)).toEqual([])
    await page.getByTestId('items-20-title-zh').fill('贵宾候车、候乘')
    await page.getByTestId('items-20-tiers-A').check()
    await page.getByTestId('items-20-quota').selectOption('times')
    await page.getByTestId('items-20-quota-limit').fill('12')
    await expect.poll(() => page.getByTestId('draft-publish').isDisabled()).toBe(true)
    await page.keyboard.press('Control+s')
    await page.locator('[data-testid=draft-state]:not(.warn)').waitFor()
    await expect.poll(() => page.getByTestId('draft-publish').isEnabled()).toBe(true)

    // Its address is one: opened anew, it shows what was saved.
    await open(page, `${address.replace(/\/items.*/, '')}/items/9.1`)
    await expect.poll(() => page.getByTestId('items-20-quota-limit').inputValue()).toBe('12')
    await page.getByTestId('part-difference').click()
    const difference = (await page.getByTestId('difference').textContent()) ?? ''
    for (const said of ['9.1 贵宾候车、候乘', '每自然年若干次：12', '不限'])
      expect(difference).toContain(said)
    expect(await violations(page)).toEqual([])
    await page.getByTestId('language-toggle').click()
    await page.getByText('times a calendar year').first().waitFor()
    await page.getByTestId('language-toggle').click()
  })

  test('goes out as JSON and comes back, and what is no catalogue does not', async () => {
    await page.getByTestId('part-json').click()
    const text = await page.getByTestId('draft-json').inputValue()
    await page.getByTestId('draft-json').fill('{"items": 3}')
    await page.getByTestId('json-take').click()
    await page.getByText('没有采用').waitFor()
    await page.getByTestId('draft-json').fill(text.replace('"version": "2030.1"', '"version": "2030.2"'))
    await page.getByTestId('json-take').click()
    await saveDraft(page)
    await page.getByRole('heading', { name: '草案 2030.2' }).waitFor()
  })

  test('two people on one draft: the second is told, nothing is overwritten', async () => {
    const other = await world.office()
    await other.goto(page.url())
    await other.getByTestId('part-general').click()
    await other.getByTestId('version').fill('2030.3')
    await page.getByTestId('part-general').click()
    await page.getByTestId('version').fill('2030.4')
    await saveDraft(page)
    await other.getByTestId('draft-save').click()
    await other.locator('[data-code=draft-moved]').waitFor()
    await other.context().close()
    await page.getByRole('button', { name: '删除草案' }).click()
    await page.getByTestId('why').fill('试写')
    await page.getByTestId('discard-draft-submit').click()
    await page.getByTestId('versions-table').waitFor()
  })
})

describe('a change, from the desk to the window', () => {
  let app: AppUnderTest
  afterAll(async () => await app.close())

  const scan = async (key: string): Promise<void> => {
    const code = await world.registry.physicalCode(holders.get(key)?.card ?? '')
    if (!code.ok) throw new Error(code.error.code)
    await scanByKeyboard(app.page, code.value)
    await band(app.page).waitFor()
  }

  test('a holder of tier B is served at a window, by the catalogue of 2023', async () => {
    app = await openApp({ dataDir: join(world.folder, 'terminal') })
    await enrolInPage(app.page, await codeFor(world.registry, HOSPITAL))
    await signIn(app.page)
    await app.page.locator('[data-status=holders][data-lamp=ok]').waitFor()
    await scan('pu')
    await expect.poll(() => app.page.getByTestId('verdict-catalogue').textContent()).toContain('2023.2')
    // With the mouse: a busy machine may take a key so soon after a scan for the scanner's own. The one service is chosen already.
    await app.page.getByTestId('tile-details').waitFor()
    await app.page.getByTestId('person-checked').click()
    await app.page.getByTestId('record-button').click()
    await band(app.page, 'done-band').waitFor()
    await pressByHand(app.page, 'Escape', 'F8')
    await expect.poll(async () => (await bodies()).filter(b => b.kind === 'service').length).toBe(1)
  })

  test('the office tries a rule on it: one service to one holder would have been refused; and takes the cases along', async () => {
    await beginDraft(page, '2030.5')
    await openItem(page, '1.1')
    await page.getByTestId('items-0-tiers-B').uncheck()
    await saveDraft(page)
    const found = await tryOut(page)
    expect(found.refusedNow).toBe('按新规则会拒办 1 次，涉及 1 名持卡人')
    const row = (await page.getByTestId('tried-rows').locator('tbody tr').first().textContent()) ?? ''
    for (const said of ['1.1', HOSPITAL.nameZh, '不含此等级']) expect(row).toContain(said)
    expect(await violations(page)).toEqual([])
    await page.getByTestId('try-export').click()
    await page.getByTestId('why').fill('送会签')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('export-tried-submit').click(),
    ])
    const cases = await readSheet(readFileSync(await file.path()), 4)
    expect(cases[1]).toContain(holders.get('pu')?.card)
  })

  test('it is published for tomorrow, and the terminal that has synced is told what is to come', async () => {
    await page.getByTestId('draft-publish').click()
    await page.getByTestId('publish-day').fill(tomorrow())
    await page.getByTestId('short-notice').waitFor()
    await expect.poll(() => page.getByTestId('publish-tried').textContent()).toContain('拒办 1 次')
    await page.keyboard.press('Escape')
    await publish(page, tomorrow(), '等级调整')
    await page.getByTestId('upcoming').waitFor()
    await expect.poll(() => page.getByTestId('difference').textContent()).toContain('A B')
    expect(await violations(page)).toEqual([])
    await pressByHand(app.page, 'F8')
    await expect
      .poll(
        async () => {
          await pressByHand(app.page, 'F7')
          const said = (await app.page.getByTestId('data-catalogue').textContent()) ?? ''
          await pressByHand(app.page, 'Escape')
          return said
        },
        { timeout: 20_000 },
      )
      .toContain(`2030.5 已收到，${tomorrow()} 零时起自动改用`)
    await scan('pu')
    await expect.poll(() => app.page.getByTestId('verdict-catalogue').textContent()).toContain('2023.2')
    await next(app.page)
  })

  test('on its day the window goes by it before it has asked anybody, and its records say so', async () => {
    const day = tomorrow()
    const back = moveClockTo(day, 600)
    try {
      // The night has locked the window: the clerk comes back to it.
      await app.page.getByTestId('locked').waitFor()
      await typeByHand(app.page, CLERK.pin)
      await band(app.page, 'ready').waitFor()
      await scan('pu')
      await expect.poll(() => app.page.getByTestId('verdict-catalogue').textContent()).toContain('2030.5')
      await expect.poll(() => band(app.page).getAttribute('data-reason')).toBe('N-41')
      await app.page.getByTestId('refuse-button').click()
      await band(app.page).waitFor({ state: 'detached' })
      await pressByHand(app.page, 'Escape', 'F8')
      await expect
        .poll(async () => (await bodies()).filter(b => b.kind === 'refusal').map(b => b.basis.catalogue), {
          timeout: 20_000,
        })
        .toEqual(['2030.5'])
      // The office's session has ended overnight, too.
      const morning = await world.office()
      await open(morning, '/catalogue')
      await morning.locator('[data-key="2030.5"] [data-state=in-force]').waitFor()
      await morning.locator('[data-key="2023.2"] [data-state=superseded]').waitFor()
    } finally {
      back()
    }
  })
})
