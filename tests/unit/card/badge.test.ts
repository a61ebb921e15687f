// The staff badge's code, as it leaves the printer and as scanners garble it.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { badgeHash, badgeSecret, formatBadge, readBadge } from '../../../core/card/badge.ts'
import { readPresented } from '../../../core/card/read-presented.ts'

const badge = (number = '0312') => ({ number, secret: badgeSecret(randomBytes(16)) })

test.each(['1', '0312', '123456789012'])('a badge of number %s is read as it was written', number => {
  const written = badge(number)
  expect(readBadge(formatBadge(written))).toEqual(written)
})

test('the smallest and the largest secret have the same length', () => {
  expect(badgeSecret(new Uint8Array(16))).toBe('0'.repeat(39))
  expect(badgeSecret(new Uint8Array(16).fill(255))).toHaveLength(39)
})

test('it survives an input method and the terminator of a scanner', () => {
  const written = badge()
  const wide = formatBadge(written).replace(/\d/g, d => String.fromCharCode(0xff10 + Number(d)))
  expect(readBadge(`${wide}\r\n`)).toEqual(written)
})

test('a digit that was lost, doubled or misread makes it none', () => {
  const code = formatBadge(badge())
  for (let at = 0; at < code.length; at++) {
    const other = (Number(code[at]) + 1) % 10
    expect(readBadge(code.slice(0, at) + other + code.slice(at + 1))).toBeNull()
  }
  expect(readBadge(code.slice(1))).toBeNull()
  expect(readBadge(code + code.at(-1))).toBeNull()
})

test('it is no card, and a card is no badge', () => {
  expect(readPresented(formatBadge(badge())).kind).not.toBe('token')
  expect(readBadge('532300001268')).toBeNull()
  expect(readBadge('')).toBeNull()
})

test('its hash is its own: another secret, or another number, gives another', () => {
  const one = badge()
  expect(badgeHash(one)).toEqual(badgeHash({ ...one }))
  expect(badgeHash(one)).not.toEqual(badgeHash({ ...one, number: '0313' }))
  expect(badgeHash(one)).not.toEqual(badgeHash(badge()))
})
