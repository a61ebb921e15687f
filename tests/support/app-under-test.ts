// Opens the built terminal for a test to drive: the loopback host in Chromium, or with E2E_HOST=electron the real thing.
// A test cannot tell which; the data folder is its own and stays when the app is closed.
import { join } from 'node:path'
import { _electron, type Page } from 'playwright-core'
import { startLoopback } from '../../electron/hosts/loopback/start.ts'
import type { Log } from '../../electron/hosts/served.ts'
import { BUILT, ensureBuilt } from '../../scripts/build.ts'
import { electronBinary } from '../../scripts/start/electron.ts'
import { launchChromium } from './chromium.ts'

export type AppOptions = {
  /** The terminal's data folder; `findTerminalData` finds the files in it under either host. */
  readonly dataDir: string
  /** A .y4m film (see y4m.ts) for the fake camera. */
  readonly fakeCamera?: string
  /** Runs in the page before its own scripts: stand-ins for devices, at the page's edge. Loopback host only. */
  readonly standIn?: () => void
}

export type AppUnderTest = {
  readonly page: Page
  /** The terminal's data folder. */
  readonly dataDir: string
  /** The host's own log lines so far, for what must never stand in a log. */
  readonly logged: readonly string[]
  /** As the clerk ends it: what is in flight finishes, files are closed. */
  close(): Promise<void>
}

export const e2eHost = (): 'electron' | 'loopback' =>
  process.env.E2E_HOST === 'electron' ? 'electron' : 'loopback'

export async function openApp(options: AppOptions): Promise<AppUnderTest> {
  await ensureBuilt()
  return e2eHost() === 'electron' ? await openInElectron(options) : await openOnLoopback(options)
}

async function openOnLoopback({ dataDir, fakeCamera, standIn }: AppOptions): Promise<AppUnderTest> {
  const logged: string[] = []
  const log: Log = (event, facts) => {
    logged.push(JSON.stringify({ event, ...facts }))
  }
  const host = await startLoopback({
    dataDir,
    root: BUILT.renderer,
    ports: [0],
    appVersion: '0.0.0-test',
    log,
  })
  if (!host.ok) throw new Error(`the terminal did not start: ${host.error.code}`)
  const browser = await launchChromium(fakeCamera === undefined ? {} : { fakeCamera })
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  if (standIn !== undefined) await page.addInitScript(standIn)
  await page.goto(host.value.url)
  return {
    page,
    dataDir,
    logged,
    async close() {
      await browser.close()
      await host.value.close()
    },
  }
}

/** Unpacked, so that the inspect fuse is on and `XHC_DATA_DIR` is heeded (electron/hosts/electron/switches.ts). */
async function openInElectron({ dataDir, fakeCamera }: AppOptions): Promise<AppUnderTest> {
  const executablePath = electronBinary()
  if (executablePath === null) throw new Error('E2E_HOST=electron, but Electron’s binary is not installed')
  const camera =
    fakeCamera === undefined
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${fakeCamera}`]
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const app = await _electron.launch({
    executablePath,
    // No keyring on a test machine; switches stand before the app's folder, where Chromium looks for its own.
    args: [...camera, join(import.meta.dirname, '..', '..'), '--accept-unprotected-keys'],
    env: { ...definedIn(env), XHC_DATA_DIR: dataDir },
    // Off by default in Playwright; only root cannot have it.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const logged: string[] = []
  app
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (lines: string) => logged.push(lines))
  return { page: await app.firstWindow(), dataDir, logged, close: async () => await app.close() }
}

const definedIn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
