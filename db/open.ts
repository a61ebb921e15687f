// Opens one encrypted SQLite file (SQLCipher 4 format, raw 256-bit key) and says plainly why it could not.
// A file is never created, emptied or replaced because it would not open: that is for the caller to decide.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { err, ok, type Result } from '../core/result.ts'
import { type MigrateError, type Migration, migrate } from './migrate.ts'

export type Db = Database.Database

export type OpenError =
  | MigrateError
  | {
      readonly code:
        | 'wrong-key' // the file is another key's: the check value beside it does not fit
        | 'corrupt' // the key fits, the content does not
        | 'empty-file' // it was there and has no bytes: SQLite would call that a new database
        | 'missing' // asked for read-only, and not there
        | 'read-only' // the folder or file may not be written
        | 'disk-full'
        | 'io'
    }

export type OpenOptions = {
  /** Opened beside a running terminal, for support: no write, no migration. */
  readonly readonly?: boolean
  /** FULL where an acknowledged row must outlive a power cut; NORMAL where it can be had again. */
  readonly synchronous: 'FULL' | 'NORMAL'
}

/** Opens, or makes, the file at `file` with the 32-byte `key`, and brings its schema up to date. */
export function openEncrypted(
  file: string,
  key: Buffer,
  migrations: readonly Migration[],
  options: OpenOptions,
): Result<Db, OpenError> {
  const exists = existsSync(file)
  if (options.readonly === true && !exists) return err({ code: 'missing' })
  if (exists && statSync(file).size === 0) return err({ code: 'empty-file' })
  if (exists && !isKeyOf(file, key)) return err({ code: 'wrong-key' })
  let db: Db | null = null
  try {
    db = new Database(file, { readonly: options.readonly === true, fileMustExist: exists })
    unlock(db, key)
    // The first read is where a wrong key or a damaged first page shows; `PRAGMA key` itself never fails.
    db.prepare('SELECT COUNT(*) FROM sqlite_schema').get()
    if (options.readonly === true) return ok(db)
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${options.synchronous}`)
    if (!exists) writeFileSync(checkFile(file), checkValue(key), { mode: 0o600 })
    const migrated = migrate(db, migrations)
    if (migrated.ok) return ok(db)
    db.close()
    return migrated
  } catch (cause) {
    db?.close()
    return err({ code: openCodeOf(cause) })
  }
}

/** The pragmas every connection to an encrypted file begins with, in this order. */
export function unlock(db: Db, key: Buffer): void {
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.pragma(`key = "x'${key.toString('hex')}'"`)
  db.pragma('temp_store = MEMORY')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
}

const checkFile = (file: string): string => `${file}.check`

/** Says whether a key fits without telling anything of it: a keyed hash of a constant. */
const checkValue = (key: Buffer): Buffer =>
  createHmac('sha256', key).update('xhc key check 1').digest().subarray(0, 16)

/** A missing check value proves nothing either way: then the file itself must answer. */
function isKeyOf(file: string, key: Buffer): boolean {
  try {
    const kept = readFileSync(checkFile(file))
    const value = checkValue(key)
    return kept.length === value.length && timingSafeEqual(kept, value)
  } catch {
    return true
  }
}

/** SQLite's result codes as ours. */
export function openCodeOf(cause: unknown): Exclude<OpenError['code'], MigrateError['code']> {
  const code = codeOf(cause)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return 'corrupt'
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'disk-full'
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_CANTOPEN' ||
    code === 'EACCES' ||
    code === 'EROFS'
  )
    return 'read-only'
  return 'io'
}

export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}
