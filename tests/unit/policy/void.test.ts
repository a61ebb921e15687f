// Who may take a record back, and until when.
import { expect, test } from 'vitest'
import { mayVoid, type VoidQuestion } from '../../../core/policy/void.ts'

/** 2026-09-14 23:30 in Asia/Shanghai. */
const AT = Date.UTC(2026, 8, 14, 15, 30) / 1000
const MINUTE = 60
const DAY = 86_400
const own = { number: '0312', role: 'clerk' } as const
const colleague = { number: '0313', role: 'clerk' } as const
const supervisor = { number: '0001', role: 'supervisor' } as const

const ask = (changed: Partial<VoidQuestion> = {}): string => {
  const may = mayVoid({
    record: { kind: 'service', at: AT, clerk: '0312' },
    voided: false,
    by: own,
    now: AT + MINUTE,
    voidDays: 7,
    ...changed,
  })
  return may.ok ? 'yes' : may.error.code
}

test('the clerk who recorded it takes it back on the day itself', () => {
  expect(ask()).toBe('yes')
  expect(ask({ by: colleague })).toBe('void-needs-supervisor')
})

test('the day ends at midnight in Shanghai, half an hour later', () => {
  expect(ask({ now: AT + 29 * MINUTE })).toBe('yes')
  expect(ask({ now: AT + 30 * MINUTE })).toBe('void-needs-supervisor')
})

test('a supervisor takes it back for as many days as the site allows, and not a day longer', () => {
  expect(ask({ by: supervisor, now: AT + 7 * DAY })).toBe('yes')
  expect(ask({ by: supervisor, now: AT + 8 * DAY })).toBe('void-too-late')
  expect(ask({ by: supervisor, voidDays: 0 })).toBe('yes')
  expect(ask({ by: supervisor, voidDays: 0, now: AT + 30 * MINUTE })).toBe('void-too-late')
})

test('a refusal is taken back like a service', () => {
  expect(ask({ record: { kind: 'refusal', at: AT, clerk: '0312' } })).toBe('yes')
})

test('nothing is taken back twice, no void at all, and nothing that is not here', () => {
  expect(ask({ voided: true, by: supervisor })).toBe('already-voided')
  expect(ask({ record: { kind: 'void', at: AT, clerk: '0312' }, by: supervisor })).toBe('void-of-void')
  expect(ask({ record: null, by: supervisor })).toBe('no-such-record')
})

test('a clock that was set back locks nobody out', () => {
  expect(ask({ now: AT - 3 * DAY })).toBe('yes')
})
