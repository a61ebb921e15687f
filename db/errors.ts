// What SQLite and the disk can refuse, in our words: the same few codes for both files.
// A mistake of ours (a constraint, a bad statement) is none of them: it is thrown on, never dressed up as a disk's fault.
import Database from 'better-sqlite3'
import { err, ok, type Result } from '../core/result.ts'

export const STORE_CODES = [
  'busy', // another process holds the file
  'disk-full',
  'read-only', // the folder or file may not be written
  'corrupt', // the content is damaged
  'io',
] as const
export type StoreCode = (typeof STORE_CODES)[number]
/** `detail` is SQLite's or the system's own code, for support. */
export type StoreError = { readonly code: StoreCode; readonly detail: string }

/** Null when it was not storage that failed. */
export function storeErrorOf(cause: unknown): StoreError | null {
  const detail = codeOf(cause)
  const code = cause instanceof Database.SqliteError ? codeOfSqlite(detail) : codeOfSystem(cause, detail)
  return code === undefined ? null : { code, detail }
}

/** Runs `work`; what storage refused comes back as a value, anything else is thrown on. */
export function attempt<T>(work: () => T): Result<T, StoreError> {
  try {
    return ok(work())
  } catch (cause) {
    const error = storeErrorOf(cause)
    if (error === null) throw cause
    return err(error)
  }
}

/** True for a row that the schema itself refuses: twice the same key, a missing value. */
export const isConstraint = (cause: unknown): boolean => codeOf(cause).startsWith('SQLITE_CONSTRAINT')

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}

/** Extended result codes: "SQLITE_IOERR_FSYNC" (sqlite.org/rescode.html). */
function codeOfSqlite(code: string): StoreCode | undefined {
  switch (code.split('_')[1]) {
    case 'NOTADB':
    case 'CORRUPT':
      return 'corrupt'
    case 'FULL':
      return 'disk-full'
    case 'READONLY':
    case 'CANTOPEN':
    case 'PERM':
      return 'read-only'
    case 'BUSY':
    case 'LOCKED':
      return 'busy'
    case 'IOERR':
    case 'PROTOCOL':
      return 'io'
    default:
      return undefined
  }
}

/** errno names; whatever else a system call refuses is an `io` to us. */
function codeOfSystem(cause: unknown, code: string): StoreCode | undefined {
  const fromSystem = cause instanceof Error && 'syscall' in cause
  return fromSystem ? (CODE_OF_SYSTEM[code] ?? 'io') : undefined
}

const CODE_OF_SYSTEM: Readonly<Record<string, StoreCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  EBUSY: 'busy',
}
