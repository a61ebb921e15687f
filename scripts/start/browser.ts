// Opens an address in the machine's own browser: Chrome, Edge or Chromium as a window without address bar, else the default one.
// It never downloads one, and never lets the user's extensions see holders' data where it can help it.
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/** `window`: ours alone, and `closed` settles when the clerk closes it. `tab`: somewhere in a running browser. */
export type Opened =
  | { readonly kind: 'window'; readonly closed: Promise<void>; close(): void }
  | { readonly kind: 'tab' }
  | { readonly kind: 'none' }

/** `url` stands on a command line that other users can list: give one that opens once. */
export async function openInBrowser(url: () => string, profile: string): Promise<Opened> {
  const browser = appBrowser()
  if (browser !== null) {
    const own = hasOwnProfile(browser)
    const flags = [`--app=${url()}`, '--window-size=1366,768', '--no-first-run', '--no-default-browser-check']
    const child = start(browser, own ? [...flags, `--user-data-dir=${profile}`] : flags)
    if (await stays(child)) {
      return own ? { kind: 'window', closed: ended(child), close: () => child.kill() } : { kind: 'tab' }
    }
  }
  const [command, args] = DEFAULT_BROWSER[process.platform] ?? ['xdg-open', []]
  return (await stays(start(command, [...args, url()]))) ? { kind: 'tab' } : { kind: 'none' }
}

const DEFAULT_BROWSER: Partial<Record<NodeJS.Platform, readonly [string, readonly string[]]>> = {
  darwin: ['open', []],
  win32: ['cmd', ['/c', 'start', '']],
}

const NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chromium',
  'chromium-browser',
]
const MAC_APPS = ['Google Chrome', 'Microsoft Edge', 'Chromium']
const WINDOWS_PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
]

function appBrowser(): string | null {
  return candidates().find(isExecutable) ?? null
}

function candidates(): string[] {
  if (process.platform === 'darwin')
    return MAC_APPS.map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    return WINDOWS_PROGRAMS.flatMap(parts =>
      roots.flatMap(root => (root === undefined ? [] : [join(root, ...parts)])),
    )
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return NAMES.flatMap(name => folders.map(folder => join(folder, name)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Ubuntu's Chromium is a snap that may not write where our data is; on macOS closing a window ends nothing. */
const hasOwnProfile = (browser: string) =>
  process.platform !== 'darwin' && !basename(browser).startsWith('chromium')

const start = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, args, { stdio: 'ignore', detached: process.platform !== 'win32' })
  child.unref()
  return child
}

/** How soon a browser that cannot start says so, in milliseconds. */
const GIVES_UP_MS = 2_000

/** False when the program is missing or ends at once with an error; handing over to a running one is no error. */
function stays(child: ChildProcess): Promise<boolean> {
  return new Promise(resolve => {
    const patience = setTimeout(resolve, GIVES_UP_MS, true)
    const settle = (answer: boolean) => {
      clearTimeout(patience)
      resolve(answer)
    }
    child.once('error', () => settle(false))
    child.once('exit', code => settle(code === 0))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}
