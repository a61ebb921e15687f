// Tokens that no honest issuer makes: contradictory headers, changed bytes, crooked signatures.
// Only the conformance vectors and their tests may use these.
import { createHash } from 'node:crypto'
import type { Claims } from '../../core/card/card.ts'
import { decodeDigits, encodeDigits } from '../../core/card/digits.ts'
import { sealHeader, writeHeader } from '../../core/card/token.ts'
import { KEYS, type KeyName, P, seedOf, signer } from './test-keys.ts'

/** A well-signed token whose header says something that `signToken` would refuse to say. */
export function signedHeader(claims: Claims, change: (header: Buffer) => void, key: KeyName): string {
  const header = writeHeader(claims)
  change(header)
  return sealHeader(claims.profile, header, signer(key))
}

/** A token's digits with its bytes, header ‖ signature, changed. */
export function withBytes(token: string, change: (bytes: Buffer) => Buffer): string {
  const decoded = decodeDigits(token.slice(4))
  if (!decoded.ok) throw new Error(decoded.error)
  return token.slice(0, 4) + encodeDigits(change(Buffer.from(decoded.value)))
}

// Ed25519 by hand (RFC 8032 §5.1.6), for signatures that no honest signer makes.
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const fromLittleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const toLittleEndian = (value: bigint): Buffer =>
  Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
const sha512 = (...parts: Uint8Array[]): Buffer => createHash('sha512').update(Buffer.concat(parts)).digest()

/** One bit changed in header ‖ signature, at this byte. */
export function flipped(token: string, at: number): string {
  return withBytes(token, bytes => {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    return bytes
  })
}

/** The same signature with S + L for S: the same equation holds. */
export function malleated(token: string): string {
  return withBytes(token, bytes => {
    const s = bytes.subarray(-32)
    toLittleEndian(fromLittleEndian(s) + ORDER).copy(s)
    return bytes
  })
}

/** The card `P` under this R (hex), as if it were the neutral point: S = h·a, so that S·B − h·A = 0. */
export function withSmallOrderR(r: string): string {
  const scalar = sha512(seedOf('physical')).subarray(0, 32)
  scalar.writeUInt8(scalar.readUInt8(0) & 0xf8, 0)
  scalar.writeUInt8((scalar.readUInt8(31) & 0x7f) | 0x40, 31)
  return withBytes(P, bytes => {
    const header = bytes.subarray(0, -64)
    const R = Buffer.from(r, 'hex')
    const signed = Buffer.concat([Buffer.from('XHC111'), header])
    const h = fromLittleEndian(sha512(R, Buffer.from(KEYS.physical.publicKey, 'base64url'), signed))
    return Buffer.concat([header, R, toLittleEndian((h * fromLittleEndian(scalar)) % ORDER)])
  })
}
