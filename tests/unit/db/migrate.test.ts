import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CACHE_MIGRATIONS } from '../../../db/cache/migrations/index.ts'
import { JOURNAL_MIGRATIONS } from '../../../db/journal/migrations/index.ts'
import { type Migration, migrate, versionOf } from '../../../db/migrate.ts'
import { connect, type Db } from '../../../db/open.ts'
import { folder, KEY } from './support.ts'

const V1: Migration = {
  version: 1,
  sql: 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT',
}
const V2: Migration = {
  version: 2,
  sql: `ALTER TABLE note ADD COLUMN length INTEGER;
        UPDATE note SET length = LENGTH(text);`,
}
const BROKEN: Migration = {
  version: 2,
  sql: `ALTER TABLE note ADD COLUMN length INTEGER;
        DELETE FROM note;
        INSERT INTO nowhere VALUES (1);`,
}

function emptyDb(): Db {
  const db = connect(join(folder(), 'some.db'), KEY, { create: true })
  onTestFinished(() => void db.close())
  return db
}

const schemaOf = (db: Db) => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()

describe('migrations', () => {
  it('bring rows of the older program along', () => {
    const db = emptyDb()
    migrate(db, [V1])
    db.exec("INSERT INTO note (text) VALUES ('seven'), ('holders')")
    expect(migrate(db, [V1, V2])).toEqual({ ok: true, value: null })
    expect(db.prepare('SELECT text, length FROM note').all()).toEqual([
      { text: 'seven', length: 5 },
      { text: 'holders', length: 7 },
    ])
    expect(versionOf(db)).toBe(2)
  })

  it('that fail leave file and version as they were', () => {
    const db = emptyDb()
    migrate(db, [V1])
    db.exec("INSERT INTO note (text) VALUES ('seven')")
    const before = schemaOf(db)
    expect(() => migrate(db, [V1, BROKEN])).toThrow(/nowhere/)
    expect(versionOf(db)).toBe(1)
    expect(schemaOf(db)).toEqual(before)
    expect(db.prepare('SELECT text FROM note').pluck().all()).toEqual(['seven'])
    expect(migrate(db, [V1, V2]).ok).toBe(true)
  })

  it('run once: a second start changes nothing', () => {
    const db = emptyDb()
    migrate(db, [V1, V2])
    const before = db.pragma('schema_version', { simple: true })
    migrate(db, [V1, V2])
    expect(db.pragma('schema_version', { simple: true })).toBe(before)
  })

  it('of a newer program are not undone', () => {
    const db = emptyDb()
    migrate(db, [V1, V2])
    expect(migrate(db, [V1])).toEqual({ ok: false, error: { code: 'newer-schema', version: 2 } })
    expect(versionOf(db)).toBe(2)
  })

  it('out of order are a mistake of ours', () => {
    expect(() => migrate(emptyDb(), [V2, V1])).toThrow(/stands at place/)
  })
})

// From every schema ever shipped; today that is an empty file and version 1.
describe.each([
  ['cache', CACHE_MIGRATIONS],
  ['journal', JOURNAL_MIGRATIONS],
] as const)('the %s', (_, migrations) => {
  it('comes to the same schema from every version before', () => {
    const fresh = emptyDb()
    migrate(fresh, migrations)
    for (let from = 0; from <= migrations.length; from++) {
      const db = emptyDb()
      migrate(db, migrations.slice(0, from))
      expect(migrate(db, migrations)).toEqual({ ok: true, value: null })
      expect(versionOf(db)).toBe(migrations.length)
      expect(schemaOf(db)).toEqual(schemaOf(fresh))
    }
  })
})
