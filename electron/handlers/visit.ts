// The visit's calls: present, record, refuse, resume, close; each for a clerk who is signed in.
// What a call has acknowledged is on disk.
import { dayStart } from '../../core/policy/calendar.ts'
import { offerOf } from '../../core/policy/entitlement.ts'
import { err, ok } from '../../core/result.ts'
import type { visitProcedures } from '../api/visit.ts'
import type { Context, HandlersOf } from './context.ts'

const DAY = 86_400

export function visitHandlers(context: Context): HandlersOf<typeof visitProcedures> {
  const { counter, clock, storage, signedIn, recorded } = context
  return {
    'visit.present'({ raw }) {
      const who = signedIn()
      if (!who.ok) return who
      return context.rules() === null ? err({ code: 'no-rules-yet' }) : ok(counter.present(raw))
    },

    async 'visit.record'(confirmed) {
      const before = signedIn()
      if (!before.ok) return before
      await counter.quotaKnown(
        confirmed.visitId,
        confirmed.items.map(item => item.itemId),
      )
      // The window may have been locked while the registry was asked.
      const who = signedIn()
      if (!who.ok) return who
      const sealed = counter.record(confirmed)
      return sealed.ok ? ok({ records: recorded(sealed.value) }) : sealed
    },

    'visit.refuse'({ visitId, cause }) {
      const who = signedIn()
      if (!who.ok) return who
      const sealed = counter.refuse(visitId, cause)
      if (!sealed.ok) return sealed
      const [record] = recorded(sealed.value)
      return record === undefined ? err({ code: 'internal' }) : ok({ record })
    },

    'visit.resume'({ visitId }) {
      const who = signedIn()
      return who.ok ? counter.resume(visitId) : who
    },

    'visit.close'({ visitId }) {
      counter.close(visitId)
      return ok(null)
    },

    'visit.show'(shown) {
      const who = signedIn()
      if (!who.ok) return who
      counter.show(shown)
      return ok(null)
    },

    'visit.tally'() {
      const who = signedIn()
      if (!who.ok) return who
      const from = dayStart(clock.now())
      return ok(storage.journal.log.visitsBetween(from, from + DAY))
    },

    'visit.elsewhere'() {
      const who = signedIn()
      if (!who.ok) return who
      const rules = context.rules()
      const site = context.identity()?.site
      if (rules === null || site === undefined) return err({ code: 'no-rules-yet' })
      const here = new Set(offerOf(rules.catalogue, site).items.map(({ item }) => item.id))
      return ok({
        items: rules.catalogue.items
          .filter(item => !here.has(item.id))
          .map(({ id, title, hint, siteKinds, units }) => ({ id, title, hint, siteKinds, units })),
      })
    },

    /** Also before anybody has signed in: it shows nothing but an invitation then. */
    async 'holder.open'() {
      const opened = await context.openHolderScreen()
      return opened === null ? err({ code: 'no-second-screen' }) : ok(opened)
    },
  }
}
