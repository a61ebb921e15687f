// The pictures of the registry's console, taken by `npm run screens` (screens.ts): each page with the demo's holders, 1366×768.
// Also by itself, `node scripts/screens-console.ts`; a picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsoleWorld, consoleWorld, open } from '../tests/support/console-world.ts'
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
  await takeAll(world)
  await world.end()
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
  await open(page, '/import')
  await page.getByTestId('import-file').waitFor()
  await take('import')
  await open(page, '/cards')
  await take('cards')
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
