// The console's calls about the clerks of a site: who may work at its windows. A first PIN and a badge's code go out once.
// The register keeps hashes alone; terminals of the site hear of a change with their next sync.
import { z } from 'zod'
import { clerkNumberText, rosterClerk } from '../../core/sync/roster.ts'
import { call } from '../console-api/call.ts'

const site = z.string().regex(/^[a-z0-9-]{2,40}$/)
const number = clerkNumberText
const why = z.string().trim().min(1).max(200)
const firstPin = z.object({ firstPin: z.string() })

const clerk = rosterClerk
  .pick({ number: true, name: true, role: true, state: true })
  .extend({ hasBadge: z.boolean() })
export type ClerkRow = z.infer<typeof clerk>

export const clerkCalls = {
  'clerks.list': call({
    access: 'site.manage',
    input: z.object({ site }),
    output: z.object({ clerks: z.array(clerk) }),
    audit: null,
  }),
  'clerks.add': call({
    access: 'site.manage',
    input: z.object({ site, number, name: z.string().trim().min(1).max(30), role: rosterClerk.shape.role }),
    output: firstPin,
    audit: i => ({ subject: `${i.site}/${i.number}`, why: i.role }),
  }),
  'clerks.setState': call({
    access: 'site.manage',
    input: z.object({ site, number, state: rosterClerk.shape.state, why }),
    output: z.object({}),
    audit: i => ({ subject: `${i.site}/${i.number}`, why: `${i.state}; ${i.why}` }),
  }),
  'clerks.resetPin': call({
    access: 'site.manage',
    input: z.object({ site, number, why }),
    output: firstPin,
    audit: i => ({ subject: `${i.site}/${i.number}`, why: i.why }),
  }),
  'clerks.badge': call({
    access: 'site.manage',
    input: z.object({ site, number, why }),
    output: z.object({ svg: z.string() }),
    audit: i => ({ subject: `${i.site}/${i.number}`, why: i.why }),
  }),
} as const
