// A registry that serves its built console, and staff who sit before it in a real Chromium at the design's size.
// What the page does wrong (a script's fault, a breach of the CSP, a request to anybody else) is kept for the test to see.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../registry/staff/permissions.ts'
import { enterStaff, type RegistryWorld, STAFF, startRegistry } from '../../scripts/demo/world.ts'
import { launchChromium } from './chromium.ts'
import { PASSWORD, staffMember } from './console-client.ts'

export type ConsoleWorld = {
  readonly folder: string
  readonly registry: RegistryWorld['registry']
  readonly url: string
  /** Faults of all pages so far; empty is good. */
  readonly faults: readonly string[]
  /** A browser of its own, nobody signed in, at the sign-in page. */
  visitor(): Promise<Page>
  /** As the demo's office account. */
  office(): Promise<Page>
  as(role: Role, unit?: string): Promise<Page>
  end(): Promise<void>
}

export async function consoleWorld(databaseUrl?: string): Promise<ConsoleWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-console-'))
  const world = await startRegistry(folder, 0, databaseUrl)
  await enterStaff(world.registry)
  const browser: Browser = await launchChromium()
  const faults: string[] = []

  async function visitor(): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      acceptDownloads: true,
    })
    const page = await context.newPage()
    page.on('pageerror', fault => faults.push(String(fault)))
    page.on('console', line => {
      // A refused call is answered in words on the page; the browser's own line about its status says nothing new.
      const isStatus = line.text().startsWith('Failed to load resource')
      if (line.type() === 'error' && !isStatus) faults.push(line.text())
    })
    page.on('request', request => {
      const local = request.url().startsWith(world.url) || /^(blob|data):/.test(request.url())
      if (!local) faults.push(`request to ${request.url()}`)
    })
    await page.goto(`${world.url}/console/`)
    await page.getByTestId('sign-in').waitFor()
    return page
  }
  async function signedIn(login: string, password: string): Promise<Page> {
    const page = await visitor()
    await signInPage(page, login, password)
    await page.getByTestId('sign-out').waitFor()
    return page
  }
  return {
    folder,
    registry: world.registry,
    url: world.url,
    faults,
    visitor,
    office: () => signedIn(STAFF.login, STAFF.password),
    as: async (role, unit) => signedIn(await staffMember(world.registry, role, unit), PASSWORD),
    async end() {
      await browser.close()
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function signInPage(page: Page, login: string, password: string): Promise<void> {
  await page.getByTestId('login').fill(login)
  await page.getByTestId('password').fill(password)
  await page.keyboard.press('Enter')
}

/** Opens an address of the console as a bookmark would. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/console${path}`, page.url()).href)
  await page.locator('main h1').waitFor()
}

export { axeComplaints as violations } from './axe.ts'
