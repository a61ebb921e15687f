// A whole published state written into a new file beside the cache, as fast as the disk takes it.
// Nothing reads the file before it is complete and on disk under its final name (switch.ts).
import { err, ok, type Result } from '../../core/result.ts'
import type { SignedDocument } from '../../core/sync/wire.ts'
import { moveFile, syncFile } from '../durable.ts'
import { migrate } from '../migrate.ts'
import { connect, removeDatabase } from '../open.ts'
import { type Applied, type ApplyError, applyErrorOf, arriveAt, type RowBatches } from './apply.ts'
import { emptyBuckets, tallyBuckets } from './buckets.ts'
import { documents } from './documents.ts'
import { CREATE_INDEXES, DROP_INDEXES } from './indexes.ts'
import { cacheMeta, type MetaKey, type PublishedState } from './meta.ts'
import { CACHE_MIGRATIONS } from './migrations/index.ts'
import { rowWriter } from './rows.ts'
import { putStops, type Stop } from './stops.ts'
import { buildingOf, nextOf } from './switch.ts'

/** Where a cache is and what opens it: all that a worker needs. */
export type CacheFile = { readonly file: string; readonly key: Buffer }

/** What the new file takes over from the one in use. */
export type Carried = {
  readonly documents: readonly SignedDocument[]
  readonly meta: readonly (readonly [MetaKey, number | null])[]
  readonly stops: readonly Stop[]
}

/** No journal and no waiting for the disk: a file that is cut off here is thrown away whole. */
const BUILDING = [
  'journal_mode = OFF',
  'synchronous = OFF',
  'locking_mode = EXCLUSIVE',
  'cache_size = -8192',
] as const

/**
 * Holders whose indexes are sorted in one go. SQLite sorts in memory, as nothing of a name may lie on the disk in the
 * clear: some 65 bytes for each holder of the longest index. Those that come after are put into the finished indexes
 * one by one, at a tenth of the pace and with no memory that grows: a larger register costs time, never the window's memory.
 */
const SORTED_AT_MOST = 1_200_000
/** Kibibytes of pages for that: what the sorting has given back. */
const KEPT_INDEX_CACHE = -49_152

/**
 * Leaves a complete file at `cache.db.next`. Rows come sorted by card number; sorted or not, the result is the same,
 * only slower. `changes` follow them, before anybody sees the file. What `rows` throws while it is read is thrown on, and nothing is left behind.
 */
export async function buildSnapshot(
  target: CacheFile,
  rows: RowBatches,
  state: PublishedState,
  carried: Carried,
  onRows: (done: number) => void,
  changes: RowBatches = [],
  sortedAtMost = SORTED_AT_MOST,
): Promise<Result<Applied, ApplyError>> {
  const building = buildingOf(target.file)
  try {
    removeDatabase(building)
    const applied = await fill(building, target.key, { rows, changes, sortedAtMost }, state, carried, onRows)
    syncFile(building)
    moveFile(building, nextOf(target.file))
    return ok(applied)
  } catch (cause) {
    removeDatabase(building)
    return err(applyErrorOf(cause))
  }
}

async function fill(
  file: string,
  key: Buffer,
  from: { readonly rows: RowBatches; readonly changes: RowBatches; readonly sortedAtMost: number },
  state: PublishedState,
  carried: Carried,
  onRows: (done: number) => void,
): Promise<Applied> {
  const db = connect(file, key, { create: true })
  try {
    for (const setting of BUILDING) db.pragma(setting)
    migrate(db, CACHE_MIGRATIONS)
    db.exec(DROP_INDEXES)
    db.exec('BEGIN')
    const tally = tallyBuckets(emptyBuckets())
    const writer = rowWriter(db, tally)
    let written = 0
    let indexed = false
    for await (const batch of from.rows) {
      for (const row of batch) written += writer.add(row)
      onRows(written)
      if (indexed || written < from.sortedAtMost) continue
      db.exec(CREATE_INDEXES)
      db.pragma(`cache_size = ${KEPT_INDEX_CACHE}`)
      indexed = true
    }
    for await (const batch of from.changes) for (const row of batch) writer.change(row)
    tally.save(db)
    const [kept, meta] = [documents(db), cacheMeta(db)]
    for (const document of carried.documents) kept.put(document)
    for (const [name, value] of carried.meta) meta.put(name, value)
    putStops(db, carried.stops)
    arriveAt(db, state)
    db.exec('COMMIT')
    if (!indexed) db.exec(CREATE_INDEXES)
    return { written }
  } finally {
    db.close()
  }
}
