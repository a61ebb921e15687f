// Opens one encrypted SQLite file (SQLCipher 4 format, raw 256-bit key) and says plainly why it could not.
// A file is never emptied, replaced or begun anew because it would not open: that is for the caller to decide.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { err, ok, type Result } from '../core/result.ts'
import { moveFile, sizeOf } from './durable.ts'
import { attempt, type StoreCode, storeErrorOf } from './errors.ts'
import { KEY_BYTES } from './key.ts'
import { checkKey, type KeyCheck, keepKeyCheck, keyCheckFile } from './key-check.ts'
import { type MigrateError, type Migration, migrate, versionOf } from './migrate.ts'

export type Db = Database.Database

export type OpenError =
  | MigrateError
  | {
      readonly code:
        | StoreCode
        | 'old-node' // this Node would end in a segmentation fault (PITFALLS 5.1)
        | 'missing' // not there, though it once was, or asked for read-only
        | 'empty-file' // there, without a byte: SQLite would call that a new database
        | 'wrong-key' // the file is another key's: the check value beside it does not fit
        | 'wrong-key-or-corrupt' // the check value is gone, too
        | 'older-schema' // asked for read-only, and a migration is due
    }

export type OpenOptions = {
  /** Opened beside a running terminal, for support: no write, no migration. */
  readonly readonly?: boolean
  /** FULL where an acknowledged row must outlive a power cut; NORMAL where it can be had again. */
  readonly synchronous: keyof typeof SYNCHRONOUS
}

// `fullfsync`: on macOS an fsync alone stops at the drive's own cache; elsewhere it changes nothing.
const SYNCHRONOUS = {
  FULL: ['synchronous = FULL', 'fullfsync = ON'],
  NORMAL: ['synchronous = NORMAL'],
} as const

/**
 * Opens, or makes where none ever was, the file at `file` with the 32-byte `key`, and brings its schema up to date.
 * Where it fails, the file is as it was.
 */
export function openEncrypted(
  file: string,
  key: Buffer,
  migrations: readonly Migration[],
  options: OpenOptions,
): Result<Db, OpenError> {
  if (!(Number(process.versions['napi']) >= 10)) return err({ code: 'old-node' })
  const opened = attempt((): Result<Db, OpenError> => {
    const check = checkKey(file, key)
    const size = sizeOf(file)
    if (size === null) {
      if (options.readonly === true || check !== 'unknown') return err({ code: 'missing' })
      create(file, key, migrations)
    }
    if (size === 0) return err({ code: 'empty-file' })
    // Asked before SQLite touches the file.
    if (check === 'other-key') return err({ code: 'wrong-key' })
    return openExisting(file, key, check, migrations, options)
  })
  return opened.ok ? opened.value : err({ code: opened.error.code })
}

/** Whether SQLite finds every page where it belongs. Reads the whole file. */
export const isSound = (db: Db): boolean => {
  const checked = attempt(() => db.pragma('quick_check(1)', { simple: true }))
  return checked.ok && checked.value === 'ok'
}

/** How long to wait for another connection's write; the window stands still meanwhile. */
const BUSY_MS = 2000

/** The database with all that SQLite may have put beside it. */
export function removeDatabase(file: string): void {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`, keyCheckFile(file)]) {
    rmSync(name, { force: true })
  }
}

/** A bare connection: unlocked, nothing read yet. Order as SQLite3 Multiple Ciphers wants it, key before anything else. */
export function connect(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean; readonly create?: boolean } = {},
): Db {
  if (key.length !== KEY_BYTES) throw new RangeError('a key has 32 bytes')
  const db = new Database(file, {
    readonly: options.readonly === true,
    fileMustExist: options.create !== true,
    timeout: BUSY_MS,
  })
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  // The form x'…' is the raw key; the bare bytes would be a passphrase.
  db.key(Buffer.from(`x'${key.toString('hex')}'`, 'latin1'))
  // What SQLite sorts must not reach the disk in the clear.
  db.pragma('temp_store = MEMORY')
  db.pragma('foreign_keys = ON')
  // Else INSERT OR REPLACE would delete a row past the triggers that forbid it.
  db.pragma('recursive_triggers = ON')
  db.pragma('trusted_schema = OFF')
  return db
}

/** In memory alone, gone when it is closed: no file, and so no key. */
export function openInMemory(migrations: readonly Migration[]): Db {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  db.pragma('recursive_triggers = ON')
  db.pragma('trusted_schema = OFF')
  const migrated = migrate(db, migrations)
  if (!migrated.ok) throw new Error(migrated.error.code)
  return db
}

/** Made under another name, so that a file under its own name is always whole. */
function create(file: string, key: Buffer, migrations: readonly Migration[]): void {
  const unborn = `${file}.new`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  removeDatabase(unborn)
  const db = connect(unborn, key, { create: true })
  try {
    migrate(db, migrations)
  } finally {
    db.close()
  }
  moveFile(unborn, file)
}

function openExisting(
  file: string,
  key: Buffer,
  check: KeyCheck,
  migrations: readonly Migration[],
  options: OpenOptions,
): Result<Db, OpenError> {
  const db = connect(file, key, { readonly: options.readonly === true })
  try {
    const ready = prepare(db, migrations, options)
    if (ready.ok && check === 'unknown' && !db.readonly) keepKeyCheck(file, key)
    if (!ready.ok) db.close()
    return ready
  } catch (cause) {
    db.close()
    const error = storeErrorOf(cause)
    if (error?.detail === 'SQLITE_NOTADB' && check === 'unknown') return err({ code: 'wrong-key-or-corrupt' })
    throw cause
  }
}

function prepare(db: Db, migrations: readonly Migration[], options: OpenOptions): Result<Db, OpenError> {
  // The first read is where a wrong key or a damaged first page shows; keying itself never fails.
  const version = versionOf(db)
  if (options.readonly === true && version < migrations.length) return err({ code: 'older-schema' })
  if (options.readonly !== true) {
    db.pragma('journal_mode = WAL')
    for (const setting of SYNCHRONOUS[options.synchronous]) db.pragma(setting)
  }
  const migrated = migrate(db, migrations)
  return migrated.ok ? ok(db) : migrated
}
