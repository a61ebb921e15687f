// Closing something so that one key pair alone opens it: X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869), AES-256-GCM.
// Only what BoringSSL has as well; a key that was derived here seals one thing and is forgotten.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { z } from 'zod'

export const RAW_KEY = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** `publicKey` raw, `privateKey` PKCS #8; both base64url. */
export const boxKeys = z.object({ publicKey: RAW_KEY, privateKey: z.string() })
export type BoxKeys = z.infer<typeof boxKeys>

const RAW_BYTES = 32
const TAG_BYTES = 16
export const KEY_BYTES = 32

export function makeBoxKeys(): BoxKeys {
  const pair = generateKeyPairSync('x25519')
  return {
    publicKey: rawOf(pair.publicKey).toString('base64url'),
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  }
}

/** A fresh pair's public half, and the key that only it and the owner of `to` can derive. `info` names the use. */
export function keyFor(to: string, info: string): { readonly ephemeral: Buffer; readonly key: Buffer } {
  const pair = generateKeyPairSync('x25519')
  const ephemeral = rawOf(pair.publicKey)
  const recipient = Buffer.from(to, 'base64url')
  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey: publicFrom(recipient) })
  return { ephemeral, key: derive(shared, ephemeral, recipient, info) }
}

/** The same key, on the recipient's side. Null for an ephemeral key that is none. */
export function keyFrom(ephemeral: Buffer, own: BoxKeys, info: string): Buffer | null {
  try {
    const privateKey = createPrivateKey({
      key: Buffer.from(own.privateKey, 'base64url'),
      format: 'der',
      type: 'pkcs8',
    })
    const shared = diffieHellman({ privateKey, publicKey: publicFrom(ephemeral) })
    return derive(shared, ephemeral, Buffer.from(own.publicKey, 'base64url'), info)
  } catch {
    return null
  }
}

/** Ephemeral key ‖ ciphertext ‖ tag, base64url. */
export function sealBytes(plain: Buffer, to: string, info: string): string {
  const { ephemeral, key } = keyFor(to, info)
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12))
  return Buffer.concat([ephemeral, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** Null where it was closed for another key or another use, or was changed. */
export function openBytes(sealed: string, own: BoxKeys, info: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < RAW_BYTES + TAG_BYTES) return null
  const key = keyFrom(bytes.subarray(0, RAW_BYTES), own, info)
  if (key === null) return null
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(RAW_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

/** HKDF by hand: Electron's crypto does not promise `hkdfSync`, an HMAC it has. One block is all we need. */
function derive(shared: Buffer, ephemeral: Buffer, recipient: Buffer, info: string): Buffer {
  const hmac = (key: Buffer, ...data: readonly Buffer[]) =>
    data.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest()
  const extracted = hmac(Buffer.concat([ephemeral, recipient]), shared)
  return hmac(extracted, Buffer.from(info, 'utf8'), Buffer.from([1]))
}

function rawOf(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url')
}

const publicFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' })
