// PINs: what one must look like, and the only form in which one is kept.
// A PIN is never stored, logged or compared in the clear.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export type HashedPin = { readonly salt: Buffer; readonly hash: Buffer }

/** RFC 7914; 32 MiB and some 70 ms of one core for each guess. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const BYTES = 32

/** Six to twelve digits, not all the same and no run such as 123456. */
export function isStrongPin(pin: string): boolean {
  if (!/^\d{6,12}$/.test(pin)) return false
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  return !(steps.size === 1 && [0, 1, -1].some(step => steps.has(step)))
}

export async function hashPin(pin: string): Promise<HashedPin> {
  const salt = randomBytes(16)
  return { salt, hash: await derive(pin, salt) }
}

export async function pinFits(pin: string, { salt, hash }: HashedPin): Promise<boolean> {
  return timingSafeEqual(await derive(pin, salt), hash)
}

/** Fits no PIN, and costs the same to try. */
export const noPin = (): HashedPin => ({ salt: randomBytes(16), hash: randomBytes(BYTES) })

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, BYTES, SCRYPT, (cause, hash) => (cause === null ? resolve(hash) : reject(cause)))
  })
}
