import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import {
  FOREIGN_KINDS,
  SCANNER_FAULTS,
  TOKEN_PROBLEMS,
  UNREADABLE_REASONS,
} from '../../../core/card/presented.ts'
import { readPresented } from '../../../core/card/read-presented.ts'
import { FULL_WIDTH_ZERO, inScript } from '../../../scripts/vectors/accepted.ts'
import { P, V } from '../../../scripts/vectors/test-keys.ts'

const CARD = '532300001262'
const BEIJING_ID = '11010519491231002X'
const CHUXIONG_ID = '532301198001010011'

/** The answer in a word, for tables. */
function inAWord(raw: string): string {
  const presented = readPresented(raw)
  switch (presented.kind) {
    case 'card-number':
      return `card-number ${presented.cardNumber}`
    case 'id-number':
      return `id-number ${presented.idNumber}`
    case 'provincial':
      return `provincial ${presented.number}`
    case 'foreign':
      return `foreign ${presented.foreign}`
    case 'unreadable':
      return `unreadable ${presented.why}`
    default:
      return presented.kind
  }
}

test.each([
  ['as it is printed', '5323 0000 1262', `card-number ${CARD}`],
  ['with hyphens', '5323-0000-1262', `card-number ${CARD}`],
  ['with a dash of an input method', '5323—0000—1262', `card-number ${CARD}`],
  ['full-width, with ideographic spaces', '５３２３　００００　１２６２', `card-number ${CARD}`],
  ['with a slip in the last digit', '532300001263', 'unreadable bad-check-digit'],
  ['with a slip in the first digit', '632300001262', 'unreadable bad-check-digit'],
  ['with a digit missing', '53230000126', 'unreadable fragment'],
  ['with a digit too many', '5323000012622', 'unreadable fragment'],
  ['with a letter O for a nought', '5323O0001262', 'unreadable garbled'],
  ['twice', CARD + CARD, 'unreadable two-codes'],
  ['twice, with a space between', `${CARD} ${CARD}`, 'unreadable two-codes'],
  ['followed by a code', CARD + P, 'unreadable two-codes'],
])('a card number %s', (_, raw, answer) => {
  expect(inAWord(raw)).toBe(answer)
})

test.each([
  ['with X', BEIJING_ID, `id-number ${BEIJING_ID}`],
  ['with a small x', BEIJING_ID.toLowerCase(), `id-number ${BEIJING_ID}`],
  ['in groups', '532301 19800101 0011', `id-number ${CHUXIONG_ID}`],
  ['with a slip', '532301198001010012', 'unreadable bad-check-digit'],
  ['with X where it does not belong', '53230119800101001X', 'unreadable bad-check-digit'],
  ['with a digit missing', '53230119800101001', 'unreadable fragment'],
  ['of another province with a digit missing', '44030119800101001', 'unreadable fragment'],
  ['twice', BEIJING_ID + BEIJING_ID, 'unreadable two-codes'],
  ['followed by a code', CHUXIONG_ID + V, 'unreadable two-codes'],
])('a resident-ID number %s', (_, raw, answer) => {
  expect(inAWord(raw)).toBe(answer)
})

test('eighteen digits that begin like Beijing are an ID number with date and check digit, else a payment code', () => {
  expect(inAWord('110105194912310038')).toBe('id-number 110105194912310038')
  expect(inAWord('110105194912310039')).toBe('foreign wechat-pay') // check digit
  expect(inAWord('110105194913310038')).toBe('foreign wechat-pay') // month 13
})

test.each([
  ['XDA12345678', 'provincial XDA12345678'],
  ['xda 1234 5678', 'provincial XDA12345678'],
  ['滇B-1234-5678', 'provincial XDB12345678'],
  ['ＸＤＡ１２３４５６７８', 'provincial XDA12345678'],
  ['XDA1234567', 'unreadable fragment'],
  ['XDC12345678', 'foreign other'],
])('the provincial card %s', (raw, answer) => {
  expect(inAWord(raw)).toBe(answer)
})

test.each([
  ['HTTPS://EXAMPLE.COM/A', 'web-link'],
  ['www.example.com', 'web-link'],
  ['example.com/card', 'web-link'],
  ['https：、、example.com', 'web-link'], // through a Chinese input method
  ['weixin://dl/business/?t=1', 'web-link'],
  ['wxp://f2f0abc', 'wechat-pay'],
  ['https://qr.alipay.com/fkx123', 'alipay'],
  ['100000000000000000', 'wechat-pay'],
  ['159999999999999999', 'wechat-pay'],
  ['160000000000000000', 'other'],
  ['2500000000000000', 'alipay'],
  ['300000000000000000000000', 'alipay'],
  ['6222020200112233446', 'bank-card'],
  ['6222 0202 0011 2233 446', 'bank-card'],
  ['4111111111111111', 'bank-card'],
  ['4111111111111112', 'other'],
  ['96385074', 'product-barcode'],
  ['036000291452', 'product-barcode'], // UPC-A
  ['6901234567892', 'product-barcode'],
  ['106141411234564', 'other'],
  ['10614141123459', 'product-barcode'], // ITF-14
  ['(01)06901234567892(10)A1', 'product-barcode'],
  [']C10106901234567892\u001d10A1', 'product-barcode'],
  ['00106141411234567897', 'product-barcode'], // SSCC
  ['MECARD:N:Yang;;', 'vcard'],
  ['begin:vcard\nEND:VCARD', 'vcard'],
  ['wifi:S:x;;', 'wifi'],
  ['<script>alert(1)</script>', 'markup'],
  ['"><svg onload=alert(1)>', 'markup'],
  ['javascript:alert(1)', 'markup'],
  ['{"a":1}', 'json'],
  ['[1,2]', 'json'],
  ['eyJhbGciOiJub25lIn0.eyJhIjoxfQ.', 'jwt'],
  ['hc1:6BF', 'health-certificate'],
  ['shc:/5676290952432060346029243740446031222959532654', 'smart-health-card'],
  ['13800138000', 'other'], // a telephone number
  ['+86 138 0013 8000', 'other'],
  ['8613800138000', 'other'],
  ['83012345678901234567', 'other'], // a drug's trace code
  ['1'.repeat(144), 'other'], // a railway ticket's
  ['杨明芳', 'other'],
  ['-', 'other'],
  ['\ud800', 'other'],
])('%s is someone else’s: %s', (raw, kind) => {
  expect(inAWord(raw)).toBe(`foreign ${kind}`)
})

test.each([
  ['nothing', '', 'empty'],
  ['a megabyte of spaces', ' '.repeat(1_000_000), 'empty'],
  ['an AIM prefix with nothing after it', ']Q1\r', 'empty'],
  ['zero-width marks alone', '\u200b\ufeff', 'empty'],
  ['a megabyte pasted', 'x'.repeat(1_000_000), 'too-long'],
  ['a hundred thousand digits', '8'.repeat(100_000), 'too-long'],
  ['a thousand and twenty-five digits', '1'.repeat(1025), 'too-long'],
  ['the magic alone', '86', 'fragment'],
  ['the magic and half a profile', '861', 'fragment'],
  ['the second half of a code', P.slice(103), 'fragment'],
  ['a code that lost its first digit', P.slice(1), 'fragment'],
  ['a code whose first digit came twice', `8${P}`, 'fragment'],
  ['a code whose first digit was misread', `9${P.slice(1)}`, 'fragment'],
  ['a code with letters after it', `${P}ab`, 'garbled'],
  ['a code with a letter before it', `a${P}`, 'garbled'],
  ['a code with its first digit turned into a letter', `B${P.slice(1)}`, 'garbled'],
  ['three codes', P + V + P, 'two-codes'],
  ['two codes with a line between them', `${P}\r\n${V}\r\n`, 'two-codes'],
])('%s cannot be read: %s', (_, raw, why) => {
  expect(inAWord(raw)).toBe(`unreadable ${why}`)
})

test('a code that arrived clean has no faults, with its terminator or without', () => {
  for (const raw of [P, `${P}\r`, `${P}\r\n`, `${P}\t`, ` ${P} `]) {
    expect(readPresented(raw)).toMatchObject({ kind: 'token', faults: [] })
  }
})

test.each([
  ['full-width digits', inScript(P, FULL_WIDTH_ZERO), ['full-width']],
  ['Devanagari digits', inScript(P, 0x0966), ['full-width']],
  ['mathematical digits beyond the basic plane', inScript(P, 0x1d7e2), ['full-width']],
  ['an input method’s marks', `${P.slice(0, 9)}'${P.slice(9, 99)}’${P.slice(99)}`, ['full-width']],
  ['a zero-width joiner', `${P.slice(0, 9)}\u200d${P.slice(9)}`, ['invisible']],
  ['STX and ETX', `\u0002${P}\u0003\r`, ['control']],
  ['an AIM prefix', `]Q1${P}\r`, ['aim-prefix']],
  ['its terminator first', `\r\n${P}`, ['leading-terminator']],
  [
    'all of that',
    `\t\u0002\ufeff]Q3${inScript(P, FULL_WIDTH_ZERO)}\u0003`,
    ['control', 'invisible', 'full-width', 'aim-prefix', 'leading-terminator'],
  ],
])('a code with %s is read all the same, and the fault is told', (_, raw, faults) => {
  const presented = readPresented(raw)
  expect(presented.kind).toBe('token')
  expect(new Set(presented.faults)).toEqual(new Set(faults))
})

test('a Chinese text with its own punctuation is no fault of the scanner', () => {
  expect(readPresented('取号：请到３号窗口').faults).toEqual(['full-width'])
  expect(readPresented('取号：请到三号窗口（二楼）！').faults).toEqual([])
})

/** Any UTF-16, lone surrogates among it; and the pieces of which real trouble is made. */
const anyString = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map(codes => String.fromCharCode(...codes)),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          P,
          V,
          P.slice(0, 100),
          CARD,
          BEIJING_ID,
          '8611',
          '86',
          '５',
          ']Q1',
          '\r\n',
          '\u0000',
          '\u200b',
        ),
        fc.constantFrom(
          'http://',
          'HC1:',
          '{',
          '}',
          '<',
          '>',
          '(01)',
          'XDA',
          'x',
          ' ',
          '-',
          '、',
          '\ud83d',
          '1',
        ),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 12 },
    )
    .map(pieces => pieces.join('')),
)

test('whatever reaches the scanner has an answer of a known kind', () => {
  fc.assert(
    fc.property(anyString, raw => {
      const presented = readPresented(raw)
      for (const fault of presented.faults) expect(SCANNER_FAULTS).toContain(fault)
      if (presented.kind === 'unreadable') expect(UNREADABLE_REASONS).toContain(presented.why)
      if (presented.kind === 'foreign') expect(FOREIGN_KINDS).toContain(presented.foreign)
      if (presented.kind === 'malformed-token') expect(TOKEN_PROBLEMS).toContain(presented.problem)
    }),
    { numRuns: 3000 },
  )
})

test('a card number is the same number, however its groups are kept apart', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_999_999 }),
      fc.constantFrom('', ' ', '-', '　', '、', '\u200b'),
      (i, gap) => {
        const number = makeCardNumber('5323', i)
        const written = number.replaceAll(/(\d{4})(?=\d)/g, `$1${gap}`)
        expect(inAWord(written)).toBe(`card-number ${number}`)
      },
    ),
  )
})
