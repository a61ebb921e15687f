// The key check value beside a database: tells a wrong key from damage, which SQLite cannot (both are SQLITE_NOTADB).
// It also remembers that the file was once there: a database that has vanished must not begin anew in silence.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { replaceFile, sizeOf } from './durable.ts'

/** `unknown`: no check value, or not a whole one: it proves nothing either way. */
export type KeyCheck = 'fits' | 'other-key' | 'unknown'

const BYTES = 16

export const keyCheckFile = (file: string): string => `${file}.check`

export function checkKey(file: string, key: Buffer): KeyCheck {
  if (sizeOf(keyCheckFile(file)) !== BYTES) return 'unknown'
  return timingSafeEqual(readFileSync(keyCheckFile(file)), checkValue(key)) ? 'fits' : 'other-key'
}

/** Written only after the key has opened the file. */
export function keepKeyCheck(file: string, key: Buffer): void {
  replaceFile(keyCheckFile(file), checkValue(key))
}

/** Says nothing of the key: a keyed hash of a constant. */
const checkValue = (key: Buffer): Buffer =>
  createHmac('sha256', key).update('xhc key check 1').digest().subarray(0, BYTES)
