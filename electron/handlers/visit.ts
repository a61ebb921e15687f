// The visit's calls: present, record, refuse, close; each for a clerk who is signed in.
// What a call has acknowledged is on disk.
import { err, ok } from '../../core/result.ts'
import type { visitProcedures } from '../api/visit.ts'
import type { Context, HandlersOf } from './context.ts'

export function visitHandlers(context: Context): HandlersOf<typeof visitProcedures> {
  const { counter, signedIn, recorded } = context
  return {
    'visit.present'({ raw }) {
      const who = signedIn()
      if (!who.ok) return who
      return context.rules() === null ? err({ code: 'no-rules-yet' }) : ok(counter.present(raw))
    },

    'visit.record'(confirmed) {
      const who = signedIn()
      if (!who.ok) return who
      const sealed = counter.record(confirmed)
      return sealed.ok ? ok({ records: recorded(sealed.value) }) : sealed
    },

    'visit.refuse'({ visitId }) {
      const who = signedIn()
      if (!who.ok) return who
      const sealed = counter.refuse(visitId)
      if (!sealed.ok) return sealed
      const [record] = recorded(sealed.value)
      return record === undefined ? err({ code: 'internal' }) : ok({ record })
    },

    'visit.close'({ visitId }) {
      counter.close(visitId)
      return ok(null)
    },
  }
}
