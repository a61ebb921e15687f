// Which key does what, and that no key does anything where it is not printed on the screen.
import { expect, test } from 'vitest'
import { type CounterKeyTargets, pressCounterKey } from '../../../renderer/counter/counter-keys.ts'

function pressed(key: string, at: Pick<CounterKeyTargets, 'onDesk' | 'serving'>): readonly string[] {
  const done: string[] = []
  const did =
    (what: string) =>
    (...with_: readonly unknown[]): void =>
      void done.push([what, ...with_].join(' '))
  const targets: CounterKeyTargets = {
    ...at,
    digit: did('digit'),
    record: did('record'),
    refuse: did('refuse'),
    override: did('override'),
    next: did('next'),
    check: did('check'),
    tickets: did('tickets'),
    chooseRelation: did('relation'),
    comment: did('comment'),
    type: did('type'),
    records: did('records'),
    lookUp: did('look-up'),
    syncNow: did('sync'),
    page: did('page'),
    more: did('more'),
    receipt: did('receipt'),
    amount: did('amount'),
    tickPaper: did('paper'),
    say: did('say'),
    elsewhere: did('elsewhere'),
    dataAges: did('data-ages'),
    expected: did('expected'),
    holderScreen: did('holder-screen'),
  }
  expect(pressCounterKey(key, targets)).toBe(done.length > 0)
  return done
}

const serving = { onDesk: 'verdict', serving: true } as const
const refusing = { onDesk: 'verdict', serving: false } as const
const empty = { onDesk: 'ready', serving: false } as const

test.each([
  ['1', 'digit 1'],
  ['9', 'digit 9'],
  ['Enter', 'record'],
  [' ', 'check'],
  ['Escape', 'next'],
  ['r', 'refuse'],
  ['R', 'refuse'],
  ['v', 'override'],
  ['b', 'relation'],
  ['N', 'comment'],
  ['+', 'tickets 1'],
  ['=', 'tickets 1'],
  ['-', 'tickets -1'],
  ['F2', 'type '],
  ['F3', 'look-up'],
  ['/', 'look-up'],
  ['F4', 'records'],
  ['F8', 'sync'],
  ['0', 'page 1'],
  ['PageDown', 'page 1'],
  ['PageUp', 'page -1'],
  ['a', 'amount'],
  ['p', 'paper'],
  ['S', 'say'],
  ['F6', 'elsewhere'],
  ['F7', 'data-ages'],
  ['F10', 'holder-screen'],
])('%s with a holder who can be served: %s', (key, act) => {
  expect(pressed(key, serving)).toEqual([act])
})

test.each(['1', ' ', 'Enter', 'b', 'n', '+'])('%s does nothing for a holder who cannot be served', key => {
  expect(pressed(key, refusing)).toEqual([])
})

test('R and Esc end a visit that cannot be served', () => {
  expect(pressed('r', refusing)).toEqual(['refuse'])
  expect(pressed('Escape', refusing)).toEqual(['next'])
})

test('what to say is one key away also for a holder who cannot be served', () => {
  expect(pressed('s', refusing)).toEqual(['say'])
})

test('+ at an empty counter is for the holder who was just served, and a letter begins to type', () => {
  expect(pressed('+', empty)).toEqual(['more'])
  expect(pressed('s', empty)).toEqual(['type s'])
})

test('a digit at an empty counter begins a typed number, without F2', () => {
  expect(pressed('5', empty)).toEqual(['type 5'])
  expect(pressed(' ', empty)).toEqual([])
})

test('/ and F3 find a holder by name at an empty counter, too', () => {
  expect(pressed('/', empty)).toEqual(['look-up'])
  expect(pressed('F3', empty)).toEqual(['look-up'])
})

test('while a card is being judged only the function keys work', () => {
  const judging = { onDesk: 'judging', serving: false } as const
  expect(pressed('1', judging)).toEqual([])
  expect(pressed('Enter', judging)).toEqual([])
  expect(pressed('F8', judging)).toEqual(['sync'])
})

test('- at an empty counter shows whom the window expects', () => {
  expect(pressed('-', empty)).toEqual(['expected'])
})
