// The dry run's worker: judges portions of records as they come, so that the registry answers everybody else meanwhile.
// It has no database and no keys; it can only count, and dies with whoever started it.
import { parentPort, workerData } from 'node:worker_threads'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { inForceAt } from '../../../core/policy/in-force.ts'
import type { Window } from '../../../core/policy/verdict.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import type { DryRunResult } from './result.ts'
import { createTally } from './tally.ts'
import { createTrial } from './trial.ts'

export type DryRunJob = {
  readonly candidate: Catalogue
  /** Every version that stands, in the order of their days; the last is the one that it would follow. */
  readonly versions: readonly Catalogue[]
  readonly windows: readonly (readonly [string, Window])[]
  /** Cards of holders who have several, with one name for each such holder. */
  readonly siblings: readonly (readonly [string, string])[]
  readonly from: number
  readonly until: number
}
/** `remember`: of before the run, counted and not tried. */
export type DryRunWord =
  | { readonly kind: 'remember' | 'try'; readonly bodies: readonly string[] }
  | { readonly kind: 'end' }
export type DryRunAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'result'; readonly result: DryRunResult }

const job = workerData as DryRunJob
const windows = new Map(job.windows)
const siblings = new Map(job.siblings)
const holderOf = (card: string): string => siblings.get(card) ?? card
const last = job.versions.at(-1) ?? job.candidate
const trial = createTrial({
  candidate: job.candidate,
  catalogues: new Map(job.versions.map(version => [version.version, version])),
  standard: at => inForceAt(job.versions, at) ?? job.versions[0] ?? last,
  windowOf: site => windows.get(site) ?? null,
  holderOf,
  until: job.until,
})
const tally = createTally({ from: job.from, until: job.until })

parentPort?.on('message', (word: DryRunWord) => {
  if (word.kind === 'end') return answer({ kind: 'result', result: tally.result(last, job.candidate) })
  for (const text of word.bodies) {
    // The schema read it when it was taken in.
    const body = JSON.parse(text) as RecordBody
    if (word.kind === 'remember') trial.remember(body)
    else tally.add(body, body.card === null ? '' : holderOf(body.card), trial.try(body))
  }
  answer({ kind: 'done' })
})

function answer(said: DryRunAnswer): void {
  parentPort?.postMessage(said)
}
