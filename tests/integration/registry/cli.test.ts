// The registry's command line as an operator has it: real processes, one data folder, its answers and exit codes.
// One registry serves for most of the tests: the embedded database takes seconds to start.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatCardNumber, makeCardNumber } from '../../../core/card/card-number.ts'
import { keyList, trustKeys } from '../../../core/card/keys.ts'
import { parseToken } from '../../../core/card/token.ts'
import { verifyToken } from '../../../core/card/verify.ts'
import { parseEnrolmentCode } from '../../../core/sync/enrolment-code.ts'
import { signedDocument } from '../../../core/sync/wire.ts'
import { COMMANDS } from '../../../registry/commands/run.ts'
import { idNumber } from '../../../registry/seed.ts'
import { lockFolder } from '../../../registry/store/folder-lock.ts'
import { readCodes } from '../../support/read-codes.ts'

const CLI = join(import.meta.dirname, '../../../registry/cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'xhc-cli-'))
const data = join(folder, 'registry')
const [CARD, ANOTHER] = [makeCardNumber('5323', 1), makeCardNumber('5323', 2)]

type Ran = { readonly exit: number | null; readonly out: string; readonly err: string }

function start(args: readonly string[]): ChildProcess {
  const { DATABASE_URL: _, XHC_REGISTRY_DATA: __, ...env } = process.env
  return spawn(process.execPath, [CLI, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function run(...args: string[]): Promise<Ran> {
  const child = start(args)
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)]
  const [exit]: [number | null] = (await once(child, 'close')) as [number | null]
  return { exit, out: await out, err: await err }
}

const textOf = (stream: ChildProcess['stdout']): Promise<string> =>
  stream === null ? Promise.resolve('') : text(stream)

/** A command in the test's folder, its `--json` answer parsed. */
async function answer<S extends z.ZodType>(schema: S, ...args: string[]): Promise<z.infer<S>> {
  const ran = await run(...args, '--data', folder, '--json')
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return schema.parse(JSON.parse(ran.out))
}

async function serve(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = start(['serve', '--port', '0', '--data', data])
  const errors: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const line = await Promise.race([
    once(child.stdout ?? child, 'data').then(([chunk]) => String(chunk)),
    once(child, 'exit').then(() => `ended: ${errors.join('')}`),
  ])
  const url = line.match(/http:\/\/\S+/)?.[0]
  if (url === undefined) throw new Error(line)
  return { child, url }
}

describe('before anything serves', () => {
  test('help names every command there is, with its usage', async () => {
    const { exit, out } = await run('help')
    expect(exit).toBe(0)
    expect(out).toContain('serve [--port N]')
    for (const command of Object.values(COMMANDS)) expect(out).toContain(command.usage)
  })

  test('a word that is no command ends with 2 and the help', async () => {
    const { exit, out, err } = await run('sevre')
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toContain('no such command: sevre')
    expect(err).toContain('serve [--port N]')
  })

  test('serve with an option that it does not have, or with no port, ends with 2 and its usage', async () => {
    for (const args of [
      ['--prot', '1'],
      ['--port', 'http'],
      ['--port', '70000'],
    ]) {
      const { exit, err } = await run('serve', ...args, '--data', data)
      expect({ args, exit }).toEqual({ args, exit: 2 })
      expect(err).toContain('usage: serve [--port N]')
    }
    expect(existsSync(data)).toBe(false)
  })

  test('a command that finds another one at work in the same folder is refused plainly and touches nothing', async () => {
    mkdirSync(data, { recursive: true })
    const lock = lockFolder(join(data, 'pg'))
    for (const args of [['seed'], ['serve', '--port', '0']]) {
      const { exit, out, err } = await run(...args, '--data', data)
      expect({ exit, out }).toEqual({ exit: 1, out: '' })
      expect(err).toContain('another process works on')
    }
    lock.release()
    expect(existsSync(join(data, 'pg', 'PG_VERSION'))).toBe(false)
  })
})

describe('while a registry serves', () => {
  let child: ChildProcess | null = null
  let url = ''
  beforeAll(async () => {
    // What a crash leaves behind: a file that was being written.
    mkdirWith(join(data, 'control.json'), '{"pid":')
    const serving = await serve()
    child = serving.child
    url = serving.url
    await answer(z.object({ seeded: z.literal(20) }), 'seed', '--holders', '20')
  })
  afterAll(() => {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  test('commands are carried out by the process that serves', async () => {
    const control = z
      .object({ pid: z.int() })
      .parse(JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')))
    expect(control.pid).toBe(child?.pid)
    expect((await run('serve', '--port', '0', '--data', data)).err).toContain('already serves this folder')
  })

  test('a site, its window’s code as text and QR, and the code names the serving address', async () => {
    const site = ['--id', 'hospital', '--name', '州医院', '--kind', 'hospital-checkup']
    await answer(z.object({ id: z.literal('hospital') }), 'site', 'create', ...site)
    const qr = join(folder, 'code.png')
    const window = ['--site', 'hospital', '--window', '2 号窗口', '--items', '1.1,1.2', '--qr', 'code.png']
    const { code } = await answer(z.object({ code: z.string() }), 'terminal', 'code', ...window)
    const parsed = parseEnrolmentCode(code)
    expect(parsed.ok && parsed.value.address).toBe(url)
    expect(await decode(qr)).toBe(code)
    expect((await run('site', 'create', ...site, '--data', data)).err).toContain('is there already')
    const policy = ['site', 'policy', '--id', 'hospital'] as const
    const shorter = z.object({
      idleSeconds: z.literal(120),
      receipt: z.literal('off'),
      lookUp: z.literal(true),
    })
    await answer(shorter, ...policy, '--set', 'idleSeconds=120', '--set', 'receipt=off')
    const wrong = await run(...policy, '--set', 'idleSeconds=5', '--set', 'receipt=always', '--data', data)
    expect(wrong).toMatchObject({ exit: 2, err: expect.stringContaining('idleSeconds cannot be 5') })
    await answer(shorter, ...policy)
    expect((await run('site', 'list', '--data', data)).out).toContain('州医院')
  })

  test('a card’s code as PNG reads back as the token, and the token is genuine', async () => {
    const keys = await trustedKeys(url)
    for (const medium of ['physical', 'virtual', 'specimen']) {
      const made = await answer(
        z.object({ card: z.string(), token: z.string(), png: z.string(), svg: z.string() }),
        'card',
        '--number',
        CARD,
        '--medium',
        medium,
        '--out',
        'cards',
      )
      expect(await decode(made.png)).toBe(made.token)
      expect(readFileSync(made.svg, 'utf8')).toContain('<svg')
      const token = parseToken(made.token)
      expect(token.ok && verifyToken(token.value, keys)).toMatchObject({
        result: 'valid',
        key: { use: medium },
      })
      expect(made.card === CARD).toBe(medium !== 'specimen')
    }
  })

  test('the specimens for training are drawn one for each outcome, and named by it', async () => {
    const drawing = z.object({
      drawn: z.literal(7),
      specimens: z.array(
        z.object({ outcome: z.string(), card: z.string(), token: z.string(), png: z.string() }),
      ),
    })
    const { specimens } = await answer(drawing, 'card', '--medium', 'specimen', '--png', '--out', 'training')
    expect(readdirSync(join(folder, 'training')).sort()).toEqual([
      'specimen-1-good.png',
      'specimen-2-check-person.png',
      'specimen-3-some-services.png',
      'specimen-4-cannot-judge.png',
      'specimen-5-no.png',
      'specimen-6-not-ours.png',
      'specimen-7-scan-again.png',
    ])
    for (const { card, token, png } of specimens) {
      expect(await decode(png)).toBe(token)
      expect(card).toMatch(/^0000/)
    }
  })

  test('all cards that may be in a hand are drawn for the printer, as the kind of file that it takes', async () => {
    const count = z.object({ drawn: z.int(), without: z.array(z.string()).length(0) })
    const { drawn } = await answer(count, 'card', '--all', '--svg', '--out', 'print')
    const files = readdirSync(join(folder, 'print'))
    expect(files).toHaveLength(drawn)
    expect(files.filter(f => !/^5323\d{8}-physical\.svg$/.test(f))).toEqual([])
    expect(drawn).toBeGreaterThan(10)
    expect((await run('card', '--all', '--medium', 'virtual', '--data', data)).exit).toBe(2)
  })

  test('a standing is changed with who and why, and shown with its history', async () => {
    const by = ['--card', CARD, '--actor', '张主任', '--reason', '电话挂失']
    const first = await run('status', 'report-lost', ...by, '--data', data)
    expect(first).toMatchObject({ exit: 0, out: expect.stringContaining('now lost') })
    const shown = await answer(
      z.object({ status: z.string(), history: z.array(z.object({ act: z.string(), actor: z.string() })) }),
      'status',
      'show',
      '--card',
      formatCardNumber(CARD),
    )
    expect(shown.status).toBe('lost')
    expect(shown.history.at(-1)).toEqual({ act: 'lost', actor: '张主任' })
    expect(await run('status', 'activate', ...by, '--data', data)).toMatchObject({ exit: 1 })
    expect((await run('status', 'revoke', ...by, '--data', data)).err).toContain('--ground')
  })

  test('an import reports what it refuses; a dry run enters nobody', async () => {
    const [good, twice] = [idNumber('532301', 900), idNumber('532301', 901)]
    const lines = ['姓名,身份证号,等级,有效期至']
    lines.push(`沐春海,${good},A,2030-06-30`, `饶晓霞,${twice},B,2030-06-30`, `饶晓霞,${twice},B,2030-06-30`)
    writeFileSync(join(folder, 'people.csv'), `\ufeff${lines.join('\r\n')}\r\n`)
    const count = z.object({ entered: z.int(), wouldEnter: z.int() })
    const imported = async (...more: string[]) => {
      const ran = await run('import', 'people.csv', '--actor', '张', ...more, '--data', data, '--json')
      return { exit: ran.exit, ...count.parse(JSON.parse(ran.out)) }
    }
    expect(await imported('--dry-run')).toEqual({ exit: 3, entered: 0, wouldEnter: 2 })
    expect(await imported('--report', 'report.txt')).toEqual({ exit: 3, entered: 2, wouldEnter: 2 })
    const report = readFileSync(join(folder, 'report.txt'), 'utf8')
    expect(report).toMatch(/^line 4, 身份证号: .*twice in the file\n$/)
    expect(report).not.toContain(twice)
    expect(await imported()).toEqual({ exit: 3, entered: 0, wouldEnter: 0 })
    expect((await run('import', 'nowhere.csv', '--actor', '张', '--data', data)).exit).toBe(1)
  })

  test('a vendor’s key works at once at the serving registry', async () => {
    const { key } = await answer(z.object({ key: z.string() }), 'vendor', 'create', '--name', 'mini-program')
    const response = await fetch(`${url}/v1/virtual-tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ card: ANOTHER }),
    })
    expect(response.status).toBe(200)
  })

  test('publishing counts up, and there are no records yet', async () => {
    const published = z.object({ sequence: z.int(), holders: z.literal(22) })
    const before = await answer(published, 'publish')
    expect((await answer(published, 'publish', '--snapshot')).sequence).toBe(before.sequence + 1)
    expect((await run('records', '--data', data)).out).toBe('No records yet.\n')
    expect((await run('records', '--conflicts', '--data', data)).out).toBe('No conflicts.\n')
  })

  test('a bad option of any command ends with 2 and its usage, and harms nothing', async () => {
    const bad = [
      ['seed', '--holder', '5'],
      ['seed', '--holders', '0'],
      ['site', 'create', '--id', 'x'],
      ['status', 'lose', '--card', CARD],
      ['card', '--number', CARD, '--medium', 'paper'],
      ['vendor', 'delete'],
    ]
    for (const args of bad) {
      const { exit, out, err } = await run(...args, '--data', data)
      expect({ args, exit, out }).toEqual({ args, exit: 2, out: '' })
      expect(err).toMatch(/usage: |--holders is|--medium is/)
    }
  })

  test('what is no command does not end the control endpoint', async () => {
    const { port, secret } = z
      .object({ port: z.int(), secret: z.string() })
      .parse(JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')))
    const send = (body: string, authorization = `Bearer ${secret}`) =>
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { authorization }, body })
    expect((await send('{"argv":')).status).toBe(400)
    expect((await send('{"argv":["site","list"],"cwd":"/"}', 'Bearer wrong')).status).toBe(403)
    expect((await run('site', 'list', '--data', data)).exit).toBe(0)
  })

  test('SIGTERM ends it with 0, and the next command survives the file of a process that is no more', async () => {
    const control = join(data, 'control.json')
    const stale = { ...z.looseObject({}).parse(JSON.parse(readFileSync(control, 'utf8'))), pid: process.pid }
    child?.kill('SIGTERM')
    const [exit]: unknown[] = child === null ? [] : await once(child, 'exit')
    expect(exit).toBe(0)
    expect(existsSync(control)).toBe(false)
    // Its pid has passed to another program, and nobody listens on its port.
    writeFileSync(control, JSON.stringify(stale))
    const { exit: local, out } = await run('status', 'show', '--card', CARD, '--data', data)
    expect({ local, out }).toEqual({ local: 0, out: expect.stringContaining(': lost, serial 1') })
  })
})

function mkdirWith(file: string, content: string): void {
  mkdirSync(data, { recursive: true })
  writeFileSync(file, content)
}

const decode = async (png: string): Promise<string | undefined> => (await readCodes(readFileSync(png)))[0]

async function trustedKeys(url: string) {
  const document = signedDocument.parse(await (await fetch(`${url}/v1/key-list`)).json())
  return trustKeys(keyList.parse(JSON.parse(document.payload)))
}
