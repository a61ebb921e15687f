// Vectors that fail before any key is looked at: length, characters, magic, profile, canonical digits, header fields.
import { PROFILES } from '../../core/card/card.ts'
import { signedHeader, withBytes } from './forge.ts'
import { CARD, CARD_B, P, physical, V, virtual } from './test-keys.ts'
import { AT, DAY, refusedAt, type Vector } from './vector.ts'

const lengthAndCharacters = refusedAt('length-and-characters', [
  ['nothing', '', 'empty'],
  ['line endings and tabs alone', '\r\n\t\r\n', 'empty'],
  ['1,025 digits', '86111'.repeat(205), 'too-long'],
  ['the last digit missing', P.slice(0, -1), 'fragment'],
  ['the first digit missing', P.slice(1), 'fragment'],
  ['one digit more', `${P}0`, 'fragment'],
  ['a digit doubled within', P.slice(0, 90) + P.slice(89), 'fragment'],
  ['a virtual code with a digit missing', V.slice(0, -1), 'fragment'],
  ['a virtual code with seventeen digits trailing', V + '0'.repeat(17), 'fragment'],
  ['the signature cut in half', withBytes(P, bytes => bytes.subarray(0, -32)), 'fragment'],
  ['no signature at all', withBytes(P, bytes => bytes.subarray(0, -64)), 'fragment'],
  ['the first half of a code', P.slice(0, 103), 'fragment'],
  ['two physical codes run together', P + P, 'two-codes'],
  ['two virtual codes run together', V + V, 'two-codes'],
  ['a physical and a virtual code run together', P + V, 'two-codes'],
  ['half a code, then a whole one', P.slice(0, 103) + V, 'two-codes'],
  ['two card numbers run together', CARD + CARD_B, 'two-codes'],
  ['a letter among the digits', `${P.slice(0, 60)}O${P.slice(61)}`, 'garbled'],
  ['a hexadecimal body', `8611${'0a1b2c3d'.repeat(20)}`, 'garbled'],
])

/** None of these has the length of a token, or they have more than digits in them. */
const foreign = refusedAt('length-and-characters', [
  ['a web link', 'https://example.com/card?no=532300001262', 'foreign:web-link'],
  ['a WeChat payment code', '134567890123456789', 'foreign:wechat-pay'],
  ['an Alipay payment code', '287654321098765432', 'foreign:alipay'],
  ['a medical-insurance code', '5301234567890123456789012345', 'foreign:medical-insurance'],
  ['a bank card number', '6222020200112233446', 'foreign:bank-card'],
  ['a product barcode, EAN-13', '6901234567892', 'foreign:product-barcode'],
  ['a GS1 element string', '(01)06901234567892(17)271231(10)AB12', 'foreign:product-barcode'],
  ['a contact', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:杨明芳\r\nEND:VCARD', 'foreign:vcard'],
  ['a wireless network', 'WIFI:T:WPA;S:hall;P:secret;;', 'foreign:wifi'],
  ['markup', '<img src=x onerror=alert(1)>', 'foreign:markup'],
  ['JSON', '{"cardNo":"532300001262"}', 'foreign:json'],
  ['a JSON web token', 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln', 'foreign:jwt'],
  ['a health certificate', 'HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC', 'foreign:health-certificate'],
  ['a SMART health card', 'shc:/56762909524320603460292437404460', 'foreign:smart-health-card'],
  ['any other text', '取号 A012', 'foreign:other'],
])

const magicAndProfile = refusedAt('magic-and-profile', [
  ['a profile of the future', `8612${P.slice(4)}`, 'newer-profile'],
  ['profile 00', `8600${P.slice(4)}`, 'newer-profile'],
  ['profile 99 with a longer body', `8699${'0'.repeat(17 * 20)}`, 'newer-profile'],
  ['a physical card under the virtual profile', `8621${P.slice(4)}`, 'fragment'],
  ['another magic', `85${P.slice(2)}`, 'fragment'],
])

/** `token` with other digits from `at` on. */
const over = (token: string, at: number, digits: string): string =>
  token.slice(0, at) + digits + token.slice(at + digits.length)
const wrapped = String(BigInt(P.slice(4, 21)) + 2n ** 56n).padStart(17, '0')

const groupsOutOfRange = refusedAt('canonical', [
  ['a first group with 2^56 added, the same bytes to a lax decoder', over(P, 4, wrapped), 'not-canonical'],
  ['a first group of nines', over(P, 4, '9'.repeat(17)), 'not-canonical'],
  ['a group at exactly 2^56', over(P, 38, '72057594037927936'), 'not-canonical'],
  ['a last group at exactly 2^48', over(P, 191, '281474976710656'), 'not-canonical'],
  ['a last group of a virtual code over its range', over(V, 208, '9'.repeat(13)), 'not-canonical'],
])

const oddCard = (change: (header: Buffer) => void): string => signedHeader(physical(), change, 'physical')
const oddCode = (change: (header: Buffer) => void): string => signedHeader(virtual(), change, 'virtual')
const asSpecimen = (change: (header: Buffer) => void): string =>
  signedHeader(physical({ profile: PROFILES.specimen }), change, 'specimen')

/** All well signed: a contradiction in the header is refused whoever signed it. */
const contradictions = refusedAt('canonical', [
  ['format 0', oddCard(h => h.writeUInt8(0, 0)), 'malformed:format'],
  ['format 2', oddCard(h => h.writeUInt8(2, 0)), 'malformed:format'],
  [
    'a virtual medium under the physical profile',
    oddCard(h => h.writeUInt8(0x21, 1)),
    'malformed:medium-profile',
  ],
  [
    'a physical medium under the virtual profile',
    oddCode(h => h.writeUInt8(0x11, 1)),
    'malformed:medium-profile',
  ],
  [
    'a virtual medium under the specimen profile',
    asSpecimen(h => h.writeUInt8(0x21, 1)),
    'malformed:medium-profile',
  ],
  ['tier 0', oddCard(h => h.writeUInt8(0x10, 1)), 'malformed:tier'],
  ['tier 3', oddCard(h => h.writeUInt8(0x13, 1)), 'malformed:tier'],
  ['a wrong check digit', oddCard(h => h.writeUIntBE(Number(CARD) + 1, 4, 6)), 'malformed:card-number'],
  ['a card number of thirteen digits', oddCard(h => h.writeUIntBE(1e12, 4, 6)), 'malformed:card-number'],
  ['serial 0', oddCard(h => h.writeUInt8(0, 10)), 'malformed:serial'],
  ['issued at 0', oddCard(h => h.writeUInt32BE(0, 11)), 'malformed:time-range'],
  ['expires at 0', oddCard(h => h.writeUInt32BE(0, 15)), 'malformed:time-range'],
  ['a virtual code issued at 0', oddCode(h => h.writeUInt32BE(0, 11)), 'malformed:time-range'],
  ['expiry before issue', oddCard(h => h.writeUInt32BE(AT - 31 * DAY, 15)), 'malformed:expiry-before-issue'],
  ['lifetime 0', oddCode(h => h.writeUInt16BE(0, 15)), 'malformed:lifetime'],
  ['a lifetime of 301 seconds', oddCode(h => h.writeUInt16BE(301, 15)), 'malformed:lifetime'],
])

export const unreadable: readonly Vector[] = [
  ...lengthAndCharacters,
  ...foreign,
  ...magicAndProfile,
  ...groupsOutOfRange,
  ...contradictions,
]
