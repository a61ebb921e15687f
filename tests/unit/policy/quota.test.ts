// Quotas on faulty or contradictory records: whatever is wrong with them, they never give a quota back.
// How each quota counts in good order is tested through decide (decide.test.ts).
import { expect, test } from 'vitest'
import type { Usage } from '../../../core/policy/evidence.ts'
import { quotaLeft } from '../../../core/policy/quota.ts'
import { CATALOGUE, chuxiong, DAY, NOW, used } from './good-card.ts'

function left(itemId: string, usage: readonly Usage[]) {
  const item = CATALOGUE.items.find(i => i.id === itemId)
  if (item === undefined) throw new Error(`no item ${itemId}`)
  return quotaLeft(item, usage, NOW)
}

const LAST_YEAR = chuxiong('2025-12-31 23:59:59')
const NEXT_YEAR = chuxiong('2027-02-01 09:00:00')

test('only services of the same item count', () => {
  const others = [used('1.1', NOW), used('5.2', NOW, 3000)]
  expect(left('1.2', others)).toEqual({ usedUp: false, remaining: 1, last: null })
})

test('what is used up names the last service, however the records are ordered', () => {
  const last = used('5.2', NOW - 100, 2000)
  expect(left('5.2', [last, used('5.2', NOW - DAY, 1000)]).last).toEqual(last)
  expect(left('5.2', [used('5.2', NOW - DAY, 1000), last]).last).toEqual(last)
})

test('more withdrawn than allowed leaves nothing, not less than nothing', () => {
  expect(left('5.2', [used('5.2', NOW, 9000)])).toMatchObject({ usedUp: true, remaining: 0 })
})

test('a withdrawal whose amount is not known may have been all of it', () => {
  expect(left('5.2', [used('5.2', NOW, null)])).toMatchObject({ usedUp: true, remaining: 0 })
})

test('where two versions of one record disagree, the larger amount counts', () => {
  const small = used('5.2', NOW, 1000, 'r1')
  const large = used('5.2', NOW, 1200, 'r1')
  expect(left('5.2', [small, large]).remaining).toBe(1800)
  expect(left('5.2', [large, small]).remaining).toBe(1800)
})

test('a second version of a record, dated last year, does not give the check-up back', () => {
  const [thisYear, lastYear] = [used('1.2', NOW, null, 'r1'), used('1.2', LAST_YEAR, null, 'r1')]
  expect(left('1.2', [thisYear, lastYear]).usedUp).toBe(true)
  expect(left('1.2', [lastYear, thisYear]).usedUp).toBe(true)
  expect(left('1.2', [lastYear]).usedUp).toBe(false)
})

test.each([NEXT_YEAR, Number.NaN, 1e15])('a service dated ahead or not datable counts: %d', at => {
  expect(left('1.2', [used('1.2', at)]).usedUp).toBe(true)
  expect(left('5.2', [used('5.2', at, 3000)]).usedUp).toBe(true)
})

test('a flat recorded with a date ahead leaves what the earlier record leaves', () => {
  const first = used('5.1', chuxiong('2024-11-23 10:00:00'))
  expect(left('5.1', [first, used('5.1', NEXT_YEAR)])).toMatchObject({ usedUp: false, remaining: 1 })
})
