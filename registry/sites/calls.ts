// Carries out the console's calls about sites and terminals.
// Cutting off holds at once: the terminal's next request is refused by this process from memory.
import { err, ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import { qrSvg } from '../qr.ts'
import type { Registry } from '../registry.ts'
import { CODE_LIVES } from '../terminals.ts'
import type { siteCalls } from './contract.ts'

export function siteHandlers(registry: Registry): Handlers<typeof siteCalls> {
  const { siteBook, now } = registry
  return {
    'sites.list': async () => ok({ sites: await siteBook.list(), now: now() }),
    async 'sites.page'({ id }) {
      const site = await siteBook.find(id)
      if (site === null) return err({ code: 'not-found' })
      const items = registry.catalogue.items
        .filter(item => item.siteKinds.includes(site.kind))
        .map(item => ({ id: item.id, ...item.title }))
      const [terminals, policy, newestApp] = await Promise.all([
        siteBook.terminals(id),
        registry.sitePolicy(id),
        siteBook.newestApp(),
      ])
      return policy === null
        ? err({ code: 'not-found' })
        : ok({ site, items, terminals, policy, newestApp, now: now() })
    },
    async 'sites.add'(site) {
      if ((await siteBook.find(site.id)) !== null) return err({ code: 'site-taken' })
      await registry.createSite(site)
      return ok({})
    },
    async 'sites.code'({ id, nameZh, nameEn, items }) {
      const code = await registry.enrolmentCode({ siteId: id, nameZh, nameEn, itemIds: items })
      if (code === null) return err({ code: 'not-found' })
      return ok({ code, svg: await qrSvg(code), expiresAt: now() + CODE_LIVES })
    },
    async 'sites.setPolicy'({ id, changes }) {
      return (await registry.changeSitePolicy(id, changes)) === null ? err({ code: 'not-found' }) : ok({})
    },
    async 'terminals.cutOff'({ id }) {
      return (await registry.cutOff(id)) ? ok({}) : err({ code: 'not-found' })
    },
  }
}
