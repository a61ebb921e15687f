// PINs in the only form in which one is kept: scrypt with a salt of its own.
// A PIN is never stored, logged or compared in the clear.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { PIN_BYTES, scryptPin } from '../../core/sync/roster.ts'

export { isStrongPin } from '../../core/sync/roster.ts'

export type HashedPin = { readonly salt: Buffer; readonly hash: Buffer }

export async function hashPin(pin: string): Promise<HashedPin> {
  const salt = randomBytes(16)
  return { salt, hash: await scryptPin(pin, salt) }
}

export async function pinFits(pin: string, { salt, hash }: HashedPin): Promise<boolean> {
  return timingSafeEqual(await scryptPin(pin, salt), hash)
}

/** Fits no PIN, and costs the same to try. */
export const noPin = (): HashedPin => ({ salt: randomBytes(16), hash: randomBytes(PIN_BYTES) })
