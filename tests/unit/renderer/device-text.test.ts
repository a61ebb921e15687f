// What a device did is read in words, in both languages; what no version of ours wrote stands as it is.
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { DEVICE_CODES } from '../../../db/journal/device-events.ts'
import { deviceEventText } from '../../../renderer/diagnostics/device-text.ts'
import { en } from '../../../renderer/i18n/en/index.ts'
import type { Translate } from '../../../renderer/i18n/use-texts.ts'
import { zh } from '../../../renderer/i18n/zh/index.ts'

const texts = i18next.createInstance()
let t: Translate
beforeAll(async () => {
  await texts.init({ lng: 'zh', resources: { zh, en }, defaultNS: 'screen', fallbackLng: false })
  t = texts.getFixedT('zh') as Translate // the instance's own function has no namespaces in its type
})

it('every code that can be noted is in Chinese, and no two alike', () => {
  const told = DEVICE_CODES.map(event => deviceEventText(t, { event, detail: null }))
  for (const text of told) expect(text).toMatch(/[\u4e00-\u9fff]/)
  expect(new Set(told).size).toBe(DEVICE_CODES.length)
})

it.each([
  ['printed', '80mm', '已打印 · 80 毫米热敏纸'],
  ['idle-lock', 'by-terminal', '无人操作，已锁定 · 由终端程序'],
  ['garbled', 'S-71', '读到的码不完整 · S-71'],
  ['of-a-later-version', null, 'of-a-later-version'],
])('%s with %s is read as %s', (event, detail, told) => {
  expect(deviceEventText(t, { event, detail })).toBe(told)
})
