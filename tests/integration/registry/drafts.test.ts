// Imports on their way, in a database that two registries have open, as after a restart: nothing is lost, nobody comes in twice.
// What lies in the tables meanwhile says of nobody who he is.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { NewHolder } from '../../../registry/holders.ts'
import { importDrafts } from '../../../registry/register/import-drafts.ts'
import { oneAfterAnother } from '../../../registry/register/turns.ts'
import { idNumber } from '../../../registry/seed.ts'
import { migrate } from '../../../registry/store/migrate.ts'
import { openPglite } from '../../../registry/store/pglite.ts'
import type { Sql } from '../../../registry/store/sql.ts'

const HOUR = 3600
const folder = mkdtempSync(join(tmpdir(), 'xhc-drafts-'))
const secret = randomBytes(32)
let sql: Sql
let register: NewHolder[] = []
let now = 1_791_700_000
beforeAll(async () => {
  sql = await openPglite(join(folder, 'pg'))
  await migrate(sql)
})
beforeEach(() => {
  register = []
})
afterAll(async () => {
  await sql.close()
  rmSync(folder, { recursive: true, force: true })
})

type Enter = Parameters<typeof importDrafts>[0]['enter']
const enters: Enter = async (people, _actor, _reason, onProgress) => {
  register.push(...people)
  onProgress(people.length)
}
/** One registry over the database; each call is another process. */
const started = (enter: Enter = enters) =>
  importDrafts({
    ...{ sql, secret, enter, now: () => now },
    known: async ids => new Set(ids.filter(id => register.some(h => h.idNumber === id))),
    nextIndex: async () => register.length + 1,
    inTurn: oneAfterAnother(),
    failed: () => {},
  })
const row = (line: number, name = '濮阳草稿') => ({
  ...{ line, name, idNumber: idNumber('532301', line), tier: 'B', expires: '2029-06-30', provincial: '' },
})

test('a draft waits in the database, sealed; the registry that starts next goes on with it', async () => {
  const before = started()
  const id = await before.begin('zhang')
  expect((await before.add(id, 'zhang', [row(2)])).ok).toBe(true)
  expect(await before.add(id, 'zhang', [row(3)])).toEqual({ ok: true, value: { received: 2 } })
  const kept = JSON.stringify(await sql.query('SELECT * FROM import_draft_part'))
  for (const told of ['濮阳', row(2).idNumber, Buffer.from('濮阳').toString('base64').slice(0, 6)])
    expect(kept).not.toContain(told)

  const after = started()
  expect(await after.list('zhang')).toMatchObject([{ id, rows: 2, state: 'open' }])
  expect(await after.list('li')).toEqual([])
  const checked = await after.check(id, 'zhang')
  expect(checked.ok && checked.value.holders.map(h => h.name)).toEqual(['濮阳草稿', '濮阳草稿'])
  expect((await after.commit(id, 'zhang', '第三批', 'pending')).ok).toBe(true)
  await after.settled()
  expect(register.map(h => h.status)).toEqual(['pending', 'pending'])
  expect(await before.progress(id, 'zhang')).toMatchObject({ value: { state: 'done', done: 2, total: 2 } })
  expect(await sql.query('SELECT * FROM import_draft_part')).toEqual([])
})

test('rows sealed for one draft do not open in another', async () => {
  const drafts = started()
  const [one, other] = [await drafts.begin('zhang'), await drafts.begin('zhang')]
  await drafts.add(one, 'zhang', [row(2)])
  await sql.query('UPDATE import_draft_part SET draft_id = $2 WHERE draft_id = $1', [one, other])
  await expect(drafts.check(other, 'zhang')).rejects.toThrow()
  await drafts.discard(other, 'zhang')
})

test('one whose registry died while it was entered counts as broken off after two minutes, and is entered to its end', async () => {
  const dying = started(async people => {
    register.push(...people.slice(0, 1))
    await new Promise(() => {})
  })
  const id = await dying.begin('zhang')
  await dying.add(id, 'zhang', [row(2), row(3)])
  await dying.commit(id, 'zhang', 'x', 'active')
  await vi.waitUntil(() => register.length === 1, { timeout: 5000 })

  const next = started()
  expect(await next.commit(id, 'zhang', 'x', 'active')).toMatchObject({ error: { code: 'import-running' } })
  expect(await next.discard(id, 'zhang')).toMatchObject({ error: { code: 'import-running' } })
  now += 121
  expect(await next.progress(id, 'zhang')).toMatchObject({ value: { state: 'failed' } })
  expect((await next.commit(id, 'zhang', 'x', 'active')).ok).toBe(true)
  await next.settled()
  expect(await next.progress(id, 'zhang')).toMatchObject({ value: { state: 'done', done: 1, refused: 1 } })
  expect(new Set(register.map(h => h.idNumber)).size).toBe(2)
  expect(register).toHaveLength(2)
})

test('one that fails keeps its rows, says so, and can be tried again', async () => {
  let broken = true
  const drafts = started(async (...entered) => {
    if (broken) throw new Error('the database went away')
    await enters(...entered)
  })
  const id = await drafts.begin('zhang')
  await drafts.add(id, 'zhang', [row(2)])
  await drafts.commit(id, 'zhang', 'x', 'active')
  await drafts.settled()
  expect(await drafts.progress(id, 'zhang')).toMatchObject({ value: { state: 'failed' } })
  broken = false
  await drafts.commit(id, 'zhang', 'x', 'active')
  await drafts.settled()
  expect(register).toHaveLength(1)
})

test('two office people at once keep to their own drafts, and the same file of both comes in once', async () => {
  const drafts = started()
  const [zhang, li] = [await drafts.begin('zhang'), await drafts.begin('li')]
  await Promise.all([drafts.add(zhang, 'zhang', [row(2), row(3)]), drafts.add(li, 'li', [row(2), row(3)])])
  expect(await drafts.check(zhang, 'li')).toMatchObject({ error: { code: 'not-found' } })
  expect(await drafts.add(zhang, 'li', [row(4)])).toMatchObject({ error: { code: 'not-found' } })
  await Promise.all([drafts.commit(zhang, 'zhang', 'x', 'active'), drafts.commit(li, 'li', 'y', 'active')])
  await drafts.settled()
  expect(register).toHaveLength(2)
  const both = [await drafts.progress(zhang, 'zhang'), await drafts.progress(li, 'li')]
  expect(both.map(p => p.ok && p.value.done).sort()).toEqual([0, 2])
})

test('what nobody touched for a working day is gone with its rows; of many drafts of one person the oldest go', async () => {
  const drafts = started()
  const id = await drafts.begin('wang')
  await drafts.add(id, 'wang', [row(2)])
  now += 7 * HOUR
  await drafts.sweep()
  expect(await drafts.list('wang')).toHaveLength(1)
  now += 2 * HOUR
  await drafts.sweep()
  expect(await drafts.list('wang')).toEqual([])
  expect(await sql.query('SELECT 1 AS one FROM import_draft_part WHERE draft_id = $1', [id])).toEqual([])
  for (let i = 0; i < 8; i++) {
    now += 1
    await drafts.begin('wang')
  }
  expect(await drafts.list('wang')).toHaveLength(5)
})
