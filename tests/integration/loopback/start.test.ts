import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRunning } from '../../../electron/hosts/loopback/running.ts'
import type { LoopbackHost } from '../../../electron/hosts/loopback/server.ts'
import { startLoopback } from '../../../electron/hosts/loopback/start.ts'
import { pathOf, send } from './world.ts'

let folder = ''
const open: LoopbackHost[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-start-'))
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>')
})
afterEach(async () => {
  for (const host of open.splice(0)) await host.close()
  rmSync(folder, { recursive: true, force: true })
})

const dataDir = () => join(folder, 'data')

async function start(ports: readonly number[] = [0]) {
  const root = join(folder, 'renderer')
  const host = await startLoopback({ dataDir: dataDir(), root, ports, appVersion: '0.1.0', log: () => {} })
  if (host.ok) open.push(host.value)
  return host
}

async function started(): Promise<LoopbackHost> {
  const host = await start()
  if (!host.ok) throw new Error(host.error.code)
  return host.value
}

const portOf = (host: LoopbackHost) => Number(new URL(host.url).port)

async function callApi(host: LoopbackHost, name: string): Promise<unknown> {
  const entered = await send(portOf(host), { path: pathOf(host.url) })
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const answer = await send(portOf(host), {
    method: 'POST',
    path: `/api/${name}`,
    headers: { cookie, 'content-type': 'application/json' },
  })
  return JSON.parse(answer.body)
}

it('the real terminal answers through the host', async () => {
  expect(await callApi(await started(), 'app.get')).toMatchObject({
    ok: true,
    value: { phase: 'enrol', host: 'loopback', version: '0.1.0' },
  })
})

it('a second start finds the one that runs, through a note that only its owner can read', async () => {
  const host = await started()
  expect(await findRunning(dataDir())).toBe(host.url)
  if (process.platform !== 'win32') {
    expect(statSync(join(dataDir(), 'loopback-address')).mode & 0o777).toBe(0o600)
  }
})

it('after it was closed nobody is found', async () => {
  const host = await started()
  await host.close()
  open.length = 0
  expect(await findRunning(dataDir())).toBeNull()
  expect(existsSync(join(dataDir(), 'loopback-address'))).toBe(false)
})

it.each([
  ['a host that was killed', 'http://127.0.0.1:1/?key=x'],
  ['another machine', 'http://evil.example/?key=x'],
  ['nothing that is an address', 'x'],
])('a note that names %s is not believed', async (_what, note) => {
  mkdirSync(dataDir())
  writeFileSync(join(dataDir(), 'loopback-address'), note)
  expect(await findRunning(dataDir())).toBeNull()
})

it('a note whose port another program has taken since is not believed', async () => {
  const host = await started()
  mkdirSync(join(folder, 'old'))
  writeFileSync(join(folder, 'old', 'loopback-address'), host.url.replace(/key=.*/, 'key=of-another-start'))
  expect(await findRunning(join(folder, 'old'))).toBeNull()
})

it('the usual port when it is free, another when it is not', async () => {
  const first = await started()
  const second = await startLoopback({
    dataDir: join(folder, 'other'),
    root: join(folder, 'renderer'),
    ports: [portOf(first), 0],
    appVersion: '0.1.0',
    log: () => {},
  })
  if (!second.ok) throw new Error(second.error.code)
  open.push(second.value)
  expect(portOf(second.value)).not.toBe(portOf(first))
})

it('a port that was asked for and is taken is said so, and the files are closed again', async () => {
  const first = await started()
  const port = portOf(first)
  const refused = await startLoopback({
    dataDir: join(folder, 'other'),
    root: join(folder, 'renderer'),
    ports: [port],
    appVersion: '0.1.0',
    log: () => {},
  })
  expect(refused).toEqual({ ok: false, error: { code: 'port-taken' } })
  expect(existsSync(join(folder, 'other', 'journal.db-wal'))).toBe(false)
})

it('a data folder that cannot be written is said on the page, in both languages, and nothing else is answered', async () => {
  writeFileSync(dataDir(), 'a file where the folder should be')
  const host = await start()
  if (!host.ok) throw new Error(host.error.code)
  expect(host.value.failure).toEqual({ code: 'folder-not-writable' })
  const app = await callApi(host.value, 'app.get')
  expect(app).toMatchObject({ ok: true, value: { phase: 'blocked', blocked: { choices: ['retry'] } } })
  expect(JSON.stringify(app)).toContain('数据文件夹不能写入')
  expect(await callApi(host.value, 'sync.now')).toMatchObject({ ok: false, error: { code: 'blocked' } })
})

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'scripts', 'start.ts')

/** `npm start` on loopback; `programs` are all that is on its PATH. */
function npmStart(display: Readonly<Record<string, string>>, programs = join(folder, 'bin')) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const child = spawn(process.execPath, [SCRIPT, '--host', 'loopback', '--data', dataDir(), '--port', '0'], {
    env: { ...env, ...display, PATH: programs },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  const address = async () => {
    while (!printed.includes('?key=') && child.exitCode === null) {
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    }
    return printed.match(/http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]+/)?.[0] ?? ''
  }
  return { child, address }
}

/** A program on the PATH that notes what it was called with, and what the address it was given answers, twice. */
function fakeProgram(name: string, exitCode: number): string {
  const note = join(folder, `${name}.json`)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(
    join(folder, 'bin', name),
    `#!${process.execPath}
void (async () => {
  const args = process.argv.slice(2)
  const url = args.map(arg => arg.replace('--app=', '')).find(arg => arg.startsWith('http:'))
  const get = async () => (await fetch(url, { redirect: 'manual' })).status
  const answers = ${exitCode} === 0 ? [await get(), await get()] : []
  require('node:fs').writeFileSync(${JSON.stringify(note)}, JSON.stringify({ args, answers }))
  process.exit(${exitCode})
})()
`,
    { mode: 0o755 },
  )
  return note
}

it('npm start without a display prints the address, serves, and ends cleanly when told', async () => {
  const { child, address } = npmStart({})
  const url = await address()
  const entered = await send(Number(new URL(url).port), { path: pathOf(url) })
  expect(entered.status).toBe(303)
  expect(readFileSync(join(dataDir(), 'loopback-address'), 'utf8')).toBe(url)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(join(dataDir(), 'journal.db-wal'))).toBe(false)
})

describe.runIf(process.platform === 'linux')('npm start with a display', () => {
  it('opens Chrome as a window of its own with an address that opens once, and ends with that window', async () => {
    const note = fakeProgram('google-chrome', 0)
    const { child, address } = npmStart({ DISPLAY: ':9' })
    const url = await address()
    expect(await once(child, 'exit')).toEqual([0, null])
    const { args, answers } = JSON.parse(readFileSync(note, 'utf8')) as { args: string[]; answers: number[] }
    expect(args).toContain(`--user-data-dir=${join(dataDir(), 'browser')}`)
    expect(args.join(' ')).not.toContain(url)
    expect(answers).toEqual([303, 403])
  })

  it('opens the default browser when Chrome cannot start, and goes on until it is told to stop', async () => {
    fakeProgram('google-chrome', 1)
    const note = fakeProgram('xdg-open', 0)
    const { child, address } = npmStart({ WAYLAND_DISPLAY: 'wayland-9' })
    const url = await address()
    while (!existsSync(note)) await new Promise(resolve => setTimeout(resolve, 10))
    expect((await send(Number(new URL(url).port), { path: pathOf(url) })).status).toBe(303)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect((JSON.parse(readFileSync(note, 'utf8')) as { answers: number[] }).answers).toEqual([303, 403])
  })
})
