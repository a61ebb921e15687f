// The 2023 catalogue against POLICY.md's table, written out here a second time by hand, and what checkCatalogue refuses.
// Nothing here may be read from the catalogue to form what is expected of it.
import { expect, test } from 'vitest'
import { PRESENTATIONS } from '../../../core/card/card.ts'
import { type Catalogue, RELATIONS, SITE_KINDS } from '../../../core/policy/catalogue.ts'
import catalogue2023 from '../../../core/policy/catalogue-2023.json' with { type: 'json' }
import { checkCatalogue, loadCatalogue } from '../../../core/policy/load-catalogue.ts'

const FAMILY = 'child child-family parent self spouse spouse-parent'
const A_YEAR = { kind: 'times', per: 'calendar-year', limit: 1 }
const A_MONTH = { kind: 'amount', per: 'calendar-month', limitCny: 3000 }
const THREE_YEARS = { kind: 'years', limit: 3 }
const THREE_TICKETS = { kind: 'tickets', per: 'visit', limit: 3 }

// id, tiers, medium (P physical alone, PV any), beneficiaries, quota, site kinds, ceilings; lists in alphabetical order.
const TABLE = [
  ['1.1', 'A B', 'PV', 'self', null, 'hospital hospital-checkup', ''],
  ['1.2', 'A', 'PV', 'self', A_YEAR, 'hospital-checkup', ''],
  ['2.1', 'A B', 'PV', 'child', null, 'education service-hall', ''],
  ['2.2', 'A B', 'PV', 'minor-child', null, 'education service-hall', ''],
  ['3.1', 'A B', 'PV', 'child spouse', null, 'service-hall', ''],
  ['3.2', 'A B', 'PV', 'child spouse', null, 'service-hall', ''],
  ['3.3', 'A B', 'PV', 'child self spouse', null, 'service-hall', ''],
  ['3.4', 'A B', 'PV', 'company', null, 'service-hall', ''],
  ['3.5', 'A B', 'PV', 'company self', null, 'service-hall', ''],
  ['4.1', 'A B', 'PV', FAMILY, null, 'police-household', ''],
  ['4.2', 'A B', 'PV', 'self', null, 'police-household', ''],
  ['5.1', 'A B', 'PV', 'self', THREE_YEARS, 'housing-office service-hall', ''],
  ['5.2', 'A B', 'PV', 'self', A_MONTH, 'housing-fund', ''],
  ['5.3', 'A B', 'PV', 'self', null, 'housing-fund', ''],
  ['6.1', 'A B', 'PV', 'child self spouse', null, 'medical-insurance', ''],
  ['6.2', 'A B', 'PV', 'child self spouse', null, 'medical-insurance', ''],
  ['6.3', 'A B', 'PV', 'self', null, 'medical-insurance', ''],
  ['7.1', 'A B', 'PV', 'self', null, 'tax-hall', ''],
  ['7.2', 'A B', 'PV', 'company self', null, 'tax-hall', ''],
  ['8.1', 'A B', 'PV', 'minor-child self spouse', null, 'exit-entry', ''],
  ['9.1', 'A B', 'PV', 'self', null, 'station', ''],
  ['9.2', 'A B', 'PV', 'child self spouse', null, 'vehicle-office', ''],
  ['10.1', 'A B', 'PV', 'child self spouse', null, 'hotel', ''],
  ['11.1', 'A B', 'PV', 'child self spouse', THREE_TICKETS, 'scenic-area', ''],
  ['12.1', 'A B', 'P', 'self', null, 'bank', 'A 400000, A 200000, B 300000, B 150000'],
  ['12.2', 'A B', 'P', 'company self', null, 'bank', 'A B 2000000, A B 10000000'],
  ['12.3', 'A B', 'P', 'self', null, 'bank', ''],
] as const

const { items, categories } = loadCatalogue()
const item = (id: string) => items.find(i => i.id === id)
const sorted = (list: readonly string[] | undefined) => [...(list ?? [])].sort().join(' ')

test('the catalogue has the twenty-seven services of the rules, in their order, under twelve categories', () => {
  expect(TABLE).toHaveLength(27)
  expect(items.map(i => i.id)).toEqual(TABLE.map(([id]) => id))
  expect(categories.map(c => c.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

test.each(TABLE)(
  'service %s is as the table of the rules has it',
  (id, tiers, medium, whom, quota, sites, max) => {
    const found = item(id)
    expect(sorted(found?.tiers)).toBe(tiers)
    expect(sorted(found?.presentations)).toBe(medium === 'P' ? 'physical' : sorted(PRESENTATIONS))
    expect(sorted(found?.relations)).toBe(whom)
    expect(found?.quota).toEqual(quota)
    expect(sorted(found?.siteKinds)).toBe(sites)
    expect(found?.ceilings.map(c => `${c.tiers.join(' ')} ${c.amountCny}`).join(', ')).toBe(max)
  },
)

test('each service stands in the category of its number and cites the article of that category', () => {
  for (const { id, category, clause } of items) {
    const [major, minor] = id.split('.')
    expect(String(category)).toBe(major)
    // Articles 5-8, 5-10 and 5-11 have one paragraph, so nothing to number.
    expect([`art. 5-${major}-${minor}`, ...(minor === '1' ? [`art. 5-${major}`] : [])]).toContain(clause)
  }
})

test('the resident-ID card alone is proof at scenic areas and nowhere else, and there the holder must be present', () => {
  expect(items.filter(i => i.idCardAlone).map(i => i.id)).toEqual(['11.1'])
  expect(items.filter(i => i.holderPresent).map(i => i.id)).toEqual(['11.1'])
})

test('every kind of site offers something, and every relation is served somewhere', () => {
  expect(sorted([...new Set(items.flatMap(i => i.siteKinds))])).toBe(sorted(SITE_KINDS))
  expect(sorted([...new Set(items.flatMap(i => i.relations))])).toBe(sorted(RELATIONS))
})

test('every service has been in force since the rules were, with no end', () => {
  expect(items.filter(i => i.inForceFrom !== null || i.inForceUntil !== null)).toEqual([])
  expect(loadCatalogue().effectiveFrom).toBe('2023-07-20')
})

test('freshness, clock and ages are those of TOKEN.md and DESIGN.md', () => {
  const age = { warnSeconds: 24 * 3600, limitSeconds: 72 * 3600 }
  expect(loadCatalogue().limits).toEqual({
    freshness: {
      slotSeconds: 30,
      lifetimeSeconds: 60,
      maxLifetimeSeconds: 300,
      lateSeconds: 30,
      earlySeconds: 15,
    },
    clock: { behindSeconds: 120, offsetSeconds: 60 },
    age: { holders: age, revocations: age },
  })
})

/** The shipped catalogue, with one thing spoilt. */
function spoilt(spoil: (copy: Catalogue) => void): ReturnType<typeof checkCatalogue> {
  const copy = structuredClone(catalogue2023) as Catalogue
  spoil(copy)
  return checkCatalogue(copy)
}

const refusedAs = (code: string, at: unknown = expect.any(String)) => ({ ok: false, error: { code, at } })

test('a service that stands twice in a catalogue is refused by its number', () => {
  const result = spoilt(({ items: all }) => all.push(...all.slice(3, 4)))
  expect(result).toEqual(refusedAs('duplicate-id', '2.2'))
})

test('a service of a category that the catalogue does not list is refused', () => {
  expect(spoilt(({ items: [, second] }) => Object.assign(second ?? {}, { category: 13 }))).toEqual(
    refusedAs('unknown-category', '1.2'),
  )
})

test.each(['holders', 'revocations'] as const)(
  'a warning about %s not before its limit is refused',
  which => {
    const at = expect.stringContaining(which)
    for (const warnSeconds of [259_200, 259_201])
      expect(spoilt(({ limits }) => Object.assign(limits.age[which], { warnSeconds }))).toEqual(
        refusedAs('limits-out-of-order', at),
      )
    expect(spoilt(({ limits }) => Object.assign(limits.age[which], { warnSeconds: 259_199 })).ok).toBe(true)
  },
)

test('a usual lifetime longer than the longest is refused', () => {
  const result = spoilt(({ limits }) =>
    Object.assign(limits.freshness, { lifetimeSeconds: 300, maxLifetimeSeconds: 299 }),
  )
  expect(result).toEqual(refusedAs('limits-out-of-order', 'freshness'))
})

test.each<[string, (copy: Catalogue) => void]>([
  ['items', copy => copy.items.splice(0)],
  ['items.0.tiers.0', ({ items: [first] }) => Object.assign(first ?? {}, { tiers: ['C'] })],
  ['items.0.presentations', ({ items: [first] }) => Object.assign(first ?? {}, { presentations: [] })],
  ['items.0.quota.kind', ({ items: [first] }) => Object.assign(first ?? {}, { quota: { kind: 'weekly' } })],
  ['items.0.inForceFrom', ({ items: [first] }) => Object.assign(first ?? {}, { inForceFrom: '2026-02-30' })],
  [
    'limits.freshness.maxLifetimeSeconds',
    c => Object.assign(c.limits.freshness, { maxLifetimeSeconds: 301 }),
  ],
])('a catalogue whose %s is no such thing is refused, with the place', (at, spoil) => {
  expect(spoilt(spoil)).toEqual(refusedAs('schema', at))
})

test.each([null, undefined, 7, '', [], {}])('%j is no catalogue', raw => {
  expect(checkCatalogue(raw)).toEqual(refusedAs('schema'))
})
