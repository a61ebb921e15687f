// Taking a record back, for a clerk who is signed in and may; every try is in the audit.
// What is taken back stays in the log, with the record that took it back.
import { mayVoid } from '../../core/policy/void.ts'
import { err, ok } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { voidProcedures } from '../api/void.ts'
import { voidRecord } from '../visit/void.ts'
import type { Context, HandlersOf } from './context.ts'

export function voidHandlers(context: Context): HandlersOf<typeof voidProcedures> {
  const { storage, clock, signedIn } = context
  const { journal } = storage

  const questionOf = (recordId: string, by: Clerk) => ({
    record: journal.log.byId(recordId)?.body ?? null,
    voided: journal.log.isVoided(recordId),
    by,
    now: clock.now(),
    voidDays: context.policy().voidDays,
  })

  return {
    'records.void'({ recordId, reason, text }) {
      const who = signedIn()
      if (!who.ok) return who
      const words = text.trim()
      if (reason === 'other' && words === '') return err({ code: 'reason-in-words' })
      const question = questionOf(recordId, who.value)
      const may = mayVoid(question)
      if (!may.ok || question.record === null) {
        const code = may.ok ? 'no-such-record' : may.error.code
        journal.audit(clock.now(), who.value.number, 'void-refused', `${code} ${recordId}`)
        return err({ code })
      }
      const sealed = context.append([
        voidRecord(question.record, { code: reason, text: words }, context.stamp(0)),
      ])
      if (!sealed.ok) return sealed
      journal.audit(clock.now(), who.value.number, 'voided', `${reason} ${recordId}`)
      const [record] = context.recorded(sealed.value)
      return record === undefined ? err({ code: 'internal' }) : ok({ record })
    },

    'records.mayVoid'({ recordId }) {
      const who = signedIn()
      if (!who.ok) return who
      const may = mayVoid(questionOf(recordId, who.value))
      return ok({ refusal: may.ok ? null : may.error.code })
    },
  }
}
