import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { attempt, storeErrorOf } from '../../../db/errors.ts'
import { folder } from './support.ts'

const sqlite = (code: string) => new Database.SqliteError('as SQLite says it', code)
const system = (code: string) => Object.assign(new Error('as the system says it'), { code, syscall: 'write' })

describe('what storage refuses', () => {
  it.each([
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_READONLY', 'read-only'],
    ['SQLITE_READONLY_DIRECTORY', 'read-only'],
    ['SQLITE_CANTOPEN', 'read-only'],
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_IOERR_FSYNC', 'io'],
  ])('%s is called %s', (code, called) => {
    expect(storeErrorOf(sqlite(code))).toEqual({ code: called, detail: code })
  })

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['EBUSY', 'busy'],
    ['EIO', 'io'],
    ['ENOTDIR', 'io'],
  ])('%s is called %s', (code, called) => {
    expect(storeErrorOf(system(code))).toEqual({ code: called, detail: code })
  })

  it('comes back as a value, with the system’s own code for support', () => {
    const file = join(folder(), 'none')
    expect(attempt(() => readFileSync(file))).toEqual({ ok: false, error: { code: 'io', detail: 'ENOENT' } })
  })
})

describe('a mistake of ours', () => {
  it.each([
    ['a constraint', sqlite('SQLITE_CONSTRAINT_UNIQUE')],
    ['a bad statement', sqlite('SQLITE_ERROR')],
    ['a bug', new TypeError('undefined is not a function')],
    ['an error with a code of its own', Object.assign(new Error('bad'), { code: 'ENOSPC' })],
  ])('such as %s is thrown on, not dressed up as a disk’s fault', (_, cause) => {
    expect(storeErrorOf(cause)).toBeNull()
    expect(() =>
      attempt(() => {
        throw cause
      }),
    ).toThrow(cause)
  })
})
