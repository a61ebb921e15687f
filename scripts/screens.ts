// `npm run screens`: takes the pictures in docs/screens anew, from the real app with the demo's holders.
// 1366×768, the design size; a picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openApp } from '../tests/support/app-under-test.ts'
import {
  band,
  e2eWorld,
  enrolInPage,
  next,
  pressByHand,
  signIn,
  verdictOf,
} from '../tests/support/e2e-world.ts'
import { scanByKeyboard } from '../tests/support/typed.ts'
import { writeY4m } from '../tests/support/y4m.ts'
import { codeFor, HOSPITAL } from './demo/world.ts'
import { takeConsoleScreens } from './screens-console.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')
mkdirSync(FOLDER, { recursive: true })
const world = await e2eWorld()
const { registry } = world
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
const physical = async (key: string, serial?: number): Promise<string> => {
  const code = await registry().physicalCode(world.card(key).card, serial)
  return code.ok ? code.value : ''
}
const virtual = async (key: string): Promise<string> => {
  const codes = await registry().virtualCodes(world.card(key).card, 1)
  return codes.ok ? (codes.value[0]?.token ?? '') : ''
}
const scan = async (text: string, name: string): Promise<void> => {
  await scanByKeyboard(page, text)
  await verdictOf(page)
  await take(name)
}

await page.getByTestId('enrol-code').waitFor()
await take('enrol')
await enrolInPage(page, await codeFor(registry(), HOSPITAL))
await page.getByTestId('signin-number').waitFor()
await take('sign-in')
await signIn(page)
await band(page, 'ready').waitFor()
await page.locator('[data-status=holders][data-lamp=ok]').waitFor()
await take('ready')

await scan(await physical('li'), 'check-person')
await page.keyboard.press('1')
await take('selected')
await page.keyboard.press('Enter')
await band(page, 'done-band').waitFor()
await take('recorded')
await scan(await virtual('yang'), 'good')
await pressByHand(page, '1', 'Enter')
await band(page, 'done-band').waitFor()
await scan(await virtual('pu'), 'some-services')
await next(page)
await scan(await physical('yang', 7), 'cannot-judge')
await next(page)
await scan(await physical('reissued', 1), 'no')
await pressByHand(page, 'r')
await band(page).waitFor({ state: 'detached' })
await scan('134567890123456789', 'not-ours')
await next(page)
await scan((await physical('yang')).slice(0, 90), 'scan-again')
await next(page)
await page.keyboard.press('F4')
await page.getByTestId('records-table').waitFor()
await take('records')
await page.keyboard.press('Escape')
await page.keyboard.press('F1')
await page.getByRole('dialog').waitFor()
await take('help')
await page.keyboard.press('Escape')
await page.getByTestId('language-toggle').click()
await scan(await physical('yang'), 'check-person-en')
await app.close()
await world.end()
await takeConsoleScreens()
process.exit(0)
