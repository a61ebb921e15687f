// What a registry finds when it is opened again: its own keys, its own files, a schema it knows. Else it says so, or mends it.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { keyList, publicKeyFromRaw } from '../../../core/card/keys.ts'
import { addRow, bucketOf, digestText, EMPTY_BUCKET, emptyBuckets } from '../../../core/sync/buckets.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import { openRegistry, type Registry } from '../../../registry/registry.ts'
import { OtherKeys } from '../../../registry/store/bind-to-keys.ts'
import { migrate, NewerSchema } from '../../../registry/store/migrate.ts'
import { register } from '../../../registry/store/migrations/001-register.ts'
import { visitRating } from '../../../registry/store/migrations/002-visit-rating.ts'
import { openPostgres } from '../../../registry/store/postgres.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'

let postgres: TestPostgres
const folders: string[] = []
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'xhc-reopen-'))
  folders.push(made)
  return made
}

async function inRegistry<T>(
  dataDir: string,
  databaseUrl: string,
  work: (registry: Registry) => Promise<T>,
): Promise<T> {
  const registry = await openRegistry({ dataDir, databaseUrl })
  try {
    return await work(registry)
  } finally {
    await registry.close()
  }
}

test('a database opened from another data folder is refused, and its own folder still opens it', async () => {
  const [databaseUrl, own] = [await postgres.freshDatabase(), folder()]
  const published = await inRegistry(own, databaseUrl, registry => registry.publish())
  await expect(openRegistry({ dataDir: folder(), databaseUrl })).rejects.toThrow(OtherKeys)
  const again = await inRegistry(own, databaseUrl, registry => registry.publish())
  expect(again.sequence).toBe(published.sequence)
})

test('a database of a newer program is refused and left alone', async () => {
  const [databaseUrl, own] = [await postgres.freshDatabase(), folder()]
  await inRegistry(own, databaseUrl, registry => registry.seed(3))
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query('INSERT INTO schema_version (version) VALUES (9999)')
  await expect(openRegistry({ dataDir: own, databaseUrl })).rejects.toThrow(NewerSchema)
  await client.query('DELETE FROM schema_version WHERE version = 9999')
  await client.end()
  expect(await inRegistry(own, databaseUrl, registry => registry.counts())).toMatchObject({ holders: 3 })
})

test('a database restored without its published files publishes a new snapshot, under a later sequence', async () => {
  const [databaseUrl, own] = [await postgres.freshDatabase(), folder()]
  const before = await inRegistry(own, databaseUrl, async registry => {
    await registry.seed(5)
    const left = await registry.change(makeCardNumber('5323', 1), 'left', { actor: '张', reason: '离岗' })
    expect(left.ok).toBe(true)
    const state = await registry.publish()
    expect(state.changes).toHaveLength(1)
    return state
  })
  rmSync(join(own, 'published'), { recursive: true })
  await inRegistry(own, databaseUrl, async registry => {
    const state = await registry.publish()
    expect(state.sequence).toBeGreaterThan(before.sequence)
    expect(state.buckets).toEqual(before.buckets)
    for (const ref of [state.snapshot, ...state.changes])
      expect(await registry.artifacts.isThere(ref)).toBe(true)
    expect((await registry.publish()).sequence).toBe(state.sequence)
  })
})

test('the folder alone is enough for a web server: signed documents lie beside the files', async () => {
  const [databaseUrl, own] = [await postgres.freshDatabase(), folder()]
  await inRegistry(own, databaseUrl, async registry => {
    await registry.publish()
    const files = readdirSync(join(own, 'published'))
    expect(files).toEqual(expect.arrayContaining(['manifest.json', 'key-list.json', 'catalogue.json']))
    const root = publicKeyFromRaw(registry.keys.rootKey)
    const document: unknown = JSON.parse(readFileSync(join(own, 'published', 'key-list.json'), 'utf8'))
    expect(openSigned(document, 'key-list', keyList, () => root).ok).toBe(true)
  })
})

test('a database of schema 1 keeps what holders said in it, once for each visit, when it is brought up to date', async () => {
  const sql = await openPostgres(await postgres.freshDatabase())
  await sql.script(register)
  await sql.script(
    'CREATE TABLE schema_version (version INTEGER PRIMARY KEY); INSERT INTO schema_version VALUES (1)',
  )
  const add = (sequence: number, visit: string, rating: number | null, comment: string | null) =>
    sql.query(
      `INSERT INTO record (terminal_id, sequence, id, body, prev, hash, received_at, at, kind, site_id, outcome, reason)
       VALUES ('t-1', $1, $2, $3, '', '', 0, $4, 'service', 'hospital', 'good', 'P-01')`,
      [sequence, `r-${sequence}`, JSON.stringify({ visit, rating, comment }), 1_000 + sequence],
    )
  await add(1, 'v-1', 5, '好')
  await add(2, 'v-1', 5, '好')
  await add(3, 'v-2', null, null)
  await add(4, 'v-3', 2, 'a\0b')
  await migrate(sql)
  const rows = await sql.query('SELECT visit, record, rating, comment FROM visit_rating ORDER BY visit')
  await sql.close()
  expect(rows).toEqual([
    { visit: 'v-1', record: 'r-1', rating: 5, comment: '好' },
    { visit: 'v-3', record: 'r-4', rating: 2, comment: 'a\ufffdb' },
  ])
})

test('a database of schema 2 keeps its records on branch 0, and knows which ones its voids take back', async () => {
  const sql = await openPostgres(await postgres.freshDatabase())
  await sql.script(register)
  await sql.script(visitRating)
  await sql.script(
    'CREATE TABLE schema_version (version INTEGER PRIMARY KEY); INSERT INTO schema_version VALUES (1), (2)',
  )
  const [taken, back] = [randomUUID(), randomUUID()]
  const add = (sequence: number, id: string, kind: string, body: object) =>
    sql.query(
      `INSERT INTO record (terminal_id, sequence, id, body, prev, hash, received_at, at, kind, site_id, outcome, reason)
       VALUES ('t-1', $1, $2, $3, '', '', 0, 0, $4, 'hospital', 'good', 'G-01')`,
      [sequence, id, JSON.stringify(body), kind],
    )
  await add(1, taken, 'service', { comment: 'a\0b', voids: null })
  await add(2, back, 'void', { comment: 'a\0b', voids: taken })
  await migrate(sql)
  const rows = await sql.query('SELECT branch, sequence, id, voids FROM record ORDER BY sequence')
  await sql.close()
  expect(rows).toEqual([
    { branch: 0, sequence: 1, id: taken, voids: null },
    { branch: 0, sequence: 2, id: back, voids: taken },
  ])
})

test('a database of schema 4 has its sums by blocks of card numbers afterwards, over the digests that its rows had', async () => {
  const sql = await openPostgres(await postgres.freshDatabase())
  await migrate(sql, 4)
  const cards = [1, 2, 4096, 9000, 9_000_000].map(index => makeCardNumber('5323', index))
  const digests = new Map(
    cards.map((card, i) => [card, i % 2 === 0 ? randomBytes(16) : Buffer.alloc(16, 0xff)]),
  )
  for (const [card, digest] of digests)
    await sql.query(
      `INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_number, id_hash, digest)
       VALUES ($1, 1, 'A', 'active', 1, 2, '沐春海', 'mu chun hai', $1, $1, $2)`,
      [card, digest.toString('hex')],
    )
  await sql.query("INSERT INTO bucket (id, count, digest) VALUES (255, 5, 'ab')")
  await migrate(sql)
  const rows = await sql.query<{ id: number; count: number; digest: string }>(
    'SELECT id, count, digest FROM bucket',
  )
  await sql.close()
  const sums = emptyBuckets()
  for (const [card, digest] of digests)
    sums[bucketOf(card)] = addRow(sums[bucketOf(card)] ?? EMPTY_BUCKET, digest)
  const wanted = sums.flatMap((sum, id) =>
    sum.count === 0 ? [] : [{ id, count: sum.count, digest: digestText(sum) }],
  )
  expect(rows.toSorted((a, b) => a.id - b.id)).toEqual(wanted)
})

test('a registry of an earlier program publishes a whole snapshot anew, and from then on as ever', async () => {
  const [databaseUrl, own] = [await postgres.freshDatabase(), folder()]
  const before = await inRegistry(own, databaseUrl, async registry => {
    await registry.seed(5)
    return await registry.publish()
  })
  const client = new pg.Client(databaseUrl)
  await client.connect()
  // As it was: no index beside the snapshot, no state kept with the publication.
  await client.query("UPDATE publication SET snapshot = (snapshot::jsonb - 'index')::text")
  await client.query("DELETE FROM setting WHERE name = 'published'")
  await client.end()
  await inRegistry(own, databaseUrl, async registry => {
    const state = await registry.publish()
    expect(state.sequence).toBe(before.sequence + 1)
    expect(state.snapshot.sequence).toBe(state.sequence)
    expect(state.buckets).toEqual(before.buckets)
    expect((await registry.publish()).sequence).toBe(state.sequence)
  })
})
