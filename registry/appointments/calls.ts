// Carries out the console's calls about appointments.
// A unit's items go into every question: it sees and answers its own services alone.
import { ok, type Result } from '../../core/result.ts'
import type { Caller, Handlers } from '../console-api/call.ts'
import type { ConsoleError } from '../console-api/errors.ts'
import { dateOf } from '../register/dates.ts'
import type { Registry } from '../registry.ts'
import type { appointmentCalls } from './contract.ts'

export function appointmentHandlers(registry: Registry): Handlers<typeof appointmentCalls> {
  const { appointments, staff, siteBook } = registry

  async function decide(
    { id, words }: { readonly id: string; readonly words: string },
    step: 'confirm' | 'decline',
    by: Caller,
  ): Promise<Result<Record<string, never>, ConsoleError>> {
    const decided = await appointments.decide(staff.itemsFor(by.staff), id, step, {
      actor: by.staff.login,
      words: words === '' ? null : words,
    })
    return decided.ok ? ok({}) : decided
  }

  return {
    async 'appointments.page'(asked, by) {
      const titles = new Map(registry.catalogues.knownAt(registry.now()).items.map(i => [i.id, i.title]))
      const rows = await appointments.list(staff.itemsFor(by.staff), asked)
      const sites = await siteBook.list()
      return ok({
        today: dateOf(registry.now()),
        sites: sites.map(s => ({ id: s.id, name: { zh: s.nameZh, en: s.nameEn } })),
        appointments: rows.map(a => ({ ...a, title: titles.get(a.item) ?? { zh: a.item, en: a.item } })),
      })
    },
    'appointments.confirm': (asked, by) => decide(asked, 'confirm', by),
    'appointments.decline': (asked, by) => decide(asked, 'decline', by),
  }
}
