// Makes a new journal out of a damaged one: every row that can still be read, by SQLite or page by page, and a list of the rest.
// The damaged file is only read here, and is never thrown away; a record is taken over only when its own hash proves it.

import { err, ok, type Result } from '../../../core/result.ts'
import { isSealed } from '../../../core/sync/chain.ts'
import { sizeOf, syncFile } from '../../durable.ts'
import { attempt, isConstraint, type StoreError, storeErrorOf } from '../../errors.ts'
import { migrate } from '../../migrate.ts'
import { connect, type Db, removeDatabase } from '../../open.ts'
import { isSealedAct, sealOlderActs } from '../audit-chain.ts'
import { addLostRanges, type LostRange, rangesMissing } from '../lost-ranges.ts'
import { JOURNAL_MIGRATIONS } from '../migrations/index.ts'
import { carveRows } from './pages.ts'
import { type Cell, type Row, readable, walkTable } from './walk.ts'

export type RescueReport = {
  /** Records of the service log that were taken over. */
  readonly records: number
  /** Sequences that are known to have been there and could not be read. */
  readonly lost: readonly LostRange[]
  /** Other tables of which some part could not be read. */
  readonly incomplete: readonly string[]
}
/** `nothing-found`: not one row of ours is in the file, so this key does not open it, or nothing of it is left. */
export type RescueError = StoreError | { readonly code: 'nothing-found' }

type Column = { readonly name: string; readonly integerKey: boolean }
type Table = { readonly name: string; readonly columns: readonly Column[]; readonly hasRowid: boolean }

const TABLES =
  "SELECT name, wr = 0 FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
const COLUMNS = 'SELECT name, pk, type FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid'
const TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
const SEQUENCES = 'SELECT sequence FROM service_log'
const LAST_KNOWN = [
  'SELECT MAX(sequence) FROM outbox',
  "SELECT MAX(sequence) FROM outbox INDEXED BY outbox_unsent WHERE state IN ('pending', 'sent')",
  'SELECT MAX(sequence) FROM service_log',
  'SELECT MAX(sequence) FROM (SELECT sequence FROM service_log INDEXED BY service_log_by_at WHERE at > 0)',
]
const DROP_ORPHANS = 'DELETE FROM outbox WHERE sequence NOT IN (SELECT sequence FROM service_log)'
/** What has lost its place in the outbox is sent again: the registry takes a record once, however often it comes. */
const QUEUE_AGAIN = `
  INSERT INTO outbox (sequence, state)
  SELECT sequence, 'pending' FROM service_log WHERE sequence NOT IN (SELECT sequence FROM outbox)`

/** Made out of the service log and the outbox, and so made anew (migrations/003-after-the-fact.ts). */
const DERIVED = 'log_fact'
const DERIVE = `
  INSERT INTO log_fact
  SELECT l.at, l.sequence, l.kind, l.item, l.body ->> '$.outcome', l.body ->> '$.clerk', l.body ->> '$.tier',
         substr(l.card, -4), l.body ->> '$.quantity', l.body ->> '$.amountCny', l.body ->> '$.took',
         l.body ->> '$.visit', EXISTS (SELECT 1 FROM service_log AS v WHERE v.voids = l.id), o.state
  FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence`

/** Leaves a whole journal at `into`. `damaged` may be open nowhere. */
export function rescueJournal(damaged: string, key: Buffer, into: string): Result<RescueReport, RescueError> {
  const done = attempt(() => {
    removeDatabase(into)
    const fresh = connect(into, key, { create: true })
    try {
      migrate(fresh, JOURNAL_MIGRATIONS)
      const report = fresh.transaction(() => fill(fresh, damaged, key)).immediate()
      return report
    } finally {
      fresh.close()
    }
  })
  if (!done.ok) return done
  if (done.value === null) {
    removeDatabase(into)
    return err({ code: 'nothing-found' })
  }
  syncFile(into)
  return ok(done.value)
}

function fill(fresh: Db, damaged: string, key: Buffer): RescueReport | null {
  // The rules of the tables hold for what is recorded, not for what is taken over; they are put back below.
  fresh.pragma('defer_foreign_keys = ON')
  const triggers = fresh.prepare<[], { name: string; sql: string }>(TRIGGERS).all()
  for (const { name } of triggers) fresh.exec(`DROP TRIGGER ${name}`)
  const tables = tablesOf(fresh).filter(t => t.name !== DERIVED)
  const walked = walkAll(fresh, tables, damaged, key)
  const incomplete = tables.filter(t => !walked.whole.has(t.name))
  const carved = incomplete.length > 0 ? carve(fresh, incomplete, damaged, key) : 0
  if (walked.rows + carved === 0) return null
  const known = new Set(fresh.prepare<[], number>(SEQUENCES).pluck().all())
  const lost = rangesMissing(known, Math.max(0, walked.lastKnown, ...known))
  const already = new Set(fresh.prepare<[], number>('SELECT first FROM lost_range').pluck().all())
  addLostRanges(
    fresh,
    lost.filter(range => !already.has(range.from)),
  )
  fresh.exec(DROP_ORPHANS)
  fresh.exec(QUEUE_AGAIN)
  fresh.exec(DERIVE)
  sealOlderActs(fresh)
  for (const { sql } of triggers) fresh.exec(sql)
  return {
    records: known.size,
    lost,
    incomplete: incomplete.map(t => t.name).filter(name => name !== 'service_log'),
  }
}

type WalkedAll = { readonly rows: number; readonly lastKnown: number; readonly whole: ReadonlySet<string> }

/** By SQLite, as far as its tree leads. */
function walkAll(fresh: Db, tables: readonly Table[], damaged: string, key: Buffer): WalkedAll {
  const whole = new Set<string>()
  let rows = 0
  let lastKnown = 0
  const db = openDamaged(damaged, key)
  if (db === null) return { rows, lastKnown, whole }
  try {
    for (const table of tables) {
      const there = readable(() => tablesOf(db).find(t => t.name === table.name)) ?? null
      if (there === null) continue
      const shared = table.columns.filter(c => there.columns.some(t => t.name === c.name))
      const walked = readable(() =>
        walkTable(
          db,
          table.name,
          shared.map(c => c.name),
          table.hasRowid,
        ),
      )
      if (walked === null) continue
      const insert = inserter(fresh, table.name, shared)
      for (const row of walked.rows) if (insert(row) === 'added') rows += 1
      if (walked.whole) whole.add(table.name)
    }
    for (const sql of LAST_KNOWN) {
      const last = readable(() => db.prepare<[], number | null>(sql).pluck().get()) ?? null
      lastKnown = Math.max(lastKnown, last ?? 0)
    }
  } finally {
    db.close()
  }
  // A table that this file is too old to have is as whole as it can be.
  return { rows, lastKnown, whole }
}

/** Straight from the pages. A row is taken into the one table whose own constraints accept it; one that fits two, into none. */
function carve(fresh: Db, tables: readonly Table[], damaged: string, key: Buffer): number {
  const targets = tables
    .filter(t => t.hasRowid && t.name !== 'lost_range')
    .map(t => ({ ...t, insert: inserter(fresh, t.name, t.columns) }))
  let rows = 0
  for (const { rowid, row } of carveRows(damaged, key)) {
    const fitting = targets.flatMap(({ name, columns, insert }) => {
      // The service log alone stores columns that are made out of others; they stand behind its own.
      const fits = name === 'service_log' ? row.length >= columns.length : row.length === columns.length
      const values = columns.map((c, i) => (c.integerKey && row[i] === null ? rowid : (row[i] ?? null)))
      return fits && onTrial(fresh, () => insert(values)) !== 'unfit' ? [() => insert(values)] : []
    })
    if (fitting.length === 1 && fitting[0]?.() === 'added') rows += 1
  }
  return rows
}

function onTrial<T>(db: Db, work: () => T): T {
  db.exec('SAVEPOINT trial')
  const result = work()
  db.exec('ROLLBACK TO trial')
  db.exec('RELEASE trial')
  return result
}

/** `there`: the table has a row of this key already. `unfit`: no row of this table, or not a whole one. */
type Inserted = 'added' | 'there' | 'unfit'

function inserter(fresh: Db, table: string, columns: readonly Column[]): (row: Row) => Inserted {
  const names = columns.map(c => c.name)
  const add = fresh.prepare<Cell[]>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
  )
  return row => {
    if (table === 'service_log' && !isGenuine(names, row)) return 'unfit'
    // An older file's acts have no seal yet; they get one below.
    if (table === 'audit' && names.includes('hash') && !isGenuineAct(names, row)) return 'unfit'
    try {
      return add.run(...row).changes === 1 ? 'added' : 'there'
    } catch (cause) {
      if (isConstraint(cause) || storeErrorOf(cause) === null) return 'unfit'
      throw cause
    }
  }
}

/** The record's hash follows from its text, and its text is the one that it is filed under. */
function isGenuine(names: readonly string[], row: Row): boolean {
  const field = (name: string): Cell => row[names.indexOf(name)] ?? null
  const [sequence, id, body, prev, hash] = ['sequence', 'id', 'body', 'prev', 'hash'].map(field)
  return (
    typeof sequence === 'number' &&
    typeof id === 'string' &&
    typeof body === 'string' &&
    typeof prev === 'string' &&
    typeof hash === 'string' &&
    isSealed({ sequence, id, body, prev, hash })
  )
}

/** As `isGenuine`: the act's own seal proves it. */
function isGenuineAct(names: readonly string[], row: Row): boolean {
  const field = (name: string): Cell => row[names.indexOf(name)] ?? null
  const [id, at, clerk, act, detail, prev, hash] = ['id', 'at', 'clerk', 'act', 'detail', 'prev', 'hash'].map(
    field,
  )
  return (
    typeof id === 'number' &&
    typeof at === 'number' &&
    isTextOrNull(clerk) &&
    typeof act === 'string' &&
    isTextOrNull(detail) &&
    typeof prev === 'string' &&
    typeof hash === 'string' &&
    isSealedAct({ id, at, clerk, act, detail, prev, hash })
  )
}

const isTextOrNull = (cell: Cell | undefined): cell is string | null =>
  cell === null || typeof cell === 'string'

/** Null where SQLite cannot even begin: its first page is gone. */
function openDamaged(file: string, key: Buffer): Db | null {
  if ((sizeOf(file) ?? 0) === 0) return null
  const db = connect(file, key, { readonly: true })
  if (readable(() => db.prepare(TRIGGERS).all()) !== null) return db
  db.close()
  return null
}

function tablesOf(db: Db): Table[] {
  type ColumnRow = { name: string; pk: number; type: string }
  const columns = db.prepare<[string], ColumnRow>(COLUMNS)
  return db
    .prepare<[], [name: string, hasRowid: number]>(TABLES)
    .raw()
    .all()
    .map(([name, hasRowid]) => ({
      name,
      hasRowid: hasRowid === 1,
      columns: columns.all(name).map(c => ({ name: c.name, integerKey: c.pk === 1 && c.type === 'INTEGER' })),
    }))
}
