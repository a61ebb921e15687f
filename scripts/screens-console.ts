// The pictures of the registry's console, taken by `npm run screens` (screens.ts): each page with the demo's holders, 1366×768.
// Also by itself, `node scripts/screens-console.ts`; a picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeCardNumber } from '../core/card/card-number.ts'
import { idNumber } from '../registry/seed.ts'
import { beginDraft, openItem, saveDraft, tryOut } from '../tests/support/catalogue-story.ts'
import { type ConsoleWorld, consoleWorld, open } from '../tests/support/console-world.ts'
import { pushRecords } from '../tests/support/pushed-records.ts'
import { deliverSample } from '../tests/support/served-records.ts'
import { ensureBuilt } from './build.ts'
import { enterSampleHolders } from './demo/holders.ts'
import { BANK, codeFor, HOSPITAL } from './demo/world.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')

export async function takeConsoleScreens(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const world = await consoleWorld()
  await world.registry.seed(400)
  await enterSampleHolders(world.registry, 400)
  await codeFor(world.registry, HOSPITAL)
  await codeFor(world.registry, BANK)
  await enterTwice(world)
  await serve(world)
  await deliverSample(world.registry)
  await takeAll(world)
  await world.end()
}

/** One person under two numbers, and cards that end soon or wait to be made. */
async function enterTwice({ registry }: ConsoleWorld): Promise<void> {
  const first = await registry.nextCardIndex()
  const now = registry.now()
  const person = {
    name: '禤雨荞',
    pinyin: 'xuan yu qiao',
    idNumber: idNumber('532301', 9001),
    provincial: null,
  }
  const ends = { expiresAt: now + 20 * 86_400, status: 'active' } as const
  await registry.enterHolders(
    [
      { ...person, ...ends, card: makeCardNumber('5323', first), tier: 'B' },
      { ...person, ...ends, card: makeCardNumber('5323', first + 1), tier: 'A' },
      {
        ...{
          ...person,
          name: '普春海',
          pinyin: 'pu chun hai',
          idNumber: idNumber('532301', 9002),
          tier: 'A',
        },
        ...{ card: makeCardNumber('5323', first + 2), expiresAt: now + 900 * 86_400, status: 'pending' },
      },
    ],
    'demo',
    '录入',
  )
}

async function serve({ registry }: ConsoleWorld): Promise<void> {
  const cards: string[] = []
  for await (const card of registry.cardsToPrint()) if (cards.push(card) >= 8) break
  const at = registry.now() - 7200
  await pushRecords(registry, [
    ...cards.map((card, i) => ({ card, item: i % 3 === 0 ? '1.2' : '1.1', at: at + i * 300 })),
    { card: null, item: null, tier: null, kind: 'refusal', outcome: 'no', reason: 'N-20', at: at + 3000 },
    { card: cards[0] ?? null, item: '1.1', at: at + 3300, comment: '办理很快，谢谢', rating: 5 },
  ])
}

async function takeAll(world: ConsoleWorld): Promise<void> {
  const visitor = await world.visitor()
  await visitor.screenshot({ path: join(FOLDER, 'console-sign-in.png') })
  const page = await world.office()
  const take = async (name: string): Promise<void> => {
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(FOLDER, `console-${name}.png`) })
    process.stderr.write(`console-${name}\n`)
  }
  await open(page, '/')
  await page.getByTestId('waiting').locator('li').first().waitFor()
  await take('home')
  await open(page, '/expiring')
  await take('expiring')
  await open(page, '/holders')
  await page.getByTestId('holder-find').fill('yang')
  await page.getByTestId('holder-search').click()
  await page.locator('[data-testid=holders-table] tbody tr').first().waitFor()
  await take('holders')
  await page.locator('[data-testid=holders-table] a').first().click()
  await page.getByTestId('holder-facts').waitFor()
  await take('holder')
  await page.getByRole('button', { name: '取消资格' }).click()
  await take('holder-revoke')
  await open(page, '/duplicates')
  await page.locator('[data-testid=pairs-table] tbody tr').first().waitFor()
  await take('duplicates')
  await page.locator('[data-testid=pairs-table] a').first().click()
  await page.getByTestId('side-by-side').waitFor()
  await take('duplicates-compare')
  await page.getByTestId('merge').click()
  await take('duplicates-merge')
  await open(page, '/services')
  await page.locator('[data-testid=services-table] tbody tr').first().waitFor()
  await take('services')
  await page.locator('[data-testid=services-table] button').first().click()
  await page.getByTestId('service-look').locator('dt').first().waitFor()
  await take('service')
  await open(page, '/import')
  await page.getByTestId('import-file').waitFor()
  await take('import')
  await open(page, '/cards')
  await take('cards')
  await beginDraft(page, '2027.1')
  await openItem(page, '1.2')
  await page.getByTestId('items-1-tiers-B').check()
  await take('catalogue-item')
  await page.getByTestId('part-difference').click()
  await page.getByTestId('difference').waitFor()
  await take('catalogue-difference')
  await saveDraft(page)
  await tryOut(page)
  await take('catalogue-dry-run')
  await page.getByTestId('draft-publish').click()
  await page.getByTestId('publish-day').waitFor()
  await take('catalogue-publish')
  await page.keyboard.press('Escape')
  await open(page, '/catalogue')
  await page.locator('[data-testid=versions-table] tbody tr').first().waitFor()
  await take('catalogue')
  await open(page, '/sites')
  await page.locator('[data-testid=sites-table] tbody tr').first().waitFor()
  await take('sites')
  await page.locator('[data-testid=sites-table] a').last().click()
  await page.getByTestId('site-code').click()
  await page.getByTestId('window-zh').fill('体检中心')
  await page.getByTestId('window-en').fill('Check-up centre')
  await page.getByTestId('make-code-submit').click()
  await page.getByTestId('code-text').waitFor()
  await take('site-code')
  await page.keyboard.press('Escape')
  await take('site')
  await page.getByTestId('policy-change').click()
  await page.getByTestId('change-policy').waitFor()
  await take('site-policy')
  await page.keyboard.press('Escape')
  await page.getByTestId('clerk-add').click()
  await page.getByTestId('clerk-number').fill('0312')
  await page.getByTestId('clerk-name').fill('周窗口')
  await page.keyboard.press('Enter')
  await page.getByTestId('first-pin').waitFor()
  await take('site-clerk')
  await page.keyboard.press('Escape')
  await open(page, '/supervision')
  await page.locator('.chart canvas').first().waitFor()
  await take('supervision')
  await open(page, '/conflicts')
  await page.locator('[data-testid=conflicts] tbody tr').first().waitFor()
  await take('conflicts')
  await page.getByTestId('look').first().click()
  await page.getByTestId('conflict').waitFor()
  await take('conflict')
  await open(page, '/ratings')
  await page.locator('[data-testid=follow-ups] tbody tr').first().waitFor()
  await take('ratings')
  await page.getByTestId('follow-open').first().click()
  await page.getByTestId('follow-up').waitFor()
  await take('follow-up')
  await open(page, '/staff')
  await page.locator('[data-testid=staff-table] tbody tr').first().waitFor()
  await take('staff')
  await page.getByTestId('staff-add').click()
  await page.getByTestId('add-account').waitFor()
  await take('staff-add')
  await open(page, '/audit')
  await page.locator('[data-testid=trail-table] tbody tr').first().waitFor()
  await take('audit')
}

if (import.meta.main) {
  await ensureBuilt()
  await takeConsoleScreens()
  process.exit(0)
}
