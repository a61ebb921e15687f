// The signature check of a token against the trusted issuer keys (RFC 8032, Ed25519).
// It says what the signature is worth, not what the key may sign: use and dates of a key are judged by ../policy.
import { verify } from 'node:crypto'
import type { TokenCheck } from '../policy/evidence.ts'
import type { TrustedKeys } from './keys.ts'
import type { ParsedToken } from './presented.ts'

/**
 * Refuses non-canonical S and small-order or non-canonical R by itself, so that OpenSSL (Node) and BoringSSL (Electron)
 * give the same answer for the same bytes.
 */
export function verifyToken(token: ParsedToken, keys: TrustedKeys): TokenCheck {
  const key = keys.get(token.claims.keyId)
  if (key === undefined) return { result: 'unknown-key' }
  if (!isStrictSignature(token.signature) || !verify(null, token.signed, key.key, token.signature))
    return { result: 'bad-signature' }
  const { use, notBefore, notAfter, acceptUntil } = key
  return { result: 'valid', key: { use, notBefore, notAfter, acceptUntil } }
}

/** The group order L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex')

/** The field prime p = 2^255 − 19, little-endian. */
const PRIME = Buffer.from('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'hex')

/** The y coordinates of the eight points of small order, little-endian, sign bit cleared. */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Whether R is a canonical point not of small order, and S a canonical scalar; 64 bytes, R ‖ S. */
export function isStrictSignature(signature: Uint8Array): boolean {
  if (!isBelow(signature, 32, ORDER, 0xff)) return false
  if (!isBelow(signature, 0, PRIME, 0x7f)) return false
  // Cheap first look: all five y's of small order begin with one of five bytes.
  const first = signature[0] ?? 0
  if (first !== 0x00 && first !== 0x01 && first !== 0x26 && first !== 0xc7 && first !== 0xec) return true
  const y = Buffer.from(signature.subarray(0, 32))
  y[31] = (y[31] ?? 0) & 0x7f
  return !SMALL_ORDER_Y.has(y.toString('hex'))
}

/** Little-endian comparison of 32 bytes at `offset` with a bound; `topMask` clears the sign bit of a point. */
function isBelow(bytes: Uint8Array, offset: number, bound: Uint8Array, topMask: number): boolean {
  for (let i = 31; i >= 0; i--) {
    const byte = (bytes[offset + i] ?? 0) & (i === 31 ? topMask : 0xff)
    const limit = bound[i] ?? 0
    if (byte !== limit) return byte < limit
  }
  return false
}
