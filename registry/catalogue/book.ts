// The catalogue's versions and drafts in the register's database: read, drafted, published, taken back.
// A published version is never changed: what can be edited is a draft, and a version can only be followed by another.
import { createHash, randomUUID } from 'node:crypto'
import { addDays, dateOf } from '../../core/policy/calendar.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { hasShape } from '../../core/policy/catalogue-problems.ts'
import { checkCatalogue, loadCatalogue } from '../../core/policy/load-catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Queries, Sql } from '../store/sql.ts'
import { dueSince, noteCountDue } from './count-due.ts'
import {
  type ItemRule,
  itemRule,
  knownAt,
  newlyCounted,
  standing,
  stateOf,
  upcomingAt,
  type Version,
  versionAt,
} from './versions.ts'

const VERSIONS = `
  SELECT v.number, v.version, v.effective_from, v.body, v.sha256, v.published_at, v.published_by, v.why,
         w.at AS withdrawn_at, w.by AS withdrawn_by, w.why AS withdrawn_why
  FROM catalogue_version AS v LEFT JOIN catalogue_withdrawal AS w ON w.number = v.number
  ORDER BY v.number`
const HOW_MANY = `
  SELECT (SELECT COUNT(*) FROM catalogue_version) AS versions, (SELECT COUNT(*) FROM catalogue_withdrawal) AS withdrawn`
const ADD_FIRST = `
  INSERT INTO catalogue_version (number, version, effective_from, body, sha256, published_at, published_by, why)
  VALUES (1, $1, $2, $3, $4, $5, $6, $7) ON CONFLICT (number) DO NOTHING`
const ADD_VERSION = `
  INSERT INTO catalogue_version (number, version, effective_from, body, sha256, published_at, published_by, why)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
const WITHDRAW = 'INSERT INTO catalogue_withdrawal (number, at, by, why) VALUES ($1, $2, $3, $4)'
/** One publication or withdrawal at a time, whichever process it comes from. */
const LOCK = 'LOCK TABLE catalogue_version, catalogue_withdrawal IN EXCLUSIVE MODE'
const DRAFTS = `
  SELECT id, based_on, body, revision, created_at, created_by, changed_at, changed_by
  FROM catalogue_draft ORDER BY created_at, id`
const DRAFT = `
  SELECT id, based_on, body, revision, created_at, created_by, changed_at, changed_by
  FROM catalogue_draft WHERE id = $1`
const ADD_DRAFT = `
  INSERT INTO catalogue_draft (id, based_on, body, revision, created_at, created_by, changed_at, changed_by)
  VALUES ($1, $2, $3, 1, $4, $5, $4, $5)`
const SAVE_DRAFT = `
  UPDATE catalogue_draft SET body = $3, based_on = $4, revision = revision + 1, changed_at = $5, changed_by = $6
  WHERE id = $1 AND revision = $2 RETURNING revision`
const DROP_DRAFT = 'DELETE FROM catalogue_draft WHERE id = $1 RETURNING id'

type VersionRow = {
  readonly number: number
  readonly version: string
  readonly effective_from: string
  readonly body: string
  readonly sha256: string
  readonly published_at: number
  readonly published_by: string
  readonly why: string
  readonly withdrawn_at: number | null
  readonly withdrawn_by: string | null
  readonly withdrawn_why: string | null
}
type DraftRow = {
  readonly id: string
  readonly based_on: number
  readonly body: string
  readonly revision: number
  readonly created_at: number
  readonly created_by: string
  readonly changed_at: number
  readonly changed_by: string
}

/** `body`: a catalogue's shape, whatever it says so far. */
export type Draft = {
  readonly id: string
  /** Number of the version that it would follow. */
  readonly basedOn: number
  readonly body: Catalogue
  readonly revision: number
  readonly createdAt: number
  readonly createdBy: string
  readonly changedAt: number
  readonly changedBy: string
}

export type CatalogueError = {
  readonly code:
    | 'not-found'
    | 'no-catalogue' // not of a catalogue's shape
    | 'draft-moved' // somebody else saved it meanwhile
    | 'draft-behind' // another version was published since it was begun
    | 'catalogue-unsound' // it has problems
    | 'version-taken'
    | 'day-too-soon' // today or past: tomorrow is the earliest
    | 'day-taken' // not after the day of the last version published
    | 'not-upcoming' // in force, followed or taken back already
    | 'not-last' // another was published after it: that one first
}
type Answer<T> = Promise<Result<T, CatalogueError>>

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export type CatalogueBook = Awaited<ReturnType<typeof openCatalogueBook>>

export async function openCatalogueBook(parts: { readonly sql: Sql; readonly now: () => number }) {
  const { sql, now } = parts
  await sql.query(ADD_FIRST, firstVersion(now()))
  let versions = await readVersions(sql)

  async function refresh(): Promise<void> {
    const [is] = await sql.query<{ versions: number; withdrawn: number }>(HOW_MANY)
    const withdrawn = versions.filter(v => v.withdrawn !== null).length
    if (is?.versions !== versions.length || is.withdrawn !== withdrawn) versions = await readVersions(sql)
  }

  async function changed<T>(work: (tx: Queries, all: readonly Version[]) => Answer<T>): Answer<T> {
    const done = await sql.transaction(async tx => {
      await tx.query(LOCK)
      return await work(tx, await readVersions(tx))
    })
    versions = await readVersions(sql)
    return done
  }

  async function findDraft(id: string): Answer<Draft> {
    const [row] = await sql.query<DraftRow>(DRAFT, [id])
    return row === undefined ? err({ code: 'not-found' }) : ok(draftOf(row))
  }

  return {
    /** Every version there ever was, in order. */
    all: (): readonly Version[] => versions,
    find: (version: string): Version | null => versions.find(v => v.version === version) ?? null,
    /** The last that stands: what a new draft begins from, and what a version to be published follows. */
    last: (): Version => standing(versions).at(-1) ?? versionAt(versions, now()),
    at: (at: number): Version => versionAt(versions, at),
    inForce: (): Catalogue => versionAt(versions, now()).catalogue,
    upcoming: (): readonly Version[] => upcomingAt(versions, now()),
    knownAt: (at: number): Catalogue => knownAt(versions, at),
    ruleOf: (item: string, at: number): ItemRule | null => itemRule(versions, item, at),
    stateOf: (version: Version) => stateOf(versions, version, now()),
    /** Another process may have published: asked before each publication. */
    refresh,

    // ---- drafts ----
    drafts: async (): Promise<readonly Draft[]> => (await sql.query<DraftRow>(DRAFTS)).map(draftOf),
    findDraft,
    /** A copy of `from`, or of the last version, under a name of its own; answers its id. */
    async begin(from: unknown, name: string, by: string): Answer<string> {
      const last = standing(versions).at(-1) ?? versionAt(versions, now())
      const body = shaped(from ?? last.catalogue)
      if (body === null) return err({ code: 'no-catalogue' })
      const id = randomUUID()
      const text = JSON.stringify({ ...body, version: name, effectiveFrom: addDays(dateOf(now()), 7) })
      await sql.query(ADD_DRAFT, [id, last.number, text, now(), by])
      return ok(id)
    },
    /** Answers the new revision. `basedOn` moves it behind another version, once its differences were looked at. */
    async save(
      id: string,
      saved: { readonly revision: number; readonly body: unknown; readonly basedOn: number },
      by: string,
    ): Answer<number> {
      const body = shaped(saved.body)
      if (body === null) return err({ code: 'no-catalogue' })
      const text = JSON.stringify(body)
      const params = [id, saved.revision, text, saved.basedOn, now(), by]
      const [row] = await sql.query<{ revision: number }>(SAVE_DRAFT, params)
      if (row !== undefined) return ok(row.revision)
      return err({ code: (await findDraft(id)).ok ? 'draft-moved' : 'not-found' })
    },
    async discard(id: string): Answer<null> {
      return (await sql.query(DROP_DRAFT, [id])).length === 0 ? err({ code: 'not-found' }) : ok(null)
    },

    // ---- versions ----
    /** `day`: its first day, tomorrow at the earliest, and after the day of every version that stands. */
    publish: (
      id: string,
      asked: { readonly revision: number; readonly day: string; readonly why: string },
      by: string,
    ): Answer<Version> =>
      changed(async (tx, all) => {
        const [row] = await tx.query<DraftRow>(DRAFT, [id])
        if (row === undefined) return err({ code: 'not-found' })
        const draft = draftOf(row)
        if (draft.revision !== asked.revision) return err({ code: 'draft-moved' })
        const last = standing(all).at(-1)
        if (draft.basedOn !== last?.number) return err({ code: 'draft-behind' })
        const checked = checkCatalogue({ ...draft.body, effectiveFrom: asked.day })
        if (!checked.ok) return err({ code: 'catalogue-unsound' })
        const { version } = checked.value
        if (all.some(v => v.version === version)) return err({ code: 'version-taken' })
        if (asked.day <= dateOf(now())) return err({ code: 'day-too-soon' })
        if (asked.day <= last.effectiveFrom) return err({ code: 'day-taken' })
        const text = JSON.stringify(checked.value)
        const number = (all.at(-1)?.number ?? 0) + 1
        const row1 = [number, version, asked.day, text, sha256Of(text), now(), by, asked.why]
        await tx.query(ADD_VERSION, row1)
        await noteCountDue(tx, dueSince(newlyCounted(all, checked.value), now()))
        await tx.query(DROP_DRAFT, [id])
        const published = (await readVersions(tx)).find(v => v.number === number)
        if (published === undefined) throw new Error('a version that was just written is not there')
        return ok(published)
      }),
    /** Only the last one, and only before its day: a further step, with its reason. */
    withdraw: (version: string, why: string, by: string): Answer<Version> =>
      changed(async (tx, all) => {
        const found = all.find(v => v.version === version)
        if (found === undefined) return err({ code: 'not-found' })
        if (stateOf(all, found, now()) !== 'upcoming') return err({ code: 'not-upcoming' })
        if (standing(all).at(-1) !== found) return err({ code: 'not-last' })
        await tx.query(WITHDRAW, [found.number, now(), by, why])
        return ok(found)
      }),
  }
}

/** What a program brings when a registry has none: the rules of 2023, version one. */
function firstVersion(at: number) {
  const shipped = loadCatalogue()
  const text = JSON.stringify(shipped)
  const why = `${shipped.source.zh} · ${shipped.source.en}`
  return [shipped.version, shipped.effectiveFrom, text, sha256Of(text), at, 'registry', why]
}

/** Throws where a text is not what was published: rules that were changed behind everybody's back are used by nobody. */
async function readVersions(sql: Queries): Promise<readonly Version[]> {
  return (await sql.query<VersionRow>(VERSIONS)).map(row => {
    if (sha256Of(row.body) !== row.sha256)
      throw new Error(`catalogue ${row.version} is not what was published`)
    const checked = checkCatalogue(JSON.parse(row.body))
    if (!checked.ok) throw new Error(`catalogue ${row.version}: ${checked.error.code} at ${checked.error.at}`)
    const { number, version, body: text, sha256, why } = row
    return {
      number,
      version,
      effectiveFrom: row.effective_from,
      sha256,
      text,
      catalogue: checked.value,
      publishedAt: row.published_at,
      publishedBy: row.published_by,
      why,
      withdrawn:
        row.withdrawn_at === null
          ? null
          : { at: row.withdrawn_at, by: row.withdrawn_by ?? '', why: row.withdrawn_why ?? '' },
    }
  })
}

const draftOf = (row: DraftRow): Draft => ({
  id: row.id,
  basedOn: row.based_on,
  // Only what has the shape is ever written.
  body: JSON.parse(row.body) as Catalogue,
  revision: row.revision,
  createdAt: row.created_at,
  createdBy: row.created_by,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
})

/** With what later programs brought to every item; null where no form could show it. */
function shaped(raw: unknown): Catalogue | null {
  if (!hasShape(raw)) return null
  const body = raw as Catalogue
  return {
    ...body,
    items: body.items.map(item => ({ ...item, papers: item.papers ?? [], scarce: item.scarce ?? false })),
  }
}
