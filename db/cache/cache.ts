// The cache: what the registry knows, as far as a window needs it. It can be made again at any time.
// It is never empty in silence: `sequence` is null until a whole published state has been applied.
import { err, ok, type Result } from '../../core/result.ts'
import type { BucketText, DataRow, SignedDocument } from '../../core/sync/wire.ts'
import { attempt } from '../errors.ts'
import { type Db, type OpenError, openEncrypted, removeDatabase } from '../open.ts'
import { type Applied, type ApplyError, applyChanges, type RowBatches } from './apply.ts'
import { bucketTexts, loadBuckets } from './buckets.ts'
import { documents } from './documents.ts'
import { type HolderReader, readHolders } from './holders.ts'
import { cacheMeta, META_KEYS, type MetaKey } from './meta.ts'
import { CACHE_MIGRATIONS } from './migrations/index.ts'
import { type HolderSearch, searchHolders } from './search.ts'
import { buildSnapshot, type CacheFile, type Carried } from './snapshot.ts'
import { allStops, withStanding } from './stops.ts'
import { nextOf, removeCache, settleSwitch, takeNext } from './switch.ts'

/** Reads throw where the file is damaged or the disk fails (errors.ts `storeErrorOf` names it): there is no answer to give. */
export type Cache = {
  readonly holders: HolderReader & { readonly search: HolderSearch }
  meta(key: MetaKey): number | null
  putMeta(key: MetaKey, value: number): void
  document(kind: SignedDocument['kind']): SignedDocument | null
  putDocument(document: SignedDocument): void
  /** Counts and digests of the 256 buckets, as the manifest writes them. */
  buckets(): readonly BucketText[]
  /**
   * One transaction: rows, sums and sequence become visible together.
   * `asOf` only with the last step to the state the registry confirmed then, else null (meta.ts `PublishedState`).
   */
  applyChanges(rows: Iterable<DataRow>, sequence: number, asOf: number | null): Result<Applied, ApplyError>
  /** Builds a whole new file beside this one from sorted rows, then puts it in its place. Documents are kept. */
  replaceBySnapshot(
    rows: RowBatches,
    sequence: number,
    asOf: number | null,
    onRows: (done: number) => void,
  ): Promise<Result<Applied, ApplyError>>
  /** The same with the building left to somebody else, a worker: this one goes on answering until the switch. */
  replaceBy<E>(
    build: (target: CacheFile, carried: Carried) => Promise<Result<Applied, E>>,
  ): Promise<Result<Applied, E | ApplyError>>
  /** Lets a worker write to this file over a connection of its own; what it commits is seen by the next read. */
  changeBy<T>(change: (target: CacheFile) => Promise<T>): Promise<T>
  /** Forgets all holders and usage, as if never filled: cut off, or damaged. The signed documents stay where they can be read. */
  wipe(): Result<null, OpenError>
  close(): void
}

type Opened = ReturnType<typeof prepare>

/**
 * Opens the cache at `file`, or makes one that was never filled. A switch that was cut off is finished first.
 * What it answers with `corrupt`, `wrong-key` or `empty-file` is worth nothing: `removeCache`, and pull again.
 */
export function openCache(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean } = {},
): Result<Cache, OpenError> {
  const first = open(file, key, options)
  if (!first.ok) return first
  let state: Opened = first.value

  /** Closes, lets `change` work on the files, and opens what is there then. */
  function reopenAfter(change: () => void): Result<null, OpenError> {
    state.db.close()
    const changed = attempt(change)
    const reopened = open(file, key, options)
    if (!reopened.ok) return reopened
    state = reopened.value
    return changed.ok ? ok(null) : err({ code: changed.error.code })
  }

  async function replaceBy<E>(
    build: (target: CacheFile, carried: Carried) => Promise<Result<Applied, E>>,
  ): Promise<Result<Applied, E | ApplyError>> {
    const carried = {
      documents: state.documents.all(),
      meta: META_KEYS.map(name => [name, state.meta.get(name)] as const),
      stops: allStops(state.db),
    }
    const built = await build({ file, key }, carried)
    if (!built.ok) return built
    const switched = reopenAfter(() => {
      try {
        takeNext(file)
      } catch (cause) {
        // Windows: somebody else reads the old file. It goes on, and the new one is built again another night.
        removeDatabase(nextOf(file))
        throw cause
      }
    })
    return switched.ok ? built : err({ code: 'disk', cause: switched.error.code })
  }

  return ok({
    get holders() {
      return state.holders
    },
    meta: name => state.meta.get(name),
    putMeta: (name, value) => state.meta.put(name, value),
    document: kind => state.documents.get(kind),
    putDocument: document => state.documents.put(document),
    buckets: () => bucketTexts(loadBuckets(state.db)),
    applyChanges: (rows, sequence, asOf) => applyChanges(state.db, rows, { sequence, asOf }),
    replaceBySnapshot: (rows, sequence, asOf, onRows) =>
      replaceBy((target, carried) => buildSnapshot(target, rows, { sequence, asOf }, carried, onRows)),
    replaceBy,
    changeBy: change => change({ file, key }),
    wipe() {
      // Of a damaged file they may be unreadable; the next pull brings them.
      const kept = attempt(() => state.documents.all())
      const wiped = reopenAfter(() => removeCache(file))
      if (wiped.ok && kept.ok) for (const document of kept.value) state.documents.put(document)
      return wiped
    },
    close: () => state.db.close(),
  })
}

function open(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean },
): Result<Opened, OpenError> {
  if (options.readonly !== true) {
    const settled = attempt(() => settleSwitch(file))
    if (!settled.ok) return err({ code: settled.error.code })
  }
  const openIt = () => openEncrypted(file, key, CACHE_MIGRATIONS, { ...options, synchronous: 'NORMAL' })
  let opened = openIt()
  if (!opened.ok && opened.error.code === 'missing' && options.readonly !== true) {
    // What vanished can be had again: begin as one that was never filled, and says so.
    removeCache(file)
    opened = openIt()
  }
  if (opened.ok) return ok(prepare(opened.value))
  return opened.error.code === 'wrong-key-or-corrupt' ? err({ code: 'corrupt' }) : opened
}

/**
 * Pages of the log until this connection would put it away itself, in the middle of a scan: the workers that apply
 * changes put it away behind themselves (electron/sync/apply), so that it never grows so long.
 */
const LOG_PAGES = 10_000

function prepare(db: Db) {
  if (!db.readonly) db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`)
  const [search, withNewest] = [searchHolders(db), withStanding(db)]
  const searchNewest: HolderSearch = (query, limit) => search(query, limit).map(withNewest)
  return {
    db,
    holders: { ...readHolders(db), search: searchNewest },
    meta: cacheMeta(db),
    documents: documents(db),
  }
}
