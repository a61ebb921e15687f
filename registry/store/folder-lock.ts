// Keeps the embedded database to one process: two that open its folder at once destroy the register, without an error.
// The lock is the operating system's and ends with its process, so a crash never leaves one behind and no age is guessed.
import { DatabaseSync } from 'node:sqlite'

export type FolderLock = { release(): void }

/** Thrown when another process, or another opening in this one, has the folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`another process works on ${folder} now; try again when it is done`)
  }
}

/** SQLite's own result code for a lock that somebody else holds. */
const SQLITE_BUSY = 5

/** Locks `<folder>.lock`. An empty SQLite file stands for the folder, because Node has no other lock that every system knows. */
export function lockFolder(folder: string): FolderLock {
  const file = new DatabaseSync(`${folder}.lock`, { timeout: 0 })
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY)
      throw new FolderInUse(folder)
    throw cause
  }
  return { release: () => file.close() }
}
