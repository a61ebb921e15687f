// `node scripts/make-vectors.ts [--check]`: writes core/card/vectors.json, or says whether the file is current.
// Same source, same file to the byte: no clock, no randomness.
import { readFileSync, writeFileSync } from 'node:fs'
import { optionsOf } from './args.ts'
import { accepted, scannerDirt } from './vectors/accepted.ts'
import { refused } from './vectors/refused.ts'
import { KEYS } from './vectors/test-keys.ts'
import { unreadable } from './vectors/unreadable.ts'

export const VECTORS_FILE = new URL('../core/card/vectors.json', import.meta.url)

/** The text of core/card/vectors.json. */
export function vectorsText(): string {
  const { unknown: _, ...listed } = KEYS
  const file = {
    about: {
      zh: '惠才卡二维码（XHC 第 1 版）一致性测试向量。expect.step 为按 TOKEN.md 检查顺序应当不通过的那一步，none 为全部通过；at 为判定时刻（1970 年起的秒数）；before 为本终端此前已受理的码。',
      en: 'Conformance vectors of the card code (XHC, version 1). expect.step is where, in the order of checks of TOKEN.md, the input must fail; none: it passes. at: when to judge, seconds since 1970 UTC; before: codes that the same terminal accepted earlier.',
    },
    testKeysWarning: {
      zh: '以下均为公开的测试密钥（含私钥种子），严禁用于任何真实卡片或系统。',
      en: 'These are published TEST KEYS, private seeds included. Never trust or use them for a real card or system.',
    },
    freshness: { maxLifetimeSeconds: 300, lateSeconds: 30, earlySeconds: 15 },
    keys: Object.values(listed),
    vectors: [...accepted, ...scannerDirt, ...unreadable, ...refused],
  }
  return `${JSON.stringify(file, null, 2).replaceAll(/[\u007f-\u00a0\u200b-\u206f\ufeff]/g, escaped)}\n`
}

/** Marks that cannot be seen are written as escapes. */
function escaped(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
}

if (import.meta.main) {
  const { check } = optionsOf('node scripts/make-vectors.ts [--check]', { check: { type: 'boolean' } })
  if (check !== true) writeFileSync(VECTORS_FILE, vectorsText())
  else if (readFileSync(VECTORS_FILE, 'utf8') !== vectorsText()) {
    process.stderr.write('core/card/vectors.json is not current: node scripts/make-vectors.ts\n')
    process.exitCode = 1
  }
}
