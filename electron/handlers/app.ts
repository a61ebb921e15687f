// What the terminal says of itself, and enrolling it.
// A PIN that would be refused must not cost an enrolment code.
import { err, ok } from '../../core/result.ts'
import { isStrongPin } from '../../db/journal/clerks.ts'
import type { appProcedures } from '../api/app.ts'
import { enrol } from '../enrolment/enrol.ts'
import { saveIdentity } from '../identity.ts'
import type { Context, HandlersOf } from './context.ts'

export function appHandlers(
  context: Context,
): HandlersOf<Pick<typeof appProcedures, 'app.get' | 'enrolment.enrol'>> {
  const { storage, clock, options, app } = context
  const { journal, cache } = storage
  return {
    'app.get': () => ok(app()),

    async 'enrolment.enrol'({ code, clerk: first }) {
      if (context.identity() !== null) return err({ code: 'already-enrolled' })
      // Before the code is spent: a PIN that would be refused must not cost a new code.
      if (!isStrongPin(first.pin)) return err({ code: 'pin-too-weak' })
      const enrolled = await enrol(code, options.appVersion, clock.now)
      if (!enrolled.ok) return enrolled
      const saved = saveIdentity(journal, enrolled.value.identity)
      if (!saved.ok) return saved
      cache.putDocument(enrolled.value.keyList.document)
      clock.syncedWith(enrolled.value.serverTime)
      const added = await journal.clerks.add(
        { number: first.number, name: first.name, role: 'supervisor' },
        first.pin,
      )
      if (!added.ok) return added
      journal.audit(clock.now(), first.number, 'enrolled')
      context.enrolled(enrolled.value.identity)
      return ok(app())
    },
  }
}
