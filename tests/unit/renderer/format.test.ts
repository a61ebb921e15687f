// Times, ages, amounts and clauses as a clerk reads them, whatever zone the machine is set to.
import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/en/index.ts'
import { clause, type Format, formatFor } from '../../../renderer/i18n/format.ts'
import { zh } from '../../../renderer/i18n/zh/index.ts'
import { NOW } from '../../support/fake-bridge.ts'

const DAY = 86_400
let chinese: Format
let english: Format

beforeAll(async () => {
  const texts = i18next.createInstance()
  await texts.init({ lng: 'zh', resources: { zh, en }, ns: Object.keys(zh), defaultNS: 'screen' })
  const names = ['screen', 'words', 'reasons', 'errors'] as const
  chinese = formatFor('zh', texts.getFixedT('zh', names))
  english = formatFor('en', texts.getFixedT('en', names))
})

/** 02:10 of the same day in Asia/Shanghai, which is the evening before in UTC. */
const earlyToday = NOW - 8 * 3600 - 22 * 60

describe('when something was', () => {
  test.each([
    ['this morning', 0, '今天 02:10', 'today 02:10'],
    ['yesterday', 1, '昨天 02:10', 'yesterday 02:10'],
    ['four days ago', 4, '4 天前 02:10', '4 days ago 02:10'],
    ['two months ago', 60, '2026-07-16 02:10', '2026-07-16 02:10'],
  ])('%s', (_, days, inChinese, inEnglish) => {
    const at = earlyToday - days * DAY
    expect(chinese.when(at, NOW)).toBe(inChinese)
    expect(english.when(at, NOW)).toBe(inEnglish)
  })

  test('a minute before midnight is yesterday, not some hours ago', () => {
    const midnight = Date.UTC(2026, 8, 13, 16) / 1000
    expect(chinese.when(midnight - 60, midnight + 60)).toBe('昨天 23:59')
  })

  test('what lies ahead of the clock is given with its date', () => {
    expect(chinese.when(NOW + 2 * DAY, NOW)).toBe('2026-09-16 10:32')
  })

  test('never', () => {
    expect(chinese.when(null, NOW)).toBe('从未')
  })
})

test('the age of data is in its largest unit, rounded down', () => {
  expect(chinese.age(4 * DAY + 3_600)).toBe('4 天')
  expect(chinese.age(47 * 3600)).toBe('47 小时')
  expect(chinese.age(59 * 60)).toBe('59 分钟')
  expect(chinese.age(5)).toBe('1 分钟')
  expect(english.age(7 * 3600)).toBe('7 h')
})

test('the day of an earlier service has its year only when it is another one', () => {
  const march = Date.UTC(2026, 2, 12, 3) / 1000
  expect(chinese.day(march, NOW)).toBe('3 月 12 日')
  expect(chinese.day(march - 365 * DAY, NOW)).toBe('2025 年 3 月 12 日')
  expect(english.day(march, NOW)).toBe('12 Mar')
  expect(english.day(march - 365 * DAY, NOW)).toBe('12 Mar 2025')
})

test('amounts are grouped by thousands', () => {
  expect(chinese.yuan(3_000)).toBe('3,000 元')
  expect(english.yuan(10_000_000)).toBe('CNY 10,000,000')
})

test.each([
  ['art. 2, art. 6', '第二条、第六条'],
  ['art. 5-1-2', '第五条（一）2'],
  ['art. 5-11', '第五条（十一）'],
  ['art. 5-12-3', '第五条（十二）3'],
  ['art. 3-1-1', '第三条（一）1'],
  ['TOKEN serial', 'TOKEN serial'],
])('%s is cited as the rules number it', (text, cited) => {
  expect(clause(text, 'zh')).toBe(cited)
  expect(clause(text, 'en')).toBe(text)
})
