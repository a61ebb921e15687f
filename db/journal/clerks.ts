// Clerks of this terminal: number, role and a scrypt hash of the PIN; wrong PINs are waited out.
// A PIN is never stored, logged or compared in the clear; an unknown number costs the same work as a known one.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { err, ok, type Result } from '../../core/result.ts'
import type { Db } from '../open.ts'

export type Role = 'clerk' | 'supervisor'
export type Clerk = { readonly number: string; readonly name: string; readonly role: Role }
export type PinError =
  | { readonly code: 'clerk-or-pin-wrong' }
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number }
export type AddClerkError = { readonly code: 'pin-too-weak' | 'clerk-number-taken' }

/** Wrong PINs that cost nothing; from then on 5 s, doubling up to a quarter of an hour. */
const FREE_ATTEMPTS = 3
const FIRST_WAIT = 5
const LONGEST_WAIT = 15 * 60
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const HASH_BYTES = 32

const FIND =
  'SELECT number, name, role, state, salt, pin_hash, failed, locked_until FROM clerk WHERE number = ?'
const ADD = 'INSERT INTO clerk (number, name, role, salt, pin_hash) VALUES (?, ?, ?, ?, ?)'
const FAILED = 'UPDATE clerk SET failed = ?, locked_until = ? WHERE number = ?'
const COUNT = 'SELECT COUNT(*) FROM clerk'

type Row = {
  number: string
  name: string
  role: Role
  state: 'active' | 'closed'
  salt: Buffer
  pin_hash: Buffer
  failed: number
  locked_until: number
}

export function clerks(db: Db) {
  const find = db.prepare<[string], Row>(FIND)
  const unknown: Pick<Row, 'salt' | 'pin_hash'> = {
    salt: randomBytes(16),
    pin_hash: Buffer.alloc(HASH_BYTES),
  }

  return {
    count: (): number => db.prepare<[], number>(COUNT).pluck().get() ?? 0,

    async add(clerk: Clerk, pin: string): Promise<Result<Clerk, AddClerkError>> {
      if (!isStrongPin(pin)) return err({ code: 'pin-too-weak' })
      if (find.get(clerk.number) !== undefined) return err({ code: 'clerk-number-taken' })
      const salt = randomBytes(16)
      const hash = await hashPin(pin, salt)
      db.prepare(ADD).run(clerk.number, clerk.name, clerk.role, salt, hash)
      return ok(clerk)
    },

    /** `now` in seconds. The wait is kept in the journal: a restart does not shorten it. */
    async verify(number: string, pin: string, now: number): Promise<Result<Clerk, PinError>> {
      const row = find.get(number)
      if (row !== undefined && row.locked_until > now && row.locked_until - now <= LONGEST_WAIT)
        return err({ code: 'too-many-attempts', retryAfter: row.locked_until - now })
      const { salt, pin_hash } = row ?? unknown
      const right = timingSafeEqual(await hashPin(pin, salt), pin_hash)
      if (row === undefined) return err({ code: 'clerk-or-pin-wrong' })
      if (right && row.state === 'active') {
        db.prepare(FAILED).run(0, 0, number)
        return ok({ number: row.number, name: row.name, role: row.role })
      }
      const failed = row.failed + 1
      const wait =
        failed < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failed - FREE_ATTEMPTS))
      db.prepare(FAILED).run(failed, wait === 0 ? 0 : now + wait, number)
      return err({ code: 'clerk-or-pin-wrong' })
    },
  }
}

/** Six to twelve digits, not all the same and no run such as 123456. */
export function isStrongPin(pin: string): boolean {
  if (!/^\d{6,12}$/.test(pin)) return false
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  return !(steps.size === 1 && [0, 1, -1].some(step => steps.has(step)))
}

function hashPin(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, SCRYPT, (cause, hash) => (cause === null ? resolve(hash) : reject(cause)))
  })
}
