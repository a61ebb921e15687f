// Sequences of the service log that damage took: known by number, gone for good, and told to the registry.
// Only the rescue writes here (rescue/rescue.ts).
import type { Db } from '../open.ts'

/** Sequences, both inclusive. */
export type LostRange = { readonly from: number; readonly to: number }

const ALL = 'SELECT first, last FROM lost_range WHERE first > 0 ORDER BY first'
const ADD = 'INSERT INTO lost_range (first, last) VALUES (?, ?)'

export function lostRanges(db: Db) {
  const all = db.prepare<[], [first: number, last: number]>(ALL).raw()
  return { all: (): readonly LostRange[] => all.all().map(([from, to]) => ({ from, to })) }
}

export function addLostRanges(db: Db, ranges: readonly LostRange[]): void {
  const add = db.prepare<[number, number]>(ADD)
  for (const { from, to } of ranges) add.run(from, to)
}

/** The numbers from 1 to `last` that `known` does not have, as ranges. */
export function rangesMissing(known: ReadonlySet<number>, last: number): LostRange[] {
  const ranges: LostRange[] = []
  let from: number | null = null
  for (let n = 1; n <= last + 1; n++) {
    const missing = n <= last && !known.has(n)
    if (missing) from ??= n
    else if (from !== null) {
      ranges.push({ from, to: n - 1 })
      from = null
    }
  }
  return ranges
}
