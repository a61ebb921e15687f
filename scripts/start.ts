// `npm start`: the terminal in Electron where that can be had, else in this machine's own browser on loopback.
// It says in one line which of the two and why, and never opens a second host on one data folder.
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { stderrLog } from '../electron/hosts/log.ts'
import { findRunning } from '../electron/hosts/loopback/running.ts'
import { startLoopback } from '../electron/hosts/loopback/start.ts'
import { explainStartError } from '../electron/hosts/start-error.ts'
import manifest from '../package.json' with { type: 'json' }
import { optionsOf, refuse } from './args.ts'
import { BUILT, ensureBuilt } from './build.ts'
import { type Opened, openInBrowser } from './start/browser.ts'
import { electronBinary, fetchElectron, runElectron } from './start/electron.ts'

const usage = 'npm start -- [--data DIR] [--host electron|loopback] [--port N]'
const options = optionsOf(usage, {
  data: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
})
const { host = 'any' } = options
if (!['any', 'electron', 'loopback'].includes(host)) refuse(`--host is electron or loopback\nusage: ${usage}`)
const port = options.port === undefined ? null : Number(options.port)
if (port !== null && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
  refuse(`--port is a number below 65536\nusage: ${usage}`)
}

/**
 * Asked for first, so that a browser's leave to use the camera, which it ties to the port, is kept.
 * Below the range from which systems give out ports by themselves.
 */
const USUAL_PORT = 15_323
const dataDir = options.data === undefined ? join(appData(), 'HuicaiCard', 'loopback') : resolve(options.data)
const profile = join(dataDir, 'browser')
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

await ensureBuilt()
const why = host === 'loopback' ? null : await tryElectron()
if (why !== 'done') {
  if (why !== null) say(why)
  if (host === 'electron') process.exitCode = 1
  else await serveLoopback()
}

/** `done` when the app ran in Electron; else one line that says why it did not. */
async function tryElectron(): Promise<string> {
  if (!hasDisplay) return '没有图形界面，不用 Electron。/ No display, so not in Electron.'
  if (process.getuid?.() === 0)
    return '管理员（root）身份下 Electron 沙箱不可用。/ As root Electron has no sandbox.'
  // What this folder holds is sealed by its host's key store; the other host would find an empty terminal.
  if (host === 'any' && existsSync(join(dataDir, 'journal.db'))) {
    return '本机数据属于浏览器方式，继续用浏览器打开。/ The data here belongs to the browser host; staying with it.'
  }
  const binary = electronBinary() ?? (await fetchElectron())
  if (binary === null) {
    return '没有 Electron 程序文件，也下载不到，改用本机浏览器。/ Electron’s binary is not here and cannot be had; using this machine’s browser.'
  }
  const folder = options.data === undefined ? undefined : dataDir
  const run = await runElectron(binary, join(import.meta.dirname, '..'), folder)
  return run === 'ended'
    ? 'done'
    : 'Electron 未能启动，改用本机浏览器。/ Electron did not start; using this machine’s browser.'
}

async function serveLoopback(): Promise<void> {
  const running = await findRunning(dataDir)
  if (running !== null) {
    say(`已在运行 / already running: ${running}`)
    // Without the key, which has no place on a command line: the browser that had it has its cookie.
    if (hasDisplay) await openInBrowser(() => new URL('/', running).href, profile)
    return
  }
  const started = await startLoopback({
    dataDir,
    root: BUILT.renderer,
    ports: port === null ? [USUAL_PORT, 0] : [port],
    appVersion: manifest.version,
    log: stderrLog,
  })
  if (!started.ok) refuse(`端口 ${port} 已被占用。/ Port ${port} is taken.`)
  const { url, oneTimeUrl, close, failure } = started.value
  if (failure !== null) {
    const { title, text } = explainStartError(failure.code, 'loopback')
    say(`${title}\n\n${text}\n`)
  }
  const stopped = new Promise<void>(stop => {
    process.once('SIGINT', () => stop()).once('SIGTERM', () => stop())
  })
  process.stdout.write(`惠才卡服务窗口 / terminal: ${url}\n（Ctrl+C 结束 / to stop）\n`)
  const opened: Opened = hasDisplay ? await openInBrowser(oneTimeUrl, profile) : { kind: 'none' }
  if (opened.kind === 'none') {
    say('请在本机浏览器中打开上面的地址。/ Open the address above in a browser on this machine.')
  }
  if (opened.kind === 'window') {
    // As in Electron: the window is the program.
    await Promise.race([stopped, opened.closed])
    opened.close()
  } else {
    await stopped
  }
  await close()
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Where programs keep their data for this user, as Electron's `appData`. */
function appData(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
}
