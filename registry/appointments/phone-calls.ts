// Carries out the phone pages' calls about appointments, for the caller's own card alone.
// Another's appointment is as good as none: it is not found.
import { err, ok } from '../../core/result.ts'
import type { PhoneHandlers } from '../phone-api/call.ts'
import type { Registry } from '../registry.ts'
import type { appointmentPhoneCalls } from './phone-contract.ts'

export function appointmentPhoneHandlers(registry: Registry): PhoneHandlers<typeof appointmentPhoneCalls> {
  const { appointments } = registry
  return {
    async 'appointments.choices'() {
      return ok({ sites: [...(await appointments.offering())], ...appointments.days() })
    },
    async 'appointments.list'(_input, { card }) {
      const titles = new Map(registry.catalogues.knownAt(registry.now()).items.map(i => [i.id, i.title]))
      const own = await appointments.of(card)
      return ok({
        appointments: own.map(a => ({ ...a, title: titles.get(a.item) ?? { zh: a.item, en: a.item } })),
      })
    },
    'appointments.request': (asked, { card }) => appointments.request(card, asked),
    async 'appointments.withdraw'({ id }, { card }) {
      const withdrawn = await appointments.withdraw(card, id)
      if (withdrawn.ok) return ok({})
      return err({ code: withdrawn.error.code === 'no-such-appointment' ? 'not-found' : 'not-now' })
    },
  }
}
