// The recovery code: a journal's 32-byte key as people read it out over the telephone, with a sum that finds a slip.
// It opens a terminal's whole journal: nobody keeps it, nobody logs it, the registry gives it out once it is needed.
import { createHash } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U to be misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEY_BYTES = 32
const SUM_BYTES = 3
const GROUP = 4

/** "4X7K-…", 14 groups of four. */
export function formatRecoveryCode(key: Buffer): string {
  const bits = [...key, ...sumOf(key)].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)?.map(five => ALPHABET[Number.parseInt(five, 2)]) ?? []
  return letters.join('').replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
}

/** Null where a letter is wrong, missing or too many. Small letters, blanks, and O, I, L for 0 and 1 are taken. */
export function parseRecoveryCode(text: string): Buffer | null {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s–—-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (letters.length !== ((KEY_BYTES + SUM_BYTES) * 8) / 5) return null
  const fives = [...letters].map(letter => ALPHABET.indexOf(letter))
  if (fives.includes(-1)) return null
  const bits = fives.map(five => five.toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map(eight => Number.parseInt(eight, 2)) ?? [])
  const key = bytes.subarray(0, KEY_BYTES)
  return sumOf(key).equals(bytes.subarray(KEY_BYTES)) ? key : null
}

const sumOf = (key: Buffer): Buffer =>
  createHash('sha256').update('xhc recovery code 1').update(key).digest().subarray(0, SUM_BYTES)
