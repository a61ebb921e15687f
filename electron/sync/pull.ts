// Brings the cache up to the registry's newest published state: keys, manifest, catalogue, revocations, snapshot or changes.
// Nothing is believed before its signature or hash; the cache goes from one published state to the next, with nothing between.
import { rm } from 'node:fs/promises'
import { err, ok, type Result } from '../../core/result.ts'
import type { ChangeRef, Manifest } from '../../core/sync/wire.ts'
import { pullCatalogue, pullKeys, pullManifest, pullPlan } from './documents.ts'
import { type DownloadParts, downloadArtifact } from './download.ts'
import { differingBuckets, fetchBlocks, MOST_MENDED } from './mend.ts'
import { confirmRevocations, pullRevocations, type RevocationParts } from './revocations.ts'
import { type PullError, syncCodeOf } from './target.ts'

export type { PullError, PullTarget, SyncErrorCode } from './target.ts'

export type PullStep =
  | 'manifest'
  | 'keys'
  | 'catalogue'
  | 'revocations'
  | 'snapshot'
  | 'changes'
  | 'apply'
  | 'check'
  | 'mend'

export type Pulled = {
  readonly rows: number
  readonly bytes: number
  readonly sequence: number
  /** Why the revocation list could not be had: the rows are new all the same, and the list's age goes on. */
  readonly revocations: PullError | null
}

export type PullParts = RevocationParts & {
  readonly onStep: (step: PullStep, done: number, total: number | null) => void
}

type Brought = { readonly rows: number; readonly bytes: number }
const NOTHING: Brought = { rows: 0, bytes: 0 }

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
  const plan = await pullPlan(parts, keys.value, state.value)
  if (!plan.ok) return plan
  // First the few standings, then the many rows: a card that was stopped is stopped before a snapshot has arrived.
  onStep('revocations', 0, null)
  const revocations = await pullRevocations(parts)
  if (!revocations.ok && revocations.error.code === 'cut-off') return revocations

  const brought = await bringTo(state.value, parts)
  if (!brought.ok) return brought
  onStep('check', 0, null)
  const mended = await mend(state.value, parts)
  if (!mended.ok) return mended
  target.confirm('holders', state.value.issuedAt)
  // A list that failed has not been verified, whatever the rows say: then its age goes on.
  if (revocations.ok) confirmRevocations(parts)
  await rm(parts.downloads, { recursive: true, force: true })
  return ok({
    rows: brought.value.rows + mended.value.rows + (revocations.ok ? revocations.value.rows : 0),
    bytes: brought.value.bytes + mended.value.bytes + (revocations.ok ? revocations.value.bytes : 0),
    sequence: state.value.sequence,
    revocations: revocations.ok ? null : revocations.error,
  })
}

/** The cheapest way from what we hold to `state`: nothing, changes alone, or the snapshot and what follows it. */
async function bringTo(state: Manifest, parts: PullParts): Promise<Result<Brought, PullError>> {
  const from = parts.target.sequence()
  if (from === state.sequence) return ok(NOTHING)
  const changes = from === null ? null : changesFrom(from, state)
  return changes === null ? await fromSnapshot(state, parts) : await fromChanges(changes, state, parts)
}

/**
 * The change files that lead from `from` to the published sequence; null where there is a gap. A file may begin before
 * `from`: its rows say how things are at its end.
 */
export function changesFrom(
  from: number,
  state: Pick<Manifest, 'changes' | 'sequence'>,
): readonly ChangeRef[] | null {
  const needed = state.changes.filter(change => change.to > from)
  let at = from
  for (const change of needed) {
    if (change.from > at) return null
    at = change.to
  }
  return at === state.sequence ? needed : null
}

async function fromSnapshot(state: Manifest, parts: PullParts): Promise<Result<Brought, PullError>> {
  const { snapshot } = state
  const since = changesFrom(snapshot.sequence, state)
  if (since === null) return err({ code: 'bad-data' })
  const counted = counting(parts, bytes => parts.onStep('snapshot', bytes, snapshot.bytes))
  const file = await downloadArtifact(snapshot, counted.parts)
  if (!file.ok) return err({ code: syncCodeOf(file.error) })
  const changes = await fetchChanges(since, counted.parts)
  if (!changes.ok) return changes
  const built = await parts.target.replaceBySnapshot(
    { snapshot: file.value, changes: changes.value },
    state.sequence,
    done => parts.onStep('apply', done, snapshot.rows),
  )
  return built.ok ? ok({ rows: built.value.written, bytes: counted.bytes() }) : built
}

async function fromChanges(
  needed: readonly ChangeRef[],
  state: Manifest,
  parts: PullParts,
): Promise<Result<Brought, PullError>> {
  const total = needed.reduce((sum, change) => sum + change.bytes, 0)
  const counted = counting(parts, bytes => parts.onStep('changes', bytes, total))
  const files = await fetchChanges(needed, counted.parts)
  if (!files.ok) return files
  const applied = await parts.target.applyChanges(files.value, state.sequence)
  return applied.ok ? ok({ rows: applied.value.written, bytes: counted.bytes() }) : applied
}

async function fetchChanges(
  needed: readonly ChangeRef[],
  parts: DownloadParts,
): Promise<Result<readonly string[], PullError>> {
  const files: string[] = []
  for (const change of needed) {
    const file = await downloadArtifact(change, parts)
    if (!file.ok) return err({ code: syncCodeOf(file.error) })
    files.push(file.value)
  }
  return ok(files)
}

/** Only the buckets that differ; the whole snapshot where they are many, or where that did not help. */
async function mend(state: Manifest, parts: PullParts): Promise<Result<Brought, PullError>> {
  const differing = differingBuckets(parts.target, state)
  if (differing.length === 0) return ok(NOTHING)
  let done = NOTHING
  if (differing.length <= MOST_MENDED) {
    const mended = await mendBuckets(differing, state, parts)
    if (!mended.ok && mended.error.code !== 'bad-data') return mended
    if (mended.ok) done = mended.value
  }
  if (differingBuckets(parts.target, state).length === 0) return ok(done)
  const replaced = await fromSnapshot(state, parts)
  if (!replaced.ok) return replaced
  return differingBuckets(parts.target, state).length === 0
    ? ok({ rows: done.rows + replaced.value.rows, bytes: done.bytes + replaced.value.bytes })
    : err({ code: 'bad-data' })
}

async function mendBuckets(
  differing: readonly number[],
  state: Manifest,
  parts: PullParts,
): Promise<Result<Brought, PullError>> {
  const since = changesFrom(state.snapshot.sequence, state)
  if (since === null) return err({ code: 'bad-data' })
  const counted = counting(parts, bytes => parts.onStep('mend', bytes, null))
  const blocks = await fetchBlocks(state, differing, counted.parts)
  if (!blocks.ok) return blocks
  const changes = await fetchChanges(since, counted.parts)
  if (!changes.ok) return changes
  const mended = await parts.target.mendBuckets(differing, { blocks: blocks.value, changes: changes.value })
  return mended.ok ? ok({ rows: mended.value.written, bytes: counted.bytes() }) : mended
}

function counting(parts: PullParts, onBytes: (sum: number) => void) {
  let sum = 0
  const download: DownloadParts = {
    client: parts.client,
    folder: parts.downloads,
    signal: parts.signal,
    onBytes(bytes) {
      sum += bytes
      onBytes(sum)
    },
  }
  return { parts: download, bytes: () => sum }
}
