// Carries out the console's calls about the catalogue.
// Nothing is judged here: what may be published is the book's to say, what a rule would have done the dry run's.
import { addDays, dateOf } from '../../core/policy/calendar.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { hasShape } from '../../core/policy/catalogue-problems.ts'
import { err, ok } from '../../core/result.ts'
import { xlsxOf } from '../../core/table/sheet.ts'
import type { FileHandlers, Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import { type Draft, sha256Of } from './book.ts'
import type { catalogueCalls, catalogueFiles, TriedDraft, VersionSummary } from './contract.ts'
import { triedSheets } from './dry-run/sheets.ts'
import { endsAt, standing, type Version } from './versions.ts'

export function catalogueHandlers(registry: Registry): Handlers<typeof catalogueCalls> {
  const { catalogues, dryRuns, now } = registry
  const summary = (version: Version): VersionSummary => {
    const { number, effectiveFrom, sha256, publishedAt, publishedBy, why, withdrawn, catalogue } = version
    return {
      number,
      version: version.version,
      state: catalogues.stateOf(version),
      effectiveFrom,
      items: catalogue.items.length,
      sha256,
      publishedAt,
      publishedBy,
      why,
      withdrawn,
    }
  }
  const listed = ({ id, body, basedOn, revision, changedAt, changedBy }: Draft) => ({
    id,
    version: body.version,
    basedOn,
    revision,
    changedAt,
    changedBy,
  })

  async function tried(draft: Draft): Promise<TriedDraft | null> {
    const last = await dryRuns.lastOf(draft.id)
    if (last === null) return null
    const { startedAt, startedBy, result, sha256 } = last
    const isCurrent = sha256 === sha256Of(JSON.stringify(draft.body))
    return { isCurrent, startedAt, startedBy, result, sites: await registry.siteNames() }
  }

  return {
    async 'catalogue.list'() {
      const versions = catalogues.all().map(summary).toReversed()
      return ok({ versions, drafts: (await catalogues.drafts()).map(listed) })
    },
    async 'catalogue.version'({ version }) {
      const found = catalogues.find(version)
      if (found === null) return err({ code: 'not-found' })
      const all = catalogues.all()
      const before = standing(all).findLast(v => v.number < found.number)
      return ok({
        version: summary(found),
        body: found.catalogue,
        before: before === undefined ? null : { version: before.version, body: before.catalogue },
        use: await registry.versionUse(version, endsAt(all, found)),
      })
    },
    async 'catalogue.begin'({ name, body }, { staff }) {
      const id = await catalogues.begin(body ?? null, name, staff.login)
      return id.ok ? ok({ id: id.value }) : id
    },
    async 'catalogue.draft'({ id }) {
      const draft = await catalogues.findDraft(id)
      if (!draft.ok) return draft
      const last = catalogues.last()
      return ok({
        draft: listed(draft.value),
        body: draft.value.body,
        base: {
          number: last.number,
          version: last.version,
          body: last.catalogue,
          isBehind: draft.value.basedOn !== last.number,
        },
        earliest: earliestAfter(last, now()),
        tried: await tried(draft.value),
        running: dryRuns.state(id),
      })
    },
    async 'catalogue.save'({ id, revision, basedOn, body }, { staff }) {
      if (!hasShape(body)) return err({ code: 'no-catalogue' })
      const saved = await catalogues.save(id, { revision, basedOn, body }, staff.login)
      return saved.ok ? ok({ revision: saved.value }) : saved
    },
    async 'catalogue.discard'({ id }) {
      const done = await catalogues.discard(id)
      return done.ok ? ok({}) : done
    },
    async 'catalogue.tryOut'({ id }, { staff }) {
      const begun = await dryRuns.begin(id, staff.login)
      return begun.ok ? ok({}) : begun
    },
    'catalogue.trying': async ({ id }) => ok({ running: dryRuns.state(id) }),
    async 'catalogue.stopTrying'({ id }) {
      const stopped = dryRuns.cancel(id)
      return stopped.ok ? ok({}) : stopped
    },
    async 'catalogue.windows'({ id }) {
      const draft = await catalogues.findDraft(id)
      if (!draft.ok) return draft
      const { catalogue: before } = catalogues.last()
      return ok({ windows: await registry.windowsWithLess(before, offered(draft.value.body)) })
    },
    async 'catalogue.publish'({ id, ...asked }, { staff }) {
      const published = await registry.publishCatalogue(id, asked, staff.login)
      return published.ok ? ok({ version: published.value.version }) : published
    },
    async 'catalogue.withdraw'({ version, why }, { staff }) {
      const done = await registry.withdrawCatalogue(version, why, staff.login)
      return done.ok ? ok({}) : done
    },
  }
}

/** Tomorrow, and after the day of the last version. */
function earliestAfter(last: Version, now: number): string {
  const [tomorrow, after] = [addDays(dateOf(now), 1), addDays(last.effectiveFrom, 1)]
  return after > tomorrow ? after : tomorrow
}

/** A copy of its own: what a window offers is kept by a catalogue's identity. */
const offered = (body: Catalogue): Catalogue => ({ ...body })

export function catalogueFileHandlers(registry: Registry): FileHandlers<typeof catalogueFiles> {
  return {
    async 'catalogue.tried'({ id }) {
      const [draft, last] = [await registry.catalogues.findDraft(id), await registry.dryRuns.lastOf(id)]
      if (!draft.ok || last === null) return err({ code: 'not-found' })
      const sheets = triedSheets(
        last,
        draft.value.body,
        registry.catalogues.last(),
        await registry.siteNames(),
      )
      return ok({
        name: `dry-run-${dateOf(last.startedAt)}.xlsx`,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: await xlsxOf(sheets),
      })
    },
  }
}
