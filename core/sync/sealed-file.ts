// A sealed file: what goes between terminal and registry on a stick where there is no network. Closed for one receiver, signed by its sender.
// Nothing in it may be believed, and nothing of it applied, before the signature at its end has been checked over all of it;
// and no side ever holds more of it than a chunk: a register of a million goes over a stick as well.
//   magic line · header (one line of JSON) · chunks of AES-256-GCM, the last one marked · Ed25519 signature over SHA-256 of all before
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  type Hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { err, ok, type Result } from '../result.ts'
import { type BoxKeys, keyFor, keyFrom, RAW_KEY } from './box.ts'

const MAGIC = 'XHC-SEALED-1\n'
const CHUNK = 64 * 1024
const TAG = 16
const SIGNATURE = 64
const LONGEST_HEADER = 4096
const DOMAIN = 'XHC-SEALED-SIGNATURE-1\0'

export const sealedHeader = z.object({
  /** `up`: records to the registry; `down`: data and answers to the terminal. */
  direction: z.enum(['up', 'down']),
  terminal: z.string().max(40),
  /** +1 with each file of a direction: an old file, or the same twice, shows. */
  number: z.int().min(1),
  madeAt: z.int().min(0),
  ephemeral: RAW_KEY,
  /** Bytes of all chunks: tells a file that lost its end from one that was changed. */
  length: z.int().min(0),
  /** Issuer key of the signature; 0 for a terminal's own. */
  keyId: z.int().min(0),
})
export type SealedHeader = z.infer<typeof sealedHeader>

/** Where a sealed file lies: read by position, never whole. Throws where the medium fails. */
export type SealedSource = {
  readonly bytes: number
  /** Fewer than asked for at the end alone. */
  read(offset: number, length: number): Promise<Buffer>
}
/** What goes into a file: its length is told before its first byte is read. */
export type ToSeal = {
  readonly name: string
  readonly bytes: number
  content(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}
/** What is in a file, by name, in order. Reading throws where the file has changed since it was proven. */
export type SealedEntry = {
  readonly name: string
  readonly bytes: number
  content(offset?: number): AsyncGenerator<Buffer>
}

export const SEALED_ERRORS = [
  'not-sealed', // some other file
  'cut-short',
  'wrong-direction', // an upload where a download belongs, or the other way round
  'other-terminal',
  'unknown-signer',
  'tampered',
  'not-for-us', // closed for another key than ours
] as const
export type SealedError = { readonly code: (typeof SEALED_ERRORS)[number] }

const entryHead = z.object({ name: z.string().max(120), bytes: z.int().min(0) })
const LONGEST_ENTRY_HEAD = 512

export const sealedText = (name: string, text: string): ToSeal => sealedBytes(name, Buffer.from(text, 'utf8'))
export const sealedBytes = (name: string, content: Buffer): ToSeal => ({
  name,
  bytes: content.length,
  content: () => [content],
})

/** Over an open file. */
export const sealedSource = (file: Pick<FileHandle, 'read'>, bytes: number): SealedSource => ({
  bytes,
  async read(offset, length) {
    const wanted = Math.max(0, Math.min(length, bytes - offset))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset)
    return buffer.subarray(0, bytesRead)
  },
})

/** The file in pieces, in order: whoever writes them holds one of them, however large the whole is. */
export async function* sealFile(
  about: Omit<SealedHeader, 'ephemeral' | 'length'>,
  entries: readonly ToSeal[],
  to: string,
  signer: KeyObject,
): AsyncGenerator<Buffer> {
  const { ephemeral, key } = keyFor(to, infoOf(about))
  const plainBytes = entries.reduce((sum, entry) => sum + headOfEntry(entry).length + entry.bytes, 0)
  const chunks = Math.max(1, Math.ceil(plainBytes / CHUNK))
  const length = plainBytes + chunks * TAG
  const header: SealedHeader = { ...about, ephemeral: ephemeral.toString('base64url'), length }
  const head = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`, 'utf8')
  const hash = createHash('sha256').update(head)
  yield head
  let index = 0
  for await (const chunk of inChunks(plainOf(entries))) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, index === chunks - 1)).setAAD(head)
    const sealed = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    hash.update(sealed)
    index += 1
    yield sealed
  }
  yield sign(null, signedBytes(hash), signer)
}

/** The header alone, unproven: to find out whose file it is before looking for keys. */
export async function peekSealed(source: SealedSource): Promise<Result<SealedHeader, SealedError>> {
  const head = await headOf(source)
  return head.ok ? ok(head.value.header) : head
}

/**
 * Reads the whole file once, and proves it; what is in it is read from where it lies, as often as asked.
 * `signerOf` answers with the public key that may sign this file, or undefined; `inside` are the entries, not proven yet,
 * for a sender whose newer keys came in this very file. Errors: SEALED_ERRORS, the first that holds.
 */
export async function openSealed(
  source: SealedSource,
  expected: { readonly direction: SealedHeader['direction']; readonly terminal: string },
  own: BoxKeys,
  signerOf: (
    keyId: number,
    inside: readonly SealedEntry[],
  ) => KeyObject | undefined | Promise<KeyObject | undefined>,
): Promise<Result<{ readonly header: SealedHeader; readonly entries: readonly SealedEntry[] }, SealedError>> {
  const found = await headOf(source)
  if (!found.ok) return found
  const { header, head } = found.value
  if (header.direction !== expected.direction) return err({ code: 'wrong-direction' })
  if (header.terminal !== expected.terminal) return err({ code: 'other-terminal' })
  const whole = head.length + header.length + SIGNATURE
  if (source.bytes !== whole) return err({ code: source.bytes < whole ? 'cut-short' : 'tampered' })
  const body = bodyOf(
    source,
    header,
    head,
    keyFrom(Buffer.from(header.ephemeral, 'base64url'), own, infoOf(header)),
  )
  const { hash, entries } = await readThrough(body)
  const signature = await source.read(head.length + header.length, SIGNATURE)
  const signer = await signerOf(header.keyId, entries ?? [])
  if (signer === undefined) return err({ code: entries === null ? 'not-for-us' : 'unknown-signer' })
  if (!verify(null, signedBytes(hash), signer, signature)) return err({ code: 'tampered' })
  return entries === null ? err({ code: 'not-for-us' }) : ok({ header, entries })
}

type Body = {
  readonly head: Buffer
  readonly chunks: number
  /** As it lies in the file. */
  sealed(index: number): Promise<Buffer>
  /** Null where it was closed for another key, or changed. */
  opened(index: number, sealed: Buffer): Buffer | null
}

function bodyOf(source: SealedSource, header: SealedHeader, head: Buffer, key: Buffer | null): Body {
  const size = CHUNK + TAG
  const chunks = Math.ceil(header.length / size)
  return {
    head,
    chunks,
    sealed: index => source.read(head.length + index * size, Math.min(size, header.length - index * size)),
    opened: (index, sealed) =>
      key === null ? null : openChunk(key, head, sealed, index, index === chunks - 1),
  }
}

/** Every byte, once: what was signed, and where each entry lies. `entries` null where the file does not open for us. */
async function readThrough(
  body: Body,
): Promise<{ readonly hash: Hash; readonly entries: readonly SealedEntry[] | null }> {
  const hash = createHash('sha256').update(body.head)
  const scan = scanEntries()
  let readable = true
  for (let i = 0; i < body.chunks; i++) {
    const sealed = await body.sealed(i)
    hash.update(sealed)
    const plain: Buffer | null = readable ? body.opened(i, sealed) : null
    readable = plain !== null && scan.feed(plain)
  }
  const places = readable ? scan.end() : null
  return {
    hash,
    entries: places?.map(place => ({ ...place, content: offset => read(body, place, offset) })) ?? null,
  }
}

async function* read(body: Body, { at, bytes }: EntryPlace, offset = 0): AsyncGenerator<Buffer> {
  const end = at + bytes
  for (let from = at + offset; from < end; ) {
    const index = Math.floor(from / CHUNK)
    const plain = body.opened(index, await body.sealed(index))
    if (plain === null) throw new Error('the file has changed since it was proven')
    const piece = plain.subarray(from - index * CHUNK, end - index * CHUNK)
    from += piece.length
    yield piece
  }
}

/** Where an entry's content begins in the plain text. */
type EntryPlace = { readonly name: string; readonly bytes: number; readonly at: number }

/** Fed the plain text in order; keeps no more of it than one entry's head. */
function scanEntries() {
  const places: EntryPlace[] = []
  let head = Buffer.alloc(0)
  let passed = 0
  let skip = 0
  return {
    /** False: this is not what we write. */
    feed(plain: Buffer): boolean {
      let at = 0
      while (at < plain.length) {
        const skipped = Math.min(skip, plain.length - at)
        skip -= skipped
        at += skipped
        if (at === plain.length) break
        const end = plain.indexOf(0x0a, at)
        head = Buffer.concat([head, plain.subarray(at, end < 0 ? plain.length : end)])
        if (head.length > LONGEST_ENTRY_HEAD) return false
        if (end < 0) break
        const read = entryHead.safeParse(parseJson(head.toString('utf8')))
        if (!read.success) return false
        at = end + 1
        head = Buffer.alloc(0)
        skip = read.data.bytes
        places.push({ ...read.data, at: passed + at })
      }
      passed += plain.length
      return true
    },
    /** Null where it ends in the middle of an entry. */
    end: (): readonly EntryPlace[] | null => (skip === 0 && head.length === 0 ? places : null),
  }
}

const headOfEntry = ({ name, bytes }: ToSeal): Buffer =>
  Buffer.from(`${JSON.stringify({ name, bytes })}\n`, 'utf8')

async function* plainOf(entries: readonly ToSeal[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield headOfEntry(entry)
    let bytes = 0
    for await (const piece of entry.content()) {
      bytes += piece.length
      yield piece
    }
    if (bytes !== entry.bytes) throw new Error(`${entry.name} is not as long as it was said to be`)
  }
}

/** Pieces of exactly CHUNK bytes, and what is left; one empty piece where there is nothing. */
async function* inChunks(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  let any = false
  for await (let piece of plain) {
    while (bytes + piece.length >= CHUNK) {
      const taken = piece.subarray(0, CHUNK - bytes)
      yield Buffer.concat([...waiting, taken])
      any = true
      piece = piece.subarray(taken.length)
      waiting = []
      bytes = 0
    }
    if (piece.length === 0) continue
    waiting.push(piece)
    bytes += piece.length
  }
  if (bytes > 0 || !any) yield Buffer.concat(waiting)
}

function openChunk(key: Buffer, head: Buffer, chunk: Buffer, index: number, last: boolean): Buffer | null {
  if (chunk.length < TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last)).setAAD(head)
  decipher.setAuthTag(chunk.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, -TAG)), decipher.final()])
  } catch {
    return null
  }
}

async function headOf(
  source: SealedSource,
): Promise<Result<{ readonly header: SealedHeader; readonly head: Buffer }, SealedError>> {
  const magic = Buffer.from(MAGIC, 'latin1')
  const file = await source.read(0, magic.length + LONGEST_HEADER)
  if (!file.subarray(0, magic.length).equals(magic.subarray(0, file.length)))
    return err({ code: 'not-sealed' })
  const end = file.indexOf(0x0a, magic.length)
  if (end < 0)
    return err({ code: source.bytes <= magic.length + LONGEST_HEADER ? 'cut-short' : 'not-sealed' })
  const header = sealedHeader.safeParse(parseJson(file.subarray(magic.length, end).toString('utf8')))
  return header.success
    ? ok({ header: header.data, head: Buffer.from(file.subarray(0, end + 1)) })
    : err({ code: 'tampered' })
}

const infoOf = ({ direction, terminal, number }: Omit<SealedHeader, 'ephemeral' | 'length'>): string =>
  `XHC-SEALED-1 ${direction} ${terminal} ${number}`

/** The key is this file's alone: a counter will do. The last byte tells the last chunk, so that no end can be cut off unseen. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 4)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** Of everything before the signature. */
const signedBytes = (hash: Hash): Buffer =>
  Buffer.concat([Buffer.from(DOMAIN, 'latin1'), hash.copy().digest()])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
