// The phone pages' calls about signing in and out, and about the phones that are signed in.
// The answer to a request for a code is one and the same, whoever's number it was.
import { z } from 'zod'
import { phoneCall } from '../phone-api/call.ts'
import { PHONE_KINDS, writtenNumber } from './number.ts'

const nothing = z.object({})
const kind = z.enum(PHONE_KINDS)
const numbered = z.object({ kind, number: z.string().max(40) }).transform(({ kind, number }, context) => {
  const written = writtenNumber(kind, number)
  if (written !== null) return { kind, number: written }
  context.addIssue({ code: 'custom', message: 'not such a number' })
  return z.NEVER
})

const session = z.object({
  id: z.string(),
  deviceName: z.string(),
  startedAt: z.int(),
  seenAt: z.int(),
  current: z.boolean(),
})

export const accessCalls = {
  'session.requestCode': phoneCall({
    access: 'anyone',
    input: numbered,
    /** Seconds, both. */
    output: z.object({ resendAfter: z.int(), livesFor: z.int() }),
  }),
  /** Carried out by serve.ts, which gives the cookie; signed with the key that it brings. */
  'session.confirm': phoneCall({
    access: 'anyone',
    input: z
      .object({
        code: z.string().regex(/^\d{6}$/),
        /** A raw P-256 point, base64url. */
        deviceKey: z.string().regex(/^B[\w-]{86}$/),
        deviceName: z.string().trim().min(1).max(60),
      })
      .and(numbered),
    output: nothing,
  }),
  'session.get': phoneCall({
    access: 'signed-in',
    input: nothing,
    output: z.object({ kind, number: z.string() }),
  }),
  'session.list': phoneCall({
    access: 'signed-in',
    input: nothing,
    output: z.object({ sessions: z.array(session) }),
  }),
  'session.end': phoneCall({ access: 'signed-in', input: z.object({ id: z.uuid() }), output: nothing }),
  'session.endOthers': phoneCall({ access: 'signed-in', input: nothing, output: nothing }),
  'session.signOut': phoneCall({ access: 'signed-in', input: nothing, output: nothing }),
} as const
export type ListedPhone = z.infer<typeof session>
