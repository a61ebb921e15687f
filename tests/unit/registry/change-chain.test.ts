// Change files that are merged lead from every earlier state to the newest, and are few.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DataRow } from '../../../core/sync/wire.ts'
import { changesFrom } from '../../../electron/sync/pull.ts'
import {
  type Chain,
  dueMerge,
  LARGEST_ROWS,
  merged,
  mergedRows,
  shortened,
} from '../../../registry/change-chain.ts'
import { card, gone, holder, used } from '../db/support-rows.ts'

const RECORDS = Array.from({ length: 3 }, (_, i) => `9b2f6c1e-8f0a-4c8e-9d7b-3a5f1c2d4e6${i}`)

const row: fc.Arbitrary<DataRow> = fc.oneof(
  fc
    .record({ index: fc.nat(4), serial: fc.integer({ min: 1, max: 3 }) })
    .map(({ index, serial }) => holder(index, { serial })),
  fc
    .record({ index: fc.nat(4), record: fc.constantFrom(...RECORDS), taken: fc.boolean() })
    .map(({ index, record, taken }) => used(index, { record, void: taken })),
  fc.nat(4).map(index => gone(index)),
)

/** What a cache holds after these rows: by card, and by record. */
function stateAfter(rows: readonly DataRow[], before: ReadonlyMap<string, string> = new Map()) {
  const state = new Map(before)
  for (const r of rows) {
    if (r.t === 'h') state.set(r.card, JSON.stringify(r))
    else if (r.t === 'u' && r.void) state.delete(`${r.card} ${r.record}`)
    // A use does not change once it is there.
    else if (r.t === 'u') state.set(`${r.card} ${r.record}`, JSON.stringify(r))
    else for (const key of [...state.keys()]) if (key.startsWith(r.card)) state.delete(key)
  }
  return new Map([...state].sort())
}

/** Publishes these rows one file each, merged as the publisher does it. */
function publish(files: readonly (readonly DataRow[])[]) {
  const content = new Map<string, readonly DataRow[]>()
  const named = (rows: readonly DataRow[]) => {
    const path = `change-${content.size}`
    content.set(path, rows)
    return { path, sha256: '0'.repeat(64), bytes: 1, rows: rows.length }
  }
  let chain: Chain = []
  for (const [i, rows] of files.entries()) {
    chain = [...chain, { ...named(mergedRows(rows)), from: i, to: i + 1, level: 0 }]
    for (let due = dueMerge(chain); due !== null; due = dueMerge(chain)) {
      const all = due.files.flatMap(file => content.get(file.path) ?? [])
      chain = merged(chain, due, named(mergedRows(all)))
    }
  }
  return { chain, rowsOf: (path: string) => content.get(path) ?? [] }
}

describe('merged rows', () => {
  test('leave every state what the rows one by one leave it', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.array(row, { maxLength: 30 }), (earlier, rows) => {
        const before = stateAfter(earlier)
        expect(stateAfter(mergedRows(rows), before)).toEqual(stateAfter(rows, before))
      }),
      { numRuns: 500 },
    )
  })

  test('come sorted by card, each holder once', () => {
    const rows = mergedRows([holder(3), holder(1), holder(3, { serial: 2 })])
    expect(rows.map(r => r.card)).toEqual([card(1), card(3)])
  })
})

describe('a chain of merged files', () => {
  test('leads from every earlier state to the newest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 150 }),
        fc.nat(149),
        (files, at) => {
          const from = at % files.length
          const { chain, rowsOf } = publish(files)
          const needed = changesFrom(from, { changes: [...chain], sequence: files.length })
          expect(needed).not.toBeNull()
          const old = stateAfter(files.slice(0, from).flat())
          const way = (needed ?? []).flatMap(change => rowsOf(change.path))
          expect(stateAfter(way, old)).toEqual(stateAfter(files.flat()))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('stays short: a day of one publication a minute is a score of files, a month hardly more', () => {
    const files = Array.from({ length: 30 * 1440 }, (_, i) => [holder(i % 7)])
    expect(publish(files.slice(0, 1440)).chain.length).toBeLessThan(30)
    const { chain } = publish(files)
    expect(chain.length).toBeLessThan(60)
    expect(shortened(chain, files.length - 10).length).toBeLessThanOrEqual(48)
  })

  test('keeps what leads on from the snapshot, however long it is', () => {
    const { chain } = publish(Array.from({ length: 7 * 64 + 7 }, () => [holder(1)]))
    const long = Array.from({ length: 60 }, (_, i) => ({
      ...chain[0],
      from: i,
      to: i + 1,
      level: i % 2,
    })) as Chain
    expect(shortened(long, 5)[0]?.from).toBe(5)
    expect(shortened(long, 60).length).toBe(48)
  })

  test('does not merge what would be no smaller than a snapshot', () => {
    const { chain } = publish(Array.from({ length: 7 }, () => [holder(1)]))
    const eight = [...chain, { ...chain[0], from: 7, to: 8, level: 0, rows: LARGEST_ROWS }] as Chain
    expect(dueMerge(eight)).toBeNull()
  })
})

test('changes with a gap lead nowhere', () => {
  const ref = { path: 'change-x', sha256: '', bytes: 1, rows: 1 }
  const state = {
    sequence: 9,
    changes: [
      { ...ref, from: 2, to: 5 },
      { ...ref, from: 6, to: 9 },
    ],
  }
  expect(changesFrom(3, state)).toBeNull()
  expect(changesFrom(1, state)).toBeNull()
  expect(changesFrom(6, state)?.map(c => c.to)).toEqual([9])
  expect(changesFrom(9, state)).toEqual([])
})
