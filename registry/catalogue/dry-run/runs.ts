// Dry runs on their way: one at a time, in a worker, with progress, and ended whenever somebody wants it ended.
// It only reads; the records go through in portions, and the server answers between them.
import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { addYears, dateStart, yearOf } from '../../../core/policy/calendar.ts'
import type { Catalogue, SiteKind } from '../../../core/policy/catalogue.ts'
import { checkCatalogue } from '../../../core/policy/load-catalogue.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { Sql } from '../../store/sql.ts'
import { type CatalogueBook, sha256Of } from '../book.ts'
import { standing } from '../versions.ts'
import { countedItems } from './ledger.ts'
import { type DryRunResult, dryRunResult } from './result.ts'
import type { DryRunAnswer, DryRunJob, DryRunWord } from './worker.ts'

const HOW_MANY = `
  SELECT COUNT(*) AS records FROM record WHERE at >= $1 AND at < $2 AND kind IN ('service', 'refusal')`
/** In the order of their times; what was taken back never was. */
const RECORDS = `
  SELECT r.at, r.id, r.body FROM record AS r
  WHERE r.at >= $1 AND (r.at, r.id) > ($1, $2) AND r.at < $3 AND r.kind IN ('service', 'refusal')
    AND NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id)
  ORDER BY r.at, r.id LIMIT $4`
/** Services of before, of items that a quota counts. */
const EARLIER = `
  SELECT r.at, r.id, r.body FROM record AS r
  WHERE r.at >= $1 AND (r.at, r.id) > ($1, $2) AND r.at < $3 AND r.kind = 'service' AND r.item = ANY($5::TEXT[])
    AND NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id)
  ORDER BY r.at, r.id LIMIT $4`
const SITES = 'SELECT id, kind FROM site'
const SIBLINGS = `
  SELECT card_no, id_hash FROM holder
  WHERE id_hash IN (SELECT id_hash FROM holder GROUP BY id_hash HAVING COUNT(*) > 1)
     OR card_no IN (SELECT merged_into FROM holder WHERE merged_into IS NOT NULL)
  UNION
  SELECT m.card_no, h.id_hash FROM holder AS m JOIN holder AS h ON h.card_no = m.merged_into`
const KEEP = `
  INSERT INTO catalogue_dry_run (id, draft, sha256, started_at, started_by, result) VALUES ($1, $2, $3, $4, $5, $6)`
const LAST_OF = `
  SELECT id, sha256, started_at, started_by, result FROM catalogue_dry_run
  WHERE draft = $1 ORDER BY started_at DESC, id LIMIT 1`
const PORTION = 1000
/** Portions that the worker may have before it: one to judge, one to go on with. */
const AHEAD = 2

export type DryRunError = {
  readonly code: 'not-found' | 'catalogue-unsound' | 'dry-run-running'
}
export type DryRunState = {
  readonly draft: string
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly done: number
  readonly total: number
}
export type KeptRun = {
  readonly id: string
  /** Of the text that was tried: another text has not been tried. */
  readonly sha256: string
  readonly startedAt: number
  readonly startedBy: string
  readonly result: DryRunResult
}

/** Beside this module: as source under Node. */
const ENTRY = new URL('./worker.ts', import.meta.url)
/** Megabytes of JavaScript heap: what holders used is kept until the end, records are not. */
const LIMITS = { maxOldGenerationSizeMb: 1024 }

export type DryRuns = ReturnType<typeof createDryRuns>

export function createDryRuns(parts: {
  readonly sql: Sql
  readonly catalogues: CatalogueBook
  readonly now: () => number
  readonly failed: (cause: unknown) => void
}) {
  const { sql, catalogues, now } = parts
  let current: (DryRunState & { stop: AbortController; ended: Promise<void> }) | null = null

  const set = (to: Partial<Pick<DryRunState, 'state' | 'done' | 'total'>>): void => {
    if (current !== null) current = { ...current, ...to }
  }

  /** From asking to running: two who ask at once must not both begin. */
  let beginning = false

  async function begin(draft: string, by: string): Promise<Result<null, DryRunError>> {
    if (beginning || current?.state === 'running') return err({ code: 'dry-run-running' })
    beginning = true
    try {
      return await beginAlone(draft, by)
    } finally {
      beginning = false
    }
  }

  async function beginAlone(draft: string, by: string): Promise<Result<null, DryRunError>> {
    const found = await catalogues.findDraft(draft)
    if (!found.ok) return err({ code: 'not-found' })
    const candidate = checkCatalogue(found.value.body)
    if (!candidate.ok) return err({ code: 'catalogue-unsound' })
    const stop = new AbortController()
    const tried = sha256Of(JSON.stringify(found.value.body))
    const until = now()
    const job = run(candidate.value, { from: addYears(until, -1), until }, stop.signal)
      .then(async result => {
        if (result === null) return set({ state: 'cancelled' })
        await sql.query(KEEP, [randomUUID(), draft, tried, until, by, JSON.stringify(result)])
        set({ state: 'done' })
      })
      .catch(cause => {
        set({ state: 'failed' })
        parts.failed(cause)
      })
    current = { draft, state: 'running', done: 0, total: 0, stop, ended: job }
    return ok(null)
  }

  /** Null where it was ended. */
  async function run(
    candidate: Catalogue,
    { from, until }: { readonly from: number; readonly until: number },
    signal: AbortSignal,
  ): Promise<DryRunResult | null> {
    const versions = standing(catalogues.all()).map(v => v.catalogue)
    const sites = await sql.query<{ id: string; kind: SiteKind }>(SITES)
    const siblings = await sql.query<{ card_no: string; id_hash: string }>(SIBLINGS)
    const [{ records = 0 } = {}] = await sql.query<{ records: number }>(HOW_MANY, [from, until])
    set({ total: records })
    const worker = startWorker({
      candidate,
      versions,
      windows: sites.map(({ id, kind }) => [id, { siteKind: kind, itemIds: null }]),
      siblings: siblings.map(s => [s.card_no, s.id_hash]),
      from,
      until,
    })
    const stop = (): void => worker.end()
    signal.addEventListener('abort', stop)
    try {
      const counted = [...countedItems([candidate, ...versions])]
      for await (const bodies of pages(EARLIER, countsFrom(candidate, versions, from), from, [counted])) {
        if (signal.aborted) return null
        await worker.give({ kind: 'remember', bodies })
      }
      let done = 0
      for await (const bodies of pages(RECORDS, from, until)) {
        if (signal.aborted) return null
        await worker.give({ kind: 'try', bodies })
        done += bodies.length
        set({ done })
      }
      return signal.aborted ? null : await worker.result()
    } catch (cause) {
      if (signal.aborted) return null
      throw cause
    } finally {
      signal.removeEventListener('abort', stop)
      worker.end()
    }
  }

  async function* pages(
    query: string,
    from: number,
    until: number,
    more: readonly (readonly string[])[] = [],
  ): AsyncGenerator<readonly string[]> {
    let [at, id] = [from, '']
    for (;;) {
      const rows = await sql.query<{ at: number; id: string; body: string }>(query, [
        at,
        id,
        until,
        PORTION,
        ...more,
      ])
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows.map(row => row.body)
      at = last.at
      id = last.id
    }
  }

  return {
    begin,
    cancel(draft: string): Result<null, DryRunError> {
      if (current?.draft !== draft || current.state !== 'running') return err({ code: 'not-found' })
      current.stop.abort()
      return ok(null)
    },
    /** Of this draft; null where none was begun since the start. */
    state: (draft: string): DryRunState | null =>
      current?.draft === draft
        ? { draft, state: current.state, done: current.done, total: current.total }
        : null,
    /** The last that came to its end. */
    async lastOf(draft: string): Promise<KeptRun | null> {
      type Row = { id: string; sha256: string; started_at: number; started_by: string; result: string }
      const [row] = await sql.query<Row>(LAST_OF, [draft])
      if (row === undefined) return null
      const { id, sha256, started_at: startedAt, started_by: startedBy } = row
      return { id, sha256, startedAt, startedBy, result: dryRunResult.parse(JSON.parse(row.result)) }
    },
    async stop(): Promise<void> {
      current?.stop.abort()
      await current?.ended
    },
  }
}

/** How far back uses count: for ever where years are counted from the first one, else from the year's first day. */
function countsFrom(candidate: Catalogue, versions: readonly Catalogue[], from: number): number {
  const years = [candidate, ...versions].some(c => c.items.some(i => i.quota?.kind === 'years'))
  return years ? 0 : dateStart(`${yearOf(from)}-01-01`)
}

function startWorker(job: DryRunJob) {
  const worker = new Worker(ENTRY, { workerData: job, resourceLimits: LIMITS })
  let [given, answered] = [0, 0]
  let fault: unknown = null
  let result: DryRunResult | null = null
  let wake = (): void => {}
  worker.on('message', (said: DryRunAnswer) => {
    if (said.kind === 'done') answered += 1
    else result = said.result
    wake()
  })
  worker.on('error', cause => {
    fault = cause
    wake()
  })
  worker.on('exit', () => {
    fault ??= new Error('the dry run’s worker has ended')
    wake()
  })
  const say = (word: DryRunWord): void => worker.postMessage(word)
  async function until(reached: () => boolean): Promise<void> {
    while (!reached()) {
      if (fault !== null) throw fault
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  return {
    async give(word: Extract<DryRunWord, { bodies: readonly string[] }>): Promise<void> {
      say(word)
      given += 1
      await until(() => given - answered < AHEAD)
    },
    async result(): Promise<DryRunResult> {
      await until(() => given === answered)
      say({ kind: 'end' })
      await until(() => result !== null)
      if (result === null) throw new Error('no result')
      return result
    },
    end: (): void => void worker.terminate(),
  }
}
