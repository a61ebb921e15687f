// The staff badge's code: digits only, like the card's, so that a keyboard scanner survives a Chinese input method.
// It holds a secret, which is kept nowhere but on the badge: whoever stores anything stores `badgeHash` of it.
import { createHash } from 'node:crypto'
import { tidyScan } from './scanner-text.ts'

/** Never a card's, which begin with 86. */
const MAGIC = '871'
/** Decimal digits of a 128-bit secret. */
const SECRET_DIGITS = 39

export type Badge = { readonly number: string; readonly secret: string }

/** `random`: 16 bytes. */
export const badgeSecret = (random: Uint8Array): string =>
  BigInt(`0x${Buffer.from(random).toString('hex')}`)
    .toString()
    .padStart(SECRET_DIGITS, '0')

/** "871", two digits of length, the staff number, the secret, two check digits (mod 97). */
export function formatBadge({ number, secret }: Badge): string {
  const body = `${MAGIC}${String(number.length).padStart(2, '0')}${number}${secret}`
  return body + checkDigits(body)
}

/** Null for whatever else was scanned, and for a badge that was read with a wrong digit. */
export function readBadge(raw: string): Badge | null {
  const scan = tidyScan(raw)
  if (scan.kind === 'too-long' || !scan.text.startsWith(MAGIC) || !/^\d+$/.test(scan.text)) return null
  const { text } = scan
  const length = Number(text.slice(3, 5))
  if (length < 1 || length > 12 || text.length !== 5 + length + SECRET_DIGITS + 2) return null
  const body = text.slice(0, -2)
  if (checkDigits(body) !== text.slice(-2)) return null
  return { number: body.slice(5, 5 + length), secret: body.slice(5 + length) }
}

/** SHA-256 suffices: 128 random bits are not guessed, however fast the guesses. */
export const badgeHash = ({ number, secret }: Badge): Buffer =>
  createHash('sha256').update(`XHB1 ${number} ${secret}`, 'latin1').digest()

const checkDigits = (digits: string): string => String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0')
