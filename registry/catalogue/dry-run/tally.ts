// Adds up what a dry run finds, holders once each, and lists single cases up to a bound.
// What is beyond the bound is counted and said.

import { dateOf } from '../../../core/policy/calendar.ts'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { type CatalogueChange, changesBetween, UNTRIED } from '../../../core/policy/catalogue-diff.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import type { Direction, DryRunResult, NoteKind, UntriedRecord } from './result.ts'
import type { Tried } from './trial.ts'

const MOST_CASES = 20_000
const MOST_ROWS = 2_000

type Sum = { records: number; readonly holders: Set<string> }
const nothing = (): Sum => ({ records: 0, holders: new Set() })

export type Tally = ReturnType<typeof createTally>

export function createTally(period: { readonly from: number; readonly until: number }) {
  const seen = { services: 0, refusals: 0, same: 0, windowAssumed: 0 }
  const sums: Record<Direction, Sum> = { 'refused-now': nothing(), 'good-now': nothing() }
  const untried = new Map<UntriedRecord, number>()
  const rows = new Map<
    string,
    Sum & Pick<DryRunResult['rows'][number], 'direction' | 'item' | 'site' | 'cause'>
  >()
  const cases: DryRunResult['cases'] = []
  const services = new Map<string, number>()
  let moreCases = 0

  function differs(body: RecordBody, holder: string, tried: Extract<Tried, { kind: 'differs' }>): void {
    const { direction } = tried
    const sum = sums[direction]
    sum.records += 1
    if (holder !== '') sum.holders.add(holder)
    for (const { item, cause } of tried.items) {
      const key = `${direction} ${item} ${body.site} ${cause}`
      const row = rows.get(key) ?? { ...nothing(), direction, item, site: body.site, cause }
      row.records += 1
      if (holder !== '') row.holders.add(holder)
      rows.set(key, row)
      if (cases.length >= MOST_CASES) moreCases += 1
      else {
        const { at, site, terminal, id: record } = body
        cases.push({ direction, at, site, terminal, item, cause, card: body.card ?? '', record })
      }
    }
  }

  return {
    add(
      body: RecordBody,
      holder: string,
      { tried, windowAssumed }: { tried: Tried; windowAssumed: boolean },
    ): void {
      seen[body.kind === 'service' ? 'services' : 'refusals'] += 1
      if (body.kind === 'service') services.set(body.item ?? '', (services.get(body.item ?? '') ?? 0) + 1)
      if (windowAssumed) seen.windowAssumed += 1
      switch (tried.kind) {
        case 'same':
          seen.same += 1
          return
        case 'untried':
          untried.set(tried.why, (untried.get(tried.why) ?? 0) + 1)
          return
        case 'differs':
          differs(body, holder, tried)
      }
    },
    /** `before`: the catalogue that the one tried would follow. */
    result(before: Catalogue, candidate: Catalogue): DryRunResult {
      const counted = (sum: Sum) => ({ records: sum.records, holders: sum.holders.size })
      return {
        ...period,
        ...seen,
        refusedNow: counted(sums['refused-now']),
        goodNow: counted(sums['good-now']),
        untried: [...untried].map(([why, records]) => ({ why, records })),
        notes: notesOf(changesBetween(before, candidate), period.until, item => services.get(item) ?? 0),
        rows: [...rows.values()]
          .toSorted((a, b) => b.records - a.records || a.item.localeCompare(b.item, 'en', { numeric: true }))
          .slice(0, MOST_ROWS)
          .map(({ direction, item, site, cause, ...sum }) => ({
            direction,
            item,
            site,
            cause,
            ...counted(sum),
          })),
        cases,
        moreCases,
      }
    },
  }
}

/** What of the changes themselves the records of a year cannot show. */
function notesOf(
  changes: readonly CatalogueChange[],
  until: number,
  servicesOf: (item: string) => number,
): DryRunResult['notes'] {
  return changes.flatMap(change => {
    if (change.kind !== 'added' && change.kind !== 'changed') return []
    const { item } = change
    const note = (kind: NoteKind) => ({ item: item.id, kind, services: servicesOf(item.id) })
    const begins =
      item.inForceFrom !== null && item.inForceFrom >= dateOf(until) ? [note('begins-later')] : []
    const ends = item.inForceUntil !== null && item.inForceUntil >= dateOf(until) ? [note('ends')] : []
    if (change.kind === 'added') return [note('new-item'), ...begins, ...ends]
    const more = item.siteKinds.some(kind => !change.before.siteKinds.includes(kind))
    return [
      ...(change.fields.some(field => UNTRIED.has(field)) ? [note('unseen-facts')] : []),
      ...(more ? [note('new-window')] : []),
      ...(change.fields.includes('inForceFrom') ? begins : []),
      ...(change.fields.includes('inForceUntil') ? ends : []),
    ]
  })
}
