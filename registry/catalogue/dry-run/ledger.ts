// What each holder would have used, had a catalogue held: services that it would have given, and no other.
// By holder, not by card; only of items that it gives a quota.
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import type { Usage } from '../../../core/policy/evidence.ts'

export type Ledger = ReturnType<typeof createLedger>

const NOTHING: readonly Usage[] = []

/** `counted`: items with a quota in any catalogue that is judged by. */
export function createLedger(counted: ReadonlySet<string>) {
  const byHolder = new Map<string, Usage[]>()
  return {
    usageOf: (holder: string): readonly Usage[] => byHolder.get(holder) ?? NOTHING,
    add(holder: string, use: Usage): void {
      if (!counted.has(use.itemId)) return
      const uses = byHolder.get(holder)
      if (uses === undefined) byHolder.set(holder, [use])
      else uses.push(use)
    },
  }
}

/** Items whose uses must be known beforehand, with the time from which on they count. */
export const countedItems = (catalogues: readonly Catalogue[]): ReadonlySet<string> =>
  new Set(
    catalogues.flatMap(c =>
      c.items.filter(i => i.quota !== null && i.quota.kind !== 'tickets').map(i => i.id),
    ),
  )
