// Which receipts were printed, how often, when and by whom: the second print of one must say that it is one.
// Nothing of a holder stands here, only the visit's id.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const COPIES = 'SELECT COALESCE(MAX(copy), 0) FROM receipt_print WHERE visit = ?'
const ADD = 'INSERT INTO receipt_print (visit, copy, at, clerk) VALUES (?, ?, ?, ?)'

export function receiptPrints(db: Db) {
  const copies = db.prepare<[string], number>(COPIES).pluck()
  const insert = db.prepare<[string, number, number, string]>(ADD)
  const add = db.transaction((visit: string, at: number, clerk: string): number => {
    const copy = (copies.get(visit) ?? 0) + 1
    insert.run(visit, copy, at, clerk)
    return copy
  })
  return {
    copies: (visit: string): number => copies.get(visit) ?? 0,
    /** Which copy this is, counted from 1. */
    add: (visit: string, at: number, clerk: string): Result<number, JournalError> =>
      written(() => add.immediate(visit, at, clerk)),
  }
}
