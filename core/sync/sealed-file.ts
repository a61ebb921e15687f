// A sealed file: what goes between terminal and registry on a stick where there is no network. Closed for one receiver, signed by its sender.
// Nothing in it may be believed, and nothing of it applied, before the signature at its end has been checked over all of it.
//   magic line · header (one line of JSON) · chunks of AES-256-GCM, the last one marked · Ed25519 signature over SHA-256 of all before
import { createCipheriv, createDecipheriv, createHash, type KeyObject, sign, verify } from 'node:crypto'
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

/** What is in a file, by name, in order. */
export type SealedEntry = { readonly name: string; readonly content: Buffer }

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

export function sealFile(
  about: Omit<SealedHeader, 'ephemeral' | 'length'>,
  entries: readonly SealedEntry[],
  to: string,
  signer: KeyObject,
): Buffer {
  const { ephemeral, key } = keyFor(to, infoOf(about))
  const plain = Buffer.concat(
    entries.flatMap(({ name, content }) => [
      Buffer.from(`${JSON.stringify({ name, bytes: content.length })}\n`, 'utf8'),
      content,
    ]),
  )
  const chunks = Math.max(1, Math.ceil(plain.length / CHUNK))
  const length = plain.length + chunks * TAG
  const header: SealedHeader = { ...about, ephemeral: ephemeral.toString('base64url'), length }
  const head = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`, 'utf8')
  const parts = [head]
  for (let i = 0; i < chunks; i++) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(i, i === chunks - 1)).setAAD(head)
    const chunk = plain.subarray(i * CHUNK, (i + 1) * CHUNK)
    parts.push(cipher.update(chunk), cipher.final(), cipher.getAuthTag())
  }
  const body = Buffer.concat(parts)
  return Buffer.concat([body, sign(null, signedBytes(body), signer)])
}

/** The header alone, unproven: to find out whose file it is before looking for keys. */
export function peekSealed(file: Buffer): Result<SealedHeader, SealedError> {
  const head = headOf(file)
  return head.ok ? ok(head.value.header) : head
}

/**
 * `signerOf` answers with the public key that may sign this file, or undefined; `inside` are the entries, not proven yet,
 * for a sender whose newer keys came in this very file. Errors: SEALED_ERRORS, the first that holds.
 */
export function openSealed(
  file: Buffer,
  expected: { readonly direction: SealedHeader['direction']; readonly terminal: string },
  own: BoxKeys,
  signerOf: (keyId: number, inside: readonly SealedEntry[]) => KeyObject | undefined,
): Result<{ readonly header: SealedHeader; readonly entries: readonly SealedEntry[] }, SealedError> {
  const head = headOf(file)
  if (!head.ok) return head
  const { header, length } = head.value
  if (header.direction !== expected.direction) return err({ code: 'wrong-direction' })
  if (header.terminal !== expected.terminal) return err({ code: 'other-terminal' })
  const whole = length + header.length + SIGNATURE
  if (file.length !== whole) return err({ code: file.length < whole ? 'cut-short' : 'tampered' })
  const body = file.subarray(0, -SIGNATURE)
  const plain = decrypted(body, length, header, own)
  const entries = plain === null ? null : entriesIn(plain)
  const signer = signerOf(header.keyId, entries ?? [])
  if (signer === undefined) return err({ code: entries === null ? 'not-for-us' : 'unknown-signer' })
  if (!verify(null, signedBytes(body), signer, file.subarray(-SIGNATURE))) return err({ code: 'tampered' })
  return entries === null ? err({ code: 'not-for-us' }) : ok({ header, entries })
}

/** Null where it was closed for another key. */
function decrypted(body: Buffer, start: number, header: SealedHeader, own: BoxKeys): Buffer | null {
  const key = keyFrom(Buffer.from(header.ephemeral, 'base64url'), own, infoOf(header))
  if (key === null) return null
  const head = body.subarray(0, start)
  const size = CHUNK + TAG
  const chunks = Math.ceil((body.length - start) / size)
  const plain: Buffer[] = []
  for (let i = 0; i < chunks; i++) {
    const opened = openChunk(
      key,
      head,
      body.subarray(start + i * size, start + (i + 1) * size),
      i,
      i === chunks - 1,
    )
    if (opened === null) return null
    plain.push(opened)
  }
  return Buffer.concat(plain)
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

function entriesIn(plain: Buffer): readonly SealedEntry[] | null {
  const entries: SealedEntry[] = []
  for (let at = 0; at < plain.length; ) {
    const end = plain.indexOf(0x0a, at)
    const head = end < 0 ? null : entryHead.safeParse(parseJson(plain.subarray(at, end).toString('utf8')))
    if (head?.success !== true || end + 1 + head.data.bytes > plain.length) return null
    at = end + 1 + head.data.bytes
    entries.push({ name: head.data.name, content: plain.subarray(end + 1, at) })
  }
  return entries
}

function headOf(
  file: Buffer,
): Result<{ readonly header: SealedHeader; readonly length: number }, SealedError> {
  const magic = Buffer.from(MAGIC, 'latin1')
  if (!file.subarray(0, magic.length).equals(magic.subarray(0, file.length)))
    return err({ code: 'not-sealed' })
  const end = file.subarray(0, magic.length + LONGEST_HEADER).indexOf(0x0a, magic.length)
  if (end < 0) return err({ code: file.length <= magic.length + LONGEST_HEADER ? 'cut-short' : 'not-sealed' })
  const header = sealedHeader.safeParse(parseJson(file.subarray(magic.length, end).toString('utf8')))
  return header.success ? ok({ header: header.data, length: end + 1 }) : err({ code: 'tampered' })
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

const signedBytes = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(DOMAIN, 'latin1'), createHash('sha256').update(body).digest()])

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
