// Everything that accounts, sessions and the trail can do, over one database: what registry.ts hands on.
// Signing in tells nobody whether an account exists, and guessing is slowed by account and by address.
import type { Bilingual, Catalogue } from '../../core/policy/catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import type { Sql } from '../store/sql.ts'
import * as accounts from './accounts.ts'
import { type AuditEntry, type AuditQuery, addAudit, listAudit } from './audit.ts'
import { passwordFits } from './password.ts'
import type { Role } from './permissions.ts'
import { endSession, findSession, hashOf, startSession } from './sessions.ts'

export type SignInError = { readonly code: 'wrong-login' | 'too-many-requests' }
export type StaffRegister = ReturnType<typeof createStaffRegister>

const GUESSES_PER_ACCOUNT = 8
const GUESSES_PER_ADDRESS = 40
const GUESS_WINDOW = 15 * 60

export function createStaffRegister(parts: {
  readonly sql: Sql
  /** With the units and items that only earlier versions name: their staff, and what is on record of them, stay. */
  readonly catalogue: () => Catalogue
  /** Units that review applications, whether or not they answer for a service. */
  readonly reviewers?: readonly Bilingual[]
  readonly now: () => number
}) {
  const { sql, catalogue, now } = parts
  const byAccount = attemptLimiter(GUESSES_PER_ACCOUNT, GUESS_WINDOW)
  const byAddress = attemptLimiter(GUESSES_PER_ADDRESS, GUESS_WINDOW)
  const units = () => {
    const named = [...catalogue().items.flatMap(i => i.units), ...(parts.reviewers ?? [])]
    return [...new Map(named.map(unit => [unit.zh, unit])).values()]
  }
  const unitNames = () => units().map(unit => unit.zh)

  const note = (entry: Omit<AuditEntry, 'at'>): Promise<void> => addAudit(sql, { ...entry, at: now() })

  return {
    /** The units that the catalogue or the way of an application names, each once. */
    get units() {
      return units()
    },
    /** Ids of the items that this person may see services of; null for all. */
    itemsFor: (staff: accounts.Staff): readonly string[] | null =>
      staff.unit === null
        ? null
        : catalogue()
            .items.filter(i => i.units.some(u => u.zh === staff.unit))
            .map(i => i.id),

    note,
    audit: (asked: AuditQuery) => listAudit(sql, asked),

    list: () => accounts.listStaff(sql),
    find: (login: string) => accounts.findStaff(sql, login),
    add: (added: accounts.NewStaff) => accounts.addStaff(sql, added, unitNames(), now()),
    changeRole: (login: string, role: Role, unit: string | null) =>
      accounts.changeRole(sql, login, role, unit, unitNames()),
    setState: (login: string, state: accounts.Staff['state']) => accounts.setState(sql, login, state),
    resetPassword: (login: string) => accounts.resetPassword(sql, login),

    /** `session`: the token that asks, which goes on; every other one of this account ends. */
    async changeOwnPassword(
      staff: accounts.Staff,
      session: string,
      given: string,
      wanted: string,
    ): Promise<Result<null, accounts.StaffError | SignInError>> {
      if (!byAccount.mayTry(staff.login, now())) return err({ code: 'too-many-requests' })
      if (!(await passwordFits(given, await accounts.passwordOf(sql, staff.login))))
        return err({ code: 'wrong-password' })
      byAccount.forget(staff.login)
      return await accounts.setOwnPassword(sql, staff.login, wanted, hashOf(session))
    },

    /** A session's token, for the cookie alone. Every attempt stands in the trail; an unknown login does not, it may be a password. */
    async signIn(typed: string, password: string, address: string): Promise<Result<string, SignInError>> {
      const login = typed.trim().toLowerCase()
      // Counted before the hash is computed, so that many guesses at once do not slip through together.
      const mayTry = [byAddress.mayTry(address, now()), byAccount.mayTry(login, now())].every(Boolean)
      const staff = await accounts.findStaff(sql, login)
      const line = { login: staff?.login ?? null, role: staff?.role ?? null, act: 'session.signIn' }
      if (!mayTry) {
        await note({ ...line, subject: null, why: null, outcome: 'refused: too-many-requests' })
        return err({ code: 'too-many-requests' })
      }
      if (!(await passwordFits(password, await accounts.passwordOf(sql, login)))) {
        await note({ ...line, subject: null, why: null, outcome: 'refused: wrong-login' })
        return err({ code: 'wrong-login' })
      }
      byAccount.forget(login)
      await note({ ...line, subject: null, why: null, outcome: 'done' })
      return ok(await startSession(sql, login, now()))
    },
    whoHas: (token: string) => findSession(sql, token, now()),
    signOut: (token: string) => endSession(sql, token),
  }
}
