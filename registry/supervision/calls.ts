// Carries out the console's calls about supervision.
// What a unit's account may see is decided here and nowhere later: its items go into the question itself.
import type { z } from 'zod'
import { maskName } from '../../core/card/mask.ts'
import { ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import { dateOf } from '../register/dates.ts'
import type { Registry } from '../registry.ts'
import type { Staff } from '../staff/accounts.ts'
import type { question, supervisionCalls } from './contract.ts'
import type { Question } from './figures.ts'

/** The question with the items that it may be about: asked for and allowed. */
export function allowedQuestion(
  registry: Registry,
  { unit, item, ...asked }: z.output<typeof question>,
  staff: Staff,
): Question {
  const lists = [
    registry.staff.itemsFor(staff),
    unit === null ? null : registry.supervision.itemsOf(unit),
    item === null ? null : [item],
  ].filter(list => list !== null)
  const [first, ...others] = lists
  const items = first?.filter(id => others.every(list => list.includes(id))) ?? null
  return { ...asked, items }
}

export function supervisionHandlers(registry: Registry): Handlers<typeof supervisionCalls> {
  const { supervision, staff: register } = registry
  return {
    'supervision.figures': async (asked, { staff }) =>
      ok(await supervision.figures(allowedQuestion(registry, asked, staff))),
    async 'supervision.choices'(_, { staff }) {
      const own = register.itemsFor(staff)
      const known = registry.catalogues.knownAt(registry.now()).items
      const items = known.filter(item => own === null || own.includes(item.id))
      const sites = (await registry.siteBook.list()).filter(
        site => own === null || items.some(item => item.siteKinds.includes(site.kind)),
      )
      return ok({
        today: dateOf(registry.now()),
        units: own === null ? register.units : register.units.filter(unit => unit.zh === staff.unit),
        items: items.map(({ id, title }) => ({ id, title })),
        sites: sites.map(s => ({ id: s.id, name: { zh: s.nameZh, en: s.nameEn }, county: s.county })),
      })
    },
    'supervision.waiting': async () => ok({ waiting: await supervision.waiting() }),
    'supervision.count': async () => {
      await supervision.count()
      return ok({})
    },
    'supervision.unusedCards': async ({ after, limit }) => {
      const rows = await supervision.unusedCards(after, limit)
      return ok({
        cards: rows.map(r => ({
          card: r.card_no,
          tier: r.tier,
          nameMasked: maskName(r.name),
          since: r.status_since,
        })),
      })
    },
  }
}
