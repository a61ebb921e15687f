// Publishes the register: change files, snapshots, and the signed manifest that names them. Files are immutable once named.
// One publication at a time; a state that is not on disk whole is never named by a manifest.
import { yearOf } from '../core/policy/calendar.ts'
import type { Catalogue } from '../core/policy/catalogue.ts'
import { BUCKETS } from '../core/sync/buckets.ts'
import { signDocument } from '../core/sync/signed.ts'
import {
  type ArtifactRef,
  type Manifest,
  PROTOCOL_VERSION,
  type SignedDocument,
  type UsageRow,
} from '../core/sync/wire.ts'
import { type Artifacts, sha256 } from './artifacts.ts'
import { holdersInOrder, SNAPSHOT_DUE, wireRow } from './holders.ts'
import type { KeyRing } from './keys.ts'
import type { Queries, Sql } from './store/sql.ts'

/** Seconds until a manifest is signed again though nothing changed. */
export const RESIGN_AFTER = 60
/** Change files after which a new snapshot is cheaper for everybody. */
const CHANGES_PER_SNAPSHOT = 200
/** How many change files a manifest names. */
const CHANGES_NAMED = 500
const PUBLISHED_BUCKETS = 'published-buckets'

type SnapshotRow = { readonly sequence: number; readonly snapshot: string }

const CHANGES = 'SELECT id, body FROM change ORDER BY id'
const TAKE_CHANGES = 'DELETE FROM change WHERE id <= $1'
const LAST = 'SELECT COALESCE(MAX(sequence), 0) AS sequence FROM publication'
const ADD = 'INSERT INTO publication (sequence, at, change, snapshot) VALUES ($1, $2, $3, $4)'
const SET_SNAPSHOT = 'UPDATE publication SET snapshot = $2 WHERE sequence = $1'
const LAST_SNAPSHOT =
  'SELECT sequence, snapshot FROM publication WHERE snapshot IS NOT NULL ORDER BY sequence DESC LIMIT 1'
const RECENT_CHANGES =
  'SELECT sequence, change FROM publication WHERE change IS NOT NULL ORDER BY sequence DESC LIMIT $1'
const REPEATABLE_READ = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'
const SETTING = 'SELECT value FROM setting WHERE name = $1'
const PUT_SETTING =
  'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
const ALL_BUCKETS = 'SELECT id, count, digest FROM bucket'
const USAGE_PAGE = `
  SELECT card_no, record, item, at, site, amount_cny FROM usage
  WHERE NOT void AND at >= $1 AND (card_no, record) > ($2, $3) ORDER BY card_no, record LIMIT $4`

export type Publisher = ReturnType<typeof createPublisher>

export function createPublisher(parts: {
  readonly sql: Sql
  readonly keys: KeyRing
  readonly catalogue: Catalogue
  readonly artifacts: Artifacts
  readonly now: () => number
}) {
  const { sql, keys, artifacts, now } = parts
  const sign = (kind: SignedDocument['kind'], payload: unknown): SignedDocument => {
    const { key, privateKey } = keys.signer('publish')
    return signDocument(kind, payload, key.id, privateKey)
  }
  let catalogueDocument = sign('catalogue', parts.catalogue)
  let manifest: { readonly payload: Manifest; readonly document: SignedDocument } | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let filesChecked = false
  /** Counter of the key list that the documents in the folder were signed under. */
  let signedUnder = 0

  /** Publishes what waits; `snapshot` asks for a whole one even where no bulk import made it due. */
  function publish(snapshot = false): Promise<Manifest> {
    const next = queue.then(() => publishNow(snapshot))
    queue = next.catch(() => {})
    return next
  }

  async function publishNow(snapshot: boolean): Promise<Manifest> {
    let snapshotWritten = false
    // One snapshot of the database for rows, sums and sequence: what changes meanwhile belongs to the next publication.
    await sql.transaction(async tx => {
      await tx.query(REPEATABLE_READ)
      const filesLost = !filesChecked && !(await filesAreThere(tx))
      const { changed, snapshotDue } = await writeChanges(tx)
      const [held] = await tx.query<SnapshotRow>(LAST_SNAPSHOT)
      const behind = held === undefined ? 0 : (await lastSequence(tx)) - held.sequence
      const bulk = snapshot || snapshotDue || filesLost
      snapshotWritten = held === undefined || bulk || behind > CHANGES_PER_SNAPSHOT
      if (snapshotWritten) await writeSnapshot(tx, bulk)
      else if (!changed) return
      await tx.query(PUT_SETTING, [PUBLISHED_BUCKETS, JSON.stringify(await allBuckets(tx))])
    })
    filesChecked = true
    await putDocuments()
    const published = await signManifest()
    if (snapshotWritten) await artifacts.sweep([published.snapshot, ...published.changes], now())
    return published
  }

  /** A database that was restored without its published files would name, for good, what no terminal can get. */
  async function filesAreThere(tx: Queries): Promise<boolean> {
    const [held] = await tx.query<SnapshotRow>(LAST_SNAPSHOT)
    if (held === undefined) return true
    for (const ref of [JSON.parse(held.snapshot) as ArtifactRef, ...(await recentChanges(tx))])
      if (!(await artifacts.isThere(ref))) return false
    return true
  }

  /** For a web server that carries the files without us: what changes with the keys alone. */
  async function putDocuments(): Promise<void> {
    if (signedUnder === keys.keyListCounter) return
    const counter = keys.keyListCounter
    catalogueDocument = sign('catalogue', parts.catalogue)
    await artifacts.putDocument('key-list.json', JSON.stringify(keys.keyList))
    await artifacts.putDocument('catalogue.json', JSON.stringify(catalogueDocument))
    signedUnder = counter
  }

  async function writeChanges(tx: Queries): Promise<{ changed: boolean; snapshotDue: boolean }> {
    const waiting = await tx.query<{ id: number; body: string }>(CHANGES)
    const rows = waiting.map(w => w.body).filter(body => body !== SNAPSHOT_DUE)
    if (rows.length > 0) {
      const ref = await artifacts.writeLines('change', rows)
      await tx.query(ADD, [(await lastSequence(tx)) + 1, now(), JSON.stringify(ref), null])
    }
    await tx.query(TAKE_CHANGES, [waiting.at(-1)?.id ?? 0])
    return { changed: rows.length > 0, snapshotDue: rows.length < waiting.length }
  }

  /** Rows that came without change files (a bulk import) get a sequence of their own, which no change leads to. */
  async function writeSnapshot(tx: Queries, bulk: boolean): Promise<void> {
    const before = await lastSequence(tx)
    const ref = JSON.stringify(await artifacts.writeStream('snapshot', snapshotLines(tx)))
    if (bulk || before === 0) await tx.query(ADD, [before + 1, now(), null, ref])
    else await tx.query(SET_SNAPSHOT, [before, ref])
  }

  async function* snapshotLines(tx: Queries): AsyncGenerator<string[]> {
    for await (const page of holdersInOrder(tx)) yield page.map(h => JSON.stringify(wireRow(h)))
    const from = Math.floor(Date.UTC(yearOf(now()) - 4, 0, 1) / 1000)
    let [card, record] = ['', '']
    for (;;) {
      type UsageColumns = {
        card_no: string
        record: string
        item: string
        at: number
        site: string
        amount_cny: number | null
      }
      const rows = await tx.query<UsageColumns>(USAGE_PAGE, [from, card, record, 5000])
      if (rows.length === 0) return
      yield rows.map(u =>
        JSON.stringify({
          t: 'u',
          record: u.record,
          card: u.card_no,
          item: u.item,
          at: u.at,
          site: u.site,
          amountCny: u.amount_cny,
          void: false,
        } satisfies UsageRow),
      )
      card = rows.at(-1)?.card_no ?? card
      record = rows.at(-1)?.record ?? record
    }
  }

  async function signManifest(): Promise<Manifest> {
    const [held] = await sql.query<SnapshotRow>(LAST_SNAPSHOT)
    const [sums] = await sql.query<{ value: string }>(SETTING, [PUBLISHED_BUCKETS])
    if (held === undefined || sums === undefined) throw new Error('a manifest needs a publication')
    const buckets: Manifest['buckets'] = JSON.parse(sums.value)
    const payload: Manifest = {
      protocol: PROTOCOL_VERSION,
      sequence: await lastSequence(sql),
      issuedAt: now(),
      nextUpdate: now() + RESIGN_AFTER,
      holders: buckets.reduce((sum, b) => sum + b.count, 0),
      buckets,
      snapshot: { ...(JSON.parse(held.snapshot) as ArtifactRef), sequence: held.sequence },
      changes: await recentChanges(sql),
      catalogue: {
        version: parts.catalogue.version,
        sha256: sha256(catalogueDocument.payload),
        path: '/v1/catalogue',
      },
      keyListCounter: keys.keyListCounter,
    }
    const document = sign('manifest', payload)
    await artifacts.putDocument('manifest.json', JSON.stringify(document))
    manifest = { payload, document }
    return payload
  }

  /**
   * Oldest first; they reach back beyond the snapshot, so that a terminal a few nights behind needs no snapshot,
   * but never beyond a bulk import: no change leads across it, so right after one there are none.
   */
  async function recentChanges(from: Queries): Promise<Manifest['changes']> {
    const rows = await from.query<{ sequence: number; change: string }>(RECENT_CHANGES, [CHANGES_NAMED])
    const last = await lastSequence(from)
    const gap = rows.findIndex((row, i) => row.sequence !== last - i)
    return rows
      .slice(0, gap < 0 ? rows.length : gap)
      .toReversed()
      .map(row => ({ ...(JSON.parse(row.change) as ArtifactRef), from: row.sequence - 1, to: row.sequence }))
  }

  return {
    publish,
    catalogueDocument: (): SignedDocument => catalogueDocument,
    /** Signed anew when it is older than a minute, so that "status as of" stays true. */
    async manifest(): Promise<SignedDocument> {
      if (manifest === null || now() >= manifest.payload.nextUpdate) await publish()
      if (manifest === null) throw new Error('published, and no manifest')
      return manifest.document
    },
    /** When the published state was last confirmed; seconds since 1970 UTC, null before the first time. */
    issuedAt: (): number | null => manifest?.payload.issuedAt ?? null,
    settled: () => queue,
  }
}

async function lastSequence(sql: Queries): Promise<number> {
  return (await sql.query<{ sequence: number }>(LAST))[0]?.sequence ?? 0
}

async function allBuckets(sql: Queries): Promise<Manifest['buckets']> {
  const buckets = Array.from({ length: BUCKETS }, () => ({ count: 0, digest: '0'.repeat(32) }))
  for (const b of await sql.query<{ id: number; count: number; digest: string }>(ALL_BUCKETS)) {
    buckets[b.id] = { count: b.count, digest: b.digest }
  }
  return buckets
}
