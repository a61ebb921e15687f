// Starts the check of both files beside the counter, one at a time, and knows how far it is.
// Keys go to the worker of this very process and nowhere else.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { KeyStore } from '../../db/key.ts'
import type { CheckState } from '../api.ts'

export type Condition = 'sound' | 'damaged' | 'not-checked'
type KeyedFile = { readonly path: string; readonly key: Uint8Array } | null
export type CheckOrder = { readonly journal: KeyedFile; readonly cache: KeyedFile }
export type CheckReport =
  | {
      readonly kind: 'progress'
      readonly part: 'journal' | 'cache' | 'chain'
      readonly done: number
      readonly total: number
    }
  | {
      readonly kind: 'done'
      readonly journal: Condition
      readonly cache: Condition
      readonly records: number
      readonly chainBrokenAt: number | null
      readonly acts: number
      readonly auditBrokenAt: number | null
    }

export type FileCheck = {
  state(): CheckState
  start(): Promise<CheckState>
  /** The terminal closes: what runs is ended. */
  stop(): Promise<void>
}

type CheckParts = {
  readonly dataDir: string
  readonly keyStore: KeyStore
  readonly now: () => number
  readonly monotonicMs: () => number
}

export function createFileCheck(parts: CheckParts): FileCheck {
  let state: CheckState = { state: 'never' }
  let worker: Worker | null = null

  async function keyed(name: 'journal' | 'cache'): Promise<KeyedFile> {
    const key = await parts.keyStore.load(name)
    return key.ok && key.value !== null ? { path: join(parts.dataDir, `${name}.db`), key: key.value } : null
  }

  function finish(report: Omit<Extract<CheckReport, { kind: 'done' }>, 'kind'>, began: number): void {
    worker = null
    const seconds = Math.round(parts.monotonicMs() - began) / 1000
    state = { state: 'done', at: parts.now(), seconds, ...report }
  }

  const NOTHING = {
    journal: 'not-checked',
    cache: 'not-checked',
    records: 0,
    chainBrokenAt: null,
    acts: 0,
    auditBrokenAt: null,
  } as const

  return {
    state: () => state,
    async start() {
      if (state.state === 'running') return state
      state = { state: 'running', part: 'journal', done: 0, total: 3 }
      const began = parts.monotonicMs()
      const order: CheckOrder = { journal: await keyed('journal'), cache: await keyed('cache') }
      const running = new Worker(workerFile(), { workerData: order })
      worker = running
      running.on('message', (report: CheckReport) => {
        if (report.kind === 'done') finish(reportOf(report), began)
        else state = { state: 'running', part: report.part, done: report.done, total: report.total }
      })
      // A worker that cannot run has checked nothing, and that is what is said.
      running.on('error', () => finish(NOTHING, began))
      running.on('exit', () => {
        if (worker === running) finish(NOTHING, began)
      })
      return state
    },
    async stop() {
      const running = worker
      worker = null
      await running?.terminate()
    },
  }
}

const reportOf = ({ kind: _, ...report }: Extract<CheckReport, { kind: 'done' }>) => report

/** Beside this file: as TypeScript where it runs from the sources, as a module of its own where it was built. */
function workerFile(): URL {
  const name = import.meta.url.endsWith('.ts') ? './check-worker.ts' : './check-worker.mjs'
  return new URL(name, import.meta.url)
}
