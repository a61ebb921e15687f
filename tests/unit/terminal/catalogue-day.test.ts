// A catalogue's first day at a terminal: by its own clock alone, never by one in doubt, and never in the middle of a visit.
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import type { ClockFacts } from '../../../core/policy/evidence.ts'
import { signDocument } from '../../../core/sync/signed.ts'
import { type HeldCatalogue, type Rules, rulesAt } from '../../../electron/visit/grounds.ts'
import { CATALOGUE, chuxiong } from '../policy/good-card.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const held = (version: string, effectiveFrom: string): HeldCatalogue => {
  const catalogue: Catalogue = { ...CATALOGUE, version, effectiveFrom }
  return { catalogue, document: signDocument('catalogue', catalogue, 1, privateKey) }
}
const NOW = held('now', '2023-07-20')
const DECEMBER = held('december', '2026-12-01')
const JANUARY = held('january', '2027-01-01')
const rulesWith = (...next: readonly HeldCatalogue[]): Rules => ({
  ...NOW,
  keys: new Map() as never,
  keyListCounter: 1,
  held: [NOW, ...next],
})
const RULES = rulesWith(DECEMBER, JANUARY)

const clock = (wall: string, facts: Partial<ClockFacts> = {}): ClockFacts => ({
  wall: chuxiong(wall),
  lastTrusted: chuxiong(wall),
  offsetAtLastSync: 0,
  ...facts,
})
const versionAt = (facts: ClockFacts, rules = RULES): string => rulesAt(rules, facts).catalogue.version

describe('a terminal that holds what is to come', () => {
  test.each([
    ['2026-11-30 23:59:59', 'now'],
    ['2026-12-01 00:00:00', 'december'],
    ['2026-12-31 23:59:59', 'december'],
    ['2027-01-01 00:00:00', 'january'],
  ])('at %s goes by "%s"', (wall, version) => {
    expect(versionAt(clock(wall))).toBe(version)
  })

  test('keeps the very same rules until a day has come, and goes over in one step', () => {
    expect(rulesAt(RULES, clock('2026-11-30 12:00:00'))).toBe(RULES)
    const over = rulesAt(RULES, clock('2026-12-02 12:00:00'))
    expect(over).toMatchObject({ catalogue: { version: 'december' }, document: DECEMBER.document })
    expect(rulesAt(over, clock('2026-12-03 12:00:00'))).toBe(over)
  })

  test('does not go over on the word of a clock that was found to run ahead, nor back on one that is set back', () => {
    const eve = chuxiong('2026-11-30 20:00:00')
    expect(versionAt(clock('2026-12-01 08:00:00', { lastTrusted: eve, offsetAtLastSync: 43_200 }))).toBe(
      'now',
    )
    expect(versionAt(clock('2026-12-01 08:00:00', { lastTrusted: eve }))).toBe('december')
    const day = chuxiong('2026-12-01 09:00:00')
    expect(versionAt(clock('2026-11-29 09:00:00', { lastTrusted: day }))).toBe('december')
  })

  test('that only knows the older one goes on by it, for as long as its data let it judge at all', () => {
    expect(versionAt(clock('2027-02-01 08:00:00'), rulesWith())).toBe('now')
  })

  test('whose clock is behind takes what the registry says is in force, whatever its day', () => {
    const rules: Rules = {
      ...DECEMBER,
      keys: new Map() as never,
      keyListCounter: 1,
      held: [DECEMBER, JANUARY],
    }
    expect(versionAt(clock('2026-11-30 23:59:00'), rules)).toBe('december')
  })
})
