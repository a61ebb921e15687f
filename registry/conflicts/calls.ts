// Carries out the console's calls about conflicts.
// A unit's items go into the question itself: what it may not see is never read for it.
import { ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import { PAGE } from './conflicts.ts'
import type { conflictCalls } from './contract.ts'

export function conflictHandlers(registry: Registry): Handlers<typeof conflictCalls> {
  const { worklist, followUps, staff, siteBook } = registry
  return {
    async 'conflicts.list'({ kind, state, site, page }, by) {
      const rows = await worklist.list({ items: staff.itemsFor(by.staff), kind, state, site }, page)
      const names = new Map((await siteBook.list()).map(s => [s.id, { zh: s.nameZh, en: s.nameEn }]))
      const titles = new Map(
        registry.catalogues.knownAt(registry.now()).items.map(item => [item.id, item.title]),
      )
      return ok({
        conflicts: rows.map(row => ({
          ...row,
          siteName: names.get(row.site ?? '') ?? null,
          otherSiteName: names.get(row.otherSite ?? '') ?? null,
          itemTitle: titles.get(row.item ?? '') ?? null,
        })),
        more: rows.length === PAGE,
      })
    },
    'conflicts.history': async ({ subject }) => ok({ findings: await worklist.history(subject) }),
    async 'conflicts.judge'({ subject, verdict, why }, by) {
      const judged = await worklist.judge(subject, verdict, { actor: by.staff.login, why })
      return judged.ok ? ok({}) : judged
    },
    async 'oversight.waiting'(_, by) {
      const items = staff.itemsFor(by.staff)
      return ok({ conflicts: await worklist.open(items), overdue: await followUps.overdue(items) })
    },
  }
}
