// What a digit, a click and Enter mean at the counter, and what keeps a choice from being recorded.
import { describe, expect, test } from 'vitest'
import {
  addCompanion,
  addTickets,
  carriedChoice,
  change,
  firstChoice,
  pressDigit,
  problemOf,
  recordInput,
  tickNextPaper,
  tilesOnPage,
  toggle,
  turnPage,
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

describe('companions', () => {
  const visit = aVisit({ services: [aTile('11.1', { remaining: 3 })] })
  const chosen = pressDigit(visit, firstChoice(visit), 1)
  const items = (choice: typeof chosen) => recordInput(visit, choice).items[0]

  test('+ adds the spouse first, then children, up to three tickets in all', () => {
    let choice = addTickets(visit, chosen, 1)
    expect(items(choice)).toMatchObject({ quantity: 2, companions: [{ relation: 'spouse', count: 1 }] })
    choice = addTickets(visit, choice, 1)
    choice = addTickets(visit, choice, 1)
    expect(items(choice)).toMatchObject({
      relation: 'self',
      quantity: 3,
      companions: [
        { relation: 'spouse', count: 1 },
        { relation: 'child', count: 1 },
      ],
    })
  })

  test('− takes the last one away, and never the holder', () => {
    let choice = addTickets(visit, addTickets(visit, chosen, 1), 1)
    for (let i = 0; i < 4; i++) choice = addTickets(visit, choice, -1)
    expect(items(choice)).not.toHaveProperty('companions')
    expect(items(choice)).toMatchObject({ quantity: 1 })
  })

  test('children alone may come, a second spouse may not, nor anybody whom the service does not know', () => {
    const children = addCompanion(visit, addCompanion(visit, chosen, 'child'), 'child')
    expect(items(children)).toMatchObject({ quantity: 3, companions: [{ relation: 'child', count: 2 }] })
    const spouse = addCompanion(visit, chosen, 'spouse')
    expect(addCompanion(visit, spouse, 'spouse')).toBe(spouse)
    expect(addCompanion(visit, chosen, 'parent')).toBe(chosen)
  })
})

describe('more than nine services', () => {
  const ids = ['2.1', '2.2', '3.1', '3.2', '3.3', '3.4', '3.5', '5.1', '4.2', '6.3', '7.2', '9.1']
  const visit = aVisit({ services: ids.map(id => aTile(id)) })

  test('are reached nine at a time, round and round, and what was chosen stays chosen', () => {
    const first = pressDigit(visit, firstChoice(visit), 5)
    const second = turnPage(visit, first, 1)
    expect(tilesOnPage(visit, second.page).map(t => t.id)).toEqual(['6.3', '7.2', '9.1'])
    const both = pressDigit(visit, second, 2)
    expect(recordInput(visit, both).items.map(i => i.itemId)).toEqual(['3.3', '7.2'])
    expect(turnPage(visit, both, 1).page).toBe(0)
    expect(turnPage(visit, first, -1).page).toBe(1)
  })

  test('a digit without a tile on this page chooses nothing of another', () => {
    const second = turnPage(visit, firstChoice(visit), 1)
    expect(pressDigit(visit, second, 4).picked).toEqual([])
  })

  test('the only available one is on the page that is shown', () => {
    const used = ids.map(id => aTile(id, id === '9.1' ? {} : { availability: 'not-yet', relations: [] }))
    expect(firstChoice(aVisit({ services: used }))).toMatchObject({ page: 1, picked: [{ itemId: '9.1' }] })
  })
})

describe('what is on record in this visit', () => {
  const visit = aVisit({ services: [aTile('1.1', { alreadyRecorded: true }), aTile('6.3')] })

  test('cannot be chosen again, by digit or click', () => {
    expect(pressDigit(visit, firstChoice(visit), 1).picked).toEqual([])
    expect(toggle(visit, firstChoice(visit), '1.1').picked).toEqual([])
  })

  test('makes what is left no choice of its own', () => {
    expect(firstChoice(visit).picked).toEqual([])
  })
})

describe('papers', () => {
  test('are ticked one after the other by P, those of the person served, and hold nothing up', () => {
    const visit = aVisit({ services: [aTile('3.3'), aTile('1.1')] })
    const self = pressDigit(visit, firstChoice(visit), 1)
    const spouse = change(self, '3.3', { relation: 'spouse' })
    const ticked = tickNextPaper(visit, tickNextPaper(visit, spouse))
    expect(ticked.seen).toEqual(['3.3 本人身份证', '3.3 结婚证'])
    expect(tickNextPaper(visit, tickNextPaper(visit, self)).seen).not.toContain('3.3 结婚证')
    expect(problemOf(visit, spouse)).toBeNull()
    expect(JSON.stringify(recordInput(visit, ticked))).not.toContain('结婚证')
  })
})

test('an amount at a bank may be left out, and may not exceed the ceiling of the card', () => {
  const visit = aVisit({ services: [aTile('12.1'), aTile('12.3')] })
  const chosen = pressDigit(visit, firstChoice(visit), 1)
  expect(problemOf(visit, chosen)).toBeNull()
  expect(problemOf(visit, change(chosen, '12.1', { amount: 400_000 }))).toBeNull()
  expect(problemOf(visit, change(chosen, '12.1', { amount: 400_001 }))).toBe('amount-too-high')
})

test('a company is named only where the service is for one', () => {
  const visit = aVisit({ services: [aTile('12.2'), aTile('12.3')] })
  const named = change(pressDigit(visit, firstChoice(visit), 1), '12.2', { company: ' 某某公司 ' })
  expect(recordInput(visit, named).items[0]).not.toHaveProperty('company')
  const forCompany = change(named, '12.2', { relation: 'company' })
  expect(recordInput(visit, forCompany).items[0]).toMatchObject({ company: '某某公司' })
})
