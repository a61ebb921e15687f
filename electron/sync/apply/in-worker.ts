// Starts the worker for one job and waits for its word. However it ends, there is an answer, and the cache is whole.
// A worker that dies, or is stopped, has committed its transaction or not begun to be seen: there is nothing in between.
import { Worker } from 'node:worker_threads'
import { err, type Result } from '../../../core/result.ts'
import type { Applied, ApplyError } from '../../../db/cache/apply.ts'
import type { ApplyJob } from './job.ts'
import type { WorkerWord } from './worker.ts'

export type WorkerError = ApplyError | { readonly code: 'worker-died' } | { readonly code: 'stopped' }

/** Beside this module: as source under Node, as a file of its own in the bundle (vite.main.config.ts). */
const ENTRY = import.meta.url.endsWith('.ts')
  ? new URL('./worker.ts', import.meta.url)
  : new URL('./apply-worker.mjs', import.meta.url)

/** Megabytes of JavaScript heap: rows pass through, none stay. Small, so that a window's machine does not feel a snapshot. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 }

export type ApplyParts = {
  readonly onRows?: (done: number) => void
  readonly signal?: AbortSignal | undefined
  /** Told of each worker, for tests that kill one. */
  readonly onWorker?: ((worker: Worker) => void) | undefined
}

/** Workers that have answered and are still putting the file in order: the next one waits for the one before. */
const leaving = new Map<string, Promise<void>>()

export async function applyInWorker(
  job: ApplyJob,
  { onRows, signal, onWorker }: ApplyParts = {},
): Promise<Result<Applied, WorkerError>> {
  await leaving.get(job.target.file)
  if (signal?.aborted === true) return err({ code: 'stopped' })
  const worker = new Worker(ENTRY, { workerData: job, resourceLimits: LIMITS })
  onWorker?.(worker)
  const gone = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  leaving.set(job.target.file, gone)
  void gone.then(() => leaving.delete(job.target.file))
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<Result<Applied, WorkerError>>(resolve => {
      let result: Result<Applied, WorkerError> | null = null
      worker.on('message', (word: WorkerWord) => {
        if (word.kind === 'rows') return onRows?.(word.done)
        result = word.result
        // The file of a snapshot is to be moved next: then nobody may have it open any more.
        if (job.kind !== 'snapshot') resolve(result)
      })
      // What it threw is a bug or a lack of memory; the exit that follows settles the answer.
      worker.on('error', () => {})
      worker.on('exit', () =>
        resolve(result ?? err({ code: signal?.aborted === true ? 'stopped' : 'worker-died' })),
      )
    })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
