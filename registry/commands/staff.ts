// `staff`: the first account of an office, and whatever must be done when nobody can sign in any more.
// A first password is printed once and kept nowhere.
import { isLogin, type StaffError } from '../staff/accounts.ts'
import { ROLES, type Role } from '../staff/permissions.ts'
import { answer, type Command, failed } from './run.ts'

const WORDS: Record<StaffError['code'], string> = {
  'login-taken': 'this login is taken',
  'no-such-account': 'no such account',
  'unit-needed':
    'the role unit needs --unit, one of the units that the catalogue names; no other role has one',
  'weak-password': 'a password has ten characters or more, five different ones, and not the login in it',
  'wrong-password': 'the password is wrong',
  'last-office-account': 'the last account of the office cannot be closed or given another role',
}

const isRole = (text: unknown): text is Role => (ROLES as readonly unknown[]).includes(text)

export const staffCommand: Command = {
  summary: 'accounts of the console: add, list, reset, close, reopen',
  usage:
    'staff add --login LOGIN --name 姓名 [--role office|bank|unit|auditor] [--unit 单位]  ·  staff list  ·  staff reset|close|reopen --login LOGIN',
  options: {
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', default: 'office' },
    unit: { type: 'string' },
  },
  async run(registry, [act], options) {
    const { staff } = registry
    if (act === 'list') {
      const accounts = await staff.list()
      const lines = accounts.map(a => `${a.login}  ${a.name}  ${a.role}  ${a.unit ?? '–'}  ${a.state}`)
      return answer(options, accounts, lines.join('\n') || 'No accounts yet.')
    }
    const { login, name, role, unit } = options
    if (typeof login !== 'string' || !isLogin(login))
      return failed(
        `--login is 2 to 32 of a–z, 0–9, . and -, beginning with a letter\nusage: ${staffCommand.usage}`,
        2,
      )
    const noted = { login: null, role: null, act: `cli.staff.${act ?? ''}`, subject: login, why: 'CLI' }
    switch (act) {
      case 'add': {
        if (typeof name !== 'string' || name.trim() === '') return failed('--name is needed', 2)
        if (!isRole(role)) return failed(`--role is one of ${ROLES.join(', ')}`, 2)
        const added = await staff.add({
          login,
          name: name.trim(),
          role,
          unit: typeof unit === 'string' ? unit : null,
        })
        if (!added.ok) return failed(WORDS[added.error.code])
        await staff.note({ ...noted, outcome: 'done' })
        return answer(options, { login, role, ...added.value }, firstPassword(login, added.value.password))
      }
      case 'reset': {
        const reset = await staff.resetPassword(login)
        if (!reset.ok) return failed(WORDS[reset.error.code])
        await staff.note({ ...noted, outcome: 'done' })
        return answer(options, { login, ...reset.value }, firstPassword(login, reset.value.password))
      }
      case 'close':
      case 'reopen': {
        const state = act === 'close' ? 'closed' : 'active'
        const set = await staff.setState(login, state)
        if (!set.ok) return failed(WORDS[set.error.code])
        await staff.note({ ...noted, outcome: 'done' })
        return answer(options, { login, state }, `${login} is ${state}.`)
      }
      default:
        return failed(`usage: ${staffCommand.usage}`, 2)
    }
  },
}

const firstPassword = (login: string, password: string): string =>
  `First password of ${login}, shown only now, to be changed at the first sign-in: ${password}`
