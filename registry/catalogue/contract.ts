// The console's calls about the catalogue: versions, drafts, dry runs, publication. All but reading is the office's.
// A body is a catalogue's shape and no more: whether it is sound is said by its problems, and asked again at publication.
import { z } from 'zod'
import { bilingual, type Catalogue } from '../../core/policy/catalogue.ts'
import { hasShape } from '../../core/policy/catalogue-problems.ts'
import { call, file } from '../console-api/call.ts'
import { dryRunSummary } from './dry-run/result.ts'
import { VERSION_STATES } from './versions.ts'

const why = z.string().trim().min(1).max(200)
const name = z.string().trim().min(1).max(40)
const id = z.uuid()
const nothing = z.object({})
const body = z.custom<Catalogue>(hasShape)

const version = z.object({
  number: z.int(),
  version: z.string(),
  state: z.enum(VERSION_STATES),
  effectiveFrom: z.string(),
  items: z.int(),
  sha256: z.string(),
  publishedAt: z.int(),
  publishedBy: z.string(),
  why: z.string(),
  withdrawn: z.object({ at: z.int(), by: z.string(), why: z.string() }).nullable(),
})
const draft = z.object({
  id,
  version: z.string(),
  basedOn: z.int(),
  revision: z.int(),
  changedAt: z.int(),
  changedBy: z.string(),
})
export type VersionSummary = z.infer<typeof version>

const tried = z.object({
  /** Of the draft as it is now; false: it was changed since. */
  isCurrent: z.boolean(),
  startedAt: z.int(),
  startedBy: z.string(),
  result: dryRunSummary,
  /** Names of the sites in it. */
  sites: z.record(z.string(), bilingual),
})
export type TriedDraft = z.infer<typeof tried>
const running = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.int(),
  total: z.int(),
})

export const catalogueCalls = {
  'catalogue.list': call({
    access: 'catalogue.read',
    input: nothing,
    output: z.object({ versions: z.array(version), drafts: z.array(draft) }),
    audit: null,
  }),
  'catalogue.version': call({
    access: 'catalogue.read',
    input: z.object({ version: name }),
    output: z.object({
      version,
      body,
      /** The one before it that stands; null for the first. */
      before: z.object({ version: z.string(), body }).nullable(),
      use: z.object({
        terminals: z.int(),
        records: z.int(),
        lastAt: z.int().nullable(),
        late: z.int(),
      }),
    }),
    audit: null,
  }),
  'catalogue.begin': call({
    access: 'catalogue.edit',
    /** `body`: from a file; null for a copy of the last version. */
    input: z.object({ name, body: z.unknown() }),
    output: z.object({ id }),
    audit: i => ({ subject: i.name, why: i.body === null ? 'copy' : 'file' }),
  }),
  'catalogue.draft': call({
    access: 'catalogue.read',
    input: z.object({ id }),
    output: z.object({
      draft,
      body,
      /** What it would follow. `isBehind`: another version was published since it was begun. */
      base: z.object({ number: z.int(), version: z.string(), body, isBehind: z.boolean() }),
      /** The first day that it could have. */
      earliest: z.string(),
      tried: tried.nullable(),
      running: running.nullable(),
    }),
    audit: null,
  }),
  'catalogue.save': call({
    access: 'catalogue.edit',
    /** `basedOn`: the version whose differences were looked at. */
    input: z.object({ id, revision: z.int(), basedOn: z.int(), body: z.unknown() }),
    output: z.object({ revision: z.int() }),
    audit: i => ({ subject: i.id, why: `revision ${i.revision + 1}` }),
  }),
  'catalogue.discard': call({
    access: 'catalogue.edit',
    input: z.object({ id, why }),
    output: nothing,
    audit: i => ({ subject: i.id, why: i.why }),
  }),
  'catalogue.tryOut': call({
    access: 'catalogue.edit',
    input: z.object({ id }),
    output: nothing,
    audit: i => ({ subject: i.id, why: null }),
  }),
  'catalogue.trying': call({
    access: 'catalogue.edit',
    input: z.object({ id }),
    output: z.object({ running: running.nullable() }),
    audit: null,
  }),
  'catalogue.stopTrying': call({
    access: 'catalogue.edit',
    input: z.object({ id }),
    output: nothing,
    audit: i => ({ subject: i.id, why: null }),
  }),
  /** Windows that would offer less. */
  'catalogue.windows': call({
    access: 'catalogue.edit',
    input: z.object({ id }),
    output: z.object({
      windows: z.array(
        z.object({ site: bilingual, window: bilingual, lost: z.array(z.string()), left: z.int() }),
      ),
    }),
    audit: null,
  }),
  'catalogue.publish': call({
    access: 'catalogue.edit',
    input: z.object({ id, revision: z.int(), day: z.iso.date(), why }),
    output: z.object({ version: z.string() }),
    audit: i => ({ subject: i.id, why: `${i.day}; ${i.why}` }),
  }),
  'catalogue.withdraw': call({
    access: 'catalogue.edit',
    input: z.object({ version: name, why }),
    output: nothing,
    audit: i => ({ subject: i.version, why: i.why }),
  }),
} as const

export const catalogueFiles = {
  /** The last dry run of a draft, with its single cases: cards' numbers are in it. */
  'catalogue.tried': file({
    access: 'catalogue.edit',
    input: z.object({ id, why }),
    audit: i => ({ subject: i.id, why: i.why }),
  }),
} as const
