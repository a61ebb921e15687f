// The thread in which a pull's files become the cache, so that no scan waits for them. One job, then it ends.
// Nothing is shared with the window's thread but the files on disk.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type ApplyJob, type JobSteps, runJob } from './job.ts'

/** What it says: how far it is, and at last what came of it. */
export type WorkerWord =
  | { readonly kind: 'rows'; readonly done: number }
  | { readonly kind: 'done'; readonly result: Parameters<JobSteps['onDone']>[0] }

/** Milliseconds between two words about progress. */
const SAY_EVERY = 200
const NICE = 10

/** Behind the window wherever there is only one processor to have. Linux alone has a priority for a single thread. */
function stepBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICE)
  } catch {
    // A container without /proc: then it is as fast as any thread.
  }
}

stepBack()
let said = 0
const say = (word: WorkerWord): void => parentPort?.postMessage(word)
await runJob(workerData as ApplyJob, {
  onRows(done) {
    const now = performance.now()
    if (now - said < SAY_EVERY) return
    said = now
    say({ kind: 'rows', done })
  },
  onDone: result => say({ kind: 'done', result }),
})
