// What a digit, a click and Enter mean at the counter, and what keeps a choice from being recorded.
import { describe, expect, test } from 'vitest'
import {
  addTickets,
  carriedChoice,
  change,
  firstChoice,
  pressDigit,
  problemOf,
  recordInput,
  toggle,
} from '../../../renderer/counter/choice.ts'
import { aTile, aVisit } from '../../support/fake-bridge.ts'

const twoServices = () => aVisit({ services: [aTile('1.1'), aTile('1.2', { remaining: 1 })] })
const virtual = (changes: Parameters<typeof aVisit>[0] = {}) =>
  aVisit({ outcome: 'good', reason: 'P-01', presentation: 'virtual', personCheck: false, ...changes })

describe('scan and two keys', () => {
  test('digit and Enter record a service for a holder who must be checked', () => {
    const visit = twoServices()
    const choice = pressDigit(visit, firstChoice(visit), 1)
    expect(problemOf(visit, choice)).toBeNull()
    expect(recordInput(visit, choice)).toMatchObject({
      personChecked: true,
      items: [{ itemId: '1.1', relation: 'self', quantity: 1, amountCny: null }],
    })
  })

  test('the only available service is chosen already, but the person is not checked already', () => {
    const visit = aVisit()
    const choice = firstChoice(visit)
    expect(choice.picked.map(p => p.itemId)).toEqual(['1.1'])
    expect(problemOf(visit, choice)).toBe('person-not-checked')
  })

  test('the digit of the service chosen already confirms it instead of dropping it', () => {
    const visit = aVisit()
    const confirmed = pressDigit(visit, firstChoice(visit), 1)
    expect(problemOf(visit, confirmed)).toBeNull()
    expect(pressDigit(visit, confirmed, 1).picked).toEqual([])
  })

  test('Enter alone suffices for a virtual card with one service', () => {
    const visit = virtual()
    expect(problemOf(visit, firstChoice(visit))).toBeNull()
  })
})

describe('checking the person', () => {
  test('a click on a tile does not say that the person was checked', () => {
    const visit = twoServices()
    expect(problemOf(visit, toggle(visit, firstChoice(visit), '1.2'))).toBe('person-not-checked')
  })

  test('dropping a service by digit does not uncheck the person', () => {
    const visit = twoServices()
    const dropped = pressDigit(visit, pressDigit(visit, firstChoice(visit), 1), 1)
    expect(dropped).toMatchObject({ personChecked: true, picked: [] })
    expect(problemOf(visit, dropped)).toBe('nothing-chosen')
  })

  test('a digit without a service says nothing about the person', () => {
    const visit = aVisit()
    expect(pressDigit(visit, firstChoice(visit), 2).personChecked).toBe(false)
    expect(pressDigit(visit, firstChoice(visit), 9).personChecked).toBe(false)
  })
})

describe('what cannot be chosen', () => {
  test('a service that is used up', () => {
    const visit = aVisit()
    expect(toggle(visit, firstChoice(visit), '1.2').picked.map(p => p.itemId)).toEqual(['1.1'])
  })

  test.each(['cannot-judge', 'no', 'not-ours', 'scan-again'] as const)('anything under "%s"', outcome => {
    const visit = aVisit({ outcome, services: [aTile('1.1'), aTile('1.2')] })
    expect(firstChoice(visit).picked).toEqual([])
    expect(pressDigit(visit, firstChoice(visit), 1)).toMatchObject({ picked: [], personChecked: false })
  })
})

describe('tickets', () => {
  const visit = aVisit({ services: [aTile('11.1', { remaining: 3 })] })

  test('are one at least, and at most what a visit may have', () => {
    let choice = pressDigit(visit, firstChoice(visit), 1)
    for (let i = 0; i < 5; i++) choice = addTickets(visit, choice, 1)
    expect(choice.picked[0]?.quantity).toBe(3)
    for (let i = 0; i < 5; i++) choice = addTickets(visit, choice, -1)
    expect(choice.picked[0]?.quantity).toBe(1)
  })

  test('are not counted for a service that has none', () => {
    const other = aVisit()
    expect(addTickets(other, firstChoice(other), 1).picked[0]?.quantity).toBe(1)
  })
})

describe('amounts', () => {
  const visit = aVisit({ services: [aTile('5.2', { remaining: 3_000 }), aTile('5.3')] })
  const chosen = pressDigit(visit, firstChoice(visit), 1)

  test.each([
    [null, 'amount-required'],
    [0, 'amount-required'],
    [3_001, 'quantity-out-of-range'],
    [3_000, null],
  ])('%s of 3,000 left: %s', (amount, problem) => {
    expect(problemOf(visit, change(chosen, '5.2', { amount }))).toBe(problem)
  })

  test('belong to their own service when several are chosen', () => {
    const both = pressDigit(visit, change(chosen, '5.2', { amount: 1_500 }), 2)
    expect(recordInput(visit, both).items.map(i => [i.itemId, i.amountCny])).toEqual([
      ['5.2', 1_500],
      ['5.3', null],
    ])
  })
})

describe('the same card, judged again', () => {
  test('keeps what is still available, and the check of the person', () => {
    const before = pressDigit(twoServices(), pressDigit(twoServices(), firstChoice(twoServices()), 1), 2)
    expect(carriedChoice(aVisit(), before)).toMatchObject({
      personChecked: true,
      picked: [{ itemId: '1.1' }],
    })
  })

  test('does not keep what only the screen had chosen', () => {
    const before = firstChoice(aVisit())
    expect(carriedChoice(twoServices(), before).picked).toEqual([])
  })

  test('keeps nothing when it cannot be served any more', () => {
    const before = pressDigit(twoServices(), firstChoice(twoServices()), 1)
    expect(carriedChoice(aVisit({ outcome: 'no', reason: 'N-23' }), before)).toMatchObject({
      personChecked: false,
      picked: [],
    })
  })
})

test('an empty comment is no comment', () => {
  const visit = virtual()
  const choice = { ...firstChoice(visit), comment: '  ', rating: 5 as const }
  expect(recordInput(visit, choice)).toMatchObject({ comment: null, rating: 5 })
})
