// Working days: weekends, public holidays, and the weekends on which work is done to make up for them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addWorkingDays,
  certaintyOf,
  isWorkingDay,
  workingDaysUntil,
} from '../../../core/calendar/working-days.ts'

test.each([
  ['2026-11-25', true, 'a Wednesday'],
  ['2026-11-28', false, 'a Saturday'],
  ['2026-10-05', false, 'a Monday of the National Day week'],
  ['2026-10-10', true, 'a Saturday that makes up for it'],
  ['2026-02-14', true, 'the Saturday before the Spring Festival'],
  ['2026-02-23', false, 'the ninth day of the Spring Festival'],
  ['2027-02-09', false, 'a Spring Festival day moved off a weekend'],
  ['2029-01-01', true, 'a Monday of a year nobody has announced'],
])('%s is a working day: %s (%s)', (day, working) => {
  expect(isWorkingDay(day)).toBe(working)
})

test('a term counts from the next day on, over a holiday and its made-up days', () => {
  expect(addWorkingDays('2026-11-27', 1)).toBe('2026-11-30')
  expect(addWorkingDays('2026-11-28', 1)).toBe('2026-11-30')
  expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08')
  // 8, 9 and the Saturday that is worked.
  expect(addWorkingDays('2026-09-30', 3)).toBe('2026-10-10')
  expect(addWorkingDays('2026-12-31', 1)).toBe('2027-01-04')
})

test('of each year it is said how sure its days are', () => {
  expect(['2026-05-01', '2027-05-01', '2031-05-01'].map(certaintyOf)).toEqual([
    'announced',
    'provisional',
    'unknown',
  ])
})

const someDay = fc.integer({ min: 0, max: 1000 }).map(n => addDays('2025-12-01', n))

test('a term ends on a working day, and has as many of them as it was given', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 60 }), (day, term) => {
      const end = addWorkingDays(day, term)
      expect(isWorkingDay(end)).toBe(true)
      expect(workingDaysUntil(day, end)).toBe(term)
      expect(workingDaysUntil(end, day)).toBe(-term)
    }),
  )
})
