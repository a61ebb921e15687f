// Carries out the console's calls about clerks.
// What is given out once is made here and kept nowhere: whoever loses it gets another.
import { ok } from '../../core/result.ts'
import { freshPin } from '../clerks.ts'
import type { Handlers } from '../console-api/call.ts'
import { qrSvg } from '../qr.ts'
import type { Registry } from '../registry.ts'
import type { clerkCalls } from './clerk-contract.ts'

export function clerkHandlers(registry: Registry): Handlers<typeof clerkCalls> {
  return {
    async 'clerks.list'({ site }) {
      const clerks = (await registry.roster(site)).map(({ number, name, role, state, badgeHash }) => ({
        ...{ number, name, role, state },
        hasBadge: badgeHash !== null,
      }))
      return ok({ clerks })
    },
    async 'clerks.add'({ site, ...clerk }) {
      const firstPin = freshPin()
      const added = await registry.addClerk({ ...clerk, siteId: site, firstPin })
      return added.ok ? ok({ firstPin }) : added
    },
    async 'clerks.setState'({ site, number, state }) {
      const changed = await registry.setClerkState(site, number, state)
      return changed.ok ? ok({}) : changed
    },
    async 'clerks.resetPin'({ site, number }) {
      const firstPin = freshPin()
      const reset = await registry.resetClerkPin(site, number, firstPin)
      return reset.ok ? ok({ firstPin }) : reset
    },
    async 'clerks.badge'({ site, number }) {
      const badge = await registry.issueBadge(site, number)
      return badge.ok ? ok({ svg: await qrSvg(badge.value) }) : badge
    },
  }
}
