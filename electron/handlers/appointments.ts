// Appointments at the counter: as they came with the last sync, and readable without any network.
// Only for a clerk who is signed in; training has none, for nobody real stands in it.
import { dateOf } from '../../core/policy/calendar.ts'
import { ok } from '../../core/result.ts'
import type { appointmentProcedures } from '../api/appointments.ts'
import { expectedFrom } from '../sync/appointments.ts'
import type { Context, HandlersOf } from './context.ts'

export function appointmentHandlers(
  { storage, clock, signedIn, identity, rules }: Context,
  training = false,
): HandlersOf<typeof appointmentProcedures> {
  return {
    'appointments.list'() {
      const clerk = signedIn()
      if (!clerk.ok) return clerk
      const [who, now] = [identity(), clock.now()]
      const titles = new Map((rules()?.catalogue.items ?? []).map(item => [item.id, item.title]))
      const known = who === null || training ? [] : expectedFrom(storage, who, now)
      return ok({
        today: dateOf(now),
        appointments: known.map(a => ({ ...a, title: titles.get(a.item) ?? { zh: a.item, en: a.item } })),
      })
    },
  }
}
