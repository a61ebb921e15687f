// Puts a rescued journal in the damaged one's place: the damaged files go aside under the rescue's time, and are never deleted.
// Cut off anywhere, the next start finishes it: nothing here leaves a folder without a journal.
import { existsSync, statSync } from 'node:fs'
import { moveFile, sizeOf } from '../../durable.ts'

/** A rescue under way; worth nothing until it is whole. */
export const rescuingOf = (file: string): string => `${file}.rescuing`
/** Whole and on disk: from the moment it stands here, it is the journal. */
export const rescuedOf = (file: string): string => `${file}.rescued`

/** Nobody may have the journal open. Does nothing where no rescue waits. */
export function settleRescue(file: string): void {
  const rescued = rescuedOf(file)
  if (sizeOf(rescued) === null) return
  const aside = `${file}.damaged-${Math.floor(statSync(rescued).mtimeMs)}`
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(`${file}${part}`)) moveFile(`${file}${part}`, `${aside}${part}`)
  }
  moveFile(rescued, file)
}
