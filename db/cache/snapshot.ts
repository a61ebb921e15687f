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
): Promise<Result<Applied, ApplyError>> {
  const building = buildingOf(target.file)
  try {
    removeDatabase(building)
    const applied = await fill(building, target.key, { rows, changes }, state, carried, onRows)
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
  { rows, changes }: { readonly rows: RowBatches; readonly changes: RowBatches },
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
    for await (const batch of rows) {
      for (const row of batch) written += writer.add(row)
      onRows(written)
    }
    for await (const batch of changes) for (const row of batch) writer.change(row)
    tally.save(db)
    const [kept, meta] = [documents(db), cacheMeta(db)]
    for (const document of carried.documents) kept.put(document)
    for (const [name, value] of carried.meta) meta.put(name, value)
    putStops(db, carried.stops)
    arriveAt(db, state)
    db.exec('COMMIT')
    db.exec(CREATE_INDEXES)
    return { written }
  } finally {
    db.close()
  }
}
