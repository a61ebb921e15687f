// Sites and what leaves the register, in a real browser: a site made, a code shown once, a list taken for a reason.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../../core/policy/site-policy.ts'
import { parseEnrolmentCode } from '../../core/sync/enrolment-code.ts'
import { idNumber } from '../../registry/seed.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'

let world: ConsoleWorld
let page: Page
beforeAll(async () => {
  world = await consoleWorld()
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const widthOf = (picture: Locator): Promise<number> =>
  picture.evaluate(img => (img as HTMLImageElement).naturalWidth)

test('a site is made and a code lets a terminal join for the items that were chosen', async () => {
  await open(page, '/sites')
  await page.getByTestId('site-add').click()
  await page.getByTestId('site-id').fill('people-hospital')
  await page.getByTestId('site-kind').selectOption('hospital-checkup')
  await page.getByTestId('site-zh').fill('楚雄州人民医院')
  await page.getByTestId('site-en').fill('People’s Hospital')
  await page.getByTestId('add-site-submit').click()
  await page.getByRole('link', { name: '楚雄州人民医院' }).click()
  await page.getByTestId('site-code').click()
  await page.getByTestId('window-zh').fill('干部保健科')
  await page.getByTestId('window-en').fill('Cadre health office')
  expect(await violations(page)).toEqual([])
  await page.getByLabel(/^1\.1 /).uncheck()
  await page.getByTestId('make-code-submit').click()
  const text = (await page.getByTestId('code-text').textContent()) ?? ''
  const code = parseEnrolmentCode(text)
  if (!code.ok) throw new Error(code.error.code)
  await expect.poll(() => widthOf(page.getByAltText('登记码二维码'))).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await page.getByText(text).waitFor({ state: 'detached' })
  const enrolled = await world.registry.enrol(code.value.secret, 'A'.repeat(43))
  expect(enrolled).toMatchObject({ ok: true, value: { site: { itemIds: ['1.2'] } } })
  await page.reload()
  await page.locator('[data-testid=terminals-table]').getByText('干部保健科').waitFor()
  expect(await violations(page)).toEqual([])
})

test('a terminal is cut off for a reason', async () => {
  await page.locator('[data-testid=terminals-table]').getByRole('button', { name: '断开' }).click()
  await page.getByTestId('why').fill('终端遗失')
  await page.getByTestId('cut-off-submit').click()
  await page.locator('[data-testid=terminals-table]').getByText('已断开').waitFor()
})

test('a clerk is added with a first PIN, gets a badge to print, and is closed; nothing of it is shown twice', async () => {
  const clerks = page.getByTestId('clerks-table')
  await page.getByTestId('clerk-add').click()
  await page.getByTestId('clerk-number').fill('0312')
  await page.getByTestId('clerk-name').fill('周窗口')
  await page.keyboard.press('Enter')
  const pin = (await page.getByTestId('first-pin').textContent()) ?? ''
  expect(pin).toMatch(/^\d{6}$/)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await clerks.getByText('周窗口').waitFor()
  await page.getByText(pin).waitFor({ state: 'detached' })
  await clerks.getByRole('button', { name: '发工牌' }).click()
  await page.getByTestId('why').fill('新上岗')
  await page.keyboard.press('Enter')
  const badge = page.getByAltText('工牌二维码')
  await expect.poll(() => widthOf(badge)).toBeGreaterThan(0)
  // On paper the badge is alone.
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => clerks.isVisible()).toBe(false)
  await expect.poll(() => badge.isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  await clerks.getByText('已发').waitFor()
  await clerks.getByRole('button', { name: '停用' }).click()
  await page.getByTestId('why').fill('调离')
  await page.keyboard.press('Enter')
  await clerks.getByText('已停用').waitFor()
  expect(await violations(page)).toEqual([])
})

test('the rules for a site’s terminals show the default beside what holds, and are changed for a reason', async () => {
  const rules = page.getByTestId('policy-table')
  const own = rules.getByText('另有规定')
  await rules.locator('[data-key=idleSeconds]').getByText('300 秒').first().waitFor()
  expect(await own.count()).toBe(0)
  await page.getByTestId('policy-change').click()
  const dialog = page.getByTestId('change-policy')
  await dialog.waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByTestId('policy-idleSeconds').fill('10')
  await page.getByTestId('policy-receipt').selectOption('always')
  await page.getByTestId('policy-badgeAlone').selectOption('true')
  await page.getByTestId('policy-overrides-N-42').uncheck()
  for (const language of ['zh', 'en']) await page.getByTestId(`policy-languages-${language}`).uncheck()
  await page.getByTestId('why').fill('周主任批示')
  const wrong = () => dialog.locator(':invalid:not(form):not(fieldset)').count()
  // The browser itself asks for a time that may be, and for a language at least.
  expect(await wrong()).toBe(3)
  await page.getByTestId('policy-idleSeconds').fill('120')
  await page.getByTestId('policy-languages-zh').check()
  await expect.poll(wrong).toBe(0)
  await page.getByTestId('change-policy-submit').click()
  await dialog.waitFor({ state: 'detached' })
  await rules.locator('[data-key=receipt]').getByText('每次都出现').waitFor()
  await expect.poll(() => own.count()).toBe(5)
  expect(await world.registry.sitePolicy('people-hospital')).toEqual({
    ...DEFAULT_POLICY,
    ...{ idleSeconds: 120, receipt: 'always', badgeAlone: true, languages: ['zh'] },
    overrides: ['U-31', 'U-32', 'U-33', 'U-34'],
  })
  expect(await violations(page)).toEqual([])
  const auditor = await world.as('auditor')
  await open(auditor, '/sites/people-hospital')
  await auditor.getByTestId('policy-table').getByText('120 秒').waitFor()
  expect(await auditor.getByTestId('policy-change').count()).toBe(0)
})

test('the bank takes the list of cards to make and their codes; what it may not take is not offered', async () => {
  const card = await world.registry.nextCard()
  const person = { card, tier: 'A' as const, name: '杨明芳', pinyin: 'yang ming fang', provincial: null }
  await world.registry.enterHolders(
    [
      {
        ...person,
        idNumber: idNumber('532301', 1),
        expiresAt: world.registry.now() + 86_400 * 900,
        status: 'pending',
      },
    ],
    'test',
    'x',
  )
  const bank = await world.as('bank')
  await open(bank, '/cards')
  expect(await violations(bank)).toEqual([])
  expect(await bank.getByTestId('exits').count()).toBe(0)
  await bank.getByTestId('issue-why').fill('第三批制卡')
  const [list] = await Promise.all([bank.waitForEvent('download'), bank.getByTestId('issue-xlsx').click()])
  const rows = await readSheet(readFileSync(await list.path()))
  expect(rows.slice(1).map(row => [row[0], row[1]])).toEqual([[card, '杨明芳']])
  const [codes] = await Promise.all([bank.waitForEvent('download'), bank.getByTestId('issue-pdf').click()])
  expect(codes.suggestedFilename()).toMatch(/^codes-.*\.pdf$/)
  expect(readFileSync(await codes.path(), 'latin1').slice(0, 5)).toBe('%PDF-')
})
