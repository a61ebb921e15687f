// The one end of all reading (DESIGN.md, "One scan"): whatever came in, as one of the kinds of `Presented`.
// It never throws, never believes, and never takes longer for a hostile input than for an honest one of its length.
import { assertNever } from '../result.ts'
import { PROFILES } from './card.ts'
import { HOME_PREFIX, parseCardNumber } from './card-number.ts'
import { foreignDigits, foreignText, isUpc, paymentCode } from './foreign.ts'
import type { ForeignKind, Presented, ScannerFault, UnreadableReason } from './presented.ts'
import { beginsProvincial, parseProvincial } from './provincial.ts'
import { hasRegionAndDate, idNumberAmong, parseResidentId } from './resident-id.ts'
import { isDigits, tidyScan } from './scanner-text.ts'
import { parseToken, type TokenError, tokenLength } from './token.ts'

/** Total: any string, of any length and content, has an answer. See `Presented` for the kinds. */
export function readPresented(raw: string): Presented {
  const scan = tidyScan(raw)
  const { faults } = scan
  if (scan.kind === 'too-long') return unreadable('too-long', faults)
  if (scan.text === '') return unreadable('empty', faults)
  return isDigits(scan.text) ? readDigits(scan.text, faults) : readText(scan.text, faults)
}

type Faults = readonly ScannerFault[]
const unreadable = (why: UnreadableReason, faults: Faults): Presented => ({ kind: 'unreadable', why, faults })
const foreign = (kind: ForeignKind, faults: Faults): Presented => ({ kind: 'foreign', foreign: kind, faults })

/** A token's first digits, by which a damaged one is still known as ours. */
const TOKEN_BEGINNING = /^86(?:11|21|91)/

function readDigits(digits: string, faults: Faults): Presented {
  const token = parseToken(digits)
  if (token.ok) return { kind: 'token', token: token.value, faults }
  return readTokenError(token.error, faults) ?? readNumber(digits, faults)
}

/** Null where it is no token, or none of its length: then it may still be something else. */
function readTokenError(error: TokenError, faults: Faults): Presented | null {
  switch (error.code) {
    case 'newer-profile':
      return { kind: 'newer-profile', profile: error.profile, faults }
    case 'malformed':
      return { kind: 'malformed-token', problem: error.problem, faults }
    case 'not-canonical':
      return unreadable('not-canonical', faults)
    case 'wrong-length':
    case 'not-a-token':
      return null
    default:
      return assertNever(error, 'token error')
  }
}

function readNumber(digits: string, faults: Faults): Presented {
  if (digits.length === 12) return readTwelve(digits, faults)
  if (digits.length === 18) {
    const id = readEighteen(digits, faults)
    if (id !== null) return id
  }
  const kind = foreignDigits(digits)
  if (kind !== null) return foreign(kind, faults)
  if (isTwoCodes(digits)) return unreadable('two-codes', faults)
  return isFragment(digits) ? unreadable('fragment', faults) : foreign('other', faults)
}

/** UPC-A has twelve digits, too: where its check digit is right and ours is wrong, a number not from here is a product. */
function readTwelve(digits: string, faults: Faults): Presented {
  const cardNumber = parseCardNumber(digits)
  if (cardNumber !== null) return { kind: 'card-number', cardNumber, faults }
  if (!digits.startsWith(HOME_PREFIX) && isUpc(digits)) return foreign('product-barcode', faults)
  return unreadable('bad-check-digit', faults)
}

/**
 * WeChat's payment codes begin with 10–15, as do the ID numbers of Beijing, Tianjin, Hebei, Shanxi and Inner Mongolia.
 * An ID number has a date of birth *and* a check character, which a payment code has by chance once in 15,000 times;
 * so with both right it is an ID number, and otherwise, beginning like that, a payment code.
 */
function readEighteen(digits: string, faults: Faults): Presented | null {
  const idNumber = parseResidentId(digits)
  if (idNumber !== null) return { kind: 'id-number', idNumber, faults }
  const payment = paymentCode(digits)
  if (payment !== null) return foreign(payment, faults)
  return hasRegionAndDate(digits) ? unreadable('bad-check-digit', faults) : null
}

const TOKEN_LENGTHS = [tokenLength(PROFILES.physical), tokenLength(PROFILES.virtual)] as const

/** Whether a second code of ours begins where a first one ends, or a whole token follows a piece of something. */
function isTwoCodes(text: string): boolean {
  const startsWithOne = [...TOKEN_LENGTHS, 18, 12].some(
    length => isWhole(text.slice(0, length)) && isOurs(text.slice(length)),
  )
  return (
    startsWithOne || TOKEN_LENGTHS.some(length => text.length >= length + 12 && isWhole(text.slice(-length)))
  )
}

const isOurs = (text: string): boolean => TOKEN_BEGINNING.test(text) || isWhole(text)

function isWhole(text: string): boolean {
  if (TOKEN_BEGINNING.test(text) && isDigits(text)) {
    return text.length === tokenLength(text.startsWith('8621') ? PROFILES.virtual : PROFILES.physical)
  }
  return parseCardNumber(text) !== null || parseResidentId(text) !== null
}

/**
 * Whether digits that are nothing else are a piece of ours: by their beginning, or as an ID number with a digit too few
 * or too many, or because nobody else's code is that long (only the railway's paper ticket, of 144 digits, is known).
 */
function isFragment(digits: string): boolean {
  if (TOKEN_BEGINNING.test(digits) || '8611 8621 8691'.split(' ').some(begin => begin.startsWith(digits)))
    return true
  if (digits.startsWith(HOME_PREFIX) && digits.length < 20) return true
  if (digits.length === 17 || digits.length === 19) return hasRegionAndDate(digits)
  return digits.length > 48 && digits.length !== 144
}

function readText(text: string, faults: Faults): Presented {
  const idNumber = parseResidentId(text)
  if (idNumber !== null) return { kind: 'id-number', idNumber, faults }
  if (/^\d{17}X$/i.test(text)) return unreadable('bad-check-digit', faults)
  const number = parseProvincial(text)
  if (number !== null) return { kind: 'provincial', number, faults }
  if (beginsProvincial(text)) return unreadable('fragment', faults)
  if (isTwoCodes(text)) return unreadable('two-codes', faults)
  const kind = foreignText(text)
  const onCard = kind === null ? idNumberAmong(text) : null
  if (onCard !== null) return { kind: 'id-number', idNumber: onCard, faults }
  if (TOKEN_BEGINNING.test(text) || text.startsWith(HOME_PREFIX)) return unreadable('garbled', faults)
  if (kind !== null) return foreign(kind, faults)
  return isMostlyDigits(text) ? unreadable('garbled', faults) : foreign('other', faults)
}

/** A token whose very beginning was spoilt: long, and digits but for a few characters. */
function isMostlyDigits(text: string): boolean {
  return text.length > 100 && text.replaceAll(/\d/g, '').length * 10 < text.length
}
