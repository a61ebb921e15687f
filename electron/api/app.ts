// What the whole window rests on: phase, site, who is signed in; and how one gets from phase to phase.
// No PIN and no key comes out of here.
import { z } from 'zod'
import { siteProfile } from '../../core/sync/wire.ts'
import { clerkNumber, pin } from './basics.ts'
import { blockedView } from './repair.ts'
import { settingsView } from './settings.ts'
import { statusView } from './status.ts'

export const clerkView = z.object({
  number: z.string(),
  name: z.string(),
  role: z.enum(['clerk', 'supervisor']),
})
export type ClerkView = z.infer<typeof clerkView>

export const appView = z.object({
  /**
   * `blocked`: the terminal did not start, and nothing but `repair.*` is answered; `locked`: the clerk is away, or idle;
   * `pin-due`: signed in with a PIN that somebody else set.
   */
  phase: z.enum(['enrol', 'sign-in', 'pin-due', 'locked', 'counter', 'blocked']),
  host: z.enum(['electron', 'loopback']),
  version: z.string(),
  terminalId: z.string().nullable(),
  site: siteProfile.nullable(),
  clerk: clerkView.nullable(),
  /** Specimens alone are judged, and nothing is put on record or sent. */
  training: z.boolean(),
  /** Full screen by setting or policy; `left`: a supervisor has left it until the next clerk signs in. */
  kiosk: z.enum(['off', 'on', 'left']),
  settings: settingsView,
  status: statusView,
  blocked: blockedView.optional(),
})
export type AppView = z.infer<typeof appView>

export const appProcedures = {
  'app.get': { input: z.void(), output: appView },
  'enrolment.enrol': {
    input: z.object({
      code: z.string().max(400),
      clerk: z.object({ number: clerkNumber.regex(/^\d{1,12}$/), name: z.string().min(1).max(30), pin }),
    }),
    output: appView,
  },
  /** Over a running shift it is a hand-over: the session before it ends, whoever's it was. */
  'session.signIn': { input: z.object({ number: clerkNumber, pin }), output: appView },
  'session.signOut': { input: z.void(), output: appView },
  /** Hides the holder and forgets the open visit; `idle` says that nobody asked for it. */
  'session.lock': { input: z.object({ why: z.enum(['asked', 'idle', 'hand-over']) }), output: appView },
  /** Somebody is at the window: a key, a scan, a move of the pointer. Told at most every two seconds. */
  'session.active': { input: z.void(), output: z.null() },
  /** The same clerk comes back; another one signs in. */
  'session.unlock': { input: z.object({ pin }), output: appView },
  /** By whom the site's policy lets; ends by itself with the session. The open visit is forgotten either way. */
  'session.training': { input: z.object({ on: z.boolean() }), output: appView },
  /** Also the way out of `pin-due`. */
  'session.changePin': { input: z.object({ old: pin, next: pin }), output: appView },
} as const
