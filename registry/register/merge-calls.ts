// Carries out the console's calls about entries that may be one holder.
// The reason goes on the trail before anything is changed, and stands with the merge for good.
import { ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { mergeCalls } from './merge-contract.ts'
import type { OfficeRegister } from './register.ts'

export const mergeHandlers = (office: OfficeRegister): Handlers<typeof mergeCalls> => ({
  'holders.pairs': async ({ likeness, after, limit }) =>
    ok({ pairs: await office.pairs(likeness, after, limit) }),
  async 'holders.merge'({ kept, gone, why }, { staff }) {
    const done = await office.merge(kept, gone, { actor: staff.login, reason: why })
    return done.ok ? ok({}) : done
  },
  async 'holders.split'({ card, why }, { staff }) {
    const done = await office.split(card, { actor: staff.login, reason: why })
    return done.ok ? ok({}) : done
  },
  async 'holders.setApart'({ card, other, why }, { staff }) {
    const done = await office.setApart(card, other, { actor: staff.login, reason: why })
    return done.ok ? ok({}) : done
  },
})
