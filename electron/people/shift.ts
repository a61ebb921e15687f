// The session at this window and its shift: who works, from when to when, and who follows whom.
// Every change of it first goes through `onChange`, where whoever stands at the counter is forgotten.
import { err, ok, type Result } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { Journal } from '../../db/journal/journal.ts'
import type { TerminalClock } from '../clock.ts'
import type { Refusal } from '../handlers/context.ts'
import { type Session, stateOf, workingClerk } from '../session.ts'

export type LockReason = 'asked' | 'idle' | 'hand-over'

export type ShiftParts = {
  readonly journal: Journal
  readonly clock: Pick<TerminalClock, 'now'>
  isEnrolled(): boolean
  /** Before the new session holds: the old counter is to be cleared. */
  onLeave(): void
  /** The new session holds. */
  onChange(before: Session | null, now: Session | null): void
}

export type Shift = ReturnType<typeof createShift>

export function createShift({ journal, clock, isEnrolled, onLeave, onChange }: ShiftParts) {
  let session: Session | null = null

  function set(next: Session | null): void {
    const before = session
    onLeave()
    session = next
    onChange(before, session)
  }

  function signedIn(): Result<Clerk, Refusal> {
    return isEnrolled() ? workingClerk(session) : err({ code: 'not-enrolled' })
  }

  return {
    /** Whoever is signed in, at work or not. */
    session: () => session,
    /** The session while its clerk may work: neither locked nor about to change his PIN. */
    open: () => (session?.state === 'open' ? session : null),
    set,
    signedIn,

    lock(why: LockReason, by: 'page' | 'terminal'): void {
      if (session === null || session.state === 'locked') return
      const now = clock.now()
      journal.audit(now, session.clerk.number, 'locked', why)
      // For support: whether the page locked in time by itself.
      if (why === 'idle')
        journal.devices.add({ at: now, device: 'screen', event: 'idle-lock', detail: `by-${by}` })
      set({ ...session, state: 'locked' })
    },

    supervisor(): Result<Clerk, Refusal> {
      const who = signedIn()
      return who.ok && who.value.role !== 'supervisor' ? err({ code: 'not-allowed' }) : who
    },

    begin(clerk: Clerk): Result<null, Refusal> {
      // The same clerk on another way in, as by badge at his own lock: the shift goes on.
      if (session?.clerk.number !== clerk.number) {
        const begun = journal.shifts.begin(clerk.number, clock.now())
        if (!begun.ok) return begun
        if (session !== null)
          journal.audit(clock.now(), session.clerk.number, 'handed-over', `to ${clerk.number}`)
      }
      set({ clerk, state: stateOf(journal, clerk.number), training: false })
      return ok(null)
    },

    /** These clerks are others than before: whoever of them is signed in goes on as what he is now, or not at all. */
    clerksChanged(numbers: readonly string[]): void {
      if (session === null || !numbers.includes(session.clerk.number)) return
      const now = journal.clerks.find(session.clerk.number)
      if (now === null || now.state === 'closed') {
        journal.audit(clock.now(), session.clerk.number, 'signed-out', 'closed')
        journal.shifts.end(clock.now(), 'signed-out')
        set(null)
        return
      }
      const before = session
      session = { ...session, clerk: { number: now.number, name: now.name, role: now.role } }
      onChange(before, session)
    },

    /** The program ended before anybody signed out: nobody works here until somebody signs in. */
    breakOff(): void {
      const left = journal.shifts.current()
      if (left === null) return
      const lastSeen = Math.max(left.beganAt, journal.log.lastAt() ?? 0, journal.auditTrail(1)[0]?.at ?? 0)
      journal.shifts.end(lastSeen, 'broken-off')
      journal.audit(clock.now(), left.clerk, 'shift-broken-off')
    },
  }
}
