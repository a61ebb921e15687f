// `npm run screens`: takes the pictures in docs/screens anew, from the real app with the demo's holders; 1366×768, the design size.
// A picture is never edited by hand, and none of a screen that is gone stays behind. `-- --to DIR [--language en] [--theme dark]`: elsewhere, to look at.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { e2eWorld } from '../tests/support/e2e-world.ts'
import { type Language, look, type Theme } from '../tests/support/look.ts'
import { walk } from '../tests/support/tour/tour.ts'
import { takeApplicationScreens } from './screens-applications.ts'
import { takeAppointmentScreens } from './screens-appointments.ts'
import { takeConsoleScreens } from './screens-console.ts'
import { takePhoneScreens } from './screens-phone.ts'

const text = { type: 'string' } as const
const { to, language, theme } = parseArgs({ options: { to: text, language: text, theme: text } }).values
const FOLDER = to ?? join(import.meta.dirname, '..', 'docs', 'screens')

type Look = { readonly suffix: string; readonly language: Language; readonly theme: Theme }
const asked: Look = {
  suffix: '',
  language: language === 'en' ? 'en' : 'zh',
  theme: theme === 'dark' || theme === 'contrast' ? theme : 'light',
}
/** Also in English, in the dark, and in high contrast. */
const FURTHER: Readonly<Record<string, Look>> = {
  'check-person': { suffix: '-en', language: 'en', theme: 'light' },
  no: { suffix: '-en-dark', language: 'en', theme: 'dark' },
  selected: { suffix: '-contrast', language: 'zh', theme: 'contrast' },
}

mkdirSync(FOLDER, { recursive: true })
const taken = new Set<string>()
async function take(name: string, page: Page): Promise<void> {
  const further = FURTHER[name]
  for (const each of further === undefined || to !== undefined ? [asked] : [asked, further]) {
    await look(page, each.language, each.theme)
    // Sounds, fonts and the last transition have come to rest.
    await page.waitForTimeout(400)
    const file = `${name}${each.suffix}.png`
    await page.screenshot({ path: join(FOLDER, file) })
    taken.add(file)
    process.stderr.write(`${file}\n`)
  }
  await look(page, 'zh', 'light')
}

const world = await e2eWorld()
await walk(world, take)
await world.end()
if (to === undefined) {
  for (const old of readdirSync(FOLDER))
    if (old.endsWith('.png') && !old.startsWith('console-') && !taken.has(old)) rmSync(join(FOLDER, old))
  await takeConsoleScreens()
  await takePhoneScreens()
  await takeApplicationScreens()
  await takeAppointmentScreens()
}
process.exit(0)
