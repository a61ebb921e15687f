// What the worker is asked to do to the cache, and what it does: files in, one committed state out.
// It runs on connections of its own; nothing of the main thread's is touched, and a failure leaves the cache as it was.
import { err, ok, type Result } from '../../../core/result.ts'
import { bucketOf } from '../../../core/sync/buckets.ts'
import type { DataRow, StandingRow } from '../../../core/sync/wire.ts'
import { type Applied, type ApplyError, applyChain, applyErrorOf } from '../../../db/cache/apply.ts'
import { mendBuckets } from '../../../db/cache/mend.ts'
import type { PublishedState } from '../../../db/cache/meta.ts'
import { CACHE_MIGRATIONS } from '../../../db/cache/migrations/index.ts'
import { buildSnapshot, type CacheFile, type Carried } from '../../../db/cache/snapshot.ts'
import { replaceStops } from '../../../db/cache/stops.ts'
import { type Db, openEncrypted } from '../../../db/open.ts'
import { BadData, readRows } from '../rows.ts'

export type ApplyJob =
  | {
      /** Leaves a whole new cache beside the one in use (db/cache/switch.ts). */
      readonly kind: 'snapshot'
      readonly target: CacheFile
      readonly file: string
      /** What changed since the snapshot: in the new file before anybody sees it. */
      readonly changes: readonly string[]
      readonly state: PublishedState
      readonly carried: Carried
    }
  | {
      /** Change files in order, seen together or not at all. */
      readonly kind: 'changes'
      readonly target: CacheFile
      readonly files: readonly string[]
      readonly state: PublishedState
    }
  | {
      /** What the named buckets ought to hold: their blocks of the snapshot, then what changed since. */
      readonly kind: 'mend'
      readonly target: CacheFile
      readonly buckets: readonly number[]
      readonly blocks: readonly string[]
      readonly changes: readonly string[]
    }
  | {
      readonly kind: 'stops'
      readonly target: CacheFile
      readonly rows: readonly StandingRow[]
      readonly sequence: number
    }

export type JobSteps = {
  readonly onRows: (done: number) => void
  /** The new state is there for everybody to see; what follows is housekeeping. Called once. */
  readonly onDone: (result: Result<Applied, ApplyError>) => void
}

export async function runJob(job: ApplyJob, steps: JobSteps): Promise<void> {
  if (job.kind !== 'snapshot') return await inCache(job.target, db => inPlace(job, db), steps.onDone)
  steps.onDone(
    await answered(() =>
      buildSnapshot(
        { file: job.target.file, key: Buffer.from(job.target.key) },
        readRows(job.file),
        job.state,
        job.carried,
        steps.onRows,
        rowsOf(job.changes),
      ),
    ),
  )
}

type Applying = Promise<Result<Applied, ApplyError>>

async function inPlace(job: Exclude<ApplyJob, { kind: 'snapshot' }>, db: Db): Applying {
  switch (job.kind) {
    case 'changes':
      return await applyChain(db, rowsOf(job.files), job.state)
    case 'mend': {
      const rows = await wantedRows(new Set(job.buckets), job.blocks, job.changes)
      return await mendBuckets(db, job.buckets, rows)
    }
    case 'stops':
      return ok({ written: replaceStops(db, job.rows, job.sequence) })
  }
}

async function inCache(
  target: CacheFile,
  work: (db: Db) => Applying,
  onDone: JobSteps['onDone'],
): Promise<void> {
  const opened = openEncrypted(target.file, Buffer.from(target.key), CACHE_MIGRATIONS, {
    synchronous: 'NORMAL',
  })
  if (!opened.ok) return onDone(err({ code: 'disk', cause: opened.error.code }))
  const db = opened.value
  try {
    // Not in the middle of the commit, where the night would wait for it: it is the same work for any reader afterwards.
    db.pragma('wal_autocheckpoint = 0')
    onDone(await answered(() => work(db)))
    db.pragma('wal_checkpoint(PASSIVE)')
  } finally {
    db.close()
  }
}

async function answered(work: () => Applying): Applying {
  try {
    return await work()
  } catch (cause) {
    return cause instanceof BadData ? err({ code: 'bad-data' }) : err(applyErrorOf(cause))
  }
}

async function* rowsOf(files: readonly string[]): AsyncGenerator<readonly DataRow[]> {
  for (const file of files) yield* readRows(file)
}

/** The buckets' rows as they are after all changes: no more in memory than these few buckets hold. */
async function wantedRows(
  buckets: ReadonlySet<number>,
  blocks: readonly string[],
  changes: readonly string[],
): Promise<DataRow[]> {
  const rows = new Map<string, DataRow>()
  for await (const batch of rowsOf([...blocks, ...changes])) {
    for (const row of batch) {
      if (!buckets.has(bucketOf(row.card))) continue
      if (row.t === 'h') rows.set(row.card, row)
      else if (row.t === 'u' && !row.void) rows.set(`${row.card} ${row.record}`, row)
      else if (row.t === 'u') rows.delete(`${row.card} ${row.record}`)
      else for (const key of rows.keys()) if (key.startsWith(row.card)) rows.delete(key)
    }
  }
  return [...rows.values()]
}
