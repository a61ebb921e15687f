// `npm run screens`: takes the pictures in docs/screens anew, from the real app with the demo's holders.
// 1366×768, the design size; a picture is never edited by hand, and no picture of a screen that is gone stays behind.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openApp } from '../tests/support/app-under-test.ts'
import { band, e2eWorld, enrolInPage, signIn, verdictOf } from '../tests/support/e2e-world.ts'
import { guideOf, walk } from '../tests/support/tour.ts'
import { scanByKeyboard } from '../tests/support/typed.ts'
import { writeY4m } from '../tests/support/y4m.ts'
import { codeFor, HOSPITAL } from './demo/world.ts'
import { takeConsoleScreens } from './screens-console.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')
mkdirSync(FOLDER, { recursive: true })
for (const old of readdirSync(FOLDER)) if (old.endsWith('.png')) rmSync(join(FOLDER, old))
const world = await e2eWorld()
const film = join(world.folder, 'desk.y4m')
writeY4m(film, [{ content: null, frames: 10 }])
const app = await openApp({ dataDir: join(world.folder, 'screens'), fakeCamera: film })
const { page } = app
const take = async (name: string): Promise<void> => {
  // Sounds, fonts and the last transition have come to rest.
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  process.stderr.write(`${name}\n`)
}

await page.getByTestId('enrol-code').waitFor()
await take('enrol')
await enrolInPage(page, await codeFor(world.registry(), HOSPITAL))
await page.getByTestId('signin-number').waitFor()
await take('sign-in')
await signIn(page)
await band(page, 'ready').waitFor()
await page.locator('[data-status=holders][data-lamp=ok]').waitFor()
const guide = guideOf(page, world)
await walk(guide, take)
await page.getByTestId('language-toggle').click()
await scanByKeyboard(page, await guide.physical('yang'))
await verdictOf(page)
await take('check-person-en')
await page.keyboard.press('Escape')
await page.evaluate(() => {
  document.documentElement.dataset['theme'] = 'dark'
})
await scanByKeyboard(page, await guide.physical('revoked'))
await verdictOf(page, 'P-10')
await take('no-en-dark')
await app.close()
await world.end()
await takeConsoleScreens()
process.exit(0)
