// Staff accounts: who may sign in, as what, for which unit. An account is closed, never deleted: its name stands in the trail.
// A changed role, a closed account and a set password end that account's sessions in the same transaction.
import { err, ok, type Result } from '../../core/result.ts'
import type { Queries, Sql } from '../store/sql.ts'
import { hashPassword, isStrongPassword, makePassword } from './password.ts'
import type { Role } from './permissions.ts'

export type Staff = {
  readonly login: string
  readonly name: string
  readonly role: Role
  /** Chinese name of the unit as the catalogue has it; null for every role but `unit`. */
  readonly unit: string | null
  readonly mustChange: boolean
  readonly state: 'active' | 'closed'
  readonly createdAt: number
}
export type NewStaff = Pick<Staff, 'login' | 'name' | 'role' | 'unit'> & {
  /** Without one, one is made up, to be changed at the first sign-in. */
  readonly password?: string
}
export type StaffError = {
  readonly code:
    | 'login-taken'
    | 'no-such-account'
    | 'unit-needed'
    | 'weak-password'
    | 'wrong-password'
    | 'last-office-account'
}

const COLUMNS = `login, name, role, unit, must_change AS "mustChange", state, created_at AS "createdAt"`
const FIND = `SELECT ${COLUMNS} FROM staff WHERE login = $1`
const LIST = `SELECT ${COLUMNS} FROM staff ORDER BY state, login`
const PASSWORD = "SELECT password FROM staff WHERE login = $1 AND state = 'active'"
const ADD = `
  INSERT INTO staff (login, name, role, unit, password, must_change, state, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'active', $7) ON CONFLICT (login) DO NOTHING RETURNING login`
const SET_ROLE = 'UPDATE staff SET role = $2, unit = $3 WHERE login = $1'
const SET_STATE = 'UPDATE staff SET state = $2 WHERE login = $1'
const SET_PASSWORD = 'UPDATE staff SET password = $2, must_change = $3 WHERE login = $1 RETURNING login'
const LOCK_OFFICE =
  "SELECT login FROM staff WHERE role = 'office' AND state = 'active' ORDER BY login FOR UPDATE"
const END_SESSIONS = 'DELETE FROM staff_session WHERE login = $1'
const END_OTHER_SESSIONS = 'DELETE FROM staff_session WHERE login = $1 AND token_hash <> $2'

/** Letters, digits, dot and dash, as on a name plate; compared in lower case. */
export const isLogin = (text: string): boolean => /^[a-z][a-z0-9.-]{1,31}$/.test(text)

export const findStaff = async (sql: Queries, login: string): Promise<Staff | null> =>
  (await sql.query<Staff>(FIND, [login]))[0] ?? null
export const listStaff = (sql: Queries): Promise<Staff[]> => sql.query<Staff>(LIST)
/** Hash of the password of an active account; null where there is none. */
export const passwordOf = async (sql: Queries, login: string): Promise<string | null> =>
  (await sql.query<{ password: string }>(PASSWORD, [login]))[0]?.password ?? null

/** `units`: those that the catalogue names. Answers the first password, which is kept nowhere. */
export async function addStaff(
  sql: Queries,
  added: NewStaff,
  units: readonly string[],
  now: number,
): Promise<Result<{ readonly password: string }, StaffError>> {
  if (!unitFits(added.role, added.unit, units)) return err({ code: 'unit-needed' })
  if (added.password !== undefined && !isStrongPassword(added.password, added.login))
    return err({ code: 'weak-password' })
  const password = added.password ?? makePassword()
  const [row] = await sql.query(ADD, [
    added.login,
    added.name,
    added.role,
    added.unit,
    await hashPassword(password),
    added.password === undefined,
    now,
  ])
  return row === undefined ? err({ code: 'login-taken' }) : ok({ password })
}

export async function changeRole(
  sql: Sql,
  login: string,
  role: Role,
  unit: string | null,
  units: readonly string[],
): Promise<Result<null, StaffError>> {
  if (!unitFits(role, unit, units)) return err({ code: 'unit-needed' })
  return await sql.transaction(async tx => {
    if (role !== 'office' && (await isLastOffice(tx, login))) return err({ code: 'last-office-account' })
    if ((await findStaff(tx, login)) === null) return err({ code: 'no-such-account' })
    await tx.query(SET_ROLE, [login, role, unit])
    await tx.query(END_SESSIONS, [login])
    return ok(null)
  })
}

export async function setState(
  sql: Sql,
  login: string,
  state: Staff['state'],
): Promise<Result<null, StaffError>> {
  return await sql.transaction(async tx => {
    if (state === 'closed' && (await isLastOffice(tx, login))) return err({ code: 'last-office-account' })
    if ((await findStaff(tx, login)) === null) return err({ code: 'no-such-account' })
    await tx.query(SET_STATE, [login, state])
    await tx.query(END_SESSIONS, [login])
    return ok(null)
  })
}

/** A fresh first password, for who forgot his. */
export async function resetPassword(
  sql: Sql,
  login: string,
): Promise<Result<{ readonly password: string }, StaffError>> {
  const password = makePassword()
  const hash = await hashPassword(password)
  return await sql.transaction(async tx => {
    if ((await tx.query(SET_PASSWORD, [login, hash, true])).length === 0)
      return err({ code: 'no-such-account' })
    await tx.query(END_SESSIONS, [login])
    return ok({ password })
  })
}

/** One's own, after the old one was checked. Other sessions end; the one that asked, `keep`, goes on. */
export async function setOwnPassword(
  sql: Sql,
  login: string,
  password: string,
  keep: string,
): Promise<Result<null, StaffError>> {
  if (!isStrongPassword(password, login)) return err({ code: 'weak-password' })
  const hash = await hashPassword(password)
  await sql.transaction(async tx => {
    await tx.query(SET_PASSWORD, [login, hash, false])
    await tx.query(END_OTHER_SESSIONS, [login, keep])
  })
  return ok(null)
}

/** Locked, so that two who close each other's account at once do not leave an office without anybody. */
async function isLastOffice(tx: Queries, login: string): Promise<boolean> {
  const office = await tx.query<{ login: string }>(LOCK_OFFICE)
  return office.length === 1 && office[0]?.login === login
}

const unitFits = (role: Role, unit: string | null, units: readonly string[]): boolean =>
  role === 'unit' ? unit !== null && units.includes(unit) : unit === null
