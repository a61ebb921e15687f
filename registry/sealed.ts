// Sealed files at the registry: what a terminal without network hands in on a stick, and what it takes home.
// An upload is believed as the wire is: signed by the terminal, each record judged for itself; twice the same changes nothing.
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { err, ok, type Result } from '../core/result.ts'
import type { RosterClerk } from '../core/sync/roster.ts'
import {
  openSealed,
  peekSealed,
  type SealedEntry,
  type SealedError,
  type SealedSource,
  sealedSource,
  sealedText,
  sealFile,
  type ToSeal,
} from '../core/sync/sealed-file.ts'
import {
  type ChainNotice,
  manifest,
  type RecordAnswers,
  type RecordBatch,
  recordAnswers,
  recordBatch,
  revocations,
} from '../core/sync/wire.ts'
import type { Appointments } from './appointments/appointments.ts'
import type { Artifacts } from './artifacts.ts'
import type { Exchange } from './exchange.ts'
import type { KeyRing } from './keys.ts'
import type { Publisher } from './publisher.ts'
import type { Queries } from './store/sql.ts'
import type { Terminal } from './terminals.ts'

const COUNTERS = 'SELECT last_up, last_down, answers FROM terminal_exchange WHERE terminal_id = $1'
const TOOK_UP = 'UPDATE terminal_exchange SET last_up = $2, answers = $3 WHERE terminal_id = $1'
const GAVE_DOWN = 'UPDATE terminal_exchange SET last_down = $2 WHERE terminal_id = $1'

export type SealedInError = SealedError | { readonly code: 'unknown-terminal' | 'old-file' | 'bad-content' }
export type SealedOutError = { readonly code: 'unknown-terminal' | 'cut-off' | 'nothing-left-here' }

export type TakenIn = {
  readonly terminal: string
  readonly number: number
  /** The same file was taken in before: the answers are the same, and nothing was counted twice. */
  readonly again: boolean
  readonly answers: RecordAnswers['answers']
}

type Parts = {
  readonly sql: Queries
  readonly exchange: Exchange
  readonly registry: {
    readonly keys: Pick<KeyRing, 'signer' | 'keyList'>
    readonly artifacts: Pick<Artifacts, 'fileOf'>
    readonly publisher: Publisher
    readonly now: () => number
    findTerminal(id: string): Promise<Terminal | null>
    roster(siteId: string): Promise<readonly RosterClerk[]>
    readonly appointments: Pick<Appointments, 'forSite'>
    chainNotices(terminalId: string): Promise<ChainNotice[]>
    takeRecords(
      terminal: Terminal,
      batch: RecordBatch,
    ): Promise<{ readonly answers: readonly RecordAnswers['answers'][number][] }>
  }
}

/** Takes in what a terminal exported. Its answers wait until the next file goes to that terminal. */
export async function takeSealed(parts: Parts, path: string): Promise<Result<TakenIn, SealedInError>> {
  const file = await open(path, 'r')
  try {
    return await takeFrom(parts, sealedSource(file, (await file.stat()).size))
  } finally {
    await file.close()
  }
}

async function takeFrom(
  { sql, exchange, registry }: Parts,
  file: SealedSource,
): Promise<Result<TakenIn, SealedInError>> {
  const header = await peekSealed(file)
  if (!header.ok) return header
  if (header.value.direction !== 'up') return err({ code: 'wrong-direction' })
  const terminal = await registry.findTerminal(header.value.terminal)
  if (terminal === null) return err({ code: 'unknown-terminal' })
  const opened = await openSealed(
    file,
    { direction: 'up', terminal: terminal.id },
    exchange.files,
    () => terminal.key,
  )
  if (!opened.ok) return opened
  const { number } = opened.value.header
  const [counters] = await sql.query<{ last_up: number }>(COUNTERS, [terminal.id])
  if (counters === undefined) return err({ code: 'unknown-terminal' })
  if (number < counters.last_up) return err({ code: 'old-file' })
  const answers = await takeBatches(registry, terminal, opened.value.entries)
  if (answers === null) return err({ code: 'bad-content' })
  await sql.query(TOOK_UP, [terminal.id, number, JSON.stringify(answers)])
  return ok({ terminal: terminal.id, number, again: number === counters.last_up, answers })
}

/**
 * Everything a terminal needs for a night, written to `path`: keys, rules, manifest, snapshot, changes, who may work there,
 * and the answers to its last upload.
 */
export async function giveSealed(
  { sql, exchange, registry }: Parts,
  terminalId: string,
  path: string,
): Promise<Result<{ readonly number: number }, SealedOutError>> {
  const terminal = await registry.findTerminal(terminalId)
  if (terminal === null) return err({ code: 'unknown-terminal' })
  if (terminal.state !== 'active') return err({ code: 'cut-off' })
  const to = await exchange.filesKeyOf(sql, terminal.id)
  const [counters] = await sql.query<{ last_down: number; answers: string | null }>(COUNTERS, [terminal.id])
  if (to === null || counters === undefined) return err({ code: 'nothing-left-here' })
  const number = counters.last_down + 1
  // Counted before it is given out: a number is never used twice.
  await sql.query(GAVE_DOWN, [terminal.id, number])
  const signer = registry.keys.signer('publish')
  const pieces = sealFile(
    { direction: 'down', terminal: terminal.id, number, madeAt: registry.now(), keyId: signer.key.id },
    await entriesFor(registry, terminal, counters.answers),
    to,
    signer.privateKey,
  )
  await writeWhole(path, pieces)
  return ok({ number })
}

/** Under its name when it is whole: a stick that was full, or pulled out, has no file that looks like one. */
async function writeWhole(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const part = `${path}.part`
  let file: FileHandle | null = null
  try {
    file = await open(part, 'w', 0o600)
    for await (const piece of pieces) await file.writeFile(piece)
    await file.sync()
    await file.close()
    await rename(part, path)
  } catch (cause) {
    await file?.close().catch(() => {})
    await rm(part, { force: true })
    throw cause
  }
}

async function entriesFor(
  registry: Parts['registry'],
  terminal: Terminal,
  answers: string | null,
): Promise<readonly ToSeal[]> {
  const json = (name: string, value: unknown): ToSeal => sealedText(name, JSON.stringify(value))
  await registry.publisher.publish()
  const [manifestDocument, revocationsDocument] = [
    await registry.publisher.manifest(),
    await registry.publisher.revocations(),
  ]
  const published = manifest.parse(parseJson(manifestDocument.payload))
  const { list } = revocations.parse(parseJson(revocationsDocument.payload))
  const files = [published.snapshot, published.snapshot.index, ...published.changes, list]
  return [
    json('key-list', registry.keys.keyList),
    json('catalogue', registry.publisher.catalogueDocument()),
    json('manifest', manifestDocument),
    json('revocations', revocationsDocument),
    json('site', terminal.site),
    json('clerks', await registry.roster(terminal.site.siteId)),
    json('appointments', await registry.appointments.forSite(terminal.site.siteId)),
    json('answers', {
      serverTime: registry.now(),
      answers: answers === null ? [] : recordAnswers.shape.answers.parse(JSON.parse(answers)),
      chain: await registry.chainNotices(terminal.id),
    } satisfies RecordAnswers),
    ...files.map(({ path, bytes }) => ({
      name: path,
      bytes,
      content: () => createReadStream(registry.artifacts.fileOf(path) ?? ''),
    })),
  ]
}

async function takeBatches(
  registry: Parts['registry'],
  terminal: Terminal,
  entries: readonly SealedEntry[],
): Promise<RecordAnswers['answers'] | null> {
  const answers: RecordAnswers['answers'] = []
  for (const entry of entries) {
    if (!entry.name.startsWith('records-')) continue
    if (entry.bytes > MAX_BATCH) return null
    const packed = Buffer.concat(await Array.fromAsync(entry.content()))
    const batch = recordBatch.safeParse(parseJson(unzipped(packed)))
    if (!batch.success) return null
    const taken = await registry.takeRecords(terminal, batch.data)
    answers.push(...taken.answers)
  }
  return answers
}

/** Bytes of one batch, unpacked. */
const MAX_BATCH = 64 * 1024 * 1024

function unzipped(content: Buffer): string {
  try {
    return gunzipSync(content, { maxOutputLength: MAX_BATCH }).toString('utf8')
  } catch {
    return ''
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
