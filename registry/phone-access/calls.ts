// Carries out the phone pages' calls about signing in; giving and taking the cookie is the server's (phone-api/serve.ts).
import { err, ok } from '../../core/result.ts'
import type { PhoneCaller, PhoneHandlers } from '../phone-api/call.ts'
import type { accessCalls } from './contract.ts'
import type { PhoneAccess } from './phone-access.ts'
import type { PhoneSession } from './sessions.ts'

const ownSession = (by: PhoneCaller): PhoneSession => ({
  id: by.sessionId,
  kind: by.kind,
  subject: by.kind === 'holder' ? by.card : by.mobile,
  deviceKey: by.deviceKey,
})

export function accessHandlers(
  access: PhoneAccess,
): PhoneHandlers<Omit<typeof accessCalls, 'session.confirm'>> {
  return {
    'session.requestCode': ({ kind, number }, { address }) => access.requestCode(kind, number, address),
    'session.get': async (_input, by) =>
      ok({ kind: by.kind, number: by.kind === 'holder' ? by.card : by.mobile }),
    'session.list': async (_input, by) => {
      const listed = await access.list(ownSession(by))
      return ok({ sessions: listed.map(s => ({ ...s, current: s.id === by.sessionId })) })
    },
    'session.end': async ({ id }, by) =>
      (await access.end(ownSession(by), id)) ? ok({}) : err({ code: 'not-found' }),
    async 'session.endOthers'(_input, by) {
      await access.endOthers(ownSession(by))
      return ok({})
    },
    async 'session.signOut'(_input, by) {
      await access.end(ownSession(by), by.sessionId)
      return ok({})
    },
  }
}
