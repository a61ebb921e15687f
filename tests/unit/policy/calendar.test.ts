// Days, months and years of Asia/Shanghai at their edges, against the time-zone data that Node carries.
// The machine's own time zone must make no difference.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addYears, dayStart, monthOf, yearOf } from '../../../core/policy/calendar.ts'
import { chuxiong } from './good-card.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const part = (at: number, type: Intl.DateTimeFormatPartTypes): number =>
  Number(shanghai.formatToParts(at * 1000).find(p => p.type === type)?.value)

/** From 1992, after the last summer time, to the end of the four bytes that TOKEN.md gives a time. */
const moment = fc.integer({ min: chuxiong('1992-01-01 00:00:00'), max: 0xffff_ffff })

test('a year ends at midnight in Chuxiong, not in Greenwich', () => {
  expect(yearOf(chuxiong('2026-12-31 23:59:59'))).toBe(2026)
  expect(yearOf(chuxiong('2027-01-01 00:00:00'))).toBe(2027)
  expect(yearOf(Date.UTC(2026, 11, 31, 15, 59, 59) / 1000)).toBe(2026)
  expect(yearOf(Date.UTC(2026, 11, 31, 16) / 1000)).toBe(2027)
})

test('a month ends at midnight in Chuxiong, and months follow one another over the year', () => {
  const november = monthOf(chuxiong('2026-11-30 23:59:59'))
  expect(monthOf(chuxiong('2026-11-01 00:00:00'))).toBe(november)
  expect(monthOf(chuxiong('2026-12-01 00:00:00'))).toBe(november + 1)
  expect(monthOf(chuxiong('2027-01-01 00:00:00'))).toBe(november + 2)
})

test('29 February belongs to February', () => {
  expect(monthOf(chuxiong('2028-02-29 23:59:59'))).toBe(monthOf(chuxiong('2028-02-01 00:00:00')))
  expect(monthOf(chuxiong('2028-03-01 00:00:00'))).toBe(monthOf(chuxiong('2028-02-01 00:00:00')) + 1)
})

test.each([
  ['2026-11-23 10:00:00', '2026-11-23 00:00:00'],
  ['2026-11-23 00:00:00', '2026-11-23 00:00:00'],
  ['2026-11-23 23:59:59', '2026-11-23 00:00:00'],
  ['2026-11-23 07:59:59', '2026-11-23 00:00:00'], // the day before in Greenwich
  ['2028-02-29 12:00:00', '2028-02-29 00:00:00'],
])('the day of %s began at %s', (at, began) => {
  expect(dayStart(chuxiong(at))).toBe(chuxiong(began))
})

test.each([
  ['2026-11-23 10:00:00', 3, '2029-11-23 10:00:00'],
  ['2025-01-01 00:00:00', 3, '2028-01-01 00:00:00'],
  ['2025-12-31 23:59:59', 3, '2028-12-31 23:59:59'],
  ['2028-02-29 09:30:00', 1, '2029-03-01 09:30:00'],
  ['2028-02-29 09:30:00', 4, '2032-02-29 09:30:00'],
  ['2024-02-29 07:00:00', 3, '2027-03-01 07:00:00'], // 28 February in Greenwich
  ['2027-02-28 09:30:00', 1, '2028-02-28 09:30:00'],
  ['2026-11-23 10:00:00', 0, '2026-11-23 10:00:00'],
])('%s and %i years is %s', (at, years, later) => {
  expect(addYears(chuxiong(at), years)).toBe(chuxiong(later))
})

test('any moment has the year, the month and the day that Asia/Shanghai gives it', () => {
  fc.assert(
    fc.property(moment, at => {
      expect(yearOf(at)).toBe(part(at, 'year'))
      expect(monthOf(at)).toBe(part(at, 'year') * 12 + part(at, 'month') - 1)
      const began = dayStart(at)
      expect([part(began, 'hour'), part(began, 'minute'), part(began, 'second')]).toEqual([0, 0, 0])
      expect(part(began, 'day')).toBe(part(at, 'day'))
      expect(at - began).toBeGreaterThanOrEqual(0)
      expect(at - began).toBeLessThan(86_400)
    }),
  )
})

test('a year later is a year later for any moment, at the same time of day', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 10 }), (at, years) => {
      const later = addYears(at, years)
      expect(yearOf(later)).toBe(yearOf(at) + years)
      expect(later - dayStart(later)).toBe(at - dayStart(at))
    }),
  )
})
