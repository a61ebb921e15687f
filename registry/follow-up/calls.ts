// Carries out the console's calls about ratings and their follow-ups.
// A unit's items go into every question: it reads, contacts and answers about its own services alone.
import { workingDaysUntil } from '../../core/calendar/working-days.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Caller, Handlers } from '../console-api/call.ts'
import type { ConsoleError } from '../console-api/errors.ts'
import { dateOf } from '../register/dates.ts'
import type { Registry } from '../registry.ts'
import type { ratingCalls } from './contract.ts'
import { type FollowUpRow, isOverdue, type Step } from './follow-ups.ts'
import { boundsOf, frequentWords } from './rated.ts'

const [SHOWN, READ_FOR_WORDS] = [100, 500]

export function ratingHandlers(registry: Registry): Handlers<typeof ratingCalls> {
  const { followUps, rated, staff, siteBook } = registry
  const itemsIn = (ids: string) => {
    // With items that are offered no more.
    const titles = new Map(registry.catalogues.knownAt(registry.now()).items.map(i => [i.id, i.title]))
    return ids
      .split(',')
      .filter(id => id !== '')
      .map(id => ({ id, title: titles.get(id) ?? { zh: id, en: id } }))
  }

  async function naming(): Promise<(site: string) => { zh: string; en: string }> {
    const names = new Map((await siteBook.list()).map(s => [s.id, { zh: s.nameZh, en: s.nameEn }]))
    return site => names.get(site) ?? { zh: site, en: site }
  }
  const lineOf = (row: FollowUpRow, name: (site: string) => { zh: string; en: string }) => {
    const today = dateOf(registry.now())
    const next = row.state === 'open' ? row.contactBy : row.settleBy
    return {
      ...row,
      overdue: isOverdue(row, today),
      daysLeft: workingDaysUntil(today, next),
      siteName: name(row.site),
      items: itemsIn(row.items),
    }
  }
  async function take(
    { terminal, visit, note }: { terminal: string; visit: string; note: string },
    step: Step,
    by: Caller,
  ): Promise<Result<Record<string, never>, ConsoleError>> {
    const visited = { terminal, visit }
    const taken = await followUps.take(staff.itemsFor(by.staff), visited, step, {
      actor: by.staff.login,
      note,
    })
    return taken.ok ? ok({}) : taken
  }

  return {
    async 'ratings.summary'({ period, site, grade }, by) {
      const asked = {
        ...boundsOf(period),
        sites: site === null ? null : [site],
        items: staff.itemsFor(by.staff),
      }
      const [grades, comments, name] = [
        await rated.grades(asked),
        await rated.comments(asked, grade, READ_FOR_WORDS),
        await naming(),
      ]
      return ok({
        sites: grades.map(g => ({ site: g.site, name: name(g.site), grades: [...g.grades] })),
        comments: comments
          .slice(0, SHOWN)
          .map(c => ({ ...c, siteName: name(c.site), items: itemsIn(c.items) })),
        words: frequentWords(comments.map(c => c.comment)),
        readFor: comments.length,
      })
    },
    async 'followUps.list'({ state, site }, by) {
      const rows = await followUps.list({ items: staff.itemsFor(by.staff), state, site })
      const name = await naming()
      return ok({ followUps: rows.map(row => lineOf(row, name)) })
    },
    async 'followUps.page'(visit, by) {
      const row = await followUps.find(staff.itemsFor(by.staff), visit)
      if (row === null) return { ok: false, error: { code: 'no-such-follow-up' } }
      return ok({ followUp: lineOf(row, await naming()), steps: await followUps.steps(visit) })
    },
    'followUps.contact': (asked, by) => take(asked, 'contact', by),
    'followUps.settle': (asked, by) => take({ ...asked, note: asked.answer }, 'settle', by),
    'followUps.reopen': (asked, by) => take({ ...asked, note: asked.why }, 'reopen', by),
  }
}
