// Brings the cache up to the registry's newest published state: keys, manifest, catalogue, snapshot or changes.
// Nothing is believed before its signature or hash; counters and sequences never go back; the cache is never empty in between.
import { createHash, type KeyObject } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { type KeyList, keyList, publicKeyFromRaw, type TrustedKeys, trustKeys } from '../../core/card/keys.ts'
import { type Catalogue, catalogue } from '../../core/policy/catalogue.ts'
import { checkCatalogue } from '../../core/policy/load-catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned } from '../../core/sync/signed.ts'
import {
  type DataRow,
  type Manifest,
  manifest,
  type SignedDocument,
  signedDocument,
} from '../../core/sync/wire.ts'
import type { SyncResult } from '../api.ts'
import { downloadArtifact } from './download.ts'
import type { RegistryClient, RegistryError } from './registry-client.ts'
import { BadData, readRows } from './rows.ts'

export type SyncErrorCode = NonNullable<SyncResult['error']>
export type PullError = { readonly code: SyncErrorCode }
export type PullStep = 'manifest' | 'keys' | 'catalogue' | 'snapshot' | 'changes' | 'apply' | 'check'

/** What a cache must be able to do to be pulled into. Seconds since 1970 UTC. */
export type PullTarget = {
  /** The published state the cache equals; null = never filled. */
  sequence(): number | null
  document(kind: SignedDocument['kind']): SignedDocument | null
  putDocument(document: SignedDocument): void
  /** The registry confirmed at `asOf` that what we hold is the newest. */
  confirm(kind: 'holders' | 'key-list', asOf: number): void
  /** Highest counter of a key list ever accepted; outlives the cache. */
  keyListCounter(): number
  noteKeyListCounter(counter: number): void
  /** One transaction; rows that do not differ are not written. `asOf` null: nothing is confirmed before the sums are compared. */
  applyChanges(
    rows: Iterable<DataRow>,
    sequence: number,
    asOf: number | null,
  ): Result<{ readonly written: number }, PullError>
  /** Builds a new cache beside the old one and puts it in its place in one step. */
  replaceBySnapshot(
    rows: AsyncIterable<readonly DataRow[]>,
    sequence: number,
    asOf: number | null,
    onRows: (done: number) => void,
  ): Promise<Result<{ readonly written: number }, PullError>>
  /** Bucket counts and digests as they are in the cache. */
  buckets(): readonly { readonly count: number; readonly digest: string }[]
}

export type Pulled = { readonly rows: number; readonly bytes: number; readonly sequence: number }

export type PullParts = {
  readonly client: RegistryClient
  readonly target: PullTarget
  /** Raw root key, base64url, learned at enrolment. */
  readonly rootKey: string
  readonly downloads: string
  readonly onStep: (step: PullStep, done: number, total: number | null) => void
}

export async function pull(parts: PullParts): Promise<Result<Pulled, PullError>> {
  const { target, onStep } = parts
  onStep('keys', 0, null)
  const keys = await pullKeys(parts)
  if (!keys.ok) return keys
  onStep('manifest', 0, null)
  const state = await pullManifest(parts, keys.value)
  if (!state.ok) return state
  onStep('catalogue', 0, null)
  const rules = await pullCatalogue(parts, keys.value, state.value)
  if (!rules.ok) return rules

  const brought = await bringTo(state.value, parts)
  if (!brought.ok) return brought
  onStep('check', 0, null)
  const mended = bucketsDiffer(target, state.value)
    ? await fromSnapshot(state.value, parts)
    : ok({ rows: 0, bytes: 0 })
  if (!mended.ok) return mended
  if (bucketsDiffer(target, state.value)) return err({ code: 'bad-data' })
  target.confirm('holders', state.value.issuedAt)
  await rm(parts.downloads, { recursive: true, force: true })
  return ok({
    rows: brought.value.rows + mended.value.rows,
    bytes: brought.value.bytes + mended.value.bytes,
    sequence: state.value.sequence,
  })
}

async function pullKeys({ client, target, rootKey }: PullParts): Promise<Result<TrustedKeys, PullError>> {
  const raw = await client.document('/v1/key-list')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const list = openKeyList(raw.value, rootKey)
  if (!list.ok) return err({ code: 'bad-signature' })
  if (list.value.counter < target.keyListCounter()) return err({ code: 'rolled-back' })
  target.noteKeyListCounter(list.value.counter)
  target.putDocument(signedDocument.parse(raw.value))
  return ok(trustKeys(list.value))
}

export function openKeyList(document: unknown, rootKey: string): Result<KeyList, { readonly code: string }> {
  const root = publicKeyFromRaw(rootKey)
  return openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
}

/** Who may sign manifests and catalogues: keys whose use is `publish`, and no other. */
export function publishKey(keys: TrustedKeys): (id: number) => KeyObject | undefined {
  return id => {
    const key = keys.get(id)
    return key?.use === 'publish' ? key.key : undefined
  }
}

async function pullManifest(
  { client, target }: PullParts,
  keys: TrustedKeys,
): Promise<Result<Manifest, PullError>> {
  const raw = await client.document('/v1/manifest')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const fresh = openSigned(raw.value, 'manifest', manifest, publishKey(keys))
  if (!fresh.ok) return err({ code: fresh.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  const held = openSigned(target.document('manifest'), 'manifest', manifest, publishKey(keys))
  const older =
    held.ok && (fresh.value.sequence < held.value.sequence || fresh.value.issuedAt < held.value.issuedAt)
  if (older || fresh.value.sequence < (target.sequence() ?? 0)) return err({ code: 'rolled-back' })
  target.putDocument(signedDocument.parse(raw.value))
  target.confirm('key-list', fresh.value.issuedAt)
  return ok(fresh.value)
}

async function pullCatalogue(
  { client, target }: PullParts,
  keys: TrustedKeys,
  state: Manifest,
): Promise<Result<Catalogue, PullError>> {
  const held = openSigned(target.document('catalogue'), 'catalogue', catalogue, publishKey(keys))
  const heldHash = sha256(target.document('catalogue')?.payload ?? '')
  if (held.ok && heldHash === state.catalogue.sha256) return held
  const raw = await client.document('/v1/catalogue')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const fresh = openSigned(raw.value, 'catalogue', catalogue, publishKey(keys))
  if (!fresh.ok) return err({ code: fresh.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  // Signed is not sound: rules that contradict themselves are left at the registry, and the old ones hold.
  if (!checkCatalogue(fresh.value).ok) return err({ code: 'bad-data' })
  const document = signedDocument.parse(raw.value)
  if (sha256(document.payload) !== state.catalogue.sha256) return err({ code: 'bad-hash' })
  target.putDocument(document)
  return fresh
}

/** The cheapest way from what we hold to `state`: nothing, changes alone, or the snapshot and what follows it. */
async function bringTo(
  state: Manifest,
  parts: PullParts,
): Promise<Result<{ rows: number; bytes: number }, PullError>> {
  const from = parts.target.sequence()
  if (from === null || !reaches(from, state)) return await fromSnapshot(state, parts)
  return await fromChanges(from, state, parts)
}

/** True when the change files lead from `from` to the published sequence without a gap. */
function reaches(from: number, state: Manifest): boolean {
  let at = from
  for (const change of state.changes) if (change.from === at) at = change.to
  return at === state.sequence
}

async function fromSnapshot(
  state: Manifest,
  parts: PullParts,
): Promise<Result<{ rows: number; bytes: number }, PullError>> {
  const { snapshot } = state
  let bytes = 0
  const file = await downloadArtifact(parts.client, snapshot, parts.downloads, n => {
    bytes += n
    parts.onStep('snapshot', bytes, snapshot.bytes)
  })
  if (!file.ok) return err({ code: syncCodeOf(file.error) })
  const built = await guarded(() =>
    parts.target.replaceBySnapshot(readRows(file.value), snapshot.sequence, null, done =>
      parts.onStep('apply', done, snapshot.rows),
    ),
  )
  if (!built.ok) return built
  const rest = await fromChanges(snapshot.sequence, state, parts)
  return rest.ok ? ok({ rows: built.value.written + rest.value.rows, bytes: bytes + rest.value.bytes }) : rest
}

async function fromChanges(
  from: number,
  state: Manifest,
  parts: PullParts,
): Promise<Result<{ rows: number; bytes: number }, PullError>> {
  let at = from
  let rows = 0
  let bytes = 0
  for (const change of state.changes) {
    if (change.from !== at) continue
    parts.onStep('changes', at - from, state.sequence - from)
    const file = await downloadArtifact(parts.client, change, parts.downloads, n => {
      bytes += n
    })
    if (!file.ok) return err({ code: syncCodeOf(file.error) })
    const applied = await guarded(async () => {
      const all: DataRow[] = []
      for await (const batch of readRows(file.value)) all.push(...batch)
      return parts.target.applyChanges(all, change.to, null)
    })
    if (!applied.ok) return applied
    rows += applied.value.written
    at = change.to
  }
  return at === state.sequence ? ok({ rows, bytes }) : err({ code: 'bad-data' })
}

function bucketsDiffer(target: PullTarget, state: Manifest): boolean {
  const ours = target.buckets()
  return state.buckets.some((b, i) => b.count !== ours[i]?.count || b.digest !== ours[i]?.digest)
}

async function guarded<T>(run: () => Promise<Result<T, PullError>>): Promise<Result<T, PullError>> {
  try {
    return await run()
  } catch (cause) {
    if (cause instanceof BadData) return err({ code: 'bad-data' })
    throw cause
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export function syncCodeOf(error: RegistryError | { readonly code: 'bad-hash' | 'disk' }): SyncErrorCode {
  switch (error.code) {
    case 'unreachable':
      return 'unreachable'
    case 'not-a-registry':
    case 'too-large':
      return 'protocol'
    case 'busy':
      return 'busy'
    case 'bad-hash':
    case 'disk':
      return error.code
    case 'refused':
      if (error.reason === 'terminal-cut-off') return 'cut-off'
      if (error.reason === 'unauthorised') return 'unauthorised'
      return error.reason === 'internal' ? 'server-error' : 'protocol'
  }
}
