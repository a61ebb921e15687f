// Codes of others that reach our scanner, told apart so that each gets its own plain sentence.
// What is read here is never opened, parsed further or kept: only its kind goes on.
import { isLuhn } from './card-number.ts'
import type { ForeignKind } from './presented.ts'

/** The kind of a text that holds more than digits, or null when nothing in it tells. */
export function foreignText(text: string): ForeignKind | null {
  return TEXTS.find(([, pattern]) => pattern.test(text))?.[0] ?? (hasGs1(text) ? 'product-barcode' : null)
}

/** In this order: what comes first wins. All without nested repetition, so that none can be made to crawl. */
const TEXTS: readonly (readonly [ForeignKind, RegExp])[] = [
  ['wechat-pay', /^wxp:\/\//i],
  ['alipay', /^(?:alipays:|https:\/\/qr\.alipay\.com\/)/i],
  ['smart-health-card', /^shc:\//i],
  ['health-certificate', /^HC1:/i],
  ['wifi', /^WIFI:/i],
  ['vcard', /^(?:BEGIN:VCARD|MECARD:|BIZCARD:)/i],
  ['markup', /^(?:javascript:|data:text\/)/i],
  // A Chinese input method makes 、 of the slashes, so the scheme is enough.
  ['web-link', /^(?:https?:|[a-z][a-z0-9+.-]*:\/\/|www\.)/i],
  ['jwt', /^ey[\w-]+\.[\w-]+\.[\w-]*(?:\.|$)/i],
  ['json', /^(?:\{.*\}|\[.*\])$/],
  ['markup', /<[a-z!?/]/i],
  ['web-link', /^[a-z0-9-]+\.[a-z0-9.-]+\//i],
]

/** Payment codes of 18 digits (WeChat) or 16–24 digits (Alipay), told by their first two digits. */
export function paymentCode(digits: string): 'wechat-pay' | 'alipay' | null {
  if (/^1[0-5]\d{16}$/.test(digits)) return 'wechat-pay'
  return /^(?:2[5-9]|30)\d{14,22}$/.test(digits) ? 'alipay' : null
}

/** The kind of a string of digits alone, or null when nothing in it tells. */
export function foreignDigits(digits: string): ForeignKind | null {
  const payment = paymentCode(digits)
  if (payment !== null) return payment
  // EAN-8, EAN-13 and ITF-14 before bank cards: none of those has fewer than 13 digits and few have 14.
  if (/^(?:\d{8}|\d{13}|\d{14})$/.test(digits) && isGtin(digits)) return 'product-barcode'
  if (/^[3-6]\d{12,18}$/.test(digits) && isLuhn(digits)) return 'bank-card'
  // The medical-insurance voucher (医保码) is 28 digits; no beginning is published, and nothing else we meet is as long.
  if (digits.length === 28) return 'medical-insurance'
  if (/^00\d{18}$/.test(digits) && isGtin(digits.slice(2))) return 'product-barcode' // GS1 (00): a parcel's number
  return hasGs1(digits) ? 'product-barcode' : null
}

/** Whether twelve digits are a UPC-A code of a product rather than a mis-typed card number. */
export function isUpc(digits: string): boolean {
  return digits.length === 12 && isGtin(digits)
}

/** GS1 element strings: an identifier in parentheses, or the bare (01) with an article number that checks. */
function hasGs1(text: string): boolean {
  return /^\(\d{2,4}\)\w/.test(text) || (/^01\d{14}/.test(text) && isGtin(text.slice(2, 16)))
}

/** GS1 check digit: weights 3 and 1 from the right. */
function isGtin(digits: string): boolean {
  let sum = 0
  for (let i = 1; i <= digits.length; i++)
    sum += (digits.charCodeAt(digits.length - i) - 48) * (i % 2 === 0 ? 3 : 1)
  return sum % 10 === 0
}
