// What every end-to-end test stands on: a real registry with holders of known standing, and a terminal enrolled through its screens.
// Nothing is mocked; a test sees what a clerk sees, and asks the registry what arrived there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { RecordBody } from '../../core/sync/wire.ts'
import type { CodeMessage } from '../../registry/phone-access/sender.ts'
import type { Registry } from '../../registry/registry.ts'
import { type EnteredHolder, enterSampleHolders, recordCheckups } from '../../scripts/demo/holders.ts'
import {
  codeFor,
  type DemoSite,
  HOSPITAL,
  type RegistryWorld,
  startRegistry,
} from '../../scripts/demo/world.ts'
import { type AppUnderTest, openApp } from './app-under-test.ts'
import { type Scene, writeY4m } from './y4m.ts'

export const CLERK = { number: '0312', name: '周组长', pin: '805193' } as const

export type E2eWorld = {
  readonly folder: string
  /** The registry as it is served just now. */
  served(): RegistryWorld
  /** One-time codes as they were sent to phones, oldest first. */
  readonly messages: readonly CodeMessage[]
  registry(): RegistryWorld['registry']
  card(key: string): EnteredHolder
  /** The network is cut, and comes back at the same address. */
  cutOff(): Promise<void>
  comeBack(): Promise<void>
  /** Records at the registry, oldest first. */
  arrived(): Promise<readonly RecordBody[]>
  /** A terminal of its own at `site`, enrolled and signed in through the screens, its first data there. */
  open(site?: DemoSite, film?: readonly Scene[], standIn?: () => void): Promise<AppUnderTest>
  end(): Promise<void>
}

export async function e2eWorld(): Promise<E2eWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-e2e-'))
  const messages: CodeMessage[] = []
  const sender = { send: async (message: CodeMessage) => void messages.push(message) }
  let world: RegistryWorld = await startRegistry(folder, 0, undefined, sender)
  const port = Number(new URL(world.url).port)
  const holders = await enterSampleHolders(world.registry, 0)
  await recordCheckups(world.registry, holders, folder)
  const atStart = new Set((await world.registry.records()).map(r => r.id))
  let terminals = 0
  return {
    folder,
    served: () => world,
    messages,
    registry: () => world.registry,
    card(key) {
      const holder = holders.get(key)
      if (holder === undefined) throw new Error(`no sample holder ${key}`)
      return holder
    },
    cutOff: () => world.stop(),
    async comeBack() {
      world = await startRegistry(folder, port, undefined, sender)
    },
    arrived: async () =>
      (await world.registry.records())
        .filter(r => !atStart.has(r.id))
        .map(r => JSON.parse(r.body) as RecordBody)
        .sort((a, b) => a.at - b.at),
    open(site, film, standIn) {
      terminals += 1
      return openTerminal(world.registry, join(folder, `terminal-${terminals}`), site, film, standIn)
    },
    async end() {
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A terminal with its data in `dataDir`, enrolled at `site` and signed in through the screens, its first data there. */
export async function openTerminal(
  registry: Registry,
  dataDir: string,
  site: DemoSite = HOSPITAL,
  film: readonly Scene[] = [],
  standIn?: () => void,
): Promise<AppUnderTest> {
  const fakeCamera = `${dataDir}.y4m`
  if (film.length > 0) writeY4m(fakeCamera, film)
  const code = await codeFor(registry, site)
  const app = await openApp({
    dataDir,
    ...(film.length > 0 && { fakeCamera }),
    ...(standIn !== undefined && { standIn }),
  })
  await enrolInPage(app.page, code)
  await signIn(app.page)
  await band(app.page, 'ready').waitFor()
  await app.page.locator('[data-status=holders][data-lamp=ok]').waitFor()
  return app
}

export async function enrolInPage(page: Page, code: string): Promise<void> {
  await page.getByTestId('enrol-code').fill(code)
  await page.getByTestId('enrol-number').fill(CLERK.number)
  await page.getByTestId('enrol-name').fill(CLERK.name)
  await page.getByTestId('enrol-pin').fill(CLERK.pin)
  await page.getByTestId('enrol-pinAgain').fill(CLERK.pin)
  // Clicked: fields filled faster than hands can look like a scanner, whose Enter is never a form's.
  await page.getByTestId('enrol-submit').click()
}

/** By keys alone, at a clerk's pace: keys that come faster than hands are a scanner's. */
export async function signIn(page: Page): Promise<void> {
  await page.getByTestId('signin-number').waitFor()
  await page.getByTestId('signin-number').focus()
  await typeByHand(page, CLERK.number)
  await typeByHand(page, CLERK.pin)
}

/** Digits and Enter, as fast as a quick clerk. */
export async function typeByHand(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 110 })
  await page.keyboard.press('Enter')
  await page.waitForTimeout(150)
}

/** Keys of a clerk who has just read the verdict: not before eyes can have, and one after the other. */
export async function pressByHand(page: Page, ...keys: readonly string[]): Promise<void> {
  await page.waitForTimeout(400)
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(120)
  }
}

export const band = (page: Page, testId: 'ready' | 'verdict-band' | 'done-band' = 'verdict-band'): Locator =>
  page.getByTestId(testId)

/** The verdict on the screen, once there is one that differs from `before`. */
export async function verdictOf(
  page: Page,
  before?: string,
): Promise<{ outcome: string | null; reason: string | null }> {
  const shown =
    before === undefined
      ? band(page)
      : page.locator(`[data-testid=verdict-band]:not([data-reason="${before}"])`)
  await shown.waitFor()
  return {
    outcome: await shown.getAttribute('data-outcome'),
    reason: await shown.getAttribute('data-reason'),
  }
}

/** F8, and it has gone well. What the last one came to is no answer: the counter takes it away when it begins. */
export async function update(page: Page): Promise<void> {
  const came = page.getByTestId('notice').locator('p')
  await pressByHand(page, 'F8')
  await came.filter({ hasText: '已更新' }).waitFor()
}

/** The next holder, please. */
export async function next(page: Page): Promise<void> {
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
}
