// Clerks of this terminal: number, name, role, and a hash of the PIN.
// Signing in tells nobody whether it was the number or the PIN that was wrong: both cost the same work and the same wait.
import { err, ok, type Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type HashedPin, hashPin, isStrongPin, noPin, pinFits } from './pin.ts'
import { signInAttempts } from './sign-in-attempts.ts'
import { type JournalError, written } from './write.ts'

export { isStrongPin } from './pin.ts'

export type Role = 'clerk' | 'supervisor'
export type Clerk = { readonly number: string; readonly name: string; readonly role: Role }
export type PinError =
  | { readonly code: 'clerk-or-pin-wrong' }
  /** Seconds. */
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number }
export type AddClerkError = { readonly code: 'pin-too-weak' | 'clerk-number-taken' }

const FIND = "SELECT number, name, role, salt, pin_hash FROM clerk WHERE number = ? AND state = 'active'"
const ADD = `
  INSERT INTO clerk (number, name, role, salt, pin_hash) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (number) DO NOTHING`
const COUNT = 'SELECT COUNT(*) FROM clerk'

type ClerkColumns = [number: string, name: string, role: Role, salt: Buffer, hash: Buffer]

export function clerks(db: Db) {
  const find = db.prepare<[string], ClerkColumns>(FIND).raw()
  const add = db.prepare<[string, string, Role, Buffer, Buffer]>(ADD)
  const count = db.prepare<[], number>(COUNT).pluck()
  const attempts = signInAttempts(db)
  const nobody = noPin()

  return {
    count: (): number => count.get() ?? 0,

    async add(clerk: Clerk, pin: string): Promise<Result<Clerk, AddClerkError | JournalError>> {
      if (!isStrongPin(pin)) return err({ code: 'pin-too-weak' })
      const { salt, hash } = await hashPin(pin)
      const added = written(() => add.run(clerk.number, clerk.name, clerk.role, salt, hash))
      if (!added.ok) return added
      return added.value.changes === 1 ? ok(clerk) : err({ code: 'clerk-number-taken' })
    },

    /** `now` in seconds since 1970 UTC. An attempt that cannot be counted is not judged. */
    async verify(number: string, pin: string, now: number): Promise<Result<Clerk, PinError | JournalError>> {
      const attempt = written(() => attempts.begin(number, now))
      if (!attempt.ok) return attempt
      if (!attempt.value.allowed)
        return err({ code: 'too-many-attempts', retryAfter: attempt.value.retryAfter })
      const row = find.get(number)
      const kept: HashedPin = row === undefined ? nobody : { salt: row[3], hash: row[4] }
      const right = await pinFits(pin, kept)
      if (row === undefined || !right) return err({ code: 'clerk-or-pin-wrong' })
      const forgiven = written(() => attempts.forgive(number))
      return forgiven.ok ? ok({ number: row[0], name: row[1], role: row[2] }) : forgiven
    },
  }
}
