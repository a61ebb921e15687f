// The demo as a stranger runs it: one line of JSON, sample cards for every outcome, and verdicts that agree with them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import { phoneClient } from '../support/phone-client.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const person = z.object({ number: z.string(), pin: z.string() })
const readyLine = z.strictObject({
  terminalUrl: z.url(),
  registryUrl: z.url(),
  consoleUrl: z.url(),
  phoneUrl: z.url(),
  holder: z.object({ card: z.string() }),
  dataDir: z.string(),
  cardsDir: z.string(),
  clerk: person,
  supervisor: person,
  staff: z.object({ login: z.string(), password: z.string() }),
})
const sampleCards = z.array(
  z.object({
    file: z.string(),
    cardNo: z.string().nullable(),
    tier: z.string().nullable(),
    medium: z.string(),
    status: z.string(),
    token: z.string().min(1),
    outcome: z.enum(OUTCOMES),
    reason: z.string(),
  }),
)

const run = (script: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT })

async function answerOf(child: ChildProcess, input = ''): Promise<{ code: number; out: string }> {
  child.stdin?.end(input)
  const [out, [code]] = await Promise.all([text(child.stdout ?? process.stdin), once(child, 'exit')])
  return { code: Number(code), out }
}

const verify = async (dataDir: string, inputs: readonly string[], ...more: string[]) => {
  const { out } = await answerOf(
    run('scripts/verify.ts', '--data', dataDir, ...more),
    `${inputs.join('\n')}\n`,
  )
  return out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

const folder = mkdtempSync(join(tmpdir(), 'huicai-demo-test-'))
let demo: ChildProcess
let lines = ''
let said = ''
let ready: z.infer<typeof readyLine>

beforeAll(async () => {
  demo = run('scripts/demo.ts', '--json', '--data', folder, '--holders', '300')
  demo.stdout?.on('data', chunk => {
    lines += chunk
  })
  demo.stderr?.on('data', chunk => {
    said += chunk
  })
  await vi.waitUntil(() => lines.includes('\n'), { timeout: 100_000, interval: 200 })
  ready = readyLine.parse(JSON.parse(lines))
})
afterAll(() => {
  demo.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const cards = () => sampleCards.parse(JSON.parse(readFileSync(join(ready.cardsDir, 'cards.json'), 'utf8')))

test('the sample cards cover every outcome, and each has its picture', () => {
  const samples = cards()
  expect(samples.length).toBeGreaterThanOrEqual(24)
  expect(new Set(samples.map(s => s.outcome))).toEqual(new Set(OUTCOMES))
  for (const sample of samples) expect(statSync(join(ready.cardsDir, sample.file)).size).toBeGreaterThan(200)
})

test('verify gives each sample card the outcome and the reason that cards.json promises, and no full name', async () => {
  const samples = cards()
  const verdicts = await verify(
    ready.dataDir,
    samples.map(s => s.token),
  )
  expect(verdicts.map(v => [v.outcome, v.reason])).toEqual(samples.map(s => [s.outcome, s.reason]))
  expect(JSON.stringify(verdicts)).not.toContain('杨明芳')
  expect(verdicts[0]).toMatchObject({
    holder: { name: '杨*芳' },
    services: [
      { id: '1.1', availability: 'available' },
      { id: '1.2', availability: 'available' },
    ],
  })
})

test('the sample holder signs in on a phone with the code that the demo prints, and his card says that it is a specimen', async () => {
  const { card } = ready.holder
  const phone = phoneClient(new URL(ready.phoneUrl).origin, () => Math.floor(Date.now() / 1000))
  expect((await phone.call('session.requestCode', { kind: 'holder', number: card })).ok).toBe(true)
  await vi.waitUntil(() => said.includes(`card ${card}`), { timeout: 10_000, interval: 50 })
  const code = said.match(new RegExp(`(\\d{6}) → [^\\n]*card ${card}`))?.[1] ?? ''
  const deviceKey = phone.key.publicKey
  await phone.call('session.confirm', { kind: 'holder', number: card, code, deviceKey, deviceName: 'test' })
  expect(await phone.call('card.get', {})).toMatchObject({ value: { standing: 'good', specimen: true } })
})

test('verify records nothing: the same virtual code is good as often as it is asked', async () => {
  const virtual = cards().find(s => s.outcome === 'good')
  const verdicts = await verify(ready.dataDir, [virtual?.token ?? '', virtual?.token ?? ''])
  expect(verdicts.map(v => v.outcome)).toEqual(['good', 'good'])
})

test('verify answers for another kind of site and for another time', async () => {
  const virtual = cards().find(s => s.outcome === 'good')?.token ?? ''
  expect((await verify(ready.dataDir, [virtual], '--site', 'bank'))[0]).toMatchObject({
    outcome: 'no',
    reason: 'N-40',
  })
  const nextYear = new Date(Date.now() + 366 * 86_400_000).toISOString()
  expect((await verify(ready.dataDir, [virtual], '--at', nextYear))[0]).toMatchObject({
    outcome: 'no',
    reason: 'N-15',
  })
  const physical = cards()[0]?.token ?? ''
  expect((await verify(ready.dataDir, [physical], '--at', nextYear))[0]).toMatchObject({ reason: 'U-31' })
})

test('the registry’s command line acts while the demo serves', async () => {
  const card = cards().find(s => s.reason === 'N-25')?.cardNo ?? ''
  const resumed = await answerOf(
    run(
      'registry/cli.ts',
      'status',
      'resume',
      '--card',
      card,
      '--reason',
      'test',
      '--actor',
      'me',
      '--data',
      ready.dataDir,
    ),
  )
  expect(resumed.code).toBe(0)
  expect(resumed.out).toContain('active')
})

test('a stranger without the address’s key gets nothing from the terminal', async () => {
  const response = await fetch(new URL('/', ready.terminalUrl))
  expect(response.status).toBe(403)
})

test('it stops cleanly when it is told to, having printed exactly one line', async () => {
  const ended = once(demo, 'exit')
  demo.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(lines.trim().split('\n')).toHaveLength(1)
})
