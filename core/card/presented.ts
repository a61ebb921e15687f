// What a scanner, camera or hand put in front of us, as one union: the end of all reading.
// Nothing here has been believed: a `token` is only well-formed, its signature is checked by verifyToken.
import type { CardNumber, Claims } from './card.ts'

/** Things the scanner or the input method did that we could mend, and that the clerk should know about. */
export const SCANNER_FAULTS = [
  'full-width', // full-width or other scripts' digits arrived: the input method is on
  'invisible', // zero-width or bidi marks were in it
  'control', // STX, ETX, GS, NUL …
  'aim-prefix', // ]Q1 and friends
  'leading-terminator', // Enter came before instead of after
] as const
export type ScannerFault = (typeof SCANNER_FAULTS)[number]

/** What kind of foreign code it is; each has its own plain sentence. */
export const FOREIGN_KINDS = [
  'web-link',
  'wechat-pay',
  'alipay',
  'medical-insurance',
  'bank-card',
  'product-barcode', // GS1, EAN, UPC
  'vcard',
  'wifi',
  'markup', // HTML, scripts
  'json',
  'jwt',
  'health-certificate', // HC1:
  'smart-health-card', // shc:/
  'other',
] as const
export type ForeignKind = (typeof FOREIGN_KINDS)[number]

/** Why nothing could be read: the holder should hold the card again, or the scanner is at fault. */
export const UNREADABLE_REASONS = [
  'empty',
  'too-long', // a burst over 1,024 characters, a paste
  'two-codes', // two codes run together
  'fragment', // ours by its beginning, but digits are missing or doubled
  'garbled', // ours by its beginning, but letters or signs are in it
  'not-canonical', // right length, but a group is over its range: mis-keyed digits
  'bad-check-digit', // a typed card number or ID number with a wrong check digit
] as const
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number]

export type Presented =
  | { readonly kind: 'token'; readonly token: ParsedToken; readonly faults: readonly ScannerFault[] }
  | { readonly kind: 'newer-profile'; readonly profile: number; readonly faults: readonly ScannerFault[] }
  | {
      readonly kind: 'malformed-token'
      readonly problem: TokenProblem
      readonly faults: readonly ScannerFault[]
    }
  | {
      readonly kind: 'card-number'
      readonly cardNumber: CardNumber
      readonly faults: readonly ScannerFault[]
    }
  | { readonly kind: 'id-number'; readonly idNumber: string; readonly faults: readonly ScannerFault[] }
  | { readonly kind: 'provincial'; readonly number: string; readonly faults: readonly ScannerFault[] }
  | { readonly kind: 'foreign'; readonly foreign: ForeignKind; readonly faults: readonly ScannerFault[] }
  | { readonly kind: 'unreadable'; readonly why: UnreadableReason; readonly faults: readonly ScannerFault[] }

/** A well-formed token whose signature has not been checked. */
export type ParsedToken = {
  readonly claims: Claims
  /** The bytes under the signature: "XHC1" ‖ PP ‖ header. */
  readonly signed: Uint8Array
  /** 64 bytes, R ‖ S. */
  readonly signature: Uint8Array
}

/** The header's own contradictions: well-encoded digits whose fields cannot be (TOKEN.md, offsets 0–15). */
export const TOKEN_PROBLEMS = [
  'format', // byte 0 is not 1
  'medium-profile', // medium nibble does not agree with the profile
  'tier', // tier nibble is neither 1 nor 2
  'card-number', // over 12 digits, or wrong check digit
  'serial', // 0
  'expiry-before-issue',
  'time-range', // issue or expiry at 0
  'lifetime', // 0 or over 300 s
] as const
export type TokenProblem = (typeof TOKEN_PROBLEMS)[number]
