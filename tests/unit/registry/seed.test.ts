// Synthetic holders: nobody who exists, and yet nobody whom a terminal would refuse for the form of his numbers.
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCardNumber } from '../../../core/card/card-number.ts'
import { parseResidentId } from '../../../core/card/resident-id.ts'
import { STATUSES } from '../../../core/policy/evidence.ts'
import { holderRow } from '../../../core/sync/wire.ts'
import type { NewHolder } from '../../../registry/holders.ts'
import { pinyinOf, syntheticHolders } from '../../../registry/seed.ts'

const NOW = 1_791_700_000

describe('fifty thousand synthetic holders', () => {
  let people: NewHolder[] = []
  beforeAll(() => {
    people = [...syntheticHolders(50_000, 1, NOW)]
  })

  test('have valid card numbers and ID numbers, none of them twice', () => {
    expect(people.filter(p => parseCardNumber(p.card) === null)).toEqual([])
    expect(people.filter(p => parseResidentId(p.idNumber) !== p.idNumber)).toEqual([])
    expect(new Set(people.map(p => p.card)).size).toBe(50_000)
    expect(new Set(people.map(p => p.idNumber)).size).toBe(50_000)
  })

  test('fit the wire, with names spelt as pinyin', () => {
    for (const p of people.slice(0, 2000)) {
      const row = {
        t: 'h',
        card: p.card,
        serial: 1,
        tier: p.tier,
        status: p.status,
        statusSince: NOW,
        expiresAt: p.expiresAt,
        name: p.name,
        pinyin: p.pinyin,
        idTail: p.idNumber.slice(-4),
        idHash: '0'.repeat(32),
        provincial: p.provincial,
      }
      expect(holderRow.safeParse(row).error).toBeUndefined()
      expect(p.pinyin).toMatch(/^[a-zü]+( [a-zü]+){1,2}$/)
    }
  })

  test('are of every tier and standing, most of them active, and none has expired', () => {
    expect(new Set(people.map(p => p.tier))).toEqual(new Set(['A', 'B']))
    expect(new Set(people.map(p => p.status))).toEqual(
      new Set(STATUSES.filter(status => status !== 'merged')),
    )
    expect(people.filter(p => p.status === 'active').length).toBeGreaterThan(45_000)
    expect(people.every(p => p.expiresAt > NOW)).toBe(true)
  })
})

test('the same start gives the same people, another start other people', () => {
  const [one, same, later] = [1, 1, 101].map(first => [...syntheticHolders(50, first, NOW)])
  expect(same).toEqual(one)
  const cards = new Set(one?.map(p => p.card))
  expect(later?.some(p => cards.has(p.card))).toBe(false)
})

test('people seeded after others continue their numbers and double nobody’s ID number', () => {
  const people = [...syntheticHolders(20_000, 1, NOW), ...syntheticHolders(20_000, 20_001, NOW)]
  expect(new Set(people.map(p => p.idNumber)).size).toBe(40_000)
})

test('a surname that is read otherwise as a word is spelt as a surname', () => {
  expect(pinyinOf('段单')).toBe('duan dan')
  expect(pinyinOf('单明芳')).toBe('shan ming fang')
})
