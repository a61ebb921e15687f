// Changes into the cache in use: rows, usage, sums and sequence in one transaction, seen together or not at all.
// It takes a bare connection, so that a worker can apply while the window goes on reading.
import { err, ok, type Result } from '../../core/result.ts'
import type { DataRow } from '../../core/sync/wire.ts'
import { isConstraint, storeErrorOf } from '../errors.ts'
import type { Db, OpenError } from '../open.ts'
import { loadBuckets, tallyBuckets } from './buckets.ts'
import { cacheMeta, moveTo, type PublishedState } from './meta.ts'
import { rowWriter } from './rows.ts'
import { dropOutlivedStops } from './stops.ts'

export type Applied = { readonly written: number }
export type ApplyError =
  | { readonly code: 'disk'; readonly cause: OpenError['code'] }
  /** Rows that contradict each other, such as one card twice in a snapshot. */
  | { readonly code: 'bad-data' }

/** Batches of rows, in order: from a file as it is unpacked, or all at once. */
export type RowBatches = AsyncIterable<readonly DataRow[]> | Iterable<readonly DataRow[]>

/** Rows that do not differ are not written. What `rows` throws while it is read leaves the cache as it was. */
export function applyChanges(
  db: Db,
  rows: Iterable<DataRow>,
  state: PublishedState,
): Result<Applied, ApplyError> {
  const write = db.transaction((): Applied => {
    const tally = tallyBuckets(loadBuckets(db))
    const writer = rowWriter(db, tally)
    let written = 0
    for (const row of rows) written += writer.change(row)
    tally.save(db)
    arriveAt(db, state)
    return { written }
  })
  try {
    return ok(write.immediate())
  } catch (cause) {
    return err(applyErrorOf(cause))
  }
}

/** The same over a whole chain of change files, read while it is written: still one transaction. */
export async function applyChain(
  db: Db,
  batches: RowBatches,
  state: PublishedState,
): Promise<Result<Applied, ApplyError>> {
  return await inOneTransaction(db, async () => {
    const tally = tallyBuckets(loadBuckets(db))
    const writer = rowWriter(db, tally)
    let written = 0
    for await (const batch of batches) for (const row of batch) written += writer.change(row)
    tally.save(db)
    arriveAt(db, state)
    return { written }
  })
}

/** Throws on what is neither the disk's nor the rows' fault. */
export function applyErrorOf(cause: unknown): ApplyError {
  if (isConstraint(cause)) return { code: 'bad-data' }
  const error = storeErrorOf(cause)
  if (error === null) throw cause
  return { code: 'disk', cause: error.code }
}

/** The rows have become those of `state`: inside the transaction that wrote them. */
export function arriveAt(db: Db, state: PublishedState): void {
  moveTo(cacheMeta(db), state)
  dropOutlivedStops(db, state.sequence)
}

/** better-sqlite3's own transactions cannot wait for a file; this one holds the write lock while it does. */
export async function inOneTransaction<T>(db: Db, work: () => Promise<T>): Promise<Result<T, ApplyError>> {
  try {
    db.exec('BEGIN IMMEDIATE')
    const done = await work()
    db.exec('COMMIT')
    return ok(done)
  } catch (cause) {
    if (db.inTransaction) db.exec('ROLLBACK')
    return err(applyErrorOf(cause))
  }
}
