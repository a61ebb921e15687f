import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { attempt } from '../../../db/errors.ts'
import type { Migration } from '../../../db/migrate.ts'
import { connect, type OpenError, openEncrypted } from '../../../db/open.ts'
import { bytesBelow, folder, KEY, must, namesIn } from './support.ts'

const NOTES: readonly Migration[] = [{ version: 1, sql: 'CREATE TABLE note (text TEXT NOT NULL) STRICT' }]

const open = (file: string, key = KEY, migrations = NOTES) =>
  openEncrypted(file, key, migrations, { synchronous: 'FULL' })

const codeOf = (result: ReturnType<typeof open>): OpenError['code'] | 'opened' => {
  if (!result.ok) return result.error.code
  result.value.close()
  return 'opened'
}

/** A closed file with some pages of notes in it. */
function notesFile(dir = folder()): string {
  const file = join(dir, 'notes.db')
  const db = must(open(file))
  const add = db.prepare<[string]>('INSERT INTO note VALUES (?)')
  db.transaction(() => {
    for (let i = 0; i < 1000; i++) add.run(`杨明芳 holds card number ${i}`)
  })()
  db.close()
  return file
}

function overwrite(file: string, at: number, bytes: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, randomBytes(bytes), 0, bytes, at)
}

describe('an encrypted file', () => {
  it('keeps what was written, for the same key', () => {
    const db = must(open(notesFile()))
    onTestFinished(() => void db.close())
    expect(db.prepare('SELECT COUNT(*) FROM note').pluck().get()).toBe(1000)
  })

  it('never shows a name in the clear, neither in the file nor in its write-ahead log', () => {
    const dir = folder()
    const db = must(open(notesFile(dir)))
    onTestFinished(() => void db.close())
    db.prepare('INSERT INTO note VALUES (?)').run('欧阳正华')
    expect(namesIn(dir)).toContain('notes.db-wal')
    const bytes = bytesBelow(dir)
    expect(bytes.includes('杨明芳')).toBe(false)
    expect(bytes.includes('欧阳正华')).toBe(false)
    expect(bytes.includes('SQLite format 3')).toBe(false)
  })

  it('is in the SQLCipher 4 format under the raw key, so that other tools of the house can read it', () => {
    const db = connect(notesFile(), KEY)
    onTestFinished(() => void db.close())
    expect(db.pragma('cipher', { simple: true })).toBe('sqlcipher')
    expect(db.prepare('SELECT COUNT(*) FROM note').pluck().get()).toBe(1000)
  })

  it('is durable where it must be: write-ahead log, FULL, foreign keys, no temporary file', () => {
    const db = must(open(notesFile()))
    onTestFinished(() => void db.close())
    const setting = (name: string) => db.pragma(name, { simple: true })
    expect(setting('journal_mode')).toBe('wal')
    expect(setting('synchronous')).toBe(2)
    expect(setting('foreign_keys')).toBe(1)
    expect(setting('temp_store')).toBe(2)
    expect(setting('recursive_triggers')).toBe(1)
  })
})

describe('a file that does not open says why', () => {
  it('the wrong key', () => {
    expect(codeOf(open(notesFile(), randomBytes(32)))).toBe('wrong-key')
  })

  it('the wrong key, or damage, when the check value is gone, too', () => {
    const file = notesFile()
    rmSync(`${file}.check`)
    expect(codeOf(open(file, randomBytes(32)))).toBe('wrong-key-or-corrupt')
  })

  it('the right key makes a lost check value anew', () => {
    const file = notesFile()
    rmSync(`${file}.check`)
    expect(codeOf(open(file))).toBe('opened')
    expect(codeOf(open(file, randomBytes(32)))).toBe('wrong-key')
  })

  it('a check value that a power cut left empty does not lock the owner of the key out', () => {
    const file = notesFile()
    truncateSync(`${file}.check`, 0)
    expect(codeOf(open(file))).toBe('opened')
  })

  it('a damaged first page', () => {
    const file = notesFile()
    overwrite(file, 100, 64)
    expect(codeOf(open(file))).toBe('corrupt')
  })

  it('a damaged page further in, when it is read', () => {
    const file = notesFile()
    overwrite(file, statSync(file).size - 3000, 16)
    const db = must(open(file))
    onTestFinished(() => void db.close())
    const read = attempt(() => db.prepare('SELECT text FROM note').all())
    expect(read).toMatchObject({ ok: false, error: { code: 'corrupt' } })
  })

  it('a file cut off in its first page', () => {
    const file = notesFile()
    truncateSync(file, 1000)
    expect(codeOf(open(file))).toBe('corrupt')
  })

  it('a file that something else wrote', () => {
    const file = notesFile()
    writeFileSync(file, '<html>not a database at all</html>'.repeat(300))
    expect(codeOf(open(file))).toBe('corrupt')
  })

  it('an empty file, which SQLite would take for a new database', () => {
    const file = notesFile()
    truncateSync(file, 0)
    expect(codeOf(open(file))).toBe('empty-file')
  })

  it('a file that was there once and has vanished', () => {
    const file = notesFile()
    rmSync(file)
    expect(codeOf(open(file))).toBe('missing')
    expect(existsSync(file)).toBe(false)
  })

  it('a file of a newer program, which is left as it is', () => {
    const file = notesFile()
    const newer = [...NOTES, { version: 2, sql: 'ALTER TABLE note ADD COLUMN language TEXT' }]
    expect(codeOf(open(file, KEY, newer))).toBe('opened')
    const before = readFileSync(file)
    const refused = open(file)
    expect(refused).toEqual({ ok: false, error: { code: 'newer-schema', version: 2 } })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(codeOf(open(file, KEY, newer))).toBe('opened')
  })

  it('a file that another process holds', () => {
    const file = notesFile()
    const other = connect(file, KEY)
    onTestFinished(() => void other.close())
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    expect(codeOf(open(file))).toBe('busy')
  })
})

describe('reading only', () => {
  const look = (file: string, migrations = NOTES) =>
    openEncrypted(file, KEY, migrations, { synchronous: 'FULL', readonly: true })

  it('a file that is not there is not made', () => {
    const dir = folder()
    expect(codeOf(look(join(dir, 'none.db')))).toBe('missing')
    expect(namesIn(dir)).toEqual([])
  })

  it('works beside the one who writes, and cannot write', () => {
    const file = notesFile()
    const writer = must(open(file))
    onTestFinished(() => void writer.close())
    const reader = must(look(file))
    onTestFinished(() => void reader.close())
    writer.prepare('INSERT INTO note VALUES (?)').run('one more')
    expect(reader.prepare('SELECT COUNT(*) FROM note').pluck().get()).toBe(1001)
    expect(() => reader.prepare('DELETE FROM note').run()).toThrow(/readonly/)
  })

  it('does not migrate: an older file says so', () => {
    const newer = [...NOTES, { version: 2, sql: 'ALTER TABLE note ADD COLUMN language TEXT' }]
    expect(codeOf(look(notesFile(), newer))).toBe('older-schema')
  })
})

describe('a power cut', () => {
  it('while the file is being made leaves nothing that stands in the way', () => {
    const dir = folder()
    const file = join(dir, 'notes.db')
    writeFileSync(`${file}.new`, randomBytes(5000))
    writeFileSync(`${file}.new-journal`, randomBytes(600))
    expect(codeOf(open(file))).toBe('opened')
    expect(namesIn(dir)).toEqual(['notes.db', 'notes.db.check'])
  })

  it('before the check value was written does no harm', () => {
    const file = notesFile()
    rmSync(`${file}.check`)
    expect(codeOf(open(file))).toBe('opened')
    expect(existsSync(`${file}.check`)).toBe(true)
  })

  it('with rows still in the write-ahead log loses none, even after someone tried the wrong key', () => {
    const dir = folder()
    const running = must(open(notesFile(dir)))
    onTestFinished(() => void running.close())
    running.prepare('INSERT INTO note VALUES (?)').run('only in the log')
    const cut = join(folder(), 'notes.db')
    // What a power cut would leave: both files as they are on disk now, without check value or shared memory.
    for (const suffix of ['', '-wal']) copyFileSync(join(dir, `notes.db${suffix}`), `${cut}${suffix}`)
    expect(codeOf(open(cut, randomBytes(32)))).toBe('wrong-key-or-corrupt')
    const db = must(open(cut))
    onTestFinished(() => void db.close())
    expect(db.prepare('SELECT COUNT(*) FROM note').pluck().get()).toBe(1001)
  })
})

describe('Node', () => {
  it('that is too old is refused in words, before the native module would end the process', () => {
    const { versions } = process
    onTestFinished(() => void Object.defineProperty(process, 'versions', { value: versions }))
    Object.defineProperty(process, 'versions', { value: { ...versions, napi: '9' } })
    expect(codeOf(open(join(folder(), 'notes.db')))).toBe('old-node')
  })
})
