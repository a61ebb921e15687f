import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesLength, decodeDigits, digitsLength, encodeDigits } from '../../../core/card/digits.ts'

test('any bytes come back from their digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const digits = encodeDigits(bytes)
      expect(digits).toMatch(/^\d*$/)
      expect(digits.length).toBe(digitsLength(bytes.length))
      const decoded = decodeDigits(digits)
      expect(decoded.ok && [...decoded.value]).toEqual([...bytes])
    }),
  )
})

test('digits that decode are the only digits for their bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 90 }), digits => {
      const decoded = decodeDigits(digits)
      if (decoded.ok) expect(encodeDigits(decoded.value)).toBe(digits)
      else expect(['impossible-length', 'group-over-range']).toContain(decoded.error)
    }),
    { numRuns: 1000 },
  )
})

test('the last group of 1 to 6 bytes takes 3, 5, 8, 10, 13, 15 digits', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(digitsLength)).toEqual([3, 5, 8, 10, 13, 15, 17])
  expect([3, 5, 8, 10, 13, 15, 17].map(bytesLength)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a length between two of those holds no bytes', () => {
  for (const length of [1, 2, 4, 6, 7, 9, 11, 12, 14, 16, 18]) {
    expect(decodeDigits('0'.repeat(length))).toEqual({ ok: false, error: 'impossible-length' })
  }
})

test.each([
  [1, '255', '256'],
  [2, '65535', '65536'],
  [3, '16777215', '16777216'],
  [4, '4294967295', '4294967296'],
  [5, '1099511627775', '1099511627776'],
  [6, '281474976710655', '281474976710656'],
  [7, '72057594037927935', '72057594037927936'],
])('a group of %i bytes ends at %s and refuses %s', (bytes, highest, over) => {
  expect(decodeDigits(highest)).toEqual({ ok: true, value: Buffer.alloc(bytes, 0xff) })
  expect(decodeDigits(over)).toEqual({ ok: false, error: 'group-over-range' })
})

test('a letter, a sign, a space or a full-width digit is no digit', () => {
  for (const wrong of ['a', '-', ' ', '.', '/', ':', '１', '\u0000']) {
    expect(decodeDigits(`1${wrong}3`)).toEqual({ ok: false, error: 'not-digits' })
    expect(decodeDigits(`0000000000000000${wrong}`)).toEqual({ ok: false, error: 'not-digits' })
    expect(decodeDigits(`${wrong}0000000000000000`)).toEqual({ ok: false, error: 'not-digits' })
  }
})
