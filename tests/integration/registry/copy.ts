// A terminal's copy of the register, filled from the published files as any terminal would, and recounted from nothing.
// Every row is parsed by the wire's own schema; every file must hash to the name under which it was fetched.
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import {
  type KeyList,
  keyList,
  publicKeyFromRaw,
  type TrustedKeys,
  trustKeys,
} from '../../../core/card/keys.ts'
import {
  addRow,
  addUse,
  BUCKETS,
  bucketOf,
  bucketText,
  EMPTY_BUCKET,
  rowDigest,
  usageDigest,
} from '../../../core/sync/buckets.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import {
  type ArtifactRef,
  dataRow,
  type HolderRow,
  type Manifest,
  manifest,
  type UsageRow,
} from '../../../core/sync/wire.ts'
import type { TestTerminal, World } from './world.ts'

export type Copy = {
  sequence: number
  readonly holders: Map<string, HolderRow>
  readonly usage: Map<string, UsageRow>
}

export async function trusted(world: World): Promise<{ readonly list: KeyList; readonly keys: TrustedKeys }> {
  const document: unknown = await (await fetch(`${world.url}/v1/key-list`)).json()
  const root = publicKeyFromRaw(world.registry.keys.rootKey)
  const list = openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
  if (!list.ok) throw new Error(`key list: ${list.error.code}`)
  return { list: list.value, keys: trustKeys(list.value) }
}

export async function manifestOf(world: World, terminal: TestTerminal): Promise<Manifest> {
  const { keys } = await trusted(world)
  const document: unknown = await (await terminal.get('/v1/manifest')).json()
  const opened = openSigned(document, 'manifest', manifest, id => {
    const key = keys.get(id)
    return key?.use === 'publish' ? key.key : undefined
  })
  if (!opened.ok) throw new Error(`manifest: ${opened.error.code}`)
  return opened.value
}

/** The newest state, when whatever waited has been published. */
export async function freshManifest(world: World, terminal: TestTerminal): Promise<Manifest> {
  world.clock.now += 61
  return await manifestOf(world, terminal)
}

export async function snapshotCopy(terminal: TestTerminal, state: Manifest): Promise<Copy> {
  const copy: Copy = { sequence: state.snapshot.sequence, holders: new Map(), usage: new Map() }
  await applyFile(terminal, state.snapshot, copy)
  return copy
}

/** By change files alone; their `from` and `to` must lead there. */
export async function applyChanges(terminal: TestTerminal, copy: Copy, state: Manifest): Promise<void> {
  for (const change of state.changes) {
    if (change.to <= copy.sequence) continue
    expect(change.from).toBeLessThanOrEqual(copy.sequence)
    await applyFile(terminal, change, copy)
    copy.sequence = change.to
  }
  expect(copy.sequence).toBe(state.sequence)
}

async function applyFile(terminal: TestTerminal, ref: ArtifactRef, copy: Copy): Promise<void> {
  const bytes = Buffer.from(await (await terminal.get(`/v1/artifacts/${ref.path}`)).arrayBuffer())
  expect(bytes.length).toBe(ref.bytes)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(ref.sha256)
  const lines = gunzipSync(bytes).toString('utf8').split('\n').filter(Boolean)
  expect(lines.length).toBe(ref.rows)
  for (const line of lines) {
    const row = dataRow.parse(JSON.parse(line))
    if (row.t === 'h') copy.holders.set(row.card, row)
    else if (row.t === 'g') copy.holders.delete(row.card)
    else if (row.void) copy.usage.delete(row.record)
    else copy.usage.set(row.record, row)
  }
}

export function recount(copy: Copy): Manifest['buckets'] {
  const buckets = Array.from({ length: BUCKETS }, () => EMPTY_BUCKET)
  for (const row of copy.holders.values()) {
    const id = bucketOf(row.card)
    buckets[id] = addRow(buckets[id] ?? EMPTY_BUCKET, rowDigest(row))
  }
  for (const row of copy.usage.values()) {
    const id = bucketOf(row.card)
    buckets[id] = addUse(buckets[id] ?? EMPTY_BUCKET, usageDigest(row))
  }
  return buckets.map(bucketText)
}
