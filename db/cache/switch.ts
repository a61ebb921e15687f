// Which of the cache's files is the cache: the names, and the one step by which a new file takes an old one's place.
//   cache.db            in use
//   cache.db.building   a snapshot being written; worth nothing until it is whole
//   cache.db.next       whole and on disk; from the moment it stands here, it is the cache
import { rmSync } from 'node:fs'
import { moveFile, sizeOf } from '../durable.ts'
import { removeDatabase } from '../open.ts'

export const buildingOf = (file: string): string => `${file}.building`
export const nextOf = (file: string): string => `${file}.next`

/** What a start does first: a switch that was cut off is finished, an unfinished snapshot thrown away. */
export function settleSwitch(file: string): void {
  removeDatabase(buildingOf(file))
  if (sizeOf(nextOf(file)) !== null) takeNext(file)
}

/** Nobody in this process may have `file` open. Cut off anywhere, `settleSwitch` takes it up again. */
export function takeNext(file: string): void {
  // A log left by the old file would be played into the new one. From here on the old file is not opened again.
  for (const log of [`${file}-wal`, `${file}-shm`]) rmSync(log, { force: true })
  moveFile(nextOf(file), file)
}

/** All of the cache: to throw it away, or to forget the holders. */
export function removeCache(file: string): void {
  for (const name of [nextOf(file), buildingOf(file), file]) removeDatabase(name)
}
