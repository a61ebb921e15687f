// Staff passwords: what one must look like, and the only form in which one is kept.
// A password is never stored, logged or compared in the clear; whoever has none costs the same time to refuse.
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'

/** RFC 7914; 32 MiB and some 70 ms of one core for each guess. The costs stand in each hash, so that they can be raised. */
const COSTS = { N: 2 ** 15, r: 8, p: 1 }
const BYTES = 32
const MAX_MEMORY = 128 * 1024 * 1024
export const SHORTEST = 10
export const LONGEST = 128

/** No I, l, 1, O, 0 to be misread when it is handed over on paper. */
const READABLE = 'abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ234679'

/** Ten characters or more, at least five different ones, and not built around the login. */
export function isStrongPassword(password: string, login: string): boolean {
  if (password.length < SHORTEST || password.length > LONGEST) return false
  if (new Set(password).size < 5) return false
  return !password.toLowerCase().includes(login.toLowerCase())
}

/** A first password, to be changed at the first sign-in: 16 characters, some 90 bits. */
export const makePassword = (): string =>
  Array.from({ length: 16 }, () => READABLE[randomInt(READABLE.length)]).join('')

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, COSTS)
  return ['scrypt', COSTS.N, COSTS.r, COSTS.p, salt.toString('base64url'), hash.toString('base64url')].join(
    '$',
  )
}

/** `kept` null: there is no such account, and finding that out takes as long as a wrong password. */
export async function passwordFits(password: string, kept: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (kept ?? nobody).split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const derived = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && kept !== null
}

const nobody = [
  'scrypt',
  COSTS.N,
  COSTS.r,
  COSTS.p,
  randomBytes(16).toString('base64url'),
  randomBytes(BYTES).toString('base64url'),
].join('$')

function derive(password: string, salt: Buffer, costs: typeof COSTS): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same characters, however a keyboard composed them.
    const bytes = password.normalize('NFC')
    scrypt(bytes, salt, BYTES, { ...costs, maxmem: MAX_MEMORY }, (cause, hash) =>
      cause === null ? resolve(hash) : reject(cause),
    )
  })
}
