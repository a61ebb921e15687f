// Sealed files at the terminal: records go out on a stick, data and answers come in. What a sync does, without a network.
// Nothing of a file is applied before it is proven to be this terminal's, from its registry, whole, and newer than the last.
import { gzipSync } from 'node:zlib'
import { keyList, publicKeyFromRaw, trustKeys } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSealed, type SealedEntry, type SealedError, sealFile } from '../../core/sync/sealed-file.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { PROTOCOL_VERSION, type RecordBatch, recordAnswers, siteProfile } from '../../core/sync/wire.ts'
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
const UP = 'sealed-up'
const DOWN = 'sealed-down'

export type StickError =
  | SealedError
  | { readonly code: 'no-exchange-yet' | 'old-file' | 'same-file' | 'journal-write-failed' }

export type StickOut = { readonly name: string; readonly content: Buffer; readonly records: number }
export type StickIn = {
  readonly number: number
  readonly madeAt: number
  readonly answers: ReturnType<typeof recordAnswers.parse>
  readonly site: ReturnType<typeof siteProfile.parse> | null
  /** The registry, as far as this file knows it. */
  readonly client: PullParts['client']
}

/** Everything that the registry has not acknowledged; it stays unsent until the answer comes back. */
export function sealRecords(storage: Storage, who: Identity, now: number): Result<StickOut, StickError> {
  const { journal } = storage
  const registry = registryKeys(storage)
  if (registry === null) return err({ code: 'no-exchange-yet' })
  const records = journal.outbox.nextBatch(MOST_RECORDS)
  const number = Number(journal.meta(UP) ?? 0) + 1
  // Counted before it is given out: a number is never used twice.
  if (!journal.putMeta(UP, String(number)).ok) return err({ code: 'journal-write-failed' })
  if (!journal.outbox.markSent(records.map(r => r.sequence)).ok) return err({ code: 'journal-write-failed' })
  const entries: SealedEntry[] = []
  for (let at = 0; at < records.length; at += BATCH) {
    const part = records.slice(at, at + BATCH)
    const missing = journal.chain.missingBefore(part)
    const batch: RecordBatch = {
      protocol: PROTOCOL_VERSION,
      records: [...part],
      ...(missing.length > 0 && { missing: [...missing] }),
    }
    entries.push({ name: `records-${at / BATCH}`, content: gzipSync(JSON.stringify(batch)) })
  }
  const content = sealFile(
    { direction: 'up', terminal: who.terminalId, number, madeAt: now, keyId: 0 },
    entries,
    registry.files,
    privateKeyOf(who),
  )
  return ok({ name: `${who.terminalId}-${number}.xhc-up`, content, records: records.length })
}

/** Proves the file; what it says is applied by `applyStick`. */
export function openStick(storage: Storage, who: Identity, file: Buffer): Result<StickIn, StickError> {
  const { journal, cache } = storage
  const own = filesKeys(storage)
  if (own === null) return err({ code: 'journal-write-failed' })
  const held = openKeyList(cache.document('key-list'), who.rootKey)
  const opened = openSealed(file, { direction: 'down', terminal: who.terminalId }, own, (keyId, inside) => {
    const known = held.ok ? publishKey(trustKeys(held.value))(keyId) : undefined
    return known ?? newerKey(inside, who.rootKey, Number(journal.meta('key-list-counter') ?? 0), keyId)
  })
  if (!opened.ok) return opened
  const { header, entries } = opened.value
  const last = Number(journal.meta(DOWN) ?? 0)
  if (header.number < last) return err({ code: 'old-file' })
  if (header.number === last) return err({ code: 'same-file' })
  const json = new Map(entries.map(e => [e.name, e.content]))
  const answers = recordAnswers.safeParse(parseJson(json.get('answers')))
  const site = siteProfile.safeParse(parseJson(json.get('site')))
  return ok({
    number: header.number,
    madeAt: header.madeAt,
    answers: answers.success ? answers.data : { serverTime: header.madeAt, answers: [], ends: [] },
    site: site.success ? site.data : null,
    client: clientOf(json),
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
function newerKey(inside: readonly SealedEntry[], rootKey: string, counter: number, keyId: number) {
  const root = publicKeyFromRaw(rootKey)
  const document = parseJson(inside.find(e => e.name === 'key-list')?.content)
  const list = openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
  return list.ok && list.value.counter >= counter ? publishKey(trustKeys(list.value))(keyId) : undefined
}

function clientOf(entries: ReadonlyMap<string, Buffer>): StickIn['client'] {
  const missing = err({ code: 'unreachable' as const })
  return {
    document: async path => {
      const value = parseJson(entries.get(path.replace('/v1/', '')))
      return value === undefined ? missing : ok(value)
    },
    artifact: async (path, offset = 0) => {
      const content = entries.get(path)
      if (content === undefined) return missing
      return ok(new Blob([new Uint8Array(content.subarray(offset))]).stream())
    },
  }
}

function parseJson(content: Buffer | undefined): unknown {
  try {
    return content === undefined ? undefined : JSON.parse(content.toString('utf8'))
  } catch {
    return undefined
  }
}
