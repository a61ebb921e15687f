// Publishes the register: change files, snapshots, the revocation list, and the signed documents that name them.
// Files are immutable once named. One publication at a time; a state that is not on disk whole is never named.
import { BUCKETS, bucketText, emptyBuckets, step } from '../core/sync/buckets.ts'
import { signDocument, signText } from '../core/sync/signed.ts'
import {
  type ArtifactRef,
  type BucketText,
  type CataloguePlan,
  type DataRow,
  MANIFEST_VERSION,
  type Manifest,
  PROTOCOL_VERSION,
  type Revocations,
  type SignedDocument,
} from '../core/sync/wire.ts'
import { type Artifacts, sha256 } from './artifacts.ts'
import { blocksOf, packBlocks } from './blocks.ts'
import type { CatalogueBook } from './catalogue/book.ts'
import type { Version } from './catalogue/versions.ts'
import { type Chain, dueMerge, merged, mergedRows, shortened } from './change-chain.ts'
import { holdersInOrder, SNAPSHOT_DUE, wireRow } from './holders.ts'
import type { KeyRing } from './keys.ts'
import { listReachesBackTo, stopLines } from './stop-list.ts'
import type { Queries, Sql } from './store/sql.ts'
import { allBlockUses, type BlockUses, recountedUses, usesInOrder } from './uses.ts'

/** Seconds until a manifest is signed again though nothing changed. */
export const RESIGN_AFTER = 60
/** Changed rows after which a new snapshot is cheaper for everybody: a twentieth of the register, but some thousands. */
const SNAPSHOT_SHARE = 20
const SNAPSHOT_LEAST = 10_000

type SnapshotRow = { readonly sequence: number; readonly snapshot: string }
type SnapshotRefs = ArtifactRef & { readonly index: ArtifactRef }
/** What a manifest says beside what the tables say: kept in the transaction that published it. */
type Published = {
  readonly buckets: readonly BucketText[]
  readonly uses: readonly BlockUses[]
  readonly chain: Chain
  readonly stops: { readonly reachesBackTo: number; readonly textHash: string; readonly list: ArtifactRef }
}

const CHANGES = 'SELECT id, body FROM change ORDER BY id'
const TAKE_CHANGES = 'DELETE FROM change WHERE id <= $1'
const LAST = 'SELECT COALESCE(MAX(sequence), 0) AS sequence FROM publication'
const ADD = 'INSERT INTO publication (sequence, at, change, snapshot) VALUES ($1, $2, $3, $4)'
const SET_SNAPSHOT = 'UPDATE publication SET snapshot = $2 WHERE sequence = $1'
const LAST_SNAPSHOT =
  'SELECT sequence, snapshot FROM publication WHERE snapshot IS NOT NULL ORDER BY sequence DESC LIMIT 1'
const REPEATABLE_READ = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'
const PUBLISHED = 'published'
const SETTING = 'SELECT value FROM setting WHERE name = $1'
const PUT_SETTING =
  'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
const ALL_BUCKETS = 'SELECT id, count, digest FROM bucket'

export type Publisher = ReturnType<typeof createPublisher>

export function createPublisher(parts: {
  readonly sql: Sql
  readonly keys: KeyRing
  readonly catalogues: Pick<CatalogueBook, 'at' | 'upcoming' | 'refresh'>
  readonly artifacts: Artifacts
  readonly now: () => number
}) {
  const { sql, keys, catalogues, artifacts, now } = parts
  const sign = (kind: SignedDocument['kind'], payload: unknown): SignedDocument => {
    const { key, privateKey } = keys.signer('publish')
    return signDocument(kind, payload, key.id, privateKey)
  }
  /** The very text that was published, so that its hash is the version's for ever. */
  const signVersion = ({ text }: Version): SignedDocument => {
    const { key, privateKey } = keys.signer('publish')
    return signText('catalogue', text, key.id, privateKey)
  }
  const signPlan = (): SignedDocument =>
    sign('catalogue-plan', {
      upcoming: catalogues.upcoming().map(version => ({
        version: version.version,
        effectiveFrom: version.effectiveFrom,
        document: signVersion(version),
      })),
    } satisfies CataloguePlan)
  let rules = { version: catalogues.at(now()), document: signVersion(catalogues.at(now())), plan: signPlan() }
  let signed: {
    readonly manifest: Manifest
    readonly document: SignedDocument
    readonly revocations: SignedDocument
  } | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let filesChecked = false
  /** Key list, catalogue and plan that the documents in the folder were signed for. */
  let signedFor = ''

  /** Publishes what waits; `snapshot` asks for a whole one even where no bulk import made it due. */
  function publish(snapshot = false): Promise<Manifest> {
    const next = queue.then(() => publishNow(snapshot))
    queue = next.catch(() => {})
    return next
  }

  async function publishNow(snapshot: boolean): Promise<Manifest> {
    await catalogues.refresh()
    let snapshotWritten = false
    // One snapshot of the database for rows, sums and sequence: what changes meanwhile belongs to the next publication.
    await sql.transaction(async tx => {
      await tx.query(REPEATABLE_READ)
      const before = await publishedState(tx)
      const held = await heldSnapshot(tx)
      const filesLost = !filesChecked && !(await filesAreThere(held, before))
      const { change, rows, snapshotDue } = await writeChanges(tx)
      const used = rows.filter(row => row.t === 'u').map(row => row.card)
      const uses = before === null ? await allBlockUses(tx) : await recountedUses(tx, before.uses, used)
      const buckets = await bucketsWith(tx, uses)
      const chain = change === null ? (before?.chain ?? []) : await lengthened(before?.chain ?? [], change)
      const bulk = snapshot || snapshotDue || filesLost || held === null || before === null
      snapshotWritten = bulk || rowsBehind(chain, held.sequence) > rowsUntilSnapshot(buckets)
      if (snapshotWritten) await writeSnapshot(tx, bulk)
      const after: Published = {
        buckets,
        uses,
        // No change leads across a bulk import.
        chain: bulk ? [] : shortened(chain, (await heldSnapshot(tx))?.sequence ?? 0),
        stops: await writeStops(tx, before),
      }
      const is = JSON.stringify(after)
      if (is !== JSON.stringify(before)) await tx.query(PUT_SETTING, [PUBLISHED, is])
    })
    filesChecked = true
    await putDocuments()
    const { manifest, files } = await signAnew()
    if (snapshotWritten) await artifacts.sweep(files, now())
    return manifest
  }

  /** A database that was restored without its published files would name, for good, what no terminal can get. */
  async function filesAreThere(held: HeldSnapshot | null, state: Published | null): Promise<boolean> {
    for (const ref of namedFiles(held, state)) if (!(await artifacts.isThere(ref))) return false
    return true
  }

  /** For a web server that carries the files without us: what changes with the keys, and with a catalogue's day. */
  async function putDocuments(): Promise<void> {
    const version = catalogues.at(now())
    const names = catalogues.upcoming().map(v => v.version)
    const wanted = JSON.stringify([keys.keyListCounter, version.version, ...names])
    if (signedFor === wanted) return
    rules = { version, document: signVersion(version), plan: signPlan() }
    await artifacts.putDocument('key-list.json', JSON.stringify(keys.keyList))
    await artifacts.putDocument('catalogue.json', JSON.stringify(rules.document))
    await artifacts.putDocument('catalogue-plan.json', JSON.stringify(rules.plan))
    signedFor = wanted
  }

  async function writeChanges(
    tx: Queries,
  ): Promise<{ change: Chain[number] | null; rows: readonly DataRow[]; snapshotDue: boolean }> {
    const waiting = await tx.query<{ id: number; body: string }>(CHANGES)
    const bodies = waiting.map(w => w.body).filter(body => body !== SNAPSHOT_DUE)
    // Sorted by card: a terminal writes them in the order in which they lie.
    const rows = mergedRows(bodies.map(body => JSON.parse(body) as DataRow))
    let change: Chain[number] | null = null
    if (rows.length > 0) {
      const to = (await lastSequence(tx)) + 1
      const ref = await artifacts.writeLines(
        'change',
        rows.map(row => JSON.stringify(row)),
      )
      await tx.query(ADD, [to, now(), JSON.stringify(ref), null])
      change = { ...ref, from: to - 1, to, level: 0 }
    }
    await tx.query(TAKE_CHANGES, [waiting.at(-1)?.id ?? 0])
    return { change, rows, snapshotDue: bodies.length < waiting.length }
  }

  async function lengthened(chain: Chain, change: Chain[number]): Promise<Chain> {
    let longer: Chain = [...chain, change]
    for (let merge = dueMerge(longer); merge !== null; merge = dueMerge(longer)) {
      const lines: string[] = []
      for (const file of merge.files) lines.push(...(await artifacts.readLines(file)))
      const rows = mergedRows(lines.map(line => JSON.parse(line) as DataRow))
      const ref = await artifacts.writeLines(
        'change',
        rows.map(row => JSON.stringify(row)),
      )
      longer = merged(longer, merge, ref)
    }
    return longer
  }

  /** Rows that came without change files (a bulk import) get a sequence of their own, which no change leads to. */
  async function writeSnapshot(tx: Queries, bulk: boolean): Promise<void> {
    const before = await lastSequence(tx)
    const packed = packBlocks(blocksOf(holderPages(tx), usesInOrder(tx)))
    const file = await artifacts.writeStream('snapshot', packed.bytes, packed.rows)
    const refs: SnapshotRefs = { ...file, index: await artifacts.writeIndex(packed.index()) }
    if (bulk || before === 0) await tx.query(ADD, [before + 1, now(), null, JSON.stringify(refs)])
    else await tx.query(SET_SNAPSHOT, [before, JSON.stringify(refs)])
  }

  /** Written only where it says something new: the same list is the same file, and terminals do not fetch it again. */
  async function writeStops(tx: Queries, before: Published | null): Promise<Published['stops']> {
    const reachesBackTo = listReachesBackTo(
      now(),
      catalogues.at(now()).catalogue.limits.age.holders.limitSeconds,
    )
    const lines = await stopLines(tx, reachesBackTo)
    const textHash = sha256(lines.join('\n'))
    const held = before?.stops
    const list =
      held?.textHash === textHash && (filesChecked || (await artifacts.isThere(held.list)))
        ? held.list
        : await artifacts.writeLines('stops', lines)
    return { reachesBackTo, textHash, list }
  }

  /** Signed anew also when nothing changed, so that "status as of" stays true. */
  async function signAnew(): Promise<{ manifest: Manifest; files: readonly ArtifactRef[] }> {
    const held = await heldSnapshot(sql)
    const state = await publishedState(sql)
    if (held === null || state === null) throw new Error('a manifest needs a publication')
    const sequence = await lastSequence(sql)
    const times = { issuedAt: now(), nextUpdate: now() + RESIGN_AFTER }
    const manifest: Manifest = {
      protocol: MANIFEST_VERSION,
      sequence,
      ...times,
      holders: state.buckets.reduce((sum, b) => sum + b.count, 0),
      buckets: [...state.buckets],
      snapshot: { ...held.refs, sequence: held.sequence },
      changes: state.chain.map(({ level: _, ...change }) => change),
      catalogue: {
        version: rules.version.version,
        sha256: sha256(rules.document.payload),
        path: '/v1/catalogue',
      },
      plan: { sha256: sha256(rules.plan.payload), path: '/v1/catalogue-plan' },
      keyListCounter: keys.keyListCounter,
    }
    const { reachesBackTo, list } = state.stops
    const revocations: Revocations = { protocol: PROTOCOL_VERSION, sequence, ...times, reachesBackTo, list }
    signed = {
      manifest,
      document: sign('manifest', manifest),
      revocations: sign('revocations', revocations),
    }
    await artifacts.putDocument('manifest.json', JSON.stringify(signed.document))
    await artifacts.putDocument('revocations.json', JSON.stringify(signed.revocations))
    return { manifest, files: namedFiles(held, state) }
  }

  /** What was signed last, or anew where it is older than a minute. */
  async function fresh(): Promise<NonNullable<typeof signed>> {
    if (signed === null || now() >= signed.manifest.nextUpdate) await publish()
    if (signed === null) throw new Error('published, and nothing signed')
    return signed
  }

  return {
    publish,
    catalogueDocument: (): SignedDocument => rules.document,
    planDocument: (): SignedDocument => rules.plan,
    manifest: async (): Promise<SignedDocument> => (await fresh()).document,
    revocations: async (): Promise<SignedDocument> => (await fresh()).revocations,
    /** When the published state was last confirmed; seconds since 1970 UTC, null before the first time. */
    issuedAt: (): number | null => signed?.manifest.issuedAt ?? null,
    settled: () => queue,
  }
}

type HeldSnapshot = { readonly sequence: number; readonly refs: SnapshotRefs }

/** Null also for one of an older program, which had no index: it is published anew. */
async function heldSnapshot(sql: Queries): Promise<HeldSnapshot | null> {
  const [row] = await sql.query<SnapshotRow>(LAST_SNAPSHOT)
  if (row === undefined) return null
  const refs = JSON.parse(row.snapshot) as ArtifactRef & Partial<SnapshotRefs>
  return refs.index === undefined ? null : { sequence: row.sequence, refs: { ...refs, index: refs.index } }
}

async function publishedState(sql: Queries): Promise<Published | null> {
  const [row] = await sql.query<{ value: string }>(SETTING, [PUBLISHED])
  return row === undefined ? null : (JSON.parse(row.value) as Published)
}

const namedFiles = (held: HeldSnapshot | null, state: Published | null): readonly ArtifactRef[] => [
  ...(held === null ? [] : [held.refs, held.refs.index]),
  ...(state === null ? [] : [...state.chain, state.stops.list]),
]

/** Changed rows that a terminal with the newest snapshot has still to apply. */
const rowsBehind = (chain: Chain, snapshotSequence: number): number =>
  chain.reduce((sum, file) => sum + (file.to > snapshotSequence ? file.rows : 0), 0)

const rowsUntilSnapshot = (buckets: readonly BucketText[]): number =>
  Math.max(SNAPSHOT_LEAST, buckets.reduce((sum, b) => sum + b.count, 0) / SNAPSHOT_SHARE)

async function lastSequence(sql: Queries): Promise<number> {
  return (await sql.query<{ sequence: number }>(LAST))[0]?.sequence ?? 0
}

async function* holderPages(sql: Queries) {
  for await (const page of holdersInOrder(sql)) yield page.map(wireRow)
}

/** The register's own sums of holders, and what their holders used. */
async function bucketsWith(sql: Queries, uses: readonly BlockUses[]): Promise<BucketText[]> {
  const sums = emptyBuckets()
  const add = (id: number, by: { holders: number; uses: number; digest: string }): void => {
    const sum = sums[id]
    if (sum !== undefined) sums[id] = step(sum, { ...by, digest: BigInt(`0x${by.digest}`) })
  }
  for (const { id, count, digest } of await sql.query<{ id: number; count: number; digest: string }>(
    ALL_BUCKETS,
  ))
    add(id, { holders: count, uses: 0, digest })
  for (const { block, ...of } of uses) add(block % BUCKETS, { holders: 0, ...of })
  return sums.map(bucketText)
}
