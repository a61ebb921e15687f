// What no schema can say of a catalogue: that its parts agree with one another, and that it stays as it was checked.
// Shape, doubles and age limits are tested beside the table of the rules (catalogue.test.ts).
import { expect, test } from 'vitest'
import type { Catalogue, CatalogueItem } from '../../../core/policy/catalogue.ts'
import { checkCatalogue, loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import { amended, CATALOGUE } from './good-card.ts'

const only = (id: string, change: Partial<CatalogueItem>): Catalogue =>
  amended(i => (i.id === id ? change : {}))
const slot = (slotSeconds: number): Catalogue => {
  const { limits } = CATALOGUE
  return { ...CATALOGUE, limits: { ...limits, freshness: { ...limits.freshness, slotSeconds } } }
}
const twice = { ...CATALOGUE, categories: [...CATALOGUE.categories, ...CATALOGUE.categories.slice(4, 5)] }
const backwards = { inForceFrom: '2026-02-01', inForceUntil: '2026-01-31' }

test.each([
  ['a category twice', twice, 'duplicate-id', '5'],
  ['a service that ends before it begins', only('7.1', backwards), 'dates-out-of-order', '7.1'],
  [
    'a ceiling for a tier without the service',
    only('12.1', { tiers: ['B'] }),
    'ceiling-for-other-tier',
    '12.1',
  ],
  [
    'a paper for somebody whom the service is not for',
    only('1.1', { papers: [{ title: { zh: '结婚证', en: 'Marriage certificate' }, relations: ['spouse'] }] }),
    'paper-for-other-relation',
    '1.1',
  ],
  ['codes dead before the next one is shown', slot(61), 'limits-out-of-order', 'freshness'],
])('a catalogue with %s is refused, and it is said where', (_, catalogue, code, at) => {
  expect(checkCatalogue(catalogue)).toEqual({ ok: false, error: { code, at } })
})

test('a service for one day, and codes that live just until the next is shown, are in order', () => {
  const oneDay = { inForceFrom: '2026-10-01', inForceUntil: '2026-10-01' }
  expect(checkCatalogue(only('11.1', oneDay)).ok).toBe(true)
  expect(checkCatalogue(slot(60)).ok).toBe(true)
})

test('a checked catalogue cannot be changed afterwards', () => {
  const catalogue = loadCatalogue()
  expect(() => catalogue.items.find(i => i.id === '1.2')?.tiers.push('B')).toThrow(TypeError)
  expect(() => Object.assign(catalogue.limits.freshness, { lateSeconds: 3600 })).toThrow(TypeError)
})

test('a catalogue from before there were papers is taken as one without any', () => {
  const items = CATALOGUE.items.map(({ papers: _, ...item }) => item)
  const checked = checkCatalogue({ ...CATALOGUE, items })
  expect(checked.ok && checked.value.items.every(item => item.papers.length === 0)).toBe(true)
})
