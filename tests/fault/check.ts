// The judge of a trial: what was acknowledged, what each end holds, and whether they agree. Pure.
// It trusts neither end's own word: chains are hashed again, rows are compared one by one.
import { CHAIN_START, chainHash } from '../../core/sync/chain.ts'
import type { SealedRecord } from '../../core/sync/wire.ts'

export type Acknowledged = { readonly sequence: number; readonly id: string }
export type Ends = {
  /** What the clerk was told is recorded, of this terminal. */
  readonly acknowledged: readonly Acknowledged[]
  readonly journal: readonly SealedRecord[]
  /** Sequences that the terminal still wants to send, and those it was told will not be taken. */
  readonly unsent: readonly number[]
  readonly rejected: readonly number[]
  readonly registry: readonly SealedRecord[]
  /** What the registry counted from each record: one line for each usage and conflict. */
  readonly counted: readonly string[]
}
/** Rows in a canonical text each, by key, and the sums kept beside them. */
export type CacheState = {
  readonly sequence: number | null
  readonly rows: ReadonlyMap<string, string>
  readonly buckets: readonly string[]
}
export type PublishedState = Pick<CacheState, 'rows' | 'buckets'>

export type Verdict = {
  readonly lost: number
  readonly duplicated: number
  readonly tornCaches: number
  /** One line for each thing that is wrong. */
  readonly findings: readonly string[]
}

export const CLEAN: Verdict = { lost: 0, duplicated: 0, tornCaches: 0, findings: [] }

/** `healed`: both ends have spoken without faults since; before that a record may still wait in the outbox. */
export function judgeRecords(ends: Ends, healed: boolean): Verdict {
  const findings: string[] = []
  const journal = new Map(ends.journal.map(r => [r.sequence, r]))
  const atRegistry = countBy(ends.registry, r => r.id)
  const unsent = new Set(ends.unsent)
  let lost = 0
  let duplicated = 0
  for (const { sequence, id } of ends.acknowledged) {
    const kept = journal.get(sequence)
    if (kept?.id !== id) {
      lost += 1
      findings.push(`record ${sequence} was acknowledged to the clerk and is not in the journal`)
    }
    if (atRegistry.has(id) || (!healed && unsent.has(sequence))) continue
    lost += 1
    findings.push(`record ${sequence} was acknowledged to the clerk and is not at the registry`)
  }
  for (const record of ends.journal) {
    if (atRegistry.has(record.id) || unsent.has(record.sequence)) continue
    // Counted once: an acknowledged one was found above.
    if (ends.acknowledged.some(a => a.id === record.id)) continue
    lost += 1
    findings.push(`record ${record.sequence} left the outbox and is not at the registry`)
  }
  for (const [id, times] of atRegistry) {
    if (times === 1) continue
    duplicated += times - 1
    findings.push(`record ${id} is at the registry ${times} times`)
  }
  for (const [line, times] of countBy(ends.counted, text => text)) {
    if (times === 1) continue
    duplicated += times - 1
    findings.push(`the registry counted ${times} times: ${line}`)
  }
  if (healed && ends.unsent.length > 0) {
    lost += ends.unsent.length
    findings.push(`still unsent after healing: ${ends.unsent.join(' ')}`)
  }
  if (ends.rejected.length > 0) {
    lost += ends.rejected.length
    findings.push(`rejected by the registry: ${ends.rejected.join(' ')}`)
  }
  for (const [end, records] of [
    ['journal', ends.journal],
    ['registry', ends.registry],
  ] as const) {
    const broken = brokenLink(records)
    if (broken === null) continue
    lost += 1
    findings.push(`the chain at the ${end} breaks at ${broken}`)
  }
  return { lost, duplicated, tornCaches: 0, findings }
}

/** `published`: the state of the cache's own sequence, or undefined where none such was ever published. */
export function judgeCache(cache: CacheState, published: PublishedState | undefined): Verdict {
  const findings: string[] = []
  if (cache.sequence === null) {
    if (cache.rows.size > 0) findings.push(`${cache.rows.size} rows in a cache that says it was never filled`)
  } else if (published === undefined)
    findings.push(`the cache says sequence ${cache.sequence}, never published`)
  else {
    for (const [key, row] of published.rows) {
      if (cache.rows.get(key) !== row)
        findings.push(`${key}: ${cache.rows.get(key) ?? 'missing'}, published ${row}`)
    }
    for (const key of cache.rows.keys()) {
      if (!published.rows.has(key)) findings.push(`${key} is in no state ${cache.sequence}`)
    }
    const wrong = published.buckets.findIndex((bucket, i) => bucket !== cache.buckets[i])
    if (wrong >= 0) findings.push(`the sum of bucket ${wrong} is another`)
  }
  return { lost: 0, duplicated: 0, tornCaches: findings.length > 0 ? 1 : 0, findings: findings.slice(0, 5) }
}

export function sum(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(
    (all, v) => ({
      lost: all.lost + v.lost,
      duplicated: all.duplicated + v.duplicated,
      tornCaches: all.tornCaches + v.tornCaches,
      findings: [...all.findings, ...v.findings],
    }),
    CLEAN,
  )
}

export const isClean = ({ lost, duplicated, tornCaches }: Verdict): boolean =>
  lost === 0 && duplicated === 0 && tornCaches === 0

/** The sequence at which the chain does not hold, or null. `records` in order. */
function brokenLink(records: readonly SealedRecord[]): number | null {
  let prev = CHAIN_START
  for (const [i, record] of records.entries()) {
    const follows =
      record.sequence === i + 1 && record.prev === prev && record.hash === chainHash(prev, record.body)
    if (!follows) return record.sequence
    prev = record.hash
  }
  return null
}

function countBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  return counts
}
