// The cache: what the registry knows, as far as a window needs it. It can be made again at any time.
// It is never empty in silence: `sequence` is null until a whole published state has been applied.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { err, ok, type Result } from '../../core/result.ts'
import { type DataRow, type SignedDocument, signedDocument } from '../../core/sync/wire.ts'
import { type Db, type OpenError, openCodeOf, openEncrypted } from '../open.ts'
import { rowWriter } from './apply.ts'
import { bucketTexts, emptyBuckets, loadBuckets, tallyBuckets } from './buckets.ts'
import { readHolders } from './holders.ts'
import { HOLDER_INDEXES, holders } from './migrations/001-holders.ts'

export const CACHE_MIGRATIONS = [holders] as const

/** Seconds since 1970 UTC; `sequence` is the published state the rows equal. */
const META_KEYS = ['sequence', 'holders-as-of', 'revocations-as-of', 'key-list-as-of'] as const
export type MetaKey = (typeof META_KEYS)[number]

const GET_META = 'SELECT value FROM meta WHERE key = ?'
const PUT_META =
  'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
const GET_DOCUMENT = 'SELECT body FROM document WHERE kind = ?'
const PUT_DOCUMENT =
  'INSERT INTO document (kind, body) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET body = excluded.body'

export type ApplyError = { readonly code: 'disk' }
export type Applied = { readonly written: number }
export type Cache = {
  readonly holders: ReturnType<typeof readHolders>
  meta(key: MetaKey): number | null
  putMeta(key: MetaKey, value: number): void
  document(kind: SignedDocument['kind']): SignedDocument | null
  putDocument(document: SignedDocument): void
  buckets(): readonly { readonly count: number; readonly digest: string }[]
  /** One transaction: rows, sums and sequence become visible together. */
  applyChanges(rows: Iterable<DataRow>, sequence: number, asOf: number): Result<Applied, ApplyError>
  /** Builds a whole new file beside this one from sorted rows, then takes its place in one step. */
  replaceBySnapshot(
    rows: AsyncIterable<readonly DataRow[]>,
    sequence: number,
    asOf: number,
    onRows: (done: number) => void,
  ): Promise<Result<Applied, ApplyError>>
  /** Forgets all holders: the terminal was cut off. */
  wipe(): void
  readonly db: () => Db
  close(): void
}

export function openCache(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean } = {},
): Result<Cache, OpenError> {
  const next = `${file}.next`
  // A file under this name was never taken into use: a power cut in the middle of building it.
  if (options.readonly !== true) removeDatabase(next)
  const opened = openEncrypted(file, key, CACHE_MIGRATIONS, { ...options, synchronous: 'NORMAL' })
  if (!opened.ok) return opened
  if (options.readonly !== true) opened.value.exec(HOLDER_INDEXES)
  let state = prepare(opened.value)

  async function buildNext(
    rows: AsyncIterable<readonly DataRow[]>,
    sequence: number,
    asOf: number,
    onRows: (done: number) => void,
  ): Promise<Result<Applied, OpenError>> {
    removeDatabase(next)
    const built = openEncrypted(next, key, CACHE_MIGRATIONS, { synchronous: 'NORMAL' })
    if (!built.ok) return built
    const db = built.value
    try {
      const tally = tallyBuckets(db, emptyBuckets())
      const write = rowWriter(db, tally, true)
      let written = 0
      db.exec('BEGIN IMMEDIATE')
      for await (const batch of rows) {
        for (const row of batch) written += write(row)
        onRows(written)
      }
      tally.save()
      copyDocuments(state, prepare(db))
      putState(prepare(db), sequence, asOf)
      db.exec('COMMIT')
      db.exec(HOLDER_INDEXES)
      // Everything into the one file, so that renaming it is the whole switch.
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.pragma('journal_mode = DELETE')
      return ok({ written })
    } finally {
      db.close()
    }
  }

  return ok({
    get holders() {
      return state.holders
    },
    meta: metaKey => state.getMeta.get(metaKey) ?? null,
    putMeta: (metaKey, value) => void state.putMeta.run(metaKey, value),
    document: kind => state.document(kind),
    putDocument: document => void state.putDocument.run(document.kind, JSON.stringify(document)),
    buckets: () => bucketTexts(loadBuckets(state.db)),
    applyChanges(rows, sequence, asOf) {
      try {
        return ok(
          state.db
            .transaction(() => {
              const tally = tallyBuckets(state.db, loadBuckets(state.db))
              const write = rowWriter(state.db, tally, false)
              let written = 0
              for (const row of rows) written += write(row)
              tally.save()
              putState(state, sequence, asOf)
              return { written }
            })
            .immediate(),
        )
      } catch (cause) {
        if (openCodeOf(cause) === 'io') throw cause
        return err({ code: 'disk' })
      }
    },
    async replaceBySnapshot(rows, sequence, asOf, onRows) {
      const built = await buildNext(rows, sequence, asOf, onRows)
      if (!built.ok) return err({ code: 'disk' })
      // Windows will not rename over an open file; a crash from here on finds either the old file or the new one.
      state.db.close()
      for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
      renameSync(next, file)
      rmSync(`${next}.check`, { force: true })
      const reopened = openEncrypted(file, key, CACHE_MIGRATIONS, { synchronous: 'NORMAL' })
      if (!reopened.ok) throw new Error(`the cache just built does not open: ${reopened.error.code}`)
      state = prepare(reopened.value)
      return built
    },
    wipe() {
      state.db
        .transaction(() => {
          for (const table of ['holder', 'usage', 'bucket', 'meta'] as const) state.db.exec(WIPE[table])
        })
        .immediate()
    },
    db: () => state.db,
    close: () => state.db.close(),
  })
}

const WIPE = {
  holder: 'DELETE FROM holder',
  usage: 'DELETE FROM usage',
  bucket: 'DELETE FROM bucket',
  meta: 'DELETE FROM meta',
} as const

type State = ReturnType<typeof prepare>

function prepare(db: Db) {
  const getDocument = db.prepare<[string], string>(GET_DOCUMENT).pluck()
  return {
    db,
    holders: readHolders(db),
    getMeta: db.prepare<[string], number>(GET_META).pluck(),
    putMeta: db.prepare<[string, number]>(PUT_META),
    putDocument: db.prepare<[string, string]>(PUT_DOCUMENT),
    document(kind: SignedDocument['kind']): SignedDocument | null {
      const body = getDocument.get(kind)
      return body === undefined ? null : signedDocument.parse(JSON.parse(body))
    },
  }
}

function putState(state: State, sequence: number, asOf: number): void {
  state.putMeta.run('sequence', sequence)
  state.putMeta.run('holders-as-of', asOf)
  state.putMeta.run('revocations-as-of', asOf)
}

function copyDocuments(from: State, to: State): void {
  for (const kind of ['key-list', 'manifest', 'catalogue'] as const) {
    const document = from.document(kind)
    if (document !== null) to.putDocument.run(kind, JSON.stringify(document))
  }
  const keysAsOf = from.getMeta.get('key-list-as-of')
  if (keysAsOf !== undefined) to.putMeta.run('key-list-as-of', keysAsOf)
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '.check']) {
    if (existsSync(file + suffix)) rmSync(file + suffix, { force: true })
  }
}
