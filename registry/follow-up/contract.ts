// The console's calls about what holders said: grades and comments of a period, and low ratings followed up to their deadlines.
// Whose visit it was is a card number at most; reaching the holder goes through the holder's page and its trail.
import { z } from 'zod'
import { call } from '../console-api/call.ts'
import { period } from '../supervision/figures.ts'
import { STATES } from './follow-ups.ts'

const words = z.object({ zh: z.string(), en: z.string() })
const site = z.string().max(40).nullable()
const visit = z.object({ terminal: z.string().max(60), visit: z.uuid() })
const note = z.string().trim().min(1).max(500)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const items = z.array(z.object({ id: z.string(), title: words }))

const followUp = visit.extend({
  rating: z.int(),
  at: z.int(),
  openedAt: z.int(),
  contactBy: day,
  settleBy: day,
  state: z.enum(STATES),
  overdue: z.boolean(),
  /** Working days to the next deadline; negative when it is past. */
  daysLeft: z.int(),
  answer: z.string().nullable(),
  site: z.string(),
  siteName: words,
  comment: z.string().nullable(),
  card: z.string().nullable(),
  items,
})
export type FollowUpLine = z.infer<typeof followUp>
const comment = z.object({
  at: z.int(),
  site: z.string(),
  siteName: words,
  terminal: z.string(),
  visit: z.string(),
  rating: z.int().nullable(),
  comment: z.string(),
  items,
})

export const ratingCalls = {
  'ratings.summary': call({
    access: 'service.read',
    input: z.object({ period, site, grade: z.int().min(1).max(5).nullable() }),
    output: z.object({
      sites: z.array(z.object({ site: z.string(), name: words, grades: z.array(z.int()).length(5) })),
      comments: z.array(comment),
      words: z.array(z.object({ word: z.string(), comments: z.int() })),
      /** So many latest comments were read for the words. */
      readFor: z.int(),
    }),
    audit: null,
  }),
  'followUps.list': call({
    access: 'service.read',
    input: z.object({ state: z.enum([...STATES, 'unsettled', 'overdue']).nullable(), site }),
    output: z.object({ followUps: z.array(followUp) }),
    audit: null,
  }),
  'followUps.page': call({
    access: 'service.read',
    input: visit,
    output: z.object({
      followUp,
      steps: z.array(
        z.object({
          at: z.int(),
          actor: z.string(),
          step: z.enum(['contact', 'settle', 'reopen']),
          note: z.string(),
        }),
      ),
    }),
    audit: null,
  }),
  'followUps.contact': call({
    access: 'rating.contact',
    input: visit.extend({ note }),
    output: z.object({}),
    audit: i => ({ subject: i.visit, why: 'contact' }),
  }),
  'followUps.settle': call({
    access: 'rating.settle',
    input: visit.extend({ answer: note }),
    output: z.object({}),
    audit: i => ({ subject: i.visit, why: 'settle' }),
  }),
  'followUps.reopen': call({
    access: 'rating.settle',
    input: visit.extend({ why: note }),
    output: z.object({}),
    audit: i => ({ subject: i.visit, why: i.why }),
  }),
} as const
