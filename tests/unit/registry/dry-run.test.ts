// A rule tried on records: what it would have refused, what it would have given, and what nobody can tell from a record.
import { describe, expect, test } from 'vitest'
import type { Catalogue, CatalogueItem, SiteKind } from '../../../core/policy/catalogue.ts'
import { changesBetween } from '../../../core/policy/catalogue-diff.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import { CAUSES, dryRunResult, NOTES, UNTRIED_RECORDS } from '../../../registry/catalogue/dry-run/result.ts'
import { createTally } from '../../../registry/catalogue/dry-run/tally.ts'
import { createTrial } from '../../../registry/catalogue/dry-run/trial.ts'
import { causeWords, NOTE_WORDS, UNTRIED_WORDS } from '../../../registry/catalogue/dry-run/words.ts'
import { service } from '../db/support.ts'
import { amended, atTime, CATALOGUE, chuxiong, DAY, PRESENTED, situation } from '../policy/good-card.ts'

const START = chuxiong('2026-03-01 10:00:00')
const END = chuxiong('2026-11-23 10:00:00')
const withItem = (id: string, change: Partial<CatalogueItem>): Catalogue =>
  amended(item => (item.id === id ? change : {}))
const once = { kind: 'times', per: 'calendar-year', limit: 1 } as const

let made = 0
type Served = Partial<RecordBody> & { readonly kindOfSite?: SiteKind; readonly tierOf?: 'A' | 'B' }
/** A record as a counter makes it: with the evidence of its day, and the verdict that it led to. */
function record({ kindOfSite = 'hospital-checkup', tierOf = 'A', ...changed }: Served): RecordBody {
  made += 1
  const at = changed.at ?? START + made * DAY
  const { clock, data } = atTime(at)
  const evidence = situation({
    presented: PRESENTED.physical,
    holder: { tier: tierOf },
    ...(clock !== undefined && { clock }),
    ...(data !== undefined && { data }),
  })
  const window = { siteKind: kindOfSite, itemIds: null }
  const { outcome, reason } = decide(evidence, window, CATALOGUE)
  return service({
    id: `r-${made}`,
    at,
    card: '532300000016',
    tier: tierOf,
    item: '1.1',
    relation: 'self',
    site: 'hospital',
    outcome,
    reason,
    evidence,
    basis: { catalogue: '2023.2', sequence: 7, keyList: 1, app: '1', window },
    ...changed,
  })
}

function tryOut(candidate: Catalogue, bodies: readonly RecordBody[], earlier: readonly RecordBody[] = []) {
  const trial = createTrial({
    candidate,
    catalogues: new Map([[CATALOGUE.version, CATALOGUE]]),
    standard: () => CATALOGUE,
    windowOf: site => (site === 'hospital' ? { siteKind: 'hospital-checkup', itemIds: null } : null),
    holderOf: card => (card === '532300000024' ? '532300000016' : card),
    until: END,
  })
  const tally = createTally({ from: START, until: END })
  for (const body of earlier) trial.remember(body)
  for (const body of bodies) tally.add(body, body.card ?? '', trial.try(body))
  return dryRunResult.parse(tally.result(CATALOGUE, candidate))
}
const rowsOf = ({ rows }: ReturnType<typeof tryOut>) =>
  rows.map(r => `${r.direction} ${r.item} ${r.site} ${r.cause} ${r.records}/${r.holders}`)

describe('a rule that is the same as before', () => {
  test('changes nothing, whatever is on record', () => {
    const result = tryOut(CATALOGUE, [record({}), record({ tierOf: 'B' }), record({ item: '1.2' })])
    expect(result).toMatchObject({ services: 3, same: 3, refusedNow: { records: 0, holders: 0 }, rows: [] })
  })
})

describe('a narrower rule', () => {
  test('refuses the second service of a year, not the first of the next, and counts by holder, not by card', () => {
    const result = tryOut(withItem('1.1', { quota: once }), [
      record({ at: chuxiong('2026-01-05 09:00:00') }),
      record({ at: chuxiong('2026-02-05 09:00:00'), card: '532300000024' }),
      record({ at: chuxiong('2026-03-05 09:00:00') }),
      record({ at: chuxiong('2027-01-05 09:00:00') }),
      record({ at: chuxiong('2026-04-05 09:00:00'), card: '532300000032' }),
    ])
    expect(rowsOf(result)).toEqual(['refused-now 1.1 hospital used-up 2/2'])
    expect(result).toMatchObject({ services: 5, same: 3 })
  })

  test('counts what was served in the year before the run began', () => {
    const earlier = record({ at: chuxiong('2026-01-05 09:00:00') })
    expect(rowsOf(tryOut(withItem('1.1', { quota: once }), [record({})], [earlier]))).toEqual([
      'refused-now 1.1 hospital used-up 1/1',
    ])
  })

  test('counts an amount only of what it would have given', () => {
    const candidate = withItem('5.2', { quota: { kind: 'amount', per: 'calendar-month', limitCny: 2500 } })
    const take = (day: string, amountCny: number) =>
      record({
        at: chuxiong(`2026-05-${day} 09:00:00`),
        item: '5.2',
        amountCny,
        kindOfSite: 'housing-fund',
        site: 'fund',
      })
    const result = tryOut(candidate, [take('02', 2000), take('03', 900), take('04', 100)])
    // 900 would have been refused, and so left room for the 100.
    expect(rowsOf(result)).toEqual(['refused-now 5.2 fund quantity-out-of-range 1/1'])
    expect(result.same).toBe(2)
  })

  test.each([
    ['for tier A alone', withItem('1.1', { tiers: ['A'] }), record({ tierOf: 'B' }), 'not-for-tier'],
    [
      'with virtual cards alone',
      withItem('1.1', { presentations: ['virtual'] }),
      record({}),
      'not-with-medium',
    ],
    ['somewhere else', withItem('1.1', { siteKinds: ['bank'] }), record({}), 'not-at-site'],
    ['until last year', withItem('1.1', { inForceUntil: '2025-12-31' }), record({}), 'no-longer'],
    [
      'nowhere',
      { ...CATALOGUE, items: CATALOGUE.items.filter(i => i.id !== '1.1') },
      record({}),
      'item-removed',
    ],
    [
      'for the holder alone',
      withItem('10.1', { relations: ['self'] }),
      record({ item: '10.1', relation: 'spouse', kindOfSite: 'hotel' }),
      'relation-not-allowed',
    ],
  ])('%s says why', (_, candidate, body, cause) => {
    expect(tryOut(candidate, [body]).rows).toMatchObject([{ direction: 'refused-now', cause, records: 1 }])
  })
})

describe('a wider rule', () => {
  const refused = (of: Served) => record({ kind: 'refusal', item: null, relation: null, ...of })

  test('would have served who was refused, and says by which item and why he was not then', () => {
    const result = tryOut(withItem('1.2', { tiers: ['A', 'B'] }), [refused({ tierOf: 'B' })])
    // This window had the green channel for him: the visit was refused for another reason.
    expect(result.untried).toEqual([{ why: 'other-cause', records: 1 }])
    const alone = { siteKind: 'hospital-checkup', itemIds: ['1.2'] } as const
    const only = refused({ tierOf: 'B', outcome: 'no', reason: 'N-41' })
    const found = tryOut(withItem('1.2', { tiers: ['A', 'B'] }), [
      { ...only, basis: { ...only.basis, window: { ...alone, itemIds: [...alone.itemIds] } } },
    ])
    expect(rowsOf(found)).toEqual(['good-now 1.2 hospital not-for-tier 1/1'])
    expect(found.goodNow).toEqual({ records: 1, holders: 1 })
  })

  test('gives once more what was used up', () => {
    const first = record({ item: '1.2', at: chuxiong('2026-03-05 09:00:00') })
    const second = refused({ at: chuxiong('2026-04-05 09:00:00'), cause: 'used-up' })
    const twice = withItem('1.2', { quota: { ...once, limit: 2 } })
    expect(rowsOf(tryOut(twice, [first, second]))).toEqual(['good-now 1.2 hospital used-up 1/1'])
    expect(tryOut(CATALOGUE, [first, second])).toMatchObject({ same: 2, rows: [] })
  })
})

describe('what a record does not hold is not guessed', () => {
  const untried = (candidate: Catalogue, ...bodies: readonly RecordBody[]) =>
    tryOut(candidate, bodies).untried.map(u => `${u.why} ${u.records}`)

  test('no evidence, or none that can be read', () => {
    expect(untried(CATALOGUE, record({ evidence: null }), record({ evidence: { odd: true } }))).toEqual([
      'no-evidence 1',
      'evidence-unreadable 1',
    ])
  })

  test('a supervisor’s word, and what was beyond the rule of its time already', () => {
    const [a, b] = ['2026-03-05', '2026-04-05'].map(day =>
      record({ item: '1.2', at: chuxiong(`${day} 09:00:00`) }),
    )
    const word = { override: { by: '0001', reason: 'U-31', text: '' } }
    if (a === undefined || b === undefined) throw new Error('no records')
    expect(untried(withItem('1.2', { quota: { ...once, limit: 5 } }), a, b)).toEqual(['beyond-then 1'])
    expect(untried(withItem('1.1', { tiers: ['B'] }), record(word))).toEqual(['overridden 1'])
  })

  test('an amount that nobody took down, and whether the holder was there', () => {
    const amount = withItem('1.1', { quota: { kind: 'amount', per: 'calendar-month', limitCny: 100 } })
    expect(untried(amount, record({}))).toEqual(['no-amount 1'])
    const there = withItem('10.1', { holderPresent: true })
    const spouse = record({ item: '10.1', relation: 'spouse', kindOfSite: 'hotel' })
    expect(untried(there, spouse)).toEqual(['no-companions 1'])
  })

  test('a window that is not on record is what its site offers today, and that is said', () => {
    const { window: _, ...basis } = record({}).basis
    expect(tryOut(CATALOGUE, [record({ basis })])).toMatchObject({ same: 1, windowAssumed: 1 })
    expect(untried(CATALOGUE, record({ basis, site: 'gone' }))).toEqual(['no-evidence 1'])
  })

  test('changes that no record can show are named with the services they are about', () => {
    const fresh = { ...CATALOGUE.items[0], id: '13.1', category: 1 } as CatalogueItem
    const candidate = {
      ...withItem('1.1', { papers: [], siteKinds: ['hospital-checkup', 'hospital', 'bank'] }),
    }
    const items = candidate.items.map(i =>
      i.id === '1.2' ? { ...i, inForceFrom: '2027-01-01', inForceUntil: '2027-12-31' } : i,
    )
    const result = tryOut({ ...candidate, items: [...items, fresh] }, [record({}), record({ item: '1.2' })])
    expect(result.notes).toEqual([
      { item: '1.1', kind: 'unseen-facts', services: 1 },
      { item: '1.1', kind: 'new-window', services: 1 },
      { item: '1.2', kind: 'begins-later', services: 1 },
      { item: '1.2', kind: 'ends', services: 1 },
      { item: '13.1', kind: 'new-item', services: 0 },
    ])
    // Tried as if it had begun.
    expect(result.rows).toEqual([])
  })
})

test('changes are told field by field, and what only stands in another order is none', () => {
  const [before, after] = [
    CATALOGUE,
    withItem('1.1', { tiers: ['B', 'A'], quota: once, hint: { zh: '新', en: 'new' } }),
  ]
  const limits = { ...after.limits, clock: { ...after.limits.clock, offsetSeconds: 90 } }
  expect(changesBetween(before, { ...after, limits })).toMatchObject([
    { kind: 'changed', item: { id: '1.1' }, fields: ['hint', 'quota'] },
    { kind: 'limit', name: 'clock.offsetSeconds', before: 60, after: 90 },
  ])
  expect(changesBetween(before, before)).toEqual([])
  const without = { ...CATALOGUE, items: CATALOGUE.items.slice(1) }
  expect(changesBetween(before, without)).toMatchObject([{ kind: 'removed', item: { id: '1.1' } }])
  expect(changesBetween(without, before)).toMatchObject([{ kind: 'added', item: { id: '1.1' } }])
})

test('every cause, note and gap has its words in both languages', () => {
  const words = [
    ...CAUSES.map(causeWords),
    ...NOTES.map(n => NOTE_WORDS[n]),
    ...UNTRIED_RECORDS.map(u => UNTRIED_WORDS[u]),
    causeWords('U-31'),
  ]
  for (const { zh, en } of words) expect(zh.length * en.length).toBeGreaterThan(3)
})
