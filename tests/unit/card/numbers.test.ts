import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCardNumber, isLuhn, makeCardNumber, parseCardNumber } from '../../../core/card/card-number.ts'
import { parseProvincial } from '../../../core/card/provincial.ts'
import { checkCharacter, idTail, parseResidentId } from '../../../core/card/resident-id.ts'

const index = fc.integer({ min: 0, max: 9_999_999 })

test('a card number is twelve digits that check, and is read as it was written for people', () => {
  fc.assert(
    fc.property(index, i => {
      const number = makeCardNumber('5323', i)
      expect(number).toMatch(/^5323\d{8}$/)
      expect(isLuhn(number)).toBe(true)
      expect(parseCardNumber(formatCardNumber(number))).toBe(number)
    }),
  )
  expect(formatCardNumber(makeCardNumber('5323', 126))).toBe('5323 0000 1262')
})

test('one wrong digit in a card number is noticed', () => {
  fc.assert(
    fc.property(index, fc.nat(11), fc.integer({ min: 1, max: 9 }), (i, at, change) => {
      const number = makeCardNumber('5323', i)
      const digit = (Number(number[at]) + change) % 10
      expect(parseCardNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBeNull()
    }),
  )
})

test('two neighbouring digits exchanged in a card number are noticed, but for 0 and 9', () => {
  fc.assert(
    fc.property(index, fc.nat(10), (i, at) => {
      const number = makeCardNumber('5323', i)
      const [a = '', b = ''] = number.slice(at, at + 2)
      fc.pre(a !== b && !['09', '90'].includes(a + b))
      expect(parseCardNumber(number.slice(0, at) + b + a + number.slice(at + 2))).toBeNull()
    }),
  )
})

test('no card number is made beyond seven digits of index or without four of prefix', () => {
  for (const [prefix, i] of [
    ['532', 1],
    ['53230', 1],
    ['53x3', 1],
    ['5323', -1],
    ['5323', 1e7],
    ['5323', 1.5],
  ] as const) {
    expect(() => makeCardNumber(prefix, i)).toThrow(RangeError)
  }
})

test.each([
  ['11010519491231002X', '11010519491231002X'], // the example of GB 11643
  ['11010519491231002x', '11010519491231002X'],
  ['440524188001010014', null], // a date of 1880
  ['532301199002300010', null], // 30 February
])('the resident-ID number %s reads as %s', (text, number) => {
  expect(parseResidentId(text)).toBe(number)
})

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
const residentId = fc
  .tuple(fc.constantFrom('532301', '110105', '650102', '810000', '953156'), day, fc.nat(999))
  .map(([region, born, sequence]) => {
    const body =
      region + born.toISOString().slice(0, 10).replaceAll('-', '') + String(sequence).padStart(3, '0')
    return body + checkCharacter(body)
  })

test('an ID number with region, date and check character is read, and its tail is its last four', () => {
  fc.assert(
    fc.property(residentId, number => {
      expect(parseResidentId(number)).toBe(number)
      expect(number.endsWith(idTail(number))).toBe(true)
      expect(idTail(number)).toHaveLength(4)
    }),
  )
})

test('one wrong digit in an ID number is noticed', () => {
  fc.assert(
    fc.property(residentId, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, change) => {
      const digit = (Number(number[at]) + change) % 10
      expect(parseResidentId(number.slice(0, at) + digit + number.slice(at + 1))).toBeNull()
    }),
  )
})

test('a leap day is a date of birth in a leap year only', () => {
  const born = (date: string) => parseResidentId(`532301${date}001${checkCharacter(`532301${date}001`)}`)
  expect(born('20000229')).not.toBeNull()
  expect(born('19960229')).not.toBeNull()
  expect(born('19000229')).toBeNull()
  expect(born('19970229')).toBeNull()
})

test.each([
  ['XDA12345678', 'XDA12345678'],
  ['xdb00000001', 'XDB00000001'],
  ['滇A12345678', 'XDA12345678'],
  ['XDC12345678', null],
  ['XDA1234567', null],
  ['XDA123456789', null],
  ['A12345678', null],
])('the provincial number %s reads as %s', (text, number) => {
  expect(parseProvincial(text)).toBe(number)
})
