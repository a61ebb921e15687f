// How the last syncs went, as the sync itself worded it (JSON), for the screen and the schedule.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

/** A night and a day of light pulls every five minutes would push the nightly one out of a shorter list. */
const KEPT = 500

const ADD = 'INSERT INTO sync_run (result) VALUES (?)'
const FORGET = 'DELETE FROM sync_run WHERE id <= ?'
const LATEST = 'SELECT result FROM sync_run ORDER BY id DESC LIMIT ?'

export function syncRuns(db: Db) {
  const insert = db.prepare<[string]>(ADD)
  const forget = db.prepare<[number]>(FORGET)
  const latest = db.prepare<[number], string>(LATEST).pluck()
  const add = db.transaction((result: string): null => {
    const { lastInsertRowid } = insert.run(result)
    forget.run(Number(lastInsertRowid) - KEPT)
    return null
  })
  return {
    add: (result: string): Result<null, JournalError> => written(() => add.immediate(result)),
    /** Newest first. */
    latest: (limit: number): readonly string[] => latest.all(limit),
  }
}
