// One-time codes and their throttles over a restart of the registry, and over two that share a database, on both stores.
// A code that was sent stays good once and in one place; what was counted against a number or an address stays counted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import type { CodeMessage } from '../../../registry/phone-access/sender.ts'
import { openRegistry, type Registry } from '../../../registry/registry.ts'
import { deviceKey, messageFor } from '../../support/phone-client.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'

const WRONG = { ok: false, error: { code: 'wrong-code' } }
const THROTTLED = { ok: false, error: { code: 'too-many-requests' } }
const MOST_GUESSES = 60
const START = 1_791_700_000

describe.each(['PGlite', 'PostgreSQL'])('one-time codes on %s', store => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-codes-'))
  const messages: CodeMessage[] = []
  const clock = { now: START }
  let postgres: TestPostgres | null = null
  let databaseUrl: string | undefined
  let registry: Registry

  const open = (): Promise<Registry> =>
    openRegistry({
      dataDir,
      now: () => clock.now,
      codeSender: { send: async message => void messages.push(message) },
      ...(databaseUrl !== undefined && { databaseUrl }),
    })
  async function restart(): Promise<void> {
    await registry.close()
    registry = await open()
  }
  const deviceName = 'test'
  const confirm = (at: Registry, number: string, code: string, address = '10.0.0.1') =>
    at.phone.confirm(
      { kind: 'applicant', number, code, deviceKey: deviceKey().publicKey, deviceName },
      address,
    )
  const other = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')
  async function askedFor(number: string): Promise<string> {
    expect(await registry.phone.requestCode('applicant', number, '10.0.0.2')).toMatchObject({ ok: true })
    return (await messageFor(messages, number)).code
  }

  beforeAll(async () => {
    postgres = store === 'PostgreSQL' ? await startPostgres() : null
    databaseUrl = await postgres?.freshDatabase()
    registry = await open()
  })
  afterAll(async () => {
    await registry.close()
    await postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('a restart between asking and entering takes no code away, forgives no guess, and forgets no throttle', async () => {
    const [sent, guessed, late] = ['13600000001', '13600000002', '13600000003'] as const
    const code = await askedFor(sent)
    const right = await askedFor(guessed)
    const tooLate = await askedFor(late)
    for (let i = 1; i <= 3; i++)
      expect(await confirm(registry, guessed, other(right, i))).toMatchObject(WRONG)
    for (let i = 0; i < MOST_GUESSES; i++)
      expect(await confirm(registry, '13600000009', '123456', '10.0.0.9')).toMatchObject(WRONG)
    await restart()
    expect(await registry.phone.requestCode('applicant', sent, '10.0.0.3')).toMatchObject(THROTTLED)
    expect(await confirm(registry, sent, code)).toMatchObject({ ok: true })
    expect(await confirm(registry, sent, code)).toMatchObject(WRONG)
    for (let i = 4; i <= 5; i++)
      expect(await confirm(registry, guessed, other(right, i))).toMatchObject(WRONG)
    expect(await confirm(registry, guessed, right)).toMatchObject(WRONG)
    expect(await confirm(registry, '13600000009', '123456', '10.0.0.9')).toMatchObject(THROTTLED)
    clock.now += 301
    expect(await confirm(registry, late, tooLate)).toMatchObject(WRONG)
    clock.now += 3600
    expect(await confirm(registry, '13600000009', '123456', '10.0.0.9')).toMatchObject(WRONG)
  })

  test('who signs in gets back the attempt that it took, and none of the wrong ones before it', async () => {
    const number = '13600000004'
    const code = await askedFor(number)
    const from = '10.0.0.4'
    for (let i = 1; i < MOST_GUESSES; i++) await confirm(registry, '13600000009', '123456', from)
    expect(await confirm(registry, number, code, from)).toMatchObject({ ok: true })
    expect(await confirm(registry, '13600000009', '123456', from)).toMatchObject(WRONG)
    expect(await confirm(registry, '13600000009', '123456', from)).toMatchObject(THROTTLED)
  })

  test('many at once from one address: as many as may, and not one more', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => `1350000${String(i).padStart(4, '0')}`)
    const answers = await Promise.all(
      numbers.map(number => registry.phone.requestCode('applicant', number, '10.0.0.5')),
    )
    expect(answers.filter(answer => answer.ok).length).toBe(30)
  })

  test('the answer has gone before a sender is so much as begun: its time tells nothing', async () => {
    await registry.seed(1)
    const before = messages.length
    const ask = (card: string) => registry.phone.requestCode('holder', card, '10.0.0.6')
    expect(await ask(makeCardNumber('5323', 1))).toMatchObject({ ok: true })
    expect(messages.length).toBe(before)
    await vi.waitFor(() => expect(messages.length).toBe(before + 1))
    expect(await ask(makeCardNumber('5300', 77))).toMatchObject({ ok: true })
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(messages.length).toBe(before + 1)
  })

  test.runIf(store === 'PostgreSQL')(
    'two registries on one database: a code of the one is good at the other, once, and both count together',
    async () => {
      const second = await open()
      try {
        const [used, guessed] = ['13600000006', '13600000007'] as const
        const code = await askedFor(used)
        expect(await second.phone.requestCode('applicant', used, '10.0.0.7')).toMatchObject(THROTTLED)
        const both = await Promise.all([confirm(registry, used, code), confirm(second, used, code)])
        expect(both.filter(answer => answer.ok).length).toBe(1)

        const right = await askedFor(guessed)
        await Promise.all(
          [1, 2, 3, 4, 5, 6].map(i => confirm(i % 2 === 0 ? registry : second, guessed, other(right, i))),
        )
        expect(await confirm(second, guessed, right)).toMatchObject(WRONG)

        // And whoever reads the table of what was counted learns no number and no address from it.
        const client = new pg.Client(databaseUrl)
        await client.connect()
        const { rows } = await client.query<{ name: string }>('SELECT name FROM attempt')
        await client.end()
        expect(rows.length).toBeGreaterThan(3)
        for (const { name } of rows) expect(name).toMatch(/^[\w-]{43}$/)
      } finally {
        await second.close()
      }
    },
  )
})
