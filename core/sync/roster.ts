// Clerks of a hall as the registry sends them to its terminals: who may work there, with hashes alone.
// No PIN and no badge secret ever crosses the wire or rests at the registry in the clear.
import { scrypt } from 'node:crypto'
import { z } from 'zod'

/** RFC 7914; 32 MiB and some 70 ms of one core for each guess. The terminal's own PINs are kept the same way. */
export const PIN_SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const
export const PIN_BYTES = 32

export function scryptPin(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, PIN_BYTES, PIN_SCRYPT, (cause, hash) =>
      cause === null ? resolve(hash) : reject(cause),
    )
  })
}

/** Six to twelve digits, not all the same and no run such as 123456. */
export function isStrongPin(pin: string): boolean {
  if (!/^\d{6,12}$/.test(pin)) return false
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  return !(steps.size === 1 && [0, 1, -1].some(step => steps.has(step)))
}

export const clerkNumberText = z.string().regex(/^\d{1,12}$/)

export const rosterClerk = z.object({
  number: clerkNumberText,
  name: z.string().min(1).max(30),
  role: z.enum(['clerk', 'supervisor']),
  state: z.enum(['active', 'closed']),
  /** +1 with every change at the registry. */
  version: z.int().min(1),
  /** The version at which the first PIN was set, or set anew. */
  pinVersion: z.int().min(0),
  /** scrypt of a first PIN, to be changed at the first sign-in; null: a supervisor of the hall sets one. */
  pin: z
    .object({ salt: z.string().regex(/^[0-9a-f]{32}$/), hash: z.string().regex(/^[0-9a-f]{64}$/) })
    .nullable(),
  /** SHA-256 of the badge's secret (../card/badge.ts). */
  badgeHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})
export type RosterClerk = z.infer<typeof rosterClerk>

export const roster = z.array(rosterClerk).max(5000)
