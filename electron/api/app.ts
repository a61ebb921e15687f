// What the whole window rests on: phase, site, who is signed in; and how one gets from phase to phase.
// No PIN and no key comes out of here.
import { z } from 'zod'
import { siteProfile } from '../../core/sync/wire.ts'
import { clerkNumber, pin } from './basics.ts'
import { blockedView } from './repair.ts'
import { statusView } from './status.ts'

export const clerkView = z.object({
  number: z.string(),
  name: z.string(),
  role: z.enum(['clerk', 'supervisor']),
})
export type ClerkView = z.infer<typeof clerkView>

export const appView = z.object({
  /** `blocked`: the terminal did not start, and nothing but `repair.*` is answered. */
  phase: z.enum(['enrol', 'sign-in', 'counter', 'blocked']),
  host: z.enum(['electron', 'loopback']),
  version: z.string(),
  terminalId: z.string().nullable(),
  site: siteProfile.nullable(),
  clerk: clerkView.nullable(),
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
  'session.signIn': { input: z.object({ number: clerkNumber, pin }), output: appView },
  'session.signOut': { input: z.void(), output: appView },
} as const
