// Starts a real Chromium for tests, benches and screenshots, with a fake camera if one is asked for.
// It must never download a browser, and never share an unpacked browser file that is still being written.

import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

export type ChromiumOptions = {
  /** A .y4m file (see y4m.ts) that the fake camera plays in a loop; permission is granted unasked. */
  readonly fakeCamera?: string
  /** Chromium flags beyond ours. */
  readonly args?: readonly string[]
  /** Default true; a window needs a display. */
  readonly headless?: boolean
  /** Default 60,000 ms: on two busy cores a browser may be slow to come up. */
  readonly timeoutMs?: number
}

/** Without these Chromium asks for a GPU, for updates or for the network. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Containers give /dev/shm 64 MB, too little for camera frames.
  '--disable-dev-shm-usage',
]

const NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
]

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap(root =>
    root === undefined
      ? []
      : [
          join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ],
  ),
]

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The Chrome, Chromium or Edge that this machine has installed, if any. */
export function installedChromium(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...onPath, ...PLACES].find(executable)
}

type Found = { readonly executablePath: string; readonly env?: Record<string, string> }

/**
 * The Chromium inside `@sparticuz/chromium`, unpacked once per version and machine.
 * The package's own `executablePath()` is not used: it takes a half-written file of another process for a whole one.
 */
async function bundledChromium(): Promise<Found> {
  const require = createRequire(import.meta.url)
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '..')
  const { version } = require(join(root, 'package.json')) as { version: string }
  const home = join(tmpdir(), `huicai-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  const executablePath = join(home, 'chromium')
  if (!existsSync(executablePath)) {
    const { inflate } = await import('@sparticuz/chromium')
    const scratch = mkdtempSync(`${home}.`)
    const before = process.env.TMPDIR
    // `inflate` writes to os.tmpdir(), which reads TMPDIR at each call.
    process.env.TMPDIR = scratch
    try {
      await inflate(join(root, 'bin', 'chromium.br'))
      await inflate(join(root, 'bin', 'al2023.tar.br'))
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
    try {
      renameSync(scratch, home)
    } catch {
      // Another process was first; its copy is as good as ours.
      rmSync(scratch, { recursive: true, force: true })
    }
  }
  if (starts(executablePath, process.env)) return { executablePath }
  // A bare image lacks libnss3 and friends; the package brings them for Amazon Linux, and they do elsewhere too.
  const env = { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') } as Record<string, string>
  return { executablePath, env }
}

function starts(executablePath: string, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(executablePath, ['--version'], { env, stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

async function findChromium(): Promise<Found> {
  const asked = process.env.CHROMIUM_PATH
  if (asked !== undefined && asked !== '') return { executablePath: asked }
  const installed = installedChromium()
  return installed === undefined ? await bundledChromium() : { executablePath: installed }
}

/** A running browser; the caller closes it. `CHROMIUM_PATH` wins over an installed browser, that over the bundled one. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const found = await findChromium()
  const camera =
    options.fakeCamera === undefined
      ? []
      : [
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-video-capture=${options.fakeCamera}`,
        ]
  return await chromium.launch({
    ...found,
    headless: options.headless ?? true,
    // Root in a container cannot have Chromium's sandbox; anybody else keeps it off too, for the same test everywhere.
    chromiumSandbox: false,
    timeout: options.timeoutMs ?? 60_000,
    args: [...QUIET, ...camera, ...(options.args ?? [])],
  })
}
