// What the terminal says of itself, and enrolling it.
// A PIN that would be refused must not cost an enrolment code; whatever cuts an enrolment short, the same code goes on.
import { err, ok } from '../../core/result.ts'
import { hashPin, isStrongPin } from '../../db/journal/pin.ts'
import type { appProcedures } from '../api/app.ts'
import { enrol } from '../enrolment/enrol.ts'
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
      const pin = await hashPin(first.pin)
      const seed = journal.enrolment.seed()
      if (!seed.ok) return seed
      const enrolled = await enrol(code, {
        seed: seed.value,
        appVersion: options.appVersion,
        wallSeconds: clock.now,
        ...(options.answerWithinMs !== undefined && { answerWithinMs: options.answerWithinMs }),
      })
      if (!enrolled.ok) return enrolled
      // Sent twice by an impatient hand: the first answer has made us somebody already.
      if (context.identity() !== null) return err({ code: 'already-enrolled' })
      const { identity, keyList, serverTime } = enrolled.value
      cache.putDocument(keyList)
      clock.syncedWith(serverTime)
      const became = journal.enrolment.become({
        identity: JSON.stringify(identity),
        clerk: { number: first.number, name: first.name },
        pin,
        at: clock.now(),
      })
      if (!became.ok) return became
      context.enrolled(identity)
      return ok(app())
    },
  }
}
