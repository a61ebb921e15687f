// Bytes to decimal digits and back (TOKEN.md, "Body to digits"): what lets a token survive a Chinese input method.
// Two digit strings may never mean the same bytes: whatever would not re-encode to itself is refused.
import { err, ok, type Result } from '../result.ts'

const GROUP_BYTES = 7
const GROUP_DIGITS = 17
/** Digits of a group of n bytes, n = 0…7. */
const DIGITS_OF_BYTES = [0, 3, 5, 8, 10, 13, 15, GROUP_DIGITS] as const

export type DigitsError = 'not-digits' | 'impossible-length' | 'group-over-range'

/** How many digits `bytes` bytes take. */
export function digitsLength(bytes: number): number {
  return Math.floor(bytes / GROUP_BYTES) * GROUP_DIGITS + (DIGITS_OF_BYTES[bytes % GROUP_BYTES] ?? 0)
}

/** How many bytes `digits` digits hold, or -1 for a length that no number of bytes has. */
export function bytesLength(digits: number): number {
  const last = DIGITS_OF_BYTES.indexOf((digits % GROUP_DIGITS) as (typeof DIGITS_OF_BYTES)[number])
  return last === -1 ? -1 : Math.floor(digits / GROUP_DIGITS) * GROUP_BYTES + last
}

/** Groups of 7 bytes, big-endian, as 17 digits each; the last group of n bytes as 3, 5, 8, 10, 13 or 15. */
export function encodeDigits(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += GROUP_BYTES) {
    const group = bytes.subarray(at, at + GROUP_BYTES)
    let value = 0n
    for (const byte of group) value = (value << 8n) | BigInt(byte)
    text += value.toString().padStart(digitsLength(group.length), '0')
  }
  return text
}

/** The bytes of `text`, which must be ASCII digits alone. */
export function decodeDigits(text: string): Result<Uint8Array, DigitsError> {
  const length = bytesLength(text.length)
  if (length === -1) return err('impossible-length')
  const bytes = Buffer.alloc(length)
  const fault = decodeDigitsInto(text, 0, bytes, 0)
  return fault === null ? ok(bytes) : err(fault)
}

/**
 * Decodes `text` from `from` on into `target` from `at` on, which must be just long enough.
 * Numbers, not BigInt: a scan's time is counted in microseconds.
 */
export function decodeDigitsInto(text: string, from: number, target: Buffer, at: number): DigitsError | null {
  let read = from
  let write = at
  while (target.length - write >= GROUP_BYTES) {
    const top = digitsAt(text, read, 8)
    const rest = digitsAt(text, read + 8, 9)
    if (top === -1 || rest === -1) return 'not-digits'
    // A group exceeds 2^53, so it is built as high · 2^24 + low, with 10^9 = 59 · 2^24 + 10,144,256.
    const low = top * 10_144_256 + rest
    const high = top * 59 + Math.floor(low / 0x100_0000)
    if (high > 0xffff_ffff) return 'group-over-range'
    target.writeUInt32BE(high, write)
    target.writeUIntBE(low % 0x100_0000, write + 4, 3)
    read += GROUP_DIGITS
    write += GROUP_BYTES
  }
  const left = target.length - write
  if (left === 0) return null
  const value = digitsAt(text, read, digitsLength(left)) // at most 15 digits: exact as a number
  if (value === -1) return 'not-digits'
  if (value >= 256 ** left) return 'group-over-range'
  target.writeUIntBE(value, write, left)
  return null
}

/** The number in `count` digits from `from` on, or -1 where one of them is no ASCII digit. */
function digitsAt(text: string, from: number, count: number): number {
  let value = 0
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}
