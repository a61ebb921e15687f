// Leaving full screen with a supervisor's PIN, and going back.
// Both the leaving and the refusal are in the audit; a wrong PIN costs what it costs at signing in.
import { err, ok } from '../../core/result.ts'
import type { kioskProcedures } from '../api/kiosk.ts'
import type { Context, HandlersOf } from './context.ts'

export function kioskHandlers(context: Context): HandlersOf<typeof kioskProcedures> {
  const { storage, clock, kiosk, app } = context
  const { journal } = storage
  return {
    async 'kiosk.leave'({ number, pin }) {
      if (context.identity() === null) return err({ code: 'not-enrolled' })
      if (kiosk.state() !== 'on') return ok(app())
      const verified = await journal.clerks.verify(number, pin, clock.now())
      const may = verified.ok && verified.value.role === 'supervisor'
      const noted = journal.audit(clock.now(), number, may ? 'kiosk-left' : 'kiosk-leave-refused')
      if (!verified.ok) return verified
      if (!may) return err({ code: 'not-allowed' })
      if (!noted.ok) return noted
      kiosk.leave()
      context.appChanged()
      return ok(app())
    },

    'kiosk.enter'() {
      kiosk.enter()
      context.appChanged()
      return ok(app())
    },
  }
}
