// The console's calls about sites, their windows and terminals: what is there, who may join, who is cut off.
// An enrolment code goes out once, when it is made; the register keeps its hash.
import { z } from 'zod'
import { SITE_KINDS } from '../../core/policy/catalogue.ts'
import { policyChanges, sitePolicy } from '../../core/policy/site-policy.ts'
import { call } from '../console-api/call.ts'

const siteId = z.string().regex(/^[a-z0-9-]{2,40}$/)
const name = z.string().trim().min(1).max(60)
const why = z.string().trim().min(1).max(200)
const kind = z.enum(SITE_KINDS)
const nothing = z.object({})

const site = z.object({ id: siteId, nameZh: name, nameEn: name, kind, county: z.string() })
const terminal = z.object({
  id: z.string(),
  window: z.string(),
  state: z.enum(['active', 'cut-off']),
  enrolledAt: z.int(),
  lastContact: z.int(),
  /** Records that arrived, and where the terminal said its own journal ends: what lies between is on its way or lost. */
  received: z.int(),
  journalEnd: z.int().nullable(),
  app: z.string().nullable(),
  /** The state of the register that its verdicts rest on. */
  dataAsOf: z.int().nullable(),
  /** Gaps, forks and the like that nobody has closed. */
  openEvents: z.int(),
})
export type TerminalRow = z.infer<typeof terminal>

export const siteCalls = {
  'sites.list': call({
    access: 'site.read',
    input: nothing,
    output: z.object({
      sites: z.array(site.extend({ terminals: z.int(), lastContact: z.int().nullable() })),
      now: z.int(),
    }),
    audit: null,
  }),
  'sites.page': call({
    access: 'site.read',
    input: z.object({ id: siteId }),
    output: z.object({
      site,
      /** What is offered at sites of this kind, by the catalogue. */
      items: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
      terminals: z.array(terminal),
      policy: sitePolicy,
      /** The newest program that any terminal of the register runs. */
      newestApp: z.string().nullable(),
      now: z.int(),
    }),
    audit: null,
  }),
  'sites.add': call({
    access: 'site.manage',
    input: site.extend({ county: z.string().trim().min(1).max(20) }),
    output: nothing,
    audit: i => ({ subject: i.id, why: i.kind }),
  }),
  'sites.code': call({
    access: 'site.manage',
    /** `items` null: all that the site's kind offers. */
    input: z.object({
      id: siteId,
      nameZh: name,
      nameEn: name,
      items: z.array(z.string().max(8)).min(1).nullable(),
    }),
    output: z.object({ code: z.string(), svg: z.string(), expiresAt: z.int() }),
    audit: i => ({ subject: i.id, why: i.nameZh }),
  }),
  /** The fields that are to be other than they are; the site's terminals hear of it with their next sync. */
  'sites.setPolicy': call({
    access: 'site.manage',
    input: z.object({ id: siteId, changes: policyChanges, why }),
    output: nothing,
    audit: i => ({ subject: i.id, why: `${JSON.stringify(i.changes)}; ${i.why}` }),
  }),
  'terminals.cutOff': call({
    access: 'site.manage',
    input: z.object({ id: z.string().max(60), why }),
    output: nothing,
    audit: i => ({ subject: i.id, why: i.why }),
  }),
} as const
