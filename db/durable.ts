// Small steps on the file system that a power cut must find either done or not done.
// Nothing here knows what is in a file; system errors are thrown and named by the caller (errors.ts).
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The old content or the new one, never half of either; readable by its owner alone. */
export function replaceFile(file: string, content: Buffer | string): void {
  const temporary = `${file}.new`
  // A left-over keeps the mode it was made with: it goes first.
  rmSync(temporary, { force: true })
  writeFileSync(temporary, content, { mode: 0o600, flush: true })
  moveFile(temporary, file)
}

/** Renames over whatever stands there, and makes the renaming itself durable. */
export function moveFile(from: string, to: string): void {
  renameSync(from, to)
  syncFolder(dirname(to))
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Bytes; null where there is no such file. */
export function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}

/** Windows cannot open a folder and need not. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
