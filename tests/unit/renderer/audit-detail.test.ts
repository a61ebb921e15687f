// The audit is read in words: every act with every code that can stand beside it, in both languages.
// What another version wrote is said to be that; its codes are never shown.
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { OVERRIDE_REASONS } from '../../../core/policy/override-reasons.ts'
import { VOID_REASONS, VOID_REFUSALS } from '../../../core/policy/void.ts'
import { CHAIN_EVENTS } from '../../../core/sync/wire.ts'
import { ACTS, type Act } from '../../../db/journal/audit.ts'
import { API_ERRORS } from '../../../electron/api/errors.ts'
import { lookUpFound } from '../../../electron/api/look-up.ts'
import { SETTING_NAMES } from '../../../electron/api/settings.ts'
import { en } from '../../../renderer/i18n/en/index.ts'
import { formatFor } from '../../../renderer/i18n/format.ts'
import type { Translate } from '../../../renderer/i18n/use-texts.ts'
import { zh } from '../../../renderer/i18n/zh/index.ts'
import { auditDetailText } from '../../../renderer/manage/audit-detail.ts'

const texts = i18next.createInstance()
const say = {} as Record<'zh' | 'en', (act: string, detail: string | null, records?: number[]) => string>
beforeAll(async () => {
  await texts.init({ lng: 'zh', resources: { zh, en }, defaultNS: 'screen', fallbackLng: false })
  for (const language of ['zh', 'en'] as const) {
    const t = texts.getFixedT(language) as Translate // the instance's own function has no namespaces in its type
    say[language] = (act, detail, records = []) =>
      auditDetailText(t, formatFor(language, t), { act, detail, records })
  }
})

const VISIT = '0f8fad5b-d9cb-469f-a165-70867728950e'
const NONE: readonly string[] = []
const numbers = ['0500', '0500 7002']

/** As the terminal writes them (electron/handlers, people, sync): every code once. An act that is not here does not compile. */
const WRITTEN: Readonly<Record<Act, readonly string[]>> = {
  enrolled: NONE,
  'signed-in': ['by badge'],
  'sign-in-failed': ['change of pin'],
  'signed-out': ['closed'],
  'cut-off': NONE,
  'clerk-added': numbers,
  'site-changed': NONE,
  'catalogue-changed-over': ['2023.1 to 2026.2'],
  'cache-remade': NONE,
  'journal-rescued': ['120 0', '120 2'],
  'journal-key-recovered': NONE,
  'chain-noticed': CHAIN_EVENTS.flatMap(kind => [`${kind} 4–4`, `${kind} 4–9`]),
  'chain-notice-read': CHAIN_EVENTS.map(kind => `${kind} 4–9`),
  'chain-mended': CHAIN_EVENTS.map(kind => `${kind} 4–9`),
  exported: ['report', 'records'].flatMap(what =>
    ['xlsx', 'csv'].map(format => `${what} 1757260800–1757347200 ${format}`),
  ),
  'receipt-printed': [`visit ${VISIT} copy 1`],
  'receipt-reprinted': [`visit ${VISIT} copy 2`],
  'support-bundle': NONE,
  'looked-up': lookUpFound.shape.kind.options.map(kind => `${kind} 3`),
  'look-up-opened': [VISIT],
  'look-ups-allowed': ['by 7001'],
  locked: ['asked', 'idle', 'hand-over'],
  unlocked: NONE,
  'unlock-failed': NONE,
  'handed-over': ['to 7002'],
  'shift-broken-off': NONE,
  'pin-changed': NONE,
  'clerk-closed': numbers,
  'clerk-reopened': numbers,
  'clerk-role-changed': numbers,
  'clerk-pin-reset': numbers,
  'badge-issued': numbers,
  'badge-refused': NONE,
  'clerks-delivered': numbers,
  overridden: OVERRIDE_REASONS.flatMap(reason => [
    `${reason} 1.1 ${VISIT} at 0500`,
    `${reason} 1.1 ${VISIT} 7001 at 0500`,
  ]),
  'override-refused': [
    ...API_ERRORS.map(code => `${code} urgent 1.1 ${VISIT}`),
    ...OVERRIDE_REASONS.map(reason => `clerk-or-pin-wrong ${reason} 1.1 ${VISIT} 7001`),
  ],
  voided: VOID_REASONS.map(reason => `${reason} ${VISIT}`),
  'void-refused': VOID_REFUSALS.map(code => `${code} ${VISIT}`),
  'settings-changed': [...SETTING_NAMES, SETTING_NAMES.join(' ')],
  'training-begun': NONE,
  'training-ended': NONE,
  'kiosk-left': NONE,
  'kiosk-leave-refused': NONE,
}
const written = ACTS.flatMap(act => WRITTEN[act].map(detail => [act, detail] as const))

describe.each(['zh', 'en'] as const)('in %s', language => {
  const texts = { zh, en }[language]

  it('no act is without a name, and no two have the same', () => {
    const { acts } = texts.screen.manage.audit
    expect(Object.keys(acts).toSorted()).toEqual([...ACTS].toSorted())
    expect(new Set(Object.values(acts)).size).toBe(ACTS.length)
  })

  it.each(written)('%s beside "%s" is read in words', (act, detail) => {
    const told = say[language](act, detail)
    expect(told).not.toBe('')
    expect(told).not.toContain(texts.screen.manage.audit.details.unknown)
    expect(told).not.toContain('{{')
    expect(told).not.toContain(VISIT)
    if (language === 'zh') expect(told.replaceAll('Enter', '')).not.toMatch(/[a-z]{2}/)
    else for (const code of codesIn(detail)) expect(told).not.toContain(code)
  })

  it('each code has words of its own', () => {
    for (const act of ACTS) {
      const told = WRITTEN[act].map(detail => say[language](act, detail))
      expect(new Set(told).size, act).toBe(told.length)
    }
  })

  it.each([
    ['locked', 'by-fire'],
    ['unlocked', 'with-a-key'],
    ['overridden', 'because'],
    ['exported', 'report 2031 pdf'],
    ['looked-up', 'iris 2'],
    ['of-a-later-version', 'some-code'],
  ])('what another version wrote beside %s is said to be that', (act, detail) => {
    expect(say[language](act, detail)).toBe(texts.screen.manage.audit.details.unknown)
  })
})

/** "hand-over" is the code and the English word for it. */
const codesIn = (detail: string): string[] =>
  (detail.match(/[a-z]+(?:-[a-z]+)+/g) ?? []).filter(code => code !== 'hand-over')

it('days are days, and records go by their numbers', () => {
  expect(say.zh('exported', 'report 1757260800–1757347200 xlsx')).toBe(
    '报表 · 2025-09-08 至 2025-09-08 · XLSX',
  )
  expect(say.zh('receipt-reprinted', `visit ${VISIT} copy 2`, [12, 13])).toBe('第 2 份 · 第 12、13 条记录')
  expect(say.en('voided', `wrong-person ${VISIT}`, [12])).toMatch(/ · record 12$/)
  expect(say.zh('look-up-opened', VISIT)).toBe('没有留下记录')
  expect(say.zh('chain-noticed', 'gap 4–4')).toBe('缺记录 · 第 4 条记录')
  expect(say.zh('overridden', `urgent 1.1 ${VISIT} 7001 at 0500`, [31])).toBe(
    '急事，等不到更新 · 项目 1.1 · 第 31 条记录 · 组长工号 7001 · 当班工号 0500',
  )
  expect(say.zh('unlocked', null)).toBe('')
})
