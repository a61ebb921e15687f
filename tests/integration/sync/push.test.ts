// A real journal against a real registry over HTTP: restored backups at either end, records that cannot be read, batches too large.
// After each: everything that the journal ever wrote is at the registry once, or held there with its text.
import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { RecordBatch } from '../../../core/sync/wire.ts'
import { type Journal, openJournal } from '../../../db/journal/journal.ts'
import { push } from '../../../electron/sync/push.ts'
import { createRegistryClient, type RegistryClient } from '../../../electron/sync/registry-client.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'
import { service } from '../../unit/db/support-rows.ts'
import { openWorld, type TestTerminal, type World } from '../registry/world.ts'

const KEY = randomBytes(32)
let postgres: TestPostgres
let databaseUrl = ''
let world: World
let terminal: TestTerminal
let client: RegistryClient
let folder = ''
let journal: Journal

beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.freshDatabase()
  world = await openWorld(databaseUrl)
})
afterAll(async () => {
  await world.stop()
  await postgres.stop()
})
beforeEach(async () => {
  terminal = await world.terminal()
  const identity = { terminalId: terminal.id, key: terminal.key }
  client = createRegistryClient(world.url, identity, () => world.clock.now)
  folder = mkdtempSync(join(tmpdir(), 'xhc-push-'))
  journal = openAt(folder)
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

function openAt(dir: string): Journal {
  const opened = openJournal(join(dir, 'journal.db'), KEY)
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value
}

/** The clerk serves so many holders. Ids of the records. */
function serve(count: number, fields: Parameters<typeof service>[0] = {}): string[] {
  const bodies = Array.from({ length: count }, () =>
    service({ id: randomUUID(), terminal: terminal.id, item: '1.1', card: null, ...fields }),
  )
  const sealed = journal.log.append(bodies)
  if (!sealed.ok) throw new Error(sealed.error.code)
  return sealed.value.map(r => r.id)
}

async function sync(over: Pick<RegistryClient, 'pushRecords'> = client) {
  const hello = await client.hello(journal.chain.end())
  expect(hello.ok).toBe(true)
  const pushed = await push(over, journal.outbox, journal.chain, () => {})
  if (!pushed.ok) throw new Error(pushed.error.code)
  return { pushed: pushed.value.pushed, rejected: pushed.value.rejected }
}

function backUp(): void {
  journal.close()
  cpSync(folder, `${folder}.backup`, { recursive: true })
  onTestFinished(() => rmSync(`${folder}.backup`, { recursive: true, force: true }))
  journal = openAt(folder)
}

function restore(): void {
  journal.close()
  rmSync(folder, { recursive: true })
  cpSync(`${folder}.backup`, folder, { recursive: true })
  journal = openAt(folder)
}

const arrived = async () =>
  (await world.registry.records()).filter(r => r.terminal_id === terminal.id).map(r => r.id)
const events = async () =>
  (await world.registry.chainEvents())
    .filter(e => e.terminal_id === terminal.id)
    .map(({ kind, branch, sequence, until }) => ({ kind, branch, sequence, until }))
const waiting = () => [journal.outbox.unsent(), journal.outbox.rejected()]

test('a restored journal is noticed at its first hello, and what it records from then on arrives as a branch', async () => {
  const early = serve(5)
  await sync()
  backUp()
  const late = serve(4)
  await sync()
  restore()
  await sync()
  expect(await events()).toEqual([{ kind: 'removal', branch: 0, sequence: 6, until: 9 }])
  const after = serve(3)
  expect(await sync()).toEqual({ pushed: 3, rejected: 0 })
  const more = serve(2)
  await sync()
  expect((await arrived()).sort()).toEqual([...early, ...late, ...after, ...more].sort())
  expect(await events()).toContainEqual({ kind: 'fork', branch: 1, sequence: 6, until: 9 })
  expect(waiting()).toEqual([0, 0])
})

test('a backup from before anything was sent gives the same records again, and they are kept once', async () => {
  const ids = serve(6)
  backUp()
  await sync()
  restore()
  const more = serve(1)
  await sync()
  expect((await arrived()).sort()).toEqual([...ids, ...more].sort())
  expect(await events()).toEqual([])
})

test('a registry restored from its own backup is given what it lost, though it once acknowledged it', async () => {
  const ids = serve(9)
  await sync()
  await registryForgetsAfter(4)
  const more = serve(2)
  expect(await sync()).toEqual({ pushed: 2, rejected: 0 })
  expect((await arrived()).sort()).toEqual([...ids, ...more].sort())
  expect((await events()).map(e => e.kind)).toEqual(['gap'])
  const [gap] = (await world.registry.chainEvents()).filter(e => e.terminal_id === terminal.id)
  expect(gap).toMatchObject({ sequence: 5, until: 9, closed_at: world.clock.now })
  expect(waiting()).toEqual([0, 0])
})

test('both ends restored, each to another day: the journal’s own past is sent again from where they agree', async () => {
  const early = serve(6)
  await sync()
  backUp()
  const gone = serve(2)
  await sync()
  restore()
  const branch = serve(4)
  await sync()
  await registryForgetsAfter(3)
  const more = serve(1)
  await sync()
  const here = await arrived()
  // What the restored journal lost and the restored registry lost as well is nowhere any more; nobody can bring it.
  expect(here.filter(id => gone.includes(id))).toEqual([])
  expect(here.sort()).toEqual([...early, ...branch, ...more].sort())
})

test('a record that the registry cannot read is held there, listed here, and stops none behind it', async () => {
  const before = serve(2)
  const [bad] = serve(1, { kind: 'of-tomorrow' as 'service' })
  const behind = serve(3)
  expect(await sync()).toEqual({ pushed: 5, rejected: 1 })
  expect((await arrived()).sort()).toEqual([...before, ...behind].sort())
  expect(waiting()).toEqual([0, 1])
  const [held] = (await world.registry.heldRecords()).filter(h => h.terminal_id === terminal.id)
  expect(held).toMatchObject({ sequence: 3, id: bad, reason: 'bad-body', released_at: null })
  expect(JSON.parse(held?.body_json ?? '')).toContain('of-tomorrow')
})

test('a batch that is too large for what stands between is sent in smaller ones, in order', async () => {
  const ids = serve(30)
  const sizes: number[] = []
  const narrow = {
    async pushRecords(batch: RecordBatch) {
      if (batch.records.length > 7) return { ok: false as const, error: { code: 'too-large' as const } }
      sizes.push(batch.records.length)
      return await client.pushRecords(batch)
    },
  }
  expect(await sync(narrow)).toEqual({ pushed: 30, rejected: 0 })
  expect(await arrived()).toEqual(ids)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(7)
})

test('a record that is too large even alone is settled, held in its place, and stops none behind it', async () => {
  const before = serve(3)
  // More than the wire takes, and nothing that packs well.
  const [giant] = serve(1, { evidence: randomBytes(5_000_000).toString('base64') })
  const behind = serve(3)
  expect(await sync()).toEqual({ pushed: 6, rejected: 1 })
  expect((await arrived()).sort()).toEqual([...before, ...behind].sort())
  expect(waiting()).toEqual([0, 1])
  expect(journal.worklist.list(9)).toMatchObject([{ sequence: 4, rejection: 'too-large' }])
  const [held] = (await world.registry.heldRecords()).filter(h => h.terminal_id === terminal.id)
  expect(held).toMatchObject({ sequence: 4, id: giant, reason: 'too-large', released_at: null })
  // The chain goes through the place that is held: nothing to explain.
  expect(await events()).toEqual([])
  expect(await sync()).toEqual({ pushed: 0, rejected: 0 })
})

test('one that did not get through is taken in when it comes whole, into its own place', async () => {
  serve(2)
  const narrow: Pick<RegistryClient, 'pushRecords'> = {
    pushRecords: async batch =>
      batch.records.some(r => r.body.includes('公司甲'))
        ? { ok: false, error: { code: 'too-large' } }
        : await client.pushRecords(batch),
  }
  const [wide] = serve(1, { company: '公司甲' })
  const behind = serve(2)
  expect(await sync(narrow)).toEqual({ pushed: 4, rejected: 1 })
  const again = { act: 'sent-again', at: 1, clerk: '0001', note: null } as const
  expect(journal.worklist.act(3, again).ok).toBe(true)
  expect(await sync(narrow)).toEqual({ pushed: 0, rejected: 1 })
  expect(journal.worklist.act(3, again).ok).toBe(true)
  expect(await sync()).toEqual({ pushed: 1, rejected: 0 })
  expect(await arrived()).toEqual(expect.arrayContaining([wide, ...behind]))
  const [held] = (await world.registry.heldRecords()).filter(h => h.terminal_id === terminal.id)
  expect(held).toMatchObject({ sequence: 3, released_at: world.clock.now })
  expect(waiting()).toEqual([0, 0])
})

test('what lets nothing through, not even a place in the chain, ends the push with that, and loses nothing', async () => {
  serve(2)
  const closed = {
    pushRecords: async () => ({ ok: false as const, error: { code: 'too-large' as const } }),
  }
  const pushed = await push(closed, journal.outbox, journal.chain, () => {})
  expect(pushed).toEqual({ ok: false, error: { code: 'too-large' } })
  expect(waiting()).toEqual([2, 0])
})

test('a terminal is told that its journal forked, in the answer and with each greeting, and of a gap until it is filled', async () => {
  serve(3)
  expect(await told()).toEqual([])
  backUp()
  serve(2)
  await sync()
  restore()
  expect(await told()).toEqual([{ kind: 'removal', sequence: 4, until: 5, closed: false }])
  serve(1)
  const pushed = await push(client, journal.outbox, journal.chain, () => {})
  expect(pushed.ok && pushed.value.chain?.map(n => n.kind).sort()).toEqual(['fork', 'removal'])
  expect((await told()).map(n => n.kind).sort()).toEqual(['fork', 'removal'])

  await registryForgetsAfter(2)
  serve(1)
  await sync()
  expect(await told()).toEqual([{ kind: 'gap', sequence: 3, until: 4, closed: true }])
})

async function told() {
  const hello = await client.hello(journal.chain.end())
  if (!hello.ok) throw new Error(hello.error.code)
  return (hello.value.chain ?? []).map(({ kind, sequence, until, closed }) => ({
    kind,
    sequence,
    until,
    closed,
  }))
}

/** As a database that was put back to an earlier day. */
async function registryForgetsAfter(sequence: number): Promise<void> {
  const sql = new pg.Client(databaseUrl)
  await sql.connect()
  await sql.query('DELETE FROM record WHERE terminal_id = $1 AND (branch > 0 OR sequence > $2)', [
    terminal.id,
    sequence,
  ])
  await sql.query('DELETE FROM chain_branch WHERE terminal_id = $1', [terminal.id])
  await sql.query('DELETE FROM chain_event WHERE terminal_id = $1', [terminal.id])
  await sql.query(
    `UPDATE terminal SET last_sequence = $2,
       last_hash = (SELECT hash FROM record WHERE terminal_id = $1 AND sequence = $2) WHERE id = $1`,
    [terminal.id, sequence],
  )
  await sql.end()
}
