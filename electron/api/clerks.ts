// The supervisor's affairs: who may work here, and what was done here.
// No PIN and no hash comes out; a badge's code comes out once, when it is issued.
import { z } from 'zod'
import { ACTS } from '../../db/journal/audit.ts'
import { appView } from './app.ts'
import { clerkNumber, pin, seconds } from './basics.ts'

export const listedClerk = z.object({
  number: z.string(),
  name: z.string(),
  role: z.enum(['clerk', 'supervisor']),
  state: z.enum(['active', 'closed']),
  origin: z.enum(['local', 'registry']),
  pinDue: z.boolean(),
  hasBadge: z.boolean(),
})
export type ListedClerkView = z.infer<typeof listedClerk>

const listed = z.object({ clerks: z.array(listedClerk) })
const one = z.object({ number: clerkNumber })

/** A QR as the screen draws it: `path` in units of one module, `size` modules wide with its quiet zone. */
export const qrView = z.object({ size: z.int(), path: z.string() })
export type QrView = z.infer<typeof qrView>

export const auditEntry = z.object({
  id: z.int(),
  at: seconds,
  clerk: z.string().nullable(),
  act: z.string(),
  detail: z.string().nullable(),
  /** The records that the detail is about, one or those of a visit, by the number that the log gave them. */
  records: z.array(z.int()),
})
export type AuditEntryView = z.infer<typeof auditEntry>

export const clerksProcedures = {
  'clerks.list': { input: z.void(), output: listed },
  /** With a first PIN, which the clerk must change at the first sign-in. */
  'clerks.add': {
    input: z.object({
      number: clerkNumber.regex(/^\d{1,12}$/),
      name: z.string().trim().min(1).max(30),
      role: z.enum(['clerk', 'supervisor']),
      pin,
    }),
    output: listed,
  },
  'clerks.close': { input: one, output: listed },
  'clerks.reopen': { input: one, output: listed },
  'clerks.setRole': { input: one.extend({ role: z.enum(['clerk', 'supervisor']) }), output: listed },
  /** A first PIN anew; whoever was waiting after wrong ones waits no more. */
  'clerks.resetPin': { input: one.extend({ pin }), output: listed },
  /** A new badge; the last one is dead from now on. */
  'clerks.issueBadge': { input: one, output: z.object({ number: z.string(), name: z.string(), qr: qrView }) },
  /** A badge was scanned: it signs in where the site's policy lets it, else it says whose PIN is to be asked for. */
  'session.badge': {
    input: z.object({ badge: z.string().max(2_000_000) }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('signed-in'), app: appView }),
      z.object({ kind: z.literal('pin-needed'), number: z.string(), name: z.string() }),
    ]),
  },
  /** Newest first; `before`: the last entry of the page before. */
  'audit.find': {
    input: z.object({
      before: z.int().nullable(),
      from: seconds,
      to: seconds,
      clerk: z.string().max(20).nullable(),
      act: z.enum(ACTS).nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ entries: z.array(auditEntry), more: z.boolean() }),
  },
} as const
