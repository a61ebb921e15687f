// The envelope of a backup: frames under AES-256-GCM with a key from a passphrase (scrypt). A backup holds private keys.
// A frame is believed only in its place, and the file only when its last frame says so: cut short is not whole.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

export const MAGIC = Buffer.from('XHC-BACKUP-1\n', 'latin1')
const SALT = 16
const TAG = 16
/** Bytes of a frame before it is sealed. */
const FRAME = 1024 * 1024
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const

export type SealCode =
  | 'not-a-backup'
  | 'wrong-passphrase' // the very first frame does not open: another passphrase, or damage there
  | 'damaged'
  | 'cut-short'
/** Thrown inside the iteration only, and caught by whoever reads: an async iterable has no other way to end badly. */
export class BadSeal extends Error {
  readonly code: SealCode
  constructor(code: SealCode) {
    super(code)
    this.code = code
  }
}

export async function* seal(plain: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const key = keyFrom(passphrase, salt)
  yield Buffer.concat([MAGIC, salt])
  let index = 0
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of plain) {
    held.push(Buffer.from(chunk))
    size += chunk.byteLength
    if (size <= FRAME) continue
    const all = Buffer.concat(held)
    let at = 0
    // The last piece is always kept back: only the end of the source says which frame is the last.
    for (; all.length - at > FRAME; at += FRAME)
      yield frame(key, index++, false, all.subarray(at, at + FRAME))
    held = [all.subarray(at)]
    size = all.length - at
  }
  yield frame(key, index, true, Buffer.concat(held))
}

export async function* unseal(sealed: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const read = reader(sealed)
  const head = await read(MAGIC.length + SALT)
  if (head === null || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw new BadSeal('not-a-backup')
  const key = keyFrom(passphrase, head.subarray(MAGIC.length))
  for (let index = 0; ; index++) {
    const size = await read(5)
    if (size === null) throw new BadSeal('cut-short')
    const last = size[4] === 1
    const length = size.readUInt32BE(0)
    if (length > FRAME + TAG || length < TAG) throw new BadSeal('damaged')
    const body = await read(length)
    if (body === null) throw new BadSeal('cut-short')
    const opened = openFrame(key, index, last, body)
    if (opened === null) throw new BadSeal(index === 0 ? 'wrong-passphrase' : 'damaged')
    yield opened
    if (!last) continue
    if ((await read(1)) !== null) throw new BadSeal('damaged')
    return
  }
}

function frame(key: Buffer, index: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last))
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(body.length, 0)
  head[4] = last ? 1 : 0
  return Buffer.concat([head, body])
}

function openFrame(key: Buffer, index: number, last: boolean, body: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last))
  decipher.setAuthTag(body.subarray(body.length - TAG))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG)), decipher.final()])
  } catch {
    return null
  }
}

/** Place and end are in the nonce: a frame moved, repeated or called the last does not open. The key is the file's own. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 0)
  nonce[11] = last ? 1 : 0
  return nonce
}

const keyFrom = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize('NFKC'), salt, 32, SCRYPT)

/** Exactly `n` bytes, or null where fewer are left. */
function reader(source: AsyncIterable<Uint8Array>): (n: number) => Promise<Buffer | null> {
  const chunks = source[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return async n => {
    const parts = [rest]
    let size = rest.length
    while (size < n) {
      const next = await chunks.next()
      if (next.done === true) break
      parts.push(Buffer.from(next.value))
      size += next.value.byteLength
    }
    const all = Buffer.concat(parts)
    if (all.length < n) {
      rest = all
      return null
    }
    rest = all.subarray(n)
    return all.subarray(0, n)
  }
}
