// What each specimen stands for: judged by the same `decide` as a real card, with nobody real in it.
import { expect, test } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { SITE_KINDS } from '../../../core/policy/catalogue.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { Usage } from '../../../core/policy/evidence.ts'
import { mayTrain, SPECIMENS } from '../../../core/policy/specimens.ts'
import { rehearse } from '../../../core/policy/training.ts'
import { OUTCOMES, type Window } from '../../../core/policy/verdict.ts'
import { CARD, CATALOGUE, NOW } from './good-card.ts'

const HOSPITAL: Window = { siteKind: 'hospital-checkup', itemIds: null }
const stage = (window: Window, usage: readonly Usage[] = []) => ({
  window,
  catalogue: CATALOGUE,
  now: NOW,
  usageOf: () => usage,
})

test('there is one specimen for each outcome, and at a hospital it shows just that', () => {
  const shown = SPECIMENS.map(s => rehearse(s.cardNumber, stage(HOSPITAL))?.verdict.outcome)
  expect(shown).toEqual([...OUTCOMES])
  expect(new Set(SPECIMENS.map(s => s.cardNumber)).size).toBe(OUTCOMES.length)
})

test('at other windows, too, but for outcomes that their rules do not know', () => {
  const others = SITE_KINDS.flatMap(siteKind =>
    SPECIMENS.flatMap(({ outcome, cardNumber }) => {
      const verdict = rehearse(cardNumber, stage({ siteKind, itemIds: null }))?.verdict
      return verdict?.outcome === outcome ? [] : [`${siteKind}: ${outcome} is ${verdict?.reason}`]
    }),
  )
  // A bank serves no code; where every card gets the same, there is no "some services".
  expect(others.filter(line => !line.endsWith(': some-services is P-01'))).toEqual([
    'bank: good is N-40',
    'bank: some-services is N-40',
  ])
})

test('the verdict is that of the evidence, which says that it is training', () => {
  for (const { cardNumber } of SPECIMENS) {
    const shown = rehearse(cardNumber, stage(HOSPITAL))
    if (shown === null) throw new Error('a specimen shows nothing')
    expect(shown.evidence.training).toBe(true)
    expect(decide(shown.evidence, HOSPITAL, CATALOGUE)).toEqual(shown.verdict)
    expect(shown.verdict.cardNumber ?? cardNumber).toMatch(/^0000/)
  }
})

test('what was recorded in training is used up in training', () => {
  const good = SPECIMENS[0]?.cardNumber ?? CARD
  const before = rehearse(good, stage(HOSPITAL))?.verdict.services
  const item = before?.find(s => s.availability === 'available' && s.remaining === 1)?.id ?? ''
  const used: Usage = {
    recordId: '00000000-0000-4000-8000-000000000001',
    itemId: item,
    at: NOW - 60,
    siteName: '演练',
    amountCny: null,
  }
  const after = rehearse(good, stage(HOSPITAL, [used]))?.verdict.services
  expect(item).not.toBe('')
  expect(after?.find(s => s.id === item)?.availability).toBe('used-up')
})

test('no other number stands for anything, real or invented', () => {
  for (const card of [CARD, makeCardNumber('0000', 8), makeCardNumber('5323', 3)])
    expect(rehearse(card, stage(HOSPITAL))).toBeNull()
})

test('the site’s policy says who may begin', () => {
  const may = (policy: 'off' | 'supervisor' | 'clerk') => [
    mayTrain(policy, 'clerk'),
    mayTrain(policy, 'supervisor'),
  ]
  expect([may('off'), may('supervisor'), may('clerk')]).toEqual([
    [false, false],
    [false, true],
    [true, true],
  ])
})
