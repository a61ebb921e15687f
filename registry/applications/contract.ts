// The console's calls about applications. Queues and pages are masked; the full data and each proof are asked for and written down.
// A unit gets its own applications alone, whatever it asks for (calls.ts). Dates are of Asia/Shanghai.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { call, file, type Trail } from '../console-api/call.ts'
import { CLAUSE_IDS } from './clauses.ts'
import { EMPLOYER_KINDS } from './policy.ts'
import { PROOF_TYPES } from './proofs/inspect.ts'
import { PURPOSES } from './rows.ts'
import { REVIEWS, STAGES } from './steps.ts'

export const applicationId = z.string().regex(/^20\d\d-\d{6}$/)
const id = applicationId
const stage = z.enum(STAGES)
const words = z.string().trim().min(1).max(1000)
const why = z.string().trim().min(1).max(200)
const date = z.iso.date()
const nothing = z.object({})
const chosen = z
  .array(z.object({ id, seen: z.int().min(1) }))
  .min(1)
  .max(200)

/** What a step decided, as the history shows it. */
export const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('submit') }),
  z.object({
    kind: z.literal('employer'),
    finding: z.enum(['agree', 'disagree']),
    form: z.enum(['uploaded', 'paper']),
    signedOn: date,
  }),
  z.object({ kind: z.literal('industry'), finding: z.enum(['agree', 'disagree']) }),
  z.object({ kind: z.literal('office') }),
  z.object({ kind: z.literal('return') }),
  z.object({ kind: z.literal('complete') }),
  z.object({
    kind: z.literal('opinion'),
    about: z.string().regex(/^[a-z]+$/),
    finding: z.enum(['none', 'concern']),
    repliedOn: date,
  }),
  z.object({ kind: z.literal('notice'), notice: z.uuid(), until: date }),
  z.object({ kind: z.literal('objection') }),
  z.object({
    kind: z.literal('settle'),
    objection: z.int().min(1),
    finding: z.enum(['unfounded', 'founded']),
  }),
  z.object({ kind: z.literal('approve') }),
  z.object({ kind: z.literal('issue'), card: z.string() }),
  z.object({ kind: z.literal('refuse') }),
  z.object({ kind: z.literal('object') }),
  z.object({ kind: z.literal('rehear'), finding: z.enum(['kept', 'reopened']) }),
  z.object({ kind: z.literal('reopen'), to: z.enum(REVIEWS) }),
  z.object({ kind: z.literal('withdraw') }),
])
const [, employer, industry, , sendBack] = decision.options
const unitsDecision = z.discriminatedUnion('kind', [employer, industry, sendBack])
const [, , , office, , , opinion, , objection, settle, approve, , refuse, , rehear, reopen] = decision.options
const officesDecision = z.discriminatedUnion('kind', [
  office,
  opinion,
  objection,
  settle,
  approve,
  refuse,
  rehear,
  reopen,
])

export const stepLine = z.object({
  number: z.int(),
  at: z.int(),
  on: date,
  party: z.enum(['applicant', 'unit', 'office']),
  actor: z.string().nullable(),
  decision,
  words: z.string().nullable(),
})
export const proofLine = z.object({
  number: z.int(),
  purpose: z.enum(PURPOSES),
  name: z.string(),
  type: z.enum(PROOF_TYPES),
  size: z.int(),
  addedAt: z.int(),
})
const line = z.object({
  id,
  stage,
  steps: z.int(),
  clause: z.enum(CLAUSE_IDS),
  tier: z.enum(TIERS),
  unit: z.string().nullable(),
  dueOn: date.nullable(),
  /** Masked; empty once deleted. */
  name: z.string(),
  employer: z.string(),
  /** Objections to a notice that nobody has settled. */
  openObjections: z.array(z.int()),
  /** The last day of the notice that hangs. */
  noticeUntil: date.nullable(),
})
export type ApplicationLine = z.infer<typeof line>

const answers = z.array(
  z.object({
    id,
    /** Null: done. */
    code: z
      .enum([
        'not-found',
        'moved-on',
        'not-yours',
        'not-at-this-stage',
        'unknown-opinion',
        'notice-too-short',
        'notice-not-over',
        'objection-open',
        'no-such-objection',
        'too-late-to-object',
        'sealed-form-missing',
        'already-holder',
        'already-applied',
      ])
      .nullable(),
  }),
)
export type DecisionAnswers = z.infer<typeof answers>

const notice = z.object({
  id: z.uuid(),
  scope: z.string(),
  contact: z.string(),
  from: date,
  until: date,
  at: z.int(),
  by: z.string(),
  entries: z.int(),
})

/** Of one application: its number; of many: all their numbers, with why. */
const trail = (of: readonly { readonly id: string }[], act: string, reason: string): Trail => ({
  subject: of.length === 1 ? (of[0]?.id ?? null) : null,
  why: `${act}${of.length === 1 ? '' : ` ${of.map(o => o.id).join(' ')}`}; ${reason}`,
})

export const applicationCalls = {
  'applications.counts': call({
    access: 'application.read',
    input: nothing,
    output: z.object({
      today: date,
      stages: z.array(z.object({ stage, count: z.int(), late: z.int() })),
      /** The earliest last day of a notice that is put out today, and how long a card is good. */
      noticeEnd: date,
      cardYears: z.int(),
      opinions: z.array(
        z.object({
          id: z.string(),
          title: z.object({ zh: z.string(), en: z.string() }),
          asked: z.object({ zh: z.string(), en: z.string() }),
        }),
      ),
    }),
    audit: null,
  }),
  'applications.queue': call({
    access: 'application.read',
    input: z.object({
      stage: stage.nullable(),
      late: z.boolean(),
      after: z.object({ dueOn: z.string().max(10), id: z.string().max(11) }).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({ today: date, rows: z.array(line), more: z.boolean() }),
    audit: null,
  }),
  'applications.page': call({
    access: 'application.read',
    input: z.object({ id }),
    output: z.object({
      today: date,
      application: line.extend({
        idTail: z.string(),
        employerKind: z.enum(EMPLOYER_KINDS),
        position: z.string(),
        industry: z.object({ zh: z.string(), en: z.string() }).nullable(),
        card: z.string().nullable(),
        deleted: z.boolean(),
        /** Opinions so far, by what they are about. */
        found: z.record(z.string(), z.enum(['none', 'concern'])),
      }),
      proofs: z.array(proofLine),
      history: z.array(stepLine),
    }),
    audit: null,
  }),
  'applications.look': call({
    access: 'application.look',
    input: z.object({ id, why }),
    output: z.object({
      name: z.string(),
      idNumber: z.string(),
      mobile: z.string(),
      provincial: z.string(),
      statement: z.string(),
    }),
    audit: i => ({ subject: i.id, why: i.why }),
  }),
  /** The reviewing unit's steps. */
  'applications.review': call({
    access: 'application.review',
    input: z.object({ chosen, decision: unitsDecision, words }),
    output: z.object({ answers }),
    audit: i => trail(i.chosen, i.decision.kind, i.words),
  }),
  /** The talent office's. */
  'applications.decide': call({
    access: 'application.decide',
    input: z.object({ chosen, decision: officesDecision, words }),
    output: z.object({ answers }),
    audit: i => trail(i.chosen, i.decision.kind, i.words),
  }),
  'applications.makeNotice': call({
    access: 'application.decide',
    input: z.object({ chosen, scope: why, contact: why, until: date }),
    output: z.object({ notice: z.uuid().nullable(), answers }),
    audit: i => trail(i.chosen, `notice until ${i.until}`, i.scope),
  }),
  'applications.notices': call({
    access: 'application.read',
    input: nothing,
    output: z.object({ notices: z.array(notice) }),
    audit: null,
  }),
  /** As it hangs in public: names, employers and clauses. */
  'applications.notice': call({
    access: 'application.read',
    input: z.object({ id: z.uuid() }),
    output: z.object({
      notice,
      entries: z.array(
        z.object({
          application: id,
          stage,
          clause: z.enum(CLAUSE_IDS),
          tier: z.enum(TIERS),
          person: z.object({ name: z.string(), employer: z.string(), position: z.string() }).nullable(),
        }),
      ),
    }),
    audit: null,
  }),
  'applications.issue': call({
    access: 'application.decide',
    input: z.object({ chosen, expires: date, words }),
    output: z.object({ answers }),
    audit: i => trail(i.chosen, `issue until ${i.expires}`, i.words),
  }),
} as const

export const applicationFiles = {
  /** Saved or shown as a picture by the page; never a page of its own. */
  'applications.proof': file({
    access: 'application.look',
    input: z.object({ id, number: z.coerce.number().int().min(1).max(1000) }),
    audit: i => ({ subject: i.id, why: `proof ${i.number}` }),
  }),
  'applications.noticeDocument': file({
    access: 'application.read',
    input: z.object({ id: z.uuid(), format: z.enum(['pdf', 'docx']) }),
    audit: null,
  }),
} as const
