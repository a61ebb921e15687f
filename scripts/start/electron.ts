// Electron for `npm start`: is its binary here, can it be had, and did it really start.
// The npm package brings no binary; it is fetched once, and whoever cannot fetch it is not kept waiting for it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = join(import.meta.dirname, '..', '..', 'node_modules', 'electron')

/** The program file, if it is installed. */
export function electronBinary(): string | null {
  try {
    const file = readFileSync(join(PACKAGE, 'path.txt'), 'utf8').trim()
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist'), file)
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

/** Runs the package's own installer (`ELECTRON_MIRROR` and a proxy as it knows them); null when it could not. */
export async function fetchElectron(): Promise<string | null> {
  process.stderr.write(
    '正在下载 Electron（约 120 MB，仅第一次）… / downloading Electron, about 120 MB, once …\n',
  )
  const installer = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'ignore' })
  await once(installer, 'exit')
  return electronBinary()
}

export type ElectronRun = 'ended' | 'did-not-start'

/** A crash later than this is a crash of the running app, in milliseconds. */
const STARTED_MS = 15_000
/** How Chromium ends when it cannot set up its sandbox or its window system. */
const ABORTS: readonly (NodeJS.Signals | null)[] = ['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV', 'SIGBUS']

/** Runs the app at `appFolder` until it ends; its exit code becomes ours. */
export async function runElectron(
  binary: string,
  appFolder: string,
  dataDir: string | undefined,
): Promise<ElectronRun> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...(dataDir !== undefined && { XHC_DATA_DIR: dataDir }) }
  // Editors built on Electron set it in their terminals; Electron would be a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const began = performance.now()
  const child = spawn(binary, [appFolder], { stdio: 'inherit', env })
  const passOn = (signal: NodeJS.Signals) => {
    // Ctrl+C has reached the app as well; a second one would end it before it has closed its files.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  process.on('SIGINT', passOn).on('SIGTERM', passOn)
  const ended = await once(child, 'exit').catch(() => null)
  process.off('SIGINT', passOn).off('SIGTERM', passOn)
  if (ended === null) return 'did-not-start'
  const [code, signal] = ended as [number | null, NodeJS.Signals | null]
  if (ABORTS.includes(signal) && performance.now() - began < STARTED_MS) return 'did-not-start'
  process.exitCode = code ?? 1
  return 'ended'
}
