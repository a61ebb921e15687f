// The change files that lead to the newest state, few however many publications there were: eight of a kind become one.
// A merged row says how things are at the end of its file, so a terminal may begin a file anywhere in the middle.
import type { ChangeRef, DataRow, HolderRow, UsageRow } from '../core/sync/wire.ts'

/** So many files of one size are merged into one. */
const TOGETHER = 8
/** Larger than this nothing is merged: a terminal that is so far behind does as well with a snapshot. */
export const LARGEST_ROWS = 100_000

export type Chain = readonly (ChangeRef & { readonly level: number })[]

export type Merge = { readonly level: number; readonly files: Chain }

/** The files at the end of the chain that are to become one, or null. */
export function dueMerge(chain: Chain): Merge | null {
  const files = chain.slice(-TOGETHER)
  const level = files[0]?.level
  if (files.length < TOGETHER || level === undefined || files.some(f => f.level !== level)) return null
  return files.reduce((sum, f) => sum + f.rows, 0) > LARGEST_ROWS ? null : { level, files }
}

/** The chain with its merged files in one. */
export const merged = (chain: Chain, { level, files }: Merge, ref: Omit<ChangeRef, 'from' | 'to'>): Chain => [
  ...chain.slice(0, chain.length - files.length),
  { ...ref, from: files[0]?.from ?? 0, to: files.at(-1)?.to ?? 0, level: level + 1 },
]

/** Longer than this the oldest files go, as far as the snapshot covers them: a manifest stays small. */
const LONGEST = 48

/** Without what leads only to states older than the snapshot, once the chain is long. */
export function shortened(chain: Chain, snapshotSequence: number): Chain {
  let from = 0
  while (chain.length - from > LONGEST && (chain[from]?.to ?? snapshotSequence) <= snapshotSequence) from += 1
  return chain.slice(from)
}

type OfCard = { gone: boolean; holder: HolderRow | null; readonly uses: Map<string, UsageRow> }

/** The rows that are left of these in order, sorted by card: per card what was last, uses by record. */
export function mergedRows(rows: Iterable<DataRow>): DataRow[] {
  const cards = new Map<string, OfCard>()
  for (const row of rows) {
    const of = cards.get(row.card) ?? { gone: false, holder: null, uses: new Map<string, UsageRow>() }
    cards.set(row.card, of)
    if (row.t === 'h') of.holder = row
    else if (row.t === 'u') of.uses.set(row.record, row)
    else {
      of.gone = true
      of.holder = null
      of.uses.clear()
    }
  }
  return [...cards]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([card, { gone, holder, uses }]): DataRow[] => [
      ...(gone ? [{ t: 'g' as const, card }] : []),
      ...(holder === null ? [] : [holder]),
      ...uses.values(),
    ])
}
