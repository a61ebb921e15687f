// The cache: what the registry knows, as far as a window needs it. It can be made again at any time.
// It is never empty in silence: `sequence` is null until a whole published state has been applied.
import { err, ok, type Result } from '../../core/result.ts'
import type { DataRow, SignedDocument } from '../../core/sync/wire.ts'
import { attempt } from '../errors.ts'
import { type Db, type OpenError, openEncrypted, removeDatabase } from '../open.ts'
import { type Applied, type ApplyError, applyChanges } from './apply.ts'
import { bucketTexts, loadBuckets } from './buckets.ts'
import { documents } from './documents.ts'
import { type HolderReader, readHolders } from './holders.ts'
import { cacheMeta, META_KEYS, type MetaKey } from './meta.ts'
import { CACHE_MIGRATIONS } from './migrations/index.ts'
import { type HolderSearch, searchHolders } from './search.ts'
import { buildSnapshot } from './snapshot.ts'
import { nextOf, removeCache, settleSwitch, takeNext } from './switch.ts'

/** Reads throw where the file is damaged or the disk fails (errors.ts `storeErrorOf` names it): there is no answer to give. */
export type Cache = {
  readonly holders: HolderReader & { readonly search: HolderSearch }
  meta(key: MetaKey): number | null
  putMeta(key: MetaKey, value: number): void
  document(kind: SignedDocument['kind']): SignedDocument | null
  putDocument(document: SignedDocument): void
  /** Counts and digests of the 256 buckets, as the manifest writes them. */
  buckets(): readonly { readonly count: number; readonly digest: string }[]
  /**
   * One transaction: rows, sums and sequence become visible together.
   * `asOf` only with the last step to the state the registry confirmed then, else null (meta.ts `PublishedState`).
   */
  applyChanges(rows: Iterable<DataRow>, sequence: number, asOf: number | null): Result<Applied, ApplyError>
  /** Builds a whole new file beside this one from sorted rows, then puts it in its place. Documents are kept. */
  replaceBySnapshot(
    rows: AsyncIterable<readonly DataRow[]> | Iterable<readonly DataRow[]>,
    sequence: number,
    asOf: number | null,
    onRows: (done: number) => void,
  ): Promise<Result<Applied, ApplyError>>
  /** Forgets all holders and usage, as if never filled: the terminal was cut off. The signed documents stay. */
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
    async replaceBySnapshot(rows, sequence, asOf, onRows) {
      const carried = {
        documents: state.documents.all(),
        meta: META_KEYS.map(name => [name, state.meta.get(name)] as const),
      }
      const built = await buildSnapshot({ file, key }, rows, { sequence, asOf }, carried, onRows)
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
    },
    wipe() {
      const kept = state.documents.all()
      const wiped = reopenAfter(() => removeCache(file))
      if (wiped.ok) for (const document of kept) state.documents.put(document)
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

function prepare(db: Db) {
  return {
    db,
    holders: { ...readHolders(db), search: searchHolders(db) },
    meta: cacheMeta(db),
    documents: documents(db),
  }
}
