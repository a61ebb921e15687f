// The card number: twelve digits, the last a Luhn check digit (TOKEN.md, offset 4).
// A string becomes a `CardNumber` here and nowhere else.
import type { CardNumber } from './card.ts'

/** GB/T 2260 code of Chuxiong, with which our numbers begin. It only chooses the words for a number that is refused. */
export const HOME_PREFIX = '5323'

const WRITTEN = /^\d{4}[ -]?\d{4}[ -]?\d{4}$/

/** Twelve ASCII digits, as one or in groups of four with a space or hyphen; null when the check digit is wrong. */
export function parseCardNumber(text: string): CardNumber | null {
  if (!WRITTEN.test(text)) return null
  const digits = text.length === 12 ? text : text.replaceAll(/[ -]/g, '')
  return isLuhn(digits) ? asCardNumber(digits) : null
}

/** The number that the six bytes of a token mean; null over twelve digits or with a wrong check digit. */
export function cardNumberOfValue(value: number): CardNumber | null {
  if (!Number.isInteger(value) || value < 0 || value >= 1e12) return null
  const digits = String(value).padStart(12, '0')
  return isLuhn(digits) ? asCardNumber(digits) : null
}

/**
 * The number of the card with this index (0…9,999,999) under a four-digit prefix.
 * Throws RangeError on any other prefix or index: the register has run out of numbers, or there is a bug.
 */
export function makeCardNumber(prefix4: string, index: number): CardNumber {
  if (!/^\d{4}$/.test(prefix4) || !Number.isInteger(index) || index < 0 || index > 9_999_999) {
    throw new RangeError(`no card number for prefix ${prefix4}, index ${index}`)
  }
  const body = prefix4 + String(index).padStart(7, '0')
  return asCardNumber(body + luhnDigit(body))
}

/** "5323 0000 1268", for people. */
export function formatCardNumber(number: CardNumber): string {
  return `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`
}

/** The Luhn check digit (ISO/IEC 7812-1 annex B) that completes a string of ASCII digits. */
export function luhnDigit(body: string): string {
  return String((10 - (luhnSum(`${body}0`) % 10)) % 10)
}

/** Whether the last of these ASCII digits is their Luhn check digit. */
export function isLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

function luhnSum(digits: string): number {
  let sum = 0
  let double = false
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = digits.charCodeAt(i) - 48
    sum += double ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit
    double = !double
  }
  return sum
}

// The brand is given only to what the callers above have checked.
const asCardNumber = (digits: string): CardNumber => digits as CardNumber
