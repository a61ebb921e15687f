// Clerks of this terminal: number, name, role, and hashes of the PIN and of the badge; kept here or sent by the registry.
// Signing in tells nobody whether it was the number or the PIN that was wrong: both cost the same work and the same wait.

import { err, ok, type Result } from '../../core/result.ts'
import type { RosterClerk } from '../../core/sync/roster.ts'
import type { Db } from '../open.ts'
import { type HashedPin, hashPin, isStrongPin, noPin, pinFits } from './pin.ts'
import { signInAttempts } from './sign-in-attempts.ts'
import { type JournalError, written } from './write.ts'

export { isStrongPin } from './pin.ts'

export type Role = 'clerk' | 'supervisor'
export type Clerk = { readonly number: string; readonly name: string; readonly role: Role }
export type ListedClerk = Clerk & {
  readonly state: 'active' | 'closed'
  readonly origin: 'local' | 'registry'
  /** The PIN was set by somebody else and must be changed at the next sign-in. */
  readonly pinDue: boolean
  readonly hasBadge: boolean
}
export type PinError =
  | { readonly code: 'clerk-or-pin-wrong' }
  /** Seconds. */
  | { readonly code: 'too-many-attempts'; readonly retryAfter: number }
export type AddClerkError = { readonly code: 'pin-too-weak' | 'clerk-number-taken' }
export type NewPinError = { readonly code: 'pin-too-weak' | 'pin-unchanged' }
export type ManageError = { readonly code: 'no-such-clerk' | 'last-supervisor' }

const FIND = "SELECT number, name, role, salt, pin_hash FROM clerk WHERE number = ? AND state = 'active'"
const BY_BADGE = "SELECT number, name, role FROM clerk WHERE badge_hash = ? AND state = 'active'"
const ADD = `
  INSERT INTO clerk (number, name, role, salt, pin_hash, pin_due) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (number) DO NOTHING`
const COUNT = 'SELECT COUNT(*) FROM clerk'
const LIST = `
  SELECT number, name, role, state, origin, pin_due, badge_hash IS NOT NULL FROM clerk
  ORDER BY state, LENGTH(number), number`
const ONE = `
  SELECT number, name, role, state, origin, pin_due, badge_hash IS NOT NULL FROM clerk WHERE number = ?`
const SET_PIN = 'UPDATE clerk SET salt = ?, pin_hash = ?, pin_due = ? WHERE number = ?'
const SET_STATE = 'UPDATE clerk SET state = ? WHERE number = ?'
const SET_ROLE = 'UPDATE clerk SET role = ? WHERE number = ?'
const SET_BADGE = 'UPDATE clerk SET badge_hash = ? WHERE number = ?'
const SUPERVISORS = "SELECT COUNT(*) FROM clerk WHERE role = 'supervisor' AND state = 'active'"
const HELD_VERSION = 'SELECT registry_version FROM clerk WHERE number = ?'
const BADGE_TAKEN = 'UPDATE clerk SET badge_hash = NULL WHERE badge_hash = ? AND number <> ?'
const DELIVER_NEW = `
  INSERT INTO clerk (number, name, role, state, salt, pin_hash, pin_due, badge_hash, origin, registry_version)
  VALUES (?, ?, ?, ?, ?, ?, 1, ?, 'registry', ?)`
const DELIVER = `
  UPDATE clerk SET name = ?, role = ?, state = ?, badge_hash = COALESCE(?, badge_hash), origin = 'registry',
    registry_version = ? WHERE number = ?`
const DELIVER_STATE = "UPDATE clerk SET state = 'closed' WHERE number = ? AND state <> 'closed'"

type ClerkColumns = [number: string, name: string, role: Role, salt: Buffer, hash: Buffer]
type ListColumns = [
  number: string,
  name: string,
  role: Role,
  state: ListedClerk['state'],
  origin: ListedClerk['origin'],
  pinDue: number,
  hasBadge: number,
]

export function clerks(db: Db) {
  const find = db.prepare<[string], ClerkColumns>(FIND).raw()
  const byBadge = db.prepare<[Buffer], Clerk>(BY_BADGE)
  const add = db.prepare<[string, string, Role, Buffer, Buffer, number]>(ADD)
  const count = db.prepare<[], number>(COUNT).pluck()
  const list = db.prepare<[], ListColumns>(LIST).raw()
  const one = db.prepare<[string], ListColumns>(ONE).raw()
  const setPin = db.prepare<[Buffer, Buffer, number, string]>(SET_PIN)
  const setState = db.prepare<[ListedClerk['state'], string]>(SET_STATE)
  const setRole = db.prepare<[Role, string]>(SET_ROLE)
  const setBadge = db.prepare<[Buffer | null, string]>(SET_BADGE)
  const supervisors = db.prepare<[], number>(SUPERVISORS).pluck()
  const heldVersion = db.prepare<[string], number | null>(HELD_VERSION).pluck()
  const badgeTaken = db.prepare<[Buffer, string]>(BADGE_TAKEN)
  const deliverNew =
    db.prepare<[string, string, Role, string, Buffer, Buffer, Buffer | null, number]>(DELIVER_NEW)
  const deliver = db.prepare<[string, Role, string, Buffer | null, number, string]>(DELIVER)
  const deliverState = db.prepare<[string]>(DELIVER_STATE)
  const attempts = signInAttempts(db)
  const nobody = noPin()

  const named = (number: string): ListedClerk | null => {
    const row = one.get(number)
    return row === undefined ? null : listed(row)
  }

  /** A terminal that nobody may manage any more could only be thrown away. */
  const manage = db.transaction(
    (number: string, change: (clerk: ListedClerk) => void): Result<ListedClerk, ManageError> => {
      const before = named(number)
      if (before === null) return err({ code: 'no-such-clerk' })
      change(before)
      const after = named(number)
      if (after === null || (supervisors.get() ?? 0) === 0) throw new LastSupervisor()
      return ok(after)
    },
  )
  function managed(
    number: string,
    change: (clerk: ListedClerk) => void,
  ): Result<ListedClerk, ManageError | JournalError> {
    try {
      const done = written(() => manage.immediate(number, change))
      return done.ok ? done.value : done
    } catch (cause) {
      if (cause instanceof LastSupervisor) return err({ code: 'last-supervisor' })
      throw cause
    }
  }

  /** Those whose standing here was changed by the registry. */
  const applyRoster = db.transaction((roster: readonly RosterClerk[]): readonly string[] =>
    roster.flatMap(row => {
      const before = named(row.number)
      const version = heldVersion.get(row.number) ?? null
      const badge = row.badgeHash === null ? null : Buffer.from(row.badgeHash, 'hex')
      // A badge is one person's: sent for somebody else it no longer opens for the last one.
      if (badge !== null) badgeTaken.run(badge, row.number)
      if (before === null) {
        // Without a first PIN from the registry nobody gets in before a supervisor has set one.
        const { salt, hash } = pinOf(row) ?? noPin()
        deliverNew.run(row.number, row.name, row.role, row.state, salt, hash, badge, row.version)
        return [row.number]
      }
      if (version === null || row.version > version) {
        deliver.run(row.name, row.role, row.state, badge, row.version, row.number)
        const pin = pinOf(row)
        // A clerk who was here before the registry knew him keeps the PIN that he has.
        if (pin !== null && version !== null && row.pinVersion > version)
          setPin.run(pin.salt, pin.hash, 1, row.number)
        return [row.number]
      }
      return row.state === 'closed' && deliverState.run(row.number).changes > 0 ? [row.number] : []
    }),
  )

  async function verify(
    number: string,
    pin: string,
    now: number,
  ): Promise<Result<Clerk, PinError | JournalError>> {
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
  }

  return {
    count: (): number => count.get() ?? 0,
    /** Active ones first, by number. */
    list: (): readonly ListedClerk[] => list.all().map(listed),
    find: named,

    /** `due`: the PIN is a first one and must be changed at the first sign-in. */
    async add(clerk: Clerk, pin: string, due = false): Promise<Result<Clerk, AddClerkError | JournalError>> {
      if (!isStrongPin(pin)) return err({ code: 'pin-too-weak' })
      const { salt, hash } = await hashPin(pin)
      const added = written(() => add.run(clerk.number, clerk.name, clerk.role, salt, hash, due ? 1 : 0))
      if (!added.ok) return added
      return added.value.changes === 1 ? ok(clerk) : err({ code: 'clerk-number-taken' })
    },

    /** `now` in seconds since 1970 UTC. An attempt that cannot be counted is not judged. */
    verify,

    /** The active clerk whose badge has this secret's hash; a wrong badge counts against the terminal like a wrong PIN. */
    byBadge(hash: Buffer, now: number): Result<Clerk, PinError | JournalError> {
      const attempt = written(() => attempts.beginAtTerminal(now))
      if (!attempt.ok) return attempt
      if (!attempt.value.allowed)
        return err({ code: 'too-many-attempts', retryAfter: attempt.value.retryAfter })
      const clerk = byBadge.get(hash)
      if (clerk === undefined) return err({ code: 'clerk-or-pin-wrong' })
      const forgiven = written(() => attempts.forgiveTerminal())
      return forgiven.ok ? ok(clerk) : forgiven
    },

    /** The clerk's own new PIN, which must be another one. */
    async changePin(
      number: string,
      old: string,
      next: string,
      now: number,
    ): Promise<Result<Clerk, PinError | NewPinError | JournalError>> {
      const verified = await verify(number, old, now)
      if (!verified.ok) return verified
      if (!isStrongPin(next)) return err({ code: 'pin-too-weak' })
      if (next === old) return err({ code: 'pin-unchanged' })
      const { salt, hash } = await hashPin(next)
      const changed = written(() => setPin.run(salt, hash, 0, number))
      return changed.ok ? verified : changed
    },

    /** A supervisor's: good for one sign-in, at which it must be changed. Whoever was locked out may try again at once. */
    async resetPin(
      number: string,
      pin: string,
    ): Promise<Result<ListedClerk, { readonly code: 'pin-too-weak' } | ManageError | JournalError>> {
      if (!isStrongPin(pin)) return err({ code: 'pin-too-weak' })
      const { salt, hash } = await hashPin(pin)
      return managed(number, () => {
        setPin.run(salt, hash, 1, number)
        attempts.forgive(number)
      })
    },

    /** Closing takes the badge, too: it must not open again by itself when its clerk is re-opened. */
    close: (number: string) =>
      managed(number, () => {
        setState.run('closed', number)
        setBadge.run(null, number)
      }),
    reopen: (number: string) => managed(number, () => setState.run('active', number)),
    setRole: (number: string, role: Role) => managed(number, () => setRole.run(role, number)),
    /** The last badge, if there was one, is dead from now on. */
    setBadge: (number: string, hash: Buffer) => managed(number, () => setBadge.run(hash, number)),

    /**
     * Clerks of this hall as the registry has them. It wins on who may work (closed there is closed here); clerks that it
     * does not know stay, and a PIN changed here is not undone. Answers the numbers that changed.
     */
    applyRoster: (roster: readonly RosterClerk[]): Result<readonly string[], JournalError> =>
      written(() => applyRoster.immediate(roster)),
  }
}

class LastSupervisor extends Error {}

const listed = ([number, name, role, state, origin, pinDue, hasBadge]: ListColumns): ListedClerk => ({
  number,
  name,
  role,
  state,
  origin,
  pinDue: pinDue === 1,
  hasBadge: hasBadge === 1,
})

const pinOf = ({ pin }: RosterClerk): HashedPin | null =>
  pin === null ? null : { salt: Buffer.from(pin.salt, 'hex'), hash: Buffer.from(pin.hash, 'hex') }
