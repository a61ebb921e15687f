// Who signs in on a phone, and by which number: a holder by the card's, an applicant by a mobile number.
// Shared by the page and the server; a number is brought into its one written form here and nowhere else.
import { parseCardNumber } from '../../core/card/card-number.ts'

export const PHONE_KINDS = ['holder', 'applicant'] as const
export type PhoneKind = (typeof PHONE_KINDS)[number]

const MOBILE = /^1[3-9]\d{9}$/

/** Twelve digits of a card number, or the eleven of a mobile number of the mainland; null for anything else. */
export function writtenNumber(kind: PhoneKind, typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (kind === 'holder') return parseCardNumber(text)
  const mobile = text.replace(/^\+?86(?=1\d{10}$)/, '')
  return MOBILE.test(mobile) ? mobile : null
}
