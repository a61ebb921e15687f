// Which version holds when, what a version changes in the keeping of uses, and where every problem of a draft lies.
import { describe, expect, test } from 'vitest'
import type { Catalogue, CatalogueItem } from '../../../core/policy/catalogue.ts'
import { hasShape, problemsOf } from '../../../core/policy/catalogue-problems.ts'
import {
  endsAt,
  itemRule,
  knownAt,
  newlyCounted,
  stateOf,
  upcomingAt,
  type Version,
  versionAt,
} from '../../../registry/catalogue/versions.ts'
import { amended, CATALOGUE, chuxiong } from '../policy/good-card.ts'

const withItem = (id: string, change: Partial<CatalogueItem>): Catalogue =>
  amended(item => (item.id === id ? change : {}))

function version(number: number, effectiveFrom: string, catalogue = CATALOGUE, withdrawn = false): Version {
  return {
    number,
    version: `v${number}`,
    effectiveFrom,
    sha256: '',
    text: '',
    catalogue,
    publishedAt: 0,
    publishedBy: 'zhou',
    why: '',
    withdrawn: withdrawn ? { at: 0, by: 'zhou', why: 'x' } : null,
  }
}
const once = { kind: 'times', per: 'calendar-year', limit: 1 } as const
const [v1, v2, v3, v4] = [
  version(1, '2023-07-20'),
  version(2, '2026-12-01', withItem('1.1', { quota: once })),
  version(3, '2026-12-01', CATALOGUE, true),
  version(4, '2027-01-01', { ...CATALOGUE, items: CATALOGUE.items.filter(i => i.id !== '9.1') }),
] as const
const ALL = [v1, v2, v3, v4]

describe('of versions in the order of their days', () => {
  test.each([
    ['2020-01-01 00:00:00', 1],
    ['2026-11-30 23:59:59', 1],
    ['2026-12-01 00:00:00', 2],
    ['2026-12-31 23:59:59', 2],
    ['2027-01-01 00:00:00', 4],
  ])('at %s version %s holds', (at, number) => {
    expect(versionAt(ALL, chuxiong(at)).number).toBe(number)
  })

  test('each is upcoming, in force, superseded or withdrawn, and lasts until the next that stands', () => {
    const at = chuxiong('2026-12-15 10:00:00')
    expect(ALL.map(v => stateOf(ALL, v, at))).toEqual(['superseded', 'in-force', 'withdrawn', 'upcoming'])
    expect(upcomingAt(ALL, at)).toEqual([v4])
    expect([v1, v2, v4].map(v => endsAt(ALL, v))).toEqual([
      chuxiong('2026-12-01 00:00:00'),
      chuxiong('2027-01-01 00:00:00'),
      null,
    ])
  })

  test('what is no longer offered still has a name', () => {
    const later = knownAt(ALL, chuxiong('2027-06-01 00:00:00'))
    expect(v4.catalogue.items.some(i => i.id === '9.1')).toBe(false)
    expect(later.items.find(i => i.id === '9.1')?.title).toEqual(
      CATALOGUE.items.find(i => i.id === '9.1')?.title,
    )
    expect(knownAt([v1], 0)).toBe(v1.catalogue)
  })

  test('uses are kept as soon as any version to come counts them, and judged only by the one of their time', () => {
    const before = chuxiong('2026-11-01 00:00:00')
    expect(itemRule(ALL, '1.1', before)).toEqual({ judgedBy: null, kept: true })
    expect(itemRule(ALL, '1.1', chuxiong('2026-12-02 00:00:00'))).toMatchObject({
      judgedBy: { quota: once },
      kept: true,
    })
    expect(itemRule(ALL, '1.1', chuxiong('2027-02-01 00:00:00'))).toBeNull()
    expect(itemRule([v1], '11.1', before)).toMatchObject({ judgedBy: { id: '11.1' }, kept: false })
    expect(itemRule(ALL, '99.9', before)).toBeNull()
    expect(newlyCounted([v1], v2.catalogue).map(i => i.id)).toEqual(['1.1'])
    expect(newlyCounted([v1, v2], v2.catalogue)).toEqual([])
  })
})

describe('a draft’s problems', () => {
  const at = (catalogue: unknown) => problemsOf(catalogue).map(p => `${p.code} ${p.path.join('.')}`)
  test.each([
    ['a blank title', withItem('1.1', { title: { zh: '', en: 'x' } }), 'empty items.0.title.zh'],
    ['no tier', withItem('1.1', { tiers: [] }), 'none-chosen items.0.tiers'],
    [
      'a quota of nothing',
      withItem('1.1', { quota: { ...once, limit: 0 } }),
      'too-small items.0.quota.limit',
    ],
    ['a number that is no number', withItem('1.1', { id: 'x' }), 'bad-id items.0.id'],
    ['a day that is none', withItem('1.1', { inForceUntil: '2026-02-30' }), 'bad-date items.0.inForceUntil'],
    ['a number twice', withItem('1.2', { id: '1.1' }), 'duplicate-id items.1.id'],
    ['a category that is not there', withItem('1.1', { category: 77 }), 'unknown-category items.0.category'],
  ])('%s is named at its field, and forms can still show it', (_, catalogue, problem) => {
    expect(at(catalogue)).toContain(problem)
    expect(hasShape(catalogue)).toBe(true)
  })

  test('all of them at once; a sound one has none', () => {
    const two = amended(item => (item.category === 1 ? { title: { zh: '', en: '' } } : {}))
    expect(at(two)).toHaveLength(4)
    expect(at(CATALOGUE)).toEqual([])
  })

  test.each([[null], [{}], [{ ...CATALOGUE, items: {} }], [withItem('1.1', { tiers: ['C' as never] })]])(
    'what is no catalogue at all is no draft',
    raw => expect(hasShape(raw)).toBe(false),
  )
})
