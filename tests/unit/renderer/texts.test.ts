// Every code that the terminal can answer has its words, in both languages, and they say what may be said.
import { describe, expect, test } from 'vitest'
import { PRESENTATIONS, TIERS } from '../../../core/card/card.ts'
import { RELATIONS } from '../../../core/policy/catalogue.ts'
import { STATUSES } from '../../../core/policy/evidence.ts'
import { REASON_CODES } from '../../../core/policy/reasons.ts'
import { AVAILABILITIES, OUTCOMES } from '../../../core/policy/verdict.ts'
import { REJECTIONS } from '../../../core/sync/wire.ts'
import { API_ERRORS, recordView, SYNC_ERRORS, statusView } from '../../../electron/api.ts'
import { en } from '../../../renderer/i18n/en/index.ts'
import { zh } from '../../../renderer/i18n/zh/index.ts'

type Tree = { readonly [key: string]: string | Tree }

/** "screen.counter.ready" → text. */
function flat(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[at, value] as const] : flat(value, at)
  })
}

const languages = [
  ['Chinese', zh],
  ['English', en],
] as const
const sorted = (list: readonly string[]) => list.toSorted()
const steps = statusView.shape.sync.options[1].shape.step.options

describe.each(languages)('%s', (_, texts) => {
  test('has a name, a sentence, a next step and words for the holder for every reason', () => {
    expect(sorted(Object.keys(texts.reasons))).toEqual(sorted(REASON_CODES))
    for (const reason of REASON_CODES) {
      const { title, clerk, next, say } = texts.reasons[reason]
      for (const text of [title, clerk, next, say]) expect(text.trim(), reason).not.toBe('')
    }
  })

  test('has one sentence for everything that a call, a record or a sync can fail with', () => {
    expect(sorted(Object.keys(texts.errors.api))).toEqual(sorted(API_ERRORS))
    expect(sorted(Object.keys(texts.errors.sync))).toEqual(sorted(SYNC_ERRORS))
    expect(sorted(Object.keys(texts.errors.rejection))).toEqual(sorted(REJECTIONS))
  })

  test('has a word for each outcome, answer, medium, tier, standing, relation, delivery and step', () => {
    const { words, screen } = texts
    expect(sorted(Object.keys(words.outcome))).toEqual(sorted(OUTCOMES))
    expect(sorted(Object.keys(screen.help.outcome))).toEqual(sorted(OUTCOMES))
    expect(sorted(Object.keys(screen.availability))).toEqual(sorted(AVAILABILITIES))
    expect(sorted(Object.keys(words.presentation))).toEqual(sorted(PRESENTATIONS))
    expect(sorted(Object.keys(words.tier))).toEqual(sorted(TIERS))
    expect(sorted(Object.keys(words.status))).toEqual(sorted(STATUSES))
    expect(sorted(Object.keys(words.relation))).toEqual(sorted(RELATIONS))
    expect(sorted(Object.keys(words.delivery))).toEqual(sorted(recordView.shape.delivery.options))
    expect(sorted(Object.keys(screen.step))).toEqual(sorted(steps))
  })

  test('leaves no text empty', () => {
    expect(flat(texts).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('gives no two outcomes the same word', () => {
    expect(new Set(Object.values(texts.words.outcome)).size).toBe(OUTCOMES.length)
  })

  test('tells the holder of an ended, a suspended and a left card the same, and never why', () => {
    const { 'N-22': ended, 'N-25': suspended, 'N-26': left } = texts.reasons
    expect(suspended.say).toBe(ended.say)
    expect(left.say).toBe(ended.say)
  })

  test('accuses nobody in what is said to the holder', () => {
    const harsh = /假|骗|伪|盗|冒|违|可疑|fake|forge|fraud|stolen|suspicious|illegal|invalid/i
    expect(REASON_CODES.filter(reason => harsh.test(texts.reasons[reason].say))).toEqual([])
  })

  test('puts what cannot be judged down to the window, not to the card', () => {
    const blames = /您的卡(有问题|无效|不能)|your card (is|has) (a problem|wrong|bad)/i
    const unsure = REASON_CODES.filter(reason => reason.startsWith('U-'))
    expect(
      unsure.filter(reason => blames.test(texts.reasons[reason].say.replace(/不是您的卡有问题/g, ''))),
    ).toEqual([])
  })

  test('names only keys that the keyboard has', () => {
    const known = /^(F[1-9]|F1[01]|F12|Enter|Esc|Tab|Space|↑|↓|空格|[0-9RBNHLSPAWMVTEI*+-])$/
    const named = flat(texts).flatMap(([at, text]) =>
      [...text.matchAll(/\[([^\]]+)\]/g)].map(([, key]) => ({ at, key: key ?? '' })),
    )
    expect(named.filter(({ key }) => !known.test(key))).toEqual([])
    expect(named.length).toBeGreaterThan(50)
  })
})

test('both languages fill in the same facts in the same places', () => {
  const facts = (texts: Tree) =>
    flat(texts).map(([at, text]) => [at, [...text.matchAll(/\{\{(\w+)\}\}/g)].map(m => m[1]).toSorted()])
  expect(facts(en)).toEqual(facts(zh))
})
