// Keeps a terminal's folder to one process: a second one would write the same log and change the cache under the first.
// The lock is the operating system's and ends with its process, so a crash never leaves one behind.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { err, ok, type Result } from '../core/result.ts'
import { type StoreCode, storeErrorOf } from './errors.ts'

export type FolderLock = { release(): void }

/** `busy`: another process, or another terminal in this one, has the folder. */
export function lockFolder(folder: string): Result<FolderLock, { readonly code: StoreCode }> {
  let file: Database.Database | null = null
  try {
    // An empty SQLite file stands for the folder, because Node has no other lock that every system knows.
    file = new Database(join(folder, 'terminal.lock'), { timeout: 0 })
    file.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    file?.close()
    const error = storeErrorOf(cause)
    // The folder does not exist, which better-sqlite3 says in a TypeError of its own.
    if (error === null && !(cause instanceof TypeError)) throw cause
    return err({ code: error?.code ?? 'read-only' })
  }
  const locked = file
  return ok({ release: () => locked.close() })
}
