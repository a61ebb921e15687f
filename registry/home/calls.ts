// Carries out the calls of the first page.
// Whoever asks is taken from his session: nobody asks what waits for somebody else.
import { ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import type { homeCalls } from './contract.ts'

export const homeHandlers = ({ home, staff }: Registry): Handlers<typeof homeCalls> => ({
  'home.waiting': async (_, by) => ok({ waiting: await home.waiting(by.staff, staff.itemsFor(by.staff)) }),
  'holders.expiring': async ({ after, limit }) => ok(await home.endingSoon(after, limit)),
})
