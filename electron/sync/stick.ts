// Sealed files at the terminal: records go out on a stick, data and answers come in. What a sync does, without a network.
// Nothing of a file is applied before it is proven to be this terminal's, from its registry, whole, and newer than the last.

import type { FileHandle } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { trustKeys } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type RosterClerk, roster } from '../../core/sync/roster.ts'
import {
  openSealed,
  type SealedEntry,
  type SealedError,
  type SealedSource,
  sealedBytes,
  sealFile,
  type ToSeal,
} from '../../core/sync/sealed-file.ts'
import {
  PROTOCOL_VERSION,
  type RecordBatch,
  recordAnswers,
  type SealedRecord,
  siteProfile,
} from '../../core/sync/wire.ts'
import type { SyncResult } from '../api.ts'
import type { Identity } from '../identity.ts'
import { privateKeyOf } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { openKeyList, publishKey } from './documents.ts'
import { filesKeys, registryKeys } from './exchange.ts'
import { type PullParts, pull } from './pull.ts'
import { BATCH } from './push.ts'
import type { SyncProgress } from './run.ts'

/** Records in one file: a month of a busy window. */
const MOST_RECORDS = 50_000
/** Of those that are too large for the wire: each in a batch of its own. */
const MOST_TOO_LARGE = 20
/** Bytes of a document inside a file; what is larger is read as a stream. */
const LARGEST_DOCUMENT = 16 * 1024 * 1024
const UP = 'sealed-up'
const DOWN = 'sealed-down'

export type StickError =
  | SealedError
  | { readonly code: 'no-exchange-yet' | 'old-file' | 'same-file' | 'journal-write-failed' }

export type StickOut = { readonly name: string; readonly records: number }
export type StickIn = {
  readonly number: number
  readonly madeAt: number
  readonly answers: ReturnType<typeof recordAnswers.parse>
  readonly site: ReturnType<typeof siteProfile.parse> | null
  /** Who may work at this site; none where an older registry made the file. */
  readonly clerks: readonly RosterClerk[]
  /** The signed document, not proven yet; undefined where an older registry made the file. */
  readonly appointments: unknown
  /** The registry, as far as this file knows it. */
  readonly client: PullParts['client']
}

/** Everything that the registry has not acknowledged, into `to`; it stays unsent until the answer comes back. */
export async function sealRecords(
  storage: Storage,
  who: Identity,
  now: number,
  to: Pick<FileHandle, 'writeFile'>,
): Promise<Result<StickOut, StickError>> {
  const { journal } = storage
  const registry = registryKeys(storage)
  if (registry === null) return err({ code: 'no-exchange-yet' })
  const number = Number(journal.meta(UP) ?? 0) + 1
  // Counted before it is given out: a number is never used twice.
  if (!journal.putMeta(UP, String(number)).ok) return err({ code: 'journal-write-failed' })
  const entries: ToSeal[] = []
  let records = 0
  const add = (batch: readonly SealedRecord[]): void => {
    entries.push(sealedBatch(storage, batch, entries.length))
    records += batch.length
  }
  for (let after = 0; records < MOST_RECORDS; ) {
    const batch = journal.outbox.nextBatch(BATCH, after)
    const last = batch.at(-1)
    if (last === undefined) break
    if (!journal.outbox.markSent(batch.map(r => r.sequence)).ok) return err({ code: 'journal-write-failed' })
    add(batch)
    after = last.sequence
  }
  for (const record of journal.outbox.tooLarge(MOST_TOO_LARGE)) add([record])
  const about = { direction: 'up', terminal: who.terminalId, number, madeAt: now, keyId: 0 } as const
  for await (const piece of sealFile(about, entries, registry.files, privateKeyOf(who)))
    await to.writeFile(piece)
  return ok({ name: `${who.terminalId}-${number}.xhc-up`, records })
}

function sealedBatch({ journal }: Storage, records: readonly SealedRecord[], nth: number): ToSeal {
  const missing = journal.chain.missingBefore(records)
  const batch: RecordBatch = {
    protocol: PROTOCOL_VERSION,
    records: [...records],
    ...(missing.length > 0 && { missing: [...missing] }),
  }
  return sealedBytes(`records-${nth}`, gzipSync(JSON.stringify(batch)))
}

/** Proves the file; what it says is applied by `applyStick`, which reads it where it lies. */
export async function openStick(
  storage: Storage,
  who: Identity,
  file: SealedSource,
): Promise<Result<StickIn, StickError>> {
  const { journal, cache } = storage
  const own = filesKeys(storage)
  if (own === null) return err({ code: 'journal-write-failed' })
  const held = openKeyList(cache.document('key-list'), who.rootKey)
  const expected = { direction: 'down', terminal: who.terminalId } as const
  const opened = await openSealed(file, expected, own, async (keyId, inside) => {
    const known = held.ok ? publishKey(trustKeys(held.value))(keyId) : undefined
    return (
      known ?? (await newerKey(inside, who.rootKey, Number(journal.meta('key-list-counter') ?? 0), keyId))
    )
  })
  if (!opened.ok) return opened
  const { header, entries } = opened.value
  const last = Number(journal.meta(DOWN) ?? 0)
  if (header.number < last) return err({ code: 'old-file' })
  if (header.number === last) return err({ code: 'same-file' })
  const byName = new Map(entries.map(entry => [entry.name, entry]))
  const answers = recordAnswers.safeParse(await jsonOf(byName.get('answers')))
  const site = siteProfile.safeParse(await jsonOf(byName.get('site')))
  const clerks = roster.safeParse(await jsonOf(byName.get('clerks')))
  return ok({
    number: header.number,
    madeAt: header.madeAt,
    answers: answers.success ? answers.data : { serverTime: header.madeAt, answers: [], ends: [] },
    site: site.success ? site.data : null,
    clerks: clerks.success ? clerks.data : [],
    appointments: await jsonOf(byName.get('appointments')),
    client: clientOf(byName),
  })
}

export type StickParts = {
  readonly storage: Storage
  readonly pullParts: Omit<PullParts, 'client' | 'onStep'>
  readonly now: () => number
  readonly monotonicMs: () => number
  readonly onProgress: (progress: SyncProgress) => void
}

/** What a sync does with the registry's answers, done with the file's. The clock learns nothing: the file is of some day past. */
export async function applyStick(stick: StickIn, parts: StickParts): Promise<SyncResult> {
  const { storage, pullParts, now, monotonicMs, onProgress } = parts
  const at = now()
  const began = monotonicMs()
  // A record that the registry first wants another one before stays unsent: the next file brings both.
  const answers = stick.answers.answers.filter(
    a => a.status !== 'rejected' || (a.reason !== 'chain-gap' && a.reason !== 'chain-fork'),
  )
  const settled = storage.journal.outbox.settle(answers)
  const pulled = settled.ok
    ? await pull({
        ...pullParts,
        client: stick.client,
        onStep: (step, done, total) => onProgress({ state: 'running', step, done, total }),
      }).catch(() => err({ code: 'disk' as const }))
    : err({ code: 'disk' as const })
  // Only now: a file that failed on a full disk may be tried again.
  const noted = pulled.ok && storage.journal.putMeta(DOWN, String(stick.number)).ok
  const error = pulled.ok ? (noted ? null : 'disk') : pulled.error.code
  return {
    at,
    trigger: 'sealed',
    seconds: Math.round(monotonicMs() - began) / 1000,
    ok: error === null,
    error,
    pushed: answers.filter(a => a.status !== 'rejected').length,
    rejected: answers.filter(a => a.status === 'rejected').length,
    pulledRows: pulled.ok ? pulled.value.rows : 0,
    bytes: pulled.ok ? pulled.value.bytes : 0,
    sequence: pulled.ok ? pulled.value.sequence : null,
  }
}

/** The registry's keys may have changed since our last sync; the list that says so came in this file, signed by the root. */
async function newerKey(inside: readonly SealedEntry[], rootKey: string, counter: number, keyId: number) {
  const list = openKeyList(await jsonOf(inside.find(e => e.name === 'key-list')), rootKey)
  return list.ok && list.value.counter >= counter ? publishKey(trustKeys(list.value))(keyId) : undefined
}

function clientOf(entries: ReadonlyMap<string, SealedEntry>): StickIn['client'] {
  const missing = err({ code: 'unreachable' as const })
  return {
    document: async path => {
      const value = await jsonOf(entries.get(path.replace('/v1/', '')))
      return value === undefined ? missing : ok(value)
    },
    artifact: async (path, offset = 0) => {
      const entry = entries.get(path)
      return entry === undefined ? missing : ok(streamOf(entry.content(offset)))
    },
  }
}

function streamOf(pieces: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}

async function jsonOf(entry: SealedEntry | undefined): Promise<unknown> {
  if (entry === undefined || entry.bytes > LARGEST_DOCUMENT) return undefined
  try {
    return JSON.parse(Buffer.concat(await Array.fromAsync(entry.content())).toString('utf8'))
  } catch {
    return undefined
  }
}
