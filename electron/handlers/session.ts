// Signing in and out, handing over, locking: who works at this window, from when to when.
// Whatever changes here first forgets who stood at the counter; nobody signs in or fails to unheard.

import { mayTrain } from '../../core/policy/specimens.ts'
import { err, ok } from '../../core/result.ts'
import type { appProcedures } from '../api/app.ts'
import { stateOf } from '../session.ts'
import type { Context, HandlersOf } from './context.ts'

type SessionProcedures = Pick<
  typeof appProcedures,
  | 'session.signIn'
  | 'session.signOut'
  | 'session.lock'
  | 'session.active'
  | 'session.unlock'
  | 'session.changePin'
  | 'session.training'
>

export function sessionHandlers(context: Context): HandlersOf<SessionProcedures> {
  const { storage, clock, app } = context
  const { journal } = storage
  return {
    async 'session.signIn'({ number, pin }) {
      if (context.identity() === null) return err({ code: 'not-enrolled' })
      const verified = await journal.clerks.verify(number, pin, clock.now())
      journal.audit(clock.now(), number, verified.ok ? 'signed-in' : 'sign-in-failed')
      if (!verified.ok) return verified
      const begun = context.beginShift(verified.value)
      return begun.ok ? ok(app()) : begun
    },

    'session.signOut'() {
      const session = context.session()
      if (session !== null) {
        // Told before it is done: a journal that cannot be written must not keep a clerk from leaving.
        journal.audit(clock.now(), session.clerk.number, 'signed-out')
        journal.shifts.end(clock.now(), 'signed-out')
      }
      context.setSession(null)
      return ok(app())
    },

    'session.lock'({ why }) {
      context.lock(why, 'page')
      return ok(app())
    },

    // The call itself is the message (people/idle-lock.ts).
    'session.active': () => ok(null),

    async 'session.unlock'({ pin }) {
      const session = context.session()
      if (session?.state !== 'locked') return session === null ? err({ code: 'not-signed-in' }) : ok(app())
      const { number } = session.clerk
      const verified = await journal.clerks.verify(number, pin, clock.now())
      journal.audit(clock.now(), number, verified.ok ? 'unlocked' : 'unlock-failed')
      if (!verified.ok) return verified
      // Somebody else may have taken over while the PIN was being judged.
      if (context.session()?.clerk.number !== number) return err({ code: 'not-signed-in' })
      context.setSession({ ...session, clerk: verified.value, state: stateOf(journal, number) })
      return ok(app())
    },

    'session.training'({ on }) {
      const who = context.signedIn()
      if (!who.ok) return who
      const session = context.session()
      if (session === null || session.training === on) return ok(app())
      // Out of it anybody may find, whatever the policy has become meanwhile.
      if (on && !mayTrain(context.policy().training, who.value.role)) return err({ code: 'not-allowed' })
      if (on && context.rules() === null) return err({ code: 'no-rules-yet' })
      context.setSession({ ...session, training: on })
      return ok(app())
    },

    async 'session.changePin'({ old, next }) {
      const session = context.session()
      if (session === null) return err({ code: 'not-signed-in' })
      if (session.state === 'locked') return err({ code: 'session-locked' })
      const { number } = session.clerk
      const changed = await journal.clerks.changePin(number, old, next, clock.now())
      if (!changed.ok) {
        if (changed.error.code === 'clerk-or-pin-wrong')
          journal.audit(clock.now(), number, 'sign-in-failed', 'change of pin')
        return changed
      }
      journal.audit(clock.now(), number, 'pin-changed')
      const now = context.session()
      if (now?.clerk.number === number && now.state === 'pin-due')
        context.setSession({ ...now, state: 'open' })
      return ok(app())
    },
  }
}
