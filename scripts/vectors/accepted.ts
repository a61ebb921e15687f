// Vectors that pass every step: good codes, and good codes as badly set-up scanners and input methods send them.
import type { Claims } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { signToken } from '../../core/card/token.ts'
import { CARD_B, KEYS, type KeyName, P, physical, signer, V, virtual } from './test-keys.ts'
import { AT, type Vector, YEAR } from './vector.ts'

const LAST_SECOND = 0xffff_ffff

const good = (name: string, claims: Claims, key: KeyName = claims.medium): Vector => ({
  name,
  input: signToken(claims, signer(key)),
  at: AT,
  expect: { step: 'none', result: 'accepted', claims },
})

export const accepted: readonly Vector[] = [
  good('a physical A card', physical()),
  good('a physical B card', physical({ tier: 'B', cardNumber: CARD_B })),
  good('a virtual A card', virtual()),
  good('a virtual B card', virtual({ tier: 'B', cardNumber: CARD_B })),
  good('the lowest card number', physical({ cardNumber: makeCardNumber('0000', 0) })),
  good('the highest card number', physical({ cardNumber: makeCardNumber('9999', 9_999_999) })),
  good('a card re-issued 254 times', physical({ serial: 255 })),
  good('a card issued this second', physical({ issuedAt: AT })),
  good('a card in its last second', physical({ expiresAt: AT + 1 })),
  good('a card that expires at the end of the range', physical({ expiresAt: LAST_SECOND })),
  good(
    'a card whose key has retired and is still accepted',
    physical({ keyId: KEYS.retired.id, issuedAt: AT - 2 * YEAR }),
    'retired',
  ),
  good('a virtual code in the second of its issue', virtual({ issuedAt: AT })),
  good('a virtual code with the longest lifetime', virtual({ lifetime: 300, issuedAt: AT - 299 })),
  good('a virtual code late within the tolerance', virtual({ issuedAt: AT - 60 - 29 })),
  good('a virtual code early within the tolerance', virtual({ issuedAt: AT + 14 })),
  good('a nonce of zeros', virtual({ nonce: '0000000000000000' })),
  good('a nonce of ones', virtual({ nonce: 'ffffffffffffffff' })),
  {
    ...good('the next code of a card of which one was used', virtual({ nonce: '8899aabbccddeeff' })),
    before: [V],
  },
]

const dirty = (name: string, input: string): Vector => ({
  name,
  input,
  at: AT,
  expect: { step: 'none', result: 'accepted', claims: physical() },
})

/** ASCII digits in another script, by the code point of its zero. */
export const inScript = (digits: string, zero: number): string =>
  digits.replaceAll(/\d/g, digit => String.fromCodePoint(zero + Number(digit)))
export const FULL_WIDTH_ZERO = 0xff10
const ARABIC_INDIC_ZERO = 0x0660

export const scannerDirt: readonly Vector[] = [
  dirty('carriage return and line feed after the code', `${P}\r\n`),
  dirty('a tab after the code', `${P}\t`),
  dirty('the terminator before the code instead of after it', `\r${P}`),
  dirty('STX and ETX around the code', `\u0002${P}\u0003`),
  dirty('a GS and a NUL within the code', `${P.slice(0, 40)}\u001d${P.slice(40, 80)}\u0000${P.slice(80)}`),
  dirty('the AIM prefix of a QR code', `]Q1${P}`),
  dirty('the AIM prefix in lower case, with CapsLock', `]q1${P}`),
  dirty('the AIM prefix through a Chinese input method', `】Q1${P}`),
  dirty('full-width digits of an input method', inScript(P, FULL_WIDTH_ZERO)),
  dirty('Arabic-Indic digits', inScript(P, ARABIC_INDIC_ZERO)),
  dirty('an input method that separates syllables', `${P.slice(0, 50)}’${P.slice(50, 100)}、${P.slice(100)}`),
  dirty('a zero-width space within the code', `${P.slice(0, 10)}\u200b${P.slice(10)}`),
  dirty('a byte-order mark and bidi marks around the code', `\ufeff\u202d${P}\u202c`),
  dirty('spaces between groups of digits', P.replaceAll(/(.{17})/g, '$1 ')),
  dirty(
    'one code in two bursts, with a line ending between them',
    `${P.slice(0, 100)}\r\n${P.slice(100)}\r\n`,
  ),
]
