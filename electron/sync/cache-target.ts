// The terminal's cache as the target of a pull: files are applied in a worker, small marks are written here.
// The window's own connection stays open and answers all the while; only the switch to a new file takes it for a moment.
import { err, type Result } from '../../core/result.ts'
import type { Applied } from '../../db/cache/apply.ts'
import type { Storage } from '../storage.ts'
import { type ApplyParts, applyInWorker, type WorkerError } from './apply/in-worker.ts'
import type { Issued, PullError, PullTarget } from './target.ts'

const KEY_LIST_COUNTER = 'key-list-counter'
/** In the journal: a cache that was thrown away must not be filled with what has been outlived. */
const NEWEST = { manifest: 'newest-manifest', revocations: 'newest-revocations' } as const
const AS_OF = {
  holders: 'holders-as-of',
  revocations: 'revocations-as-of',
  'key-list': 'key-list-as-of',
} as const

/** `worker`: who may stop it, and who is told of it. */
export function cacheTarget({ cache, journal }: Storage, worker: Omit<ApplyParts, 'onRows'>): PullTarget {
  return {
    keyListCounter: () => Number(journal.meta(KEY_LIST_COUNTER) ?? 0),
    noteKeyListCounter: counter => void journal.putMeta(KEY_LIST_COUNTER, String(counter)),
    newest: kind => JSON.parse(journal.meta(NEWEST[kind]) ?? 'null') as Issued | null,
    noteNewest: (kind, { sequence, issuedAt }) =>
      void journal.putMeta(NEWEST[kind], JSON.stringify({ sequence, issuedAt })),
    sequence: () => cache.meta('sequence'),
    holdersAsOf: () => cache.meta('holders-as-of'),
    stopsSequence: () => cache.meta('stops-sequence'),
    noteStopsSequence: sequence => cache.putMeta('stops-sequence', sequence),
    document: kind => cache.document(kind),
    putDocument: document => cache.putDocument(document),
    confirm: (kind, asOf) => cache.putMeta(AS_OF[kind], Math.max(asOf, cache.meta(AS_OF[kind]) ?? 0)),
    buckets: () => cache.buckets(),
    applyChanges: async (files, sequence) =>
      told(
        await cache.changeBy(target =>
          applyInWorker({ kind: 'changes', target, files, state: { sequence, asOf: null } }, worker),
        ),
      ),
    replaceBySnapshot: async ({ snapshot, changes }, sequence, onRows) =>
      told(
        await cache.replaceBy((target, carried) =>
          applyInWorker(
            {
              kind: 'snapshot',
              target,
              file: snapshot,
              changes,
              state: { sequence, asOf: null },
              carried,
            },
            { ...worker, onRows },
          ),
        ),
      ),
    mendBuckets: async (buckets, { blocks, changes }) =>
      told(
        await cache.changeBy(target =>
          applyInWorker({ kind: 'mend', target, buckets, blocks, changes }, worker),
        ),
      ),
    replaceStops: async (rows, sequence) =>
      told(await cache.changeBy(target => applyInWorker({ kind: 'stops', target, rows, sequence }, worker))),
  }
}

/** A worker that died took nothing with it: the cache is what it was, and the run is told as failed. */
function told(applied: Result<Applied, WorkerError>): Result<Applied, PullError> {
  if (applied.ok) return applied
  const { code } = applied.error
  return err({ code: code === 'worker-died' ? 'internal' : code })
}
