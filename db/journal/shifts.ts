// Shifts: who worked at this window from when to when, what was recorded meanwhile, and to whom it was handed over.
// There is one open shift at most, and one that has ended is never changed.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

/** `broken-off`: the program ended before anybody signed out. */
export type ShiftEnd = 'signed-out' | 'handed-over' | 'broken-off'

/** Times in seconds since 1970 UTC. Its records: those of the service log after `fromSequence`, up to `toSequence`. */
export type Shift = {
  readonly id: number
  readonly clerk: string
  readonly beganAt: number
  readonly fromSequence: number
  readonly toSequence: number | null
  readonly takenFrom: number | null
  /** Hand-overs behind this shift without a sign-out between: 0 for the first clerk of the day. */
  readonly handovers: number
  readonly endedAt: number | null
  readonly endedBy: ShiftEnd | null
  /** Not yet acknowledged, and refused by the registry, when it ended. */
  readonly unsent: number | null
  readonly rejected: number | null
}

const COLUMNS = `
  id, clerk, began_at AS beganAt, from_sequence AS fromSequence, to_sequence AS toSequence,
  taken_from AS takenFrom, handovers, ended_at AS endedAt, ended_by AS endedBy, unsent, rejected`
const OPEN = `SELECT ${COLUMNS} FROM shift WHERE ended_at IS NULL`
const ONE = `SELECT ${COLUMNS} FROM shift WHERE id = ?`
const BETWEEN = `SELECT ${COLUMNS} FROM shift WHERE began_at >= ? AND began_at < ? ORDER BY began_at DESC, id DESC`
const LATEST = `SELECT ${COLUMNS} FROM shift ORDER BY id DESC LIMIT ?`
const LAST_SEQUENCE = 'SELECT COALESCE(MAX(sequence), 0) FROM service_log'
const UNSENT = "SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sent')"
const REJECTED = "SELECT COUNT(*) FROM outbox WHERE state = 'rejected'"
const BEGIN =
  'INSERT INTO shift (clerk, began_at, from_sequence, taken_from, handovers) VALUES (?, ?, ?, ?, ?)'
const END = `
  UPDATE shift SET ended_at = MAX(?, began_at), ended_by = ?, to_sequence = ?, unsent = ?, rejected = ?
  WHERE ended_at IS NULL`

export function shifts(db: Db) {
  const open = db.prepare<[], Shift>(OPEN)
  const one = db.prepare<[number], Shift>(ONE)
  const between = db.prepare<[number, number], Shift>(BETWEEN)
  const latest = db.prepare<[number], Shift>(LATEST)
  const lastSequence = db.prepare<[], number>(LAST_SEQUENCE).pluck()
  const unsent = db.prepare<[], number>(UNSENT).pluck()
  const rejected = db.prepare<[], number>(REJECTED).pluck()
  const insert = db.prepare<[string, number, number, number | null, number]>(BEGIN)
  const update = db.prepare<[number, ShiftEnd, number, number, number]>(END)

  function endNow(at: number, how: ShiftEnd): void {
    update.run(at, how, lastSequence.get() ?? 0, unsent.get() ?? 0, rejected.get() ?? 0)
  }
  /** A shift that is still open is handed over to the one that begins. */
  const begin = db.transaction((clerk: string, at: number): Shift => {
    const before = open.get() ?? null
    if (before !== null) endNow(at, 'handed-over')
    const handovers = before === null ? 0 : before.handovers + 1
    const { lastInsertRowid } = insert.run(clerk, at, lastSequence.get() ?? 0, before?.id ?? null, handovers)
    const begun = one.get(Number(lastInsertRowid))
    if (begun === undefined) throw new Error('a shift that was begun is not there')
    return begun
  })
  const end = db.transaction((at: number, how: ShiftEnd): null => {
    endNow(at, how)
    return null
  })

  return {
    current: (): Shift | null => open.get() ?? null,
    byId: (id: number): Shift | null => one.get(id) ?? null,
    /** Newest first, by when they began; `from` inclusive, `to` exclusive. */
    between: (from: number, to: number): readonly Shift[] => between.all(from, to),
    /** Newest first. */
    latest: (limit: number): readonly Shift[] => latest.all(limit),
    begin: (clerk: string, at: number): Result<Shift, JournalError> =>
      written(() => begin.immediate(clerk, at)),
    /** Nothing happens where none is open. */
    end: (at: number, how: ShiftEnd): Result<null, JournalError> => written(() => end.immediate(at, how)),
  }
}
