// Who is signed in at this window, and in what state: at work, locked, or about to change a PIN set by somebody else.
// There is one session at most; a session that is not open may do nothing but open itself or end.
import { err, ok, type Result } from '../core/result.ts'
import type { Clerk } from '../db/journal/clerks.ts'
import type { Journal } from '../db/journal/journal.ts'

export type Session = {
  readonly clerk: Clerk
  readonly state: 'open' | 'locked' | 'pin-due'
  /** Training ends with the session: nobody comes to work in the morning and finds it on. */
  readonly training: boolean
}

export type SessionError = { readonly code: 'not-signed-in' | 'session-locked' | 'pin-change-due' }

/** The clerk who may work now, or why there is none. */
export function workingClerk(session: Session | null): Result<Clerk, SessionError> {
  if (session === null) return err({ code: 'not-signed-in' })
  switch (session.state) {
    case 'open':
      return ok(session.clerk)
    case 'locked':
      return err({ code: 'session-locked' })
    case 'pin-due':
      return err({ code: 'pin-change-due' })
  }
}

/** How a clerk who has just proved who he is goes on. */
export const stateOf = ({ clerks }: Pick<Journal, 'clerks'>, number: string): 'open' | 'pin-due' =>
  clerks.find(number)?.pinDue === true ? 'pin-due' : 'open'
