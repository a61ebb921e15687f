// The console's calls about conflicts: the worklist, what was found before, settling and opening again, and how many wait.
// Card numbers and places alone; whom a card belongs to is the holder's page to show, under its own permission.
import { z } from 'zod'
import { call } from '../console-api/call.ts'
import { KINDS, STATES, VERDICTS } from './conflicts.ts'

const subject = z.string().max(200)
const why = z.string().trim().min(1).max(500)
const verdict = z.enum([...VERDICTS, 'reopened'])
const words = z.object({ zh: z.string(), en: z.string() })

export const conflict = z.object({
  subject,
  kind: z.enum(KINDS),
  at: z.int(),
  lastAt: z.int(),
  times: z.int(),
  state: z.enum(STATES),
  site: z.string().nullable(),
  siteName: words.nullable(),
  terminal: z.string().nullable(),
  sequence: z.int().nullable(),
  until: z.int().nullable(),
  card: z.string().nullable(),
  item: z.string().nullable(),
  itemTitle: words.nullable(),
  servedAt: z.int().nullable(),
  otherSite: z.string().nullable(),
  otherSiteName: words.nullable(),
  otherTerminal: z.string().nullable(),
  otherAt: z.int().nullable(),
  foundAt: z.int().nullable(),
  foundBy: z.string().nullable(),
  verdict: verdict.nullable(),
  why: z.string().nullable(),
})
export type ConflictLine = z.infer<typeof conflict>

export const conflictCalls = {
  'conflicts.list': call({
    access: 'service.read',
    input: z.object({
      kind: z.enum(KINDS).nullable(),
      state: z.enum(STATES).nullable(),
      site: z.string().max(40).nullable(),
      page: z.int().min(0).max(10_000),
    }),
    output: z.object({ conflicts: z.array(conflict), more: z.boolean() }),
    audit: null,
  }),
  'conflicts.history': call({
    access: 'conflict.settle',
    input: z.object({ subject }),
    output: z.object({
      findings: z.array(z.object({ at: z.int(), actor: z.string(), verdict, why: z.string() })),
    }),
    audit: null,
  }),
  'conflicts.judge': call({
    access: 'conflict.settle',
    input: z.object({ subject, verdict, why }),
    output: z.object({}),
    audit: i => ({ subject: i.subject, why: `${i.verdict}: ${i.why}` }),
  }),
  /** For the navigation: what waits for somebody. */
  'oversight.waiting': call({
    access: 'service.read',
    input: z.object({}),
    output: z.object({ conflicts: z.int(), overdue: z.int() }),
    audit: null,
  }),
} as const
