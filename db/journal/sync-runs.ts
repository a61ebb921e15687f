// How the last syncs went, as the sync itself worded it (JSON), for the screen and the schedule.
// Light runs come every few minutes: they are kept apart, so that they never drive a night out.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const KEPT = 500
/** Lines, each of which may stand for many runs. */
const KEPT_LIGHT = 60

const ADD = 'INSERT INTO sync_run (result, light) VALUES (?, ?)'
const REPLACE = 'UPDATE sync_run SET result = ? WHERE id = ? AND light = 1'
const FORGET = `
  DELETE FROM sync_run WHERE light = ? AND id <= (
    SELECT id FROM sync_run WHERE light = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`
const LATEST = 'SELECT result FROM sync_run WHERE light = ? ORDER BY id DESC LIMIT ?'
const NEWEST = 'SELECT id, result FROM sync_run WHERE light = ? ORDER BY id DESC LIMIT 1'

type Newest = { readonly id: number; readonly result: string }

export function syncRuns(db: Db) {
  const insert = db.prepare<[string, number]>(ADD)
  const replace = db.prepare<[string, number]>(REPLACE)
  const forget = db.prepare<[number, number, number]>(FORGET)
  const latest = db.prepare<[number, number], string>(LATEST).pluck()
  const newest = db.prepare<[number], Newest>(NEWEST)
  const add = db.transaction((result: string): null => {
    insert.run(result, 0)
    forget.run(0, 0, KEPT)
    return null
  })
  const addLight = db.transaction((lineOf: LineOf): null => {
    const last = newest.get(1)
    // A whole run in between begins a new line: what stands in one line happened in one piece.
    const open = last !== undefined && last.id > (newest.get(0)?.id ?? 0) ? last : null
    const line = lineOf(open?.result ?? null)
    if (open !== null && line.joined) replace.run(line.result, open.id)
    else {
      insert.run(line.result, 1)
      forget.run(1, 1, KEPT_LIGHT)
    }
    return null
  })
  return {
    add: (result: string): Result<null, JournalError> => written(() => add.immediate(result)),
    /** `lineOf` is shown the last line, where it may still be added to. */
    addLight: (lineOf: LineOf): Result<null, JournalError> => written(() => addLight.immediate(lineOf)),
    /** Whole runs, newest first. */
    latest: (limit: number): readonly string[] => latest.all(0, limit),
    /** Lines of light runs, newest first. */
    light: (limit: number): readonly string[] => latest.all(1, limit),
  }
}

/** `joined`: the line says what the last one said, and this run as well. */
export type LineOf = (last: string | null) => { readonly result: string; readonly joined: boolean }
