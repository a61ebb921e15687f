// The register's schema on its way up: each version taken from the one before, with data in it, on both stores.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LATEST, migrate, versionOf } from '../../../registry/store/migrate.ts'
import { openPglite } from '../../../registry/store/pglite.ts'
import { openPostgres } from '../../../registry/store/postgres.ts'
import type { Sql } from '../../../registry/store/sql.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'

const BEFORE_STAFF = 2
const HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_number, id_hash, digest)
  VALUES ('532300000016', 1, 'A', 'active', 1, 2, '沐春海', 'mu chun hai', '53010219800101001X', 'ab', 'cd')`
const SPENT_CODE = "INSERT INTO enrolment_code VALUES ('hash', 'site', '窗口', 'Window', NULL, 9, 5)"

const VISIT = '5f3c2d1a-0b4e-4c6d-8e7f-112233445566'
const SERVED = `
  INSERT INTO record (terminal_id, sequence, id, body, prev, hash, received_at, at, kind, card_no, item, site_id, outcome, reason)
  VALUES ('t-1', 1, 'r-1', $1, '', 'h', 1, 1790000000, 'service', '532300000016', '7.2', 'hall', 'cannot-judge', 'U-31')`
const RATED = "INSERT INTO visit_rating VALUES ('t-1', $1, 1790000000, 'hall', 'r-1', 1, '慢')"

describe.each(['PGlite', 'PostgreSQL'])('migrations on %s', store => {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-migrations-'))
  let postgres: TestPostgres | null = null
  let opened: Sql | null = null
  const sql = (): Sql => {
    if (opened === null) throw new Error('no database')
    return opened
  }
  beforeAll(async () => {
    postgres = store === 'PostgreSQL' ? await startPostgres() : null
    opened = postgres === null ? await openPglite(folder) : await openPostgres(await postgres.freshDatabase())
    await migrate(opened, BEFORE_STAFF)
    await opened.query(HOLDER)
    await opened.query(SPENT_CODE)
    const override = { by: '0300', reason: 'U-31', text: '' }
    await opened.query(SERVED, [
      JSON.stringify({ visit: VISIT, tier: 'A', took: 3, quantity: 1, rating: 1, comment: '慢', override }),
    ])
    await opened.query(RATED, [VISIT])
  })
  afterAll(async () => {
    await opened?.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a register with holders gets every later version, and keeps its holders as they were', async () => {
    const before = await sql().query('SELECT card_no, name, id_number, digest FROM holder')
    await migrate(sql())
    await migrate(sql())
    expect(await sql().query('SELECT card_no, name, id_number, digest FROM holder')).toEqual(before)
  })

  test('a code that was spent before this version stays spent, and names nobody', async () => {
    const [code] = await sql().query('SELECT used_at, used_by FROM enrolment_code')
    expect(code).toEqual({ used_at: 5, used_by: null })
  })

  test('only a unit’s account names a unit, and no other role than the four is kept', async () => {
    const add = (login: string, role: string, unit: string | null) =>
      sql().query("INSERT INTO staff VALUES ($1, '李', $2, $3, 'x', false, 'active', 0)", [login, role, unit])
    await expect(add('a', 'root', null)).rejects.toThrow('check')
    await expect(add('a', 'office', '税务局')).rejects.toThrow('check')
    await expect(add('a', 'unit', null)).rejects.toThrow('check')
    await add('a', 'unit', '税务局')
  })

  test('the trail takes lines and never changes or loses one, whoever asks', async () => {
    await sql().query("INSERT INTO audit (at, act, outcome) VALUES (1, 'session.signIn', 'done')")
    for (const text of ["UPDATE audit SET act = 'none'", 'DELETE FROM audit', 'TRUNCATE audit'])
      await expect(sql().script(text), text).rejects.toThrow('append-only')
    expect(await sql().query('SELECT act FROM audit')).toEqual([{ act: 'session.signIn' }])
  })

  test('a merge is written once and never changed; holders of before are merged into nobody', async () => {
    expect(await sql().query('SELECT merged_into, phone FROM holder')).toEqual([
      { merged_into: null, phone: null },
    ])
    await sql().query(
      "INSERT INTO holder_merge (at, act, kept, gone, actor, reason, before) VALUES (1, 'merge', 'a', 'b', 'c', 'd', '{}')",
    )
    for (const text of ["UPDATE holder_merge SET kept = 'x'", 'DELETE FROM holder_merge'])
      await expect(sql().script(text), text).rejects.toThrow('append-only')
  })

  test('what was rated and served on a word before is found by card, item and month; findings are never changed', async () => {
    expect(await sql().query('SELECT card_no, rating FROM visit_rating')).toEqual([
      { card_no: '532300000016', rating: 1 },
    ])
    expect(await sql().query('SELECT visit, item FROM visit_item')).toEqual([{ visit: VISIT, item: '7.2' }])
    expect(await sql().query('SELECT month, site_id, item, tier, reason FROM override_service')).toEqual([
      { month: '2026-09', site_id: 'hall', item: '7.2', tier: 'A', reason: 'U-31' },
    ])
    await sql().query(
      "INSERT INTO finding (subject, at, actor, verdict, why) VALUES ('use:1', 1, 'a', 'fault', 'x')",
    )
    for (const text of ["UPDATE finding SET why = 'y'", 'DELETE FROM finding'])
      await expect(sql().script(text), text).rejects.toThrow('append-only')
  })

  test.runIf(store === 'PostgreSQL')(
    'servers that start at once on one empty database all find it whole',
    async () => {
      const url = await postgres?.freshDatabase()
      if (url === undefined) throw new Error('no server')
      const servers = await Promise.all(Array.from({ length: 4 }, () => openPostgres(url)))
      await Promise.all(servers.map(server => migrate(server)))
      expect(await versionOf(servers[0] as Sql)).toBe(LATEST)
      // And whoever takes card numbers takes them alone, in whichever of them.
      let inside = 0
      let most = 0
      await Promise.all(
        servers.map(server =>
          server.alone(async () => {
            inside += 1
            most = Math.max(most, inside)
            await server.query('SELECT pg_sleep(0.02)')
            inside -= 1
          }),
        ),
      )
      expect(most).toBe(1)
      await Promise.all(servers.map(server => server.close()))
    },
  )

  test('a step of an application is never changed or lost; only its words can be taken away', async () => {
    await sql().query(
      "INSERT INTO application_step VALUES ('2026-000001', 1, 1, '2026-11-25', 'applicant', NULL, '{}', '个人原因')",
    )
    for (const text of [
      "UPDATE application_step SET words = '别的'",
      "UPDATE application_step SET words = NULL, decision = '[]'",
      "UPDATE application_step SET words = NULL, actor = 'zhou'",
      'DELETE FROM application_step',
    ])
      await expect(sql().script(text), text).rejects.toThrow('append-only')
    await sql().script('UPDATE application_step SET words = NULL')
    expect(await sql().query('SELECT decision, words FROM application_step')).toEqual([
      { decision: '{}', words: null },
    ])
  })
})
