// Carries out the calls about oneself, accounts and the trail.
// Nobody changes his own role or closes his own account: that takes a second person.
import { err, ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { Staff } from './accounts.ts'
import type { Me, staffCalls } from './contract.ts'
import { permissionsOf } from './permissions.ts'
import type { StaffRegister } from './staff.ts'

export function staffHandlers(register: StaffRegister): Handlers<typeof staffCalls> {
  return {
    'session.get': async (_, { staff }) => ok(meOf(staff)),
    async 'session.signOut'(_, { session }) {
      await register.signOut(session)
      return ok({})
    },
    async 'session.changePassword'({ given, wanted }, { staff, session }) {
      const changed = await register.changeOwnPassword(staff, session, given, wanted)
      return changed.ok ? ok(meOf({ ...staff, mustChange: false })) : changed
    },
    'staff.list': async () => ok({ accounts: await register.list(), units: register.units }),
    'staff.add': async input => await register.add(input),
    async 'staff.changeRole'({ login, role, unit }, { staff }) {
      if (login === staff.login) return err({ code: 'own-account' })
      const changed = await register.changeRole(login, role, unit)
      return changed.ok ? ok({}) : changed
    },
    async 'staff.setState'({ login, state }, { staff }) {
      if (login === staff.login) return err({ code: 'own-account' })
      const changed = await register.setState(login, state)
      return changed.ok ? ok({}) : changed
    },
    async 'staff.resetPassword'({ login }, { staff }) {
      return login === staff.login ? err({ code: 'own-account' }) : await register.resetPassword(login)
    },
    'audit.list': async asked => ok({ lines: await register.audit(asked) }),
  }
}

const meOf = (staff: Staff): Me => ({
  login: staff.login,
  name: staff.name,
  role: staff.role,
  unit: staff.unit,
  mustChange: staff.mustChange,
  permissions: [...permissionsOf(staff.role)],
})
