// What scanners and input methods do to a text, undone: the only place where input is normalised (DESIGN.md, "Presented").
// Time must stay linear in the input, and no more than the edges of an over-long one may be looked at.
import type { ScannerFault } from './presented.ts'

/** Longest text that any of our codes, or a clerk's hand, could make (TOKEN.md, "What else reaches a scanner"). */
export const MAX_LENGTH = 1024

export type ScannerText =
  | { readonly kind: 'text'; readonly text: string; readonly faults: readonly ScannerFault[] }
  | { readonly kind: 'too-long'; readonly faults: readonly ScannerFault[] }

const NO_FAULTS: readonly ScannerFault[] = []

/**
 * The text without what surrounds it, in ASCII where it has an ASCII form, and as one block where it is a number
 * written in groups; with the faults found on the way. An empty text means that there was nothing in it.
 */
export function tidyScan(raw: string): ScannerText {
  // A well set-up scanner sends clean digits: nothing is allocated for it.
  if (raw.length <= MAX_LENGTH && isDigits(raw)) return { kind: 'text', text: raw, faults: NO_FAULTS }

  const faults = new Set<ScannerFault>()
  const trimmed = trim(raw, faults)
  if (trimmed === null) return { kind: 'too-long', faults: [...faults] }
  const text = joinGroups(withoutAimPrefix(toAscii(trimmed, faults), faults), faults)
  return { kind: 'text', text, faults: [...faults] }
}

/** Whether it is ASCII digits alone, or nothing. */
export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x30 || code > 0x39) return false
  }
  return true
}

type CharacterKind = 'text' | 'space' | 'terminator' | 'control' | 'invisible'

function kindOf(code: number): CharacterKind {
  if (code > 0x20 && code < 0x7f) return 'text'
  if (code === 0x0d || code === 0x0a || code === 0x09 || code === 0x2028 || code === 0x2029)
    return 'terminator'
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return 'control'
  if (code === 0x20 || code === 0xa0 || code === 0x3000 || code === 0x202f || code === 0x205f) return 'space'
  if (code >= 0x2000 && code <= 0x200a) return 'space'
  return isInvisible(code) ? 'invisible' : 'text'
}

/** Zero-width characters, bidi marks, byte-order mark, soft hyphen, variation selectors. */
function isInvisible(code: number): boolean {
  if (code < 0x2000) return code === 0xad || code === 0x034f || code === 0x061c || code === 0x180e
  if (code <= 0x206f) return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || code >= 0x2060
  return (code >= 0xfe00 && code <= 0xfe0f) || code === 0xfeff || (code >= 0xfff9 && code <= 0xfffb)
}

/** Without white space, control characters and invisible ones at both ends; null when what is left is too long. */
function trim(raw: string, faults: Set<ScannerFault>): string | null {
  let start = 0
  let end = raw.length
  let terminatorFirst = false
  for (; start < end; start++) {
    const kind = kindOf(raw.charCodeAt(start))
    if (kind === 'text') break
    if (kind === 'terminator') terminatorFirst = true
    note(kind, faults)
  }
  for (; end > start; end--) {
    const kind = kindOf(raw.charCodeAt(end - 1))
    if (kind === 'text') break
    note(kind, faults)
  }
  // Terminators alone are an empty scan, not one that came before its text.
  if (terminatorFirst && start < end) faults.add('leading-terminator')
  return end - start > MAX_LENGTH ? null : raw.slice(start, end)
}

function note(kind: CharacterKind, faults: Set<ScannerFault>): void {
  if (kind === 'control' || kind === 'invisible') faults.add(kind)
}

function toAscii(text: string, faults: Set<ScannerFault>): string {
  if (isDigits(text)) return text
  let out = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const kind = kindOf(code)
    note(kind, faults)
    if (kind === 'space' || kind === 'terminator') out += ' '
    else if (kind === 'text') out += code < 0x7f ? character : asciiOf(character, code, faults)
  }
  return out
}

/** The ASCII form of a full-width sign, or of a digit in any script; other characters stay what they are. */
function asciiOf(character: string, code: number, faults: Set<ScannerFault>): string {
  if (code >= 0xff01 && code <= 0xff5e) {
    const ascii = String.fromCharCode(code - 0xfee0)
    // Full-width punctuation belongs in a Chinese text; full-width letters and digits come of an input method.
    if (/[0-9A-Za-z]/.test(ascii)) faults.add('full-width')
    return ascii
  }
  const digit = decimalValue(character, code)
  if (digit === null) return character
  faults.add('full-width')
  return String(digit)
}

const DECIMAL = /^\p{Nd}$/u

/** Unicode keeps each script's decimal digits in one run of ten, 0 to 9 (or several such runs end to end). */
function decimalValue(character: string, code: number): number | null {
  if (!DECIMAL.test(character)) return null
  let first = code
  while (DECIMAL.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}

/** The symbology identifier of ISO/IEC 15424, "]Q1"; a Chinese input method makes 】 of its bracket. */
const AIM_PREFIX = /^[\]】][A-Za-z][0-9A-Za-z]/

function withoutAimPrefix(text: string, faults: Set<ScannerFault>): string {
  if (!AIM_PREFIX.test(text)) return text
  faults.add('aim-prefix')
  return text.slice(3).trimStart()
}

/** Digits in groups, with what may stand before or after them in an ID number or a provincial number. */
const GROUPED = /^(?:(?:XD|滇)[ -]?[AB])?[\d \-‐-―'`‘’、。,·]+X?$/i
/** How people group digits: spaces, hyphens and dashes. */
const GROUPING = /[ \-‐-―]/g
/** What a Chinese input method leaves between digits: separators of pinyin syllables, punctuation. */
const LEFTOVERS = /['`‘’、。,·]/g

function joinGroups(text: string, faults: Set<ScannerFault>): string {
  if (!GROUPED.test(text) || !/\d/.test(text)) return text
  const joined = text.replaceAll(GROUPING, '')
  const digits = joined.replaceAll(LEFTOVERS, '')
  if (digits !== joined) faults.add('full-width')
  return digits
}
