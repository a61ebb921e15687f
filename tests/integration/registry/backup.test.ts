// A backup carried to an empty place: everything is there, nothing goes back for a terminal, and a bad file restores nothing.
// Written on one store and restored on the other: the file knows neither.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup } from '../../../registry/backup/restore.ts'
import { openRegistry, type Registry } from '../../../registry/registry.ts'
import { openStore } from '../../../registry/store/open.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'
import { openWorld, type World } from './world.ts'

const PASSPHRASE = '彝人古镇 2026 年的备份'
const folder = mkdtempSync(join(tmpdir(), 'xhc-backup-'))
const file = join(folder, 'registry.backup')
let postgres: TestPostgres
let world: World
let card = ''

beforeAll(async () => {
  postgres = await startPostgres()
  world = await openWorld()
  const holder = await world.holder()
  card = holder.card
  const terminal = await world.terminal()
  expect(await terminal.push([terminal.record({ card })])).toMatchObject([{ status: 'accepted' }])
  await world.registry.change(card, 'suspend', { actor: 'office', reason: '核查' })
  await world.registry.backup(file, PASSPHRASE)
})
afterAll(async () => {
  await world.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

const restoreTo = async (name: string, databaseUrl?: string, from = file, passphrase = PASSPHRASE) => {
  const dataDir = join(folder, name)
  const restored = await restoreBackup({
    file: from,
    passphrase,
    keyFolder: join(dataDir, 'keys'),
    open: () => openStore(dataDir, databaseUrl),
    now: world.clock.now + 3600,
  })
  return { dataDir, restored }
}

async function everything(registry: Registry) {
  const holders: string[] = []
  for await (const number of registry.cardsToPrint()) holders.push(number)
  return {
    counts: await registry.counts(),
    holders,
    held: await registry.findHolder(card),
    history: await registry.history(card),
    records: await registry.records(),
    terminals: (await registry.terminals()).length,
    sites: await registry.sites(),
    rootKey: registry.keys.rootKey,
    keys: registry.keys.keys,
  }
}

describe('a backup', () => {
  test('restored on a PostgreSQL server is the register it was made of, and publishes what no terminal has seen', async () => {
    const databaseUrl = await postgres.freshDatabase()
    const { dataDir, restored } = await restoreTo('server', databaseUrl)
    const before = await world.registry.publish()
    expect(restored).toMatchObject({ ok: true, value: { at: world.clock.now } })
    const registry = await openRegistry({ dataDir, databaseUrl, now: () => world.clock.now + 3601 })
    try {
      expect(await everything(registry)).toEqual(await everything(world.registry))
      const published = await registry.publish()
      expect(published.sequence).toBeGreaterThan(before.sequence + 1000)
      expect(published.keyListCounter).toBeGreaterThan(before.keyListCounter + 1000)
      expect(published.buckets).toEqual(before.buckets)
      expect(existsSync(join(dataDir, 'published', published.snapshot.path))).toBe(true)
      // Numbering goes on behind what was restored.
      expect(await registry.change(card, 'resume', { actor: 'office', reason: '无异常' })).toMatchObject({
        ok: true,
      })
      expect((await registry.publish()).sequence).toBeGreaterThan(published.sequence)
    } finally {
      await registry.close()
    }
  })

  test('is never restored over anything', async () => {
    const { dataDir } = await restoreTo('embedded')
    const again = await restoreTo('embedded')
    expect(again.restored).toEqual({ ok: false, error: { code: 'not-empty' } })
    rmSync(join(dataDir, 'keys'), { recursive: true })
    expect((await restoreTo('embedded')).restored).toEqual({ ok: false, error: { code: 'not-empty' } })
  })

  test('shows nothing of what is in it', () => {
    const bytes = readFileSync(file)
    for (const text of [card, 'privateKey', 'holder', '楚雄'])
      expect(bytes.includes(Buffer.from(text, 'utf8')), text).toBe(false)
  })

  const spoilt = (name: string, spoil: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, name)
    cpSync(file, path)
    writeFileSync(path, spoil(readFileSync(path)))
    return path
  }
  test.each([
    ['not-a-backup', (b: Buffer) => Buffer.concat([Buffer.from('PK'), b])],
    ['cut-short', (b: Buffer) => b.subarray(0, b.length - 100)],
    ['cut-short', (b: Buffer) => b.subarray(0, 31)],
    ['damaged', (b: Buffer) => Buffer.concat([b, Buffer.from('x')])],
    ['wrong-passphrase', (b: Buffer) => Buffer.from(b.with(200, (b[200] ?? 0) ^ 1))],
  ])('that is %s restores nothing', async (code, spoil) => {
    const path = spoilt(`${code}.backup`, spoil)
    const { dataDir, restored } = await restoreTo(`from-${code}`, undefined, path)
    expect(restored).toEqual({ ok: false, error: { code } })
    expect(existsSync(join(dataDir, 'keys'))).toBe(false)
    expect(existsSync(join(dataDir, 'pg'))).toBe(false)
  })

  test('needs its own passphrase', async () => {
    const { restored } = await restoreTo('stranger', undefined, file, 'another passphrase')
    expect(restored).toEqual({ ok: false, error: { code: 'wrong-passphrase' } })
  })
})
