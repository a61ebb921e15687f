// The visit's calls: present, record, override, refuse, resume, close; each for a clerk who is signed in.
// What a call has acknowledged is on disk.
import { dayStart } from '../../core/policy/calendar.ts'
import { offerOf } from '../../core/policy/entitlement.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { visitProcedures } from '../api/visit.ts'
import type { Input } from '../api.ts'
import { systemTime } from '../clock.ts'
import { stateOf } from '../session.ts'
import { scanNotes } from '../visit/scan-notes.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

const DAY = 86_400

export function visitHandlers(context: Context): HandlersOf<typeof visitProcedures> {
  const { counter, clock, storage, signedIn, recorded, options } = context
  const { journal } = storage

  /** The number of the supervisor who answers for it: the one at work, or the one who has just proved himself. */
  async function whoseWord(
    clerk: Clerk,
    given: Input<'visit.override'>['supervisor'],
  ): Promise<Result<string, Refusal>> {
    if (given === null)
      return clerk.role === 'supervisor' ? ok(clerk.number) : err({ code: 'override-needs-supervisor' })
    const verified = await journal.clerks.verify(given.number, given.pin, clock.now())
    if (!verified.ok) return verified
    if (verified.value.role !== 'supervisor') return err({ code: 'override-needs-supervisor' })
    // A PIN that somebody else set proves nobody.
    return stateOf(journal, given.number) === 'pin-due' ? err({ code: 'pin-change-due' }) : ok(given.number)
  }

  const noteScan = scanNotes(
    event => void journal.devices.add({ at: clock.now(), ...event }),
    (options.time ?? systemTime).monotonicMs,
  )

  return {
    'visit.present'(input) {
      const who = signedIn()
      if (!who.ok) return who
      if (context.rules() === null) return err({ code: 'no-rules-yet' })
      const visit = counter.present(input.raw)
      noteScan(input, visit)
      return ok(visit)
    },

    async 'visit.photo'({ visitId }) {
      const before = signedIn()
      if (!before.ok) return before
      const photo = await counter.photo(visitId)
      // The window may have been locked meanwhile.
      const who = signedIn()
      return who.ok ? ok({ photo }) : who
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

    async 'visit.override'(asked) {
      const before = signedIn()
      if (!before.ok) return before
      if (asked.reason === 'other' && asked.text.trim() === '') return err({ code: 'reason-in-words' })
      const clerk = before.value.number
      const about = [asked.reason, asked.item.itemId, asked.visitId, asked.supervisor?.number ?? '']
        .join(' ')
        .trim()
      const refused = (refusal: Refusal) => {
        journal.audit(clock.now(), clerk, 'override-refused', `${refusal.code} ${about}`)
        return err(refusal)
      }
      const by = await whoseWord(before.value, asked.supervisor)
      if (!by.ok) return refused(by.error)
      await counter.quotaKnown(asked.visitId, [asked.item.itemId])
      // Somebody else may have taken over while the PIN was judged.
      const who = signedIn()
      if (!who.ok) return who
      if (who.value.number !== clerk) return err({ code: 'no-open-visit' })
      const sealed = counter.override(asked, by.value)
      if (!sealed.ok) return refused(sealed.error)
      const [record] = recorded(sealed.value)
      journal.audit(clock.now(), by.value, 'overridden', `${about} at ${clerk}`)
      return record === undefined ? err({ code: 'internal' }) : ok({ record })
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
