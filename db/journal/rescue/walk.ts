// Reads every row that SQLite can still reach in a damaged file: ranges of rows, halved around what cannot be read.
// It never stops at the first damage, and never guesses a row.
import { storeErrorOf } from '../../errors.ts'
import type { Db } from '../../open.ts'

export type Cell = string | number | bigint | Buffer | null
export type Row = readonly Cell[]
/** `whole` is false where some part of the table could not be read. */
export type Walked = { readonly rows: readonly Row[]; readonly whole: boolean }

/** Rows that are asked for at once while nothing is wrong. */
const AT_ONCE = 256
/** Where the file itself cannot say how many rows there are. */
const ASSUMED_ROWS = 1_000_000
/** Reads in vain after which the tree itself must be broken: what lies behind is then read page by page (pages.ts). */
const IN_VAIN = 2_000

/** `columns` are names out of our own schema, never input. */
export function walkTable(db: Db, table: string, columns: readonly string[], hasRowid: boolean): Walked {
  return hasRowid ? walkByRowid(db, table, columns) : walkInOrder(db, table, columns)
}

function walkByRowid(db: Db, table: string, columns: readonly string[]): Walked {
  const names = columns.join(', ')
  const between = db
    .prepare<[number, number], Row>(
      `SELECT ${names} FROM ${table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
    )
    .raw()
  const rows: Row[] = []
  let whole = true
  let inVain = 0
  const read = (from: number, to: number): void => {
    if (inVain > IN_VAIN) return
    const found = readable(() => between.all(from, to))
    if (found !== null) {
      for (const row of found) rows.push(row)
      return
    }
    inVain += 1
    whole = false
    if (from === to) return
    const middle = Math.floor((from + to) / 2)
    read(from, middle)
    read(middle + 1, to)
  }
  const last =
    readable(() => db.prepare<[], number | null>(`SELECT MAX(rowid) FROM ${table}`).pluck().get()) ?? null
  const end = last ?? ASSUMED_ROWS
  for (let from = 1; from <= end; from += AT_ONCE) read(from, Math.min(end, from + AT_ONCE - 1))
  return { rows, whole }
}

/** A table without rowids: from its beginning to the damage, and from its end back to it. */
function walkInOrder(db: Db, table: string, columns: readonly string[]): Walked {
  const names = columns.join(', ')
  const order = columns.map((_, i) => `${i + 1} DESC`).join(', ')
  const rows: Row[] = []
  const take = (sql: string): boolean =>
    readable(() => {
      for (const row of db.prepare<[], Row>(sql).raw().iterate()) rows.push(row)
      return true
    }) ?? false
  if (take(`SELECT ${names} FROM ${table}`)) return { rows, whole: true }
  take(`SELECT ${names} FROM ${table} ORDER BY ${order}`)
  return { rows, whole: false }
}

/** Null where the file is damaged there; anything else that goes wrong is thrown on. */
export function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (cause) {
    const code = storeErrorOf(cause)?.code
    if (code === 'corrupt' || code === 'io') return null
    throw cause
  }
}
