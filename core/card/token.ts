// The signed token of a card's QR code (TOKEN.md): claims to digits, and digits to claims that nobody has believed yet.
// No signature is checked and no time is judged here, and the code never says by itself how it wants to be checked.
import { type KeyObject, sign } from 'node:crypto'
import { err, ok, type Result } from '../result.ts'
import { type Claims, PROFILES, type Profile, type Tier } from './card.ts'
import { cardNumberOfValue } from './card-number.ts'
import { bytesLength, decodeDigitsInto, digitsLength, encodeDigits } from './digits.ts'
import type { ParsedToken, TokenProblem } from './presented.ts'

export const MAGIC = '86'
const DOMAIN = 'XHC1'
const FORMAT = 1
const SIGNATURE_BYTES = 64
const HEADER_BYTES = { 11: 19, 21: 25, 91: 19 } as const satisfies Record<Profile, number>
/** Lifetime of a virtual code, seconds (TOKEN.md, offset 15). */
const MAX_LIFETIME = 300

/** The shortest body that could be a token of a profile to come: a header of some kind and a signature. */
const SHORTEST_BODY_BYTES = SIGNATURE_BYTES + 4

export type TokenError =
  /** No ASCII digits alone, or not beginning with the magic. */
  | { readonly code: 'not-a-token' }
  | { readonly code: 'newer-profile'; readonly profile: number }
  /** A length that the profile does not have; for an unknown profile, one that no body has. */
  | { readonly code: 'wrong-length' }
  | { readonly code: 'not-canonical' }
  | { readonly code: 'malformed'; readonly problem: TokenProblem }

const PROFILE_NUMBERS: readonly number[] = Object.values(PROFILES)
const isProfile = (profile: number): profile is Profile => PROFILE_NUMBERS.includes(profile)

/** All digits of a token of this profile: 206 for 11 and 91, 221 for 21. */
export function tokenLength(profile: Profile): number {
  return MAGIC.length + 2 + digitsLength(HEADER_BYTES[profile] + SIGNATURE_BYTES)
}

/** The profile that a digits string claims by its first four digits: a known one, another number, or null. */
export function claimedProfile(digits: string): number | null {
  return /^86\d\d/.test(digits) ? Number(digits.slice(2, 4)) : null
}

/**
 * Strict decoding of one token in ASCII digits, in TOKEN.md's order: characters, magic and profile, length, range of
 * the groups, fields. The first thing wrong is the error.
 */
export function parseToken(digits: string): Result<ParsedToken, TokenError> {
  const profile = claimedProfile(digits)
  if (profile === null) return err({ code: 'not-a-token' })
  if (!isProfile(profile)) return unknownProfile(digits, profile)
  if (digits.length !== tokenLength(profile)) return err({ code: 'wrong-length' })

  // One buffer holds "XHC1" ‖ PP ‖ header ‖ signature, so what is verified is what was read.
  const headerEnd = DOMAIN.length + 2 + HEADER_BYTES[profile]
  const bytes = Buffer.alloc(headerEnd + SIGNATURE_BYTES)
  bytes.write(DOMAIN + digits.slice(2, 4), 'latin1')
  const fault = decodeDigitsInto(digits, 4, bytes, DOMAIN.length + 2)
  if (fault === 'not-digits') return err({ code: 'not-a-token' })
  if (fault !== null) return err({ code: 'not-canonical' })

  const claims = readHeader(profile, bytes.subarray(DOMAIN.length + 2, headerEnd))
  if (typeof claims === 'string') return err({ code: 'malformed', problem: claims })
  return ok({ claims, signed: bytes.subarray(0, headerEnd), signature: bytes.subarray(headerEnd) })
}

function unknownProfile(digits: string, profile: number): Result<never, TokenError> {
  if (!/^\d+$/.test(digits)) return err({ code: 'not-a-token' })
  const length = bytesLength(digits.length - 4)
  return err(length >= SHORTEST_BODY_BYTES ? { code: 'newer-profile', profile } : { code: 'wrong-length' })
}

function readHeader(profile: Profile, header: Buffer): Claims | TokenProblem {
  if (header.readUInt8(0) !== FORMAT) return 'format'
  const mediumTier = header.readUInt8(1)
  if (mediumTier >> 4 !== mediumNibble(profile)) return 'medium-profile'
  const tier = TIER_OF_NIBBLE[mediumTier & 0x0f]
  if (tier === undefined) return 'tier'
  const keyId = header.readUInt16BE(2)
  const cardNumber = cardNumberOfValue(header.readUIntBE(4, 6))
  if (cardNumber === null) return 'card-number'
  const serial = header.readUInt8(10)
  if (serial === 0) return 'serial'
  const issuedAt = header.readUInt32BE(11)
  if (issuedAt === 0) return 'time-range'
  if (profile === PROFILES.virtual) {
    const lifetime = header.readUInt16BE(15)
    if (lifetime === 0 || lifetime > MAX_LIFETIME) return 'lifetime'
    const nonce = header.toString('hex', 17)
    return { profile, medium: 'virtual', tier, keyId, cardNumber, serial, issuedAt, lifetime, nonce }
  }
  const expiresAt = header.readUInt32BE(15)
  if (expiresAt === 0) return 'time-range'
  if (expiresAt < issuedAt) return 'expiry-before-issue'
  return { profile, medium: 'physical', tier, keyId, cardNumber, serial, issuedAt, expiresAt }
}

/**
 * The digits of a token with these claims, signed by the private half of the key named in them.
 * Throws RangeError when a claim is out of range: a token that does not say what was meant must not leave the house.
 */
export function signToken(claims: Claims, privateKey: KeyObject): string {
  const token = sealHeader(claims.profile, writeHeader(claims), privateKey)
  const readBack = parseToken(token)
  if (!readBack.ok || !sameClaims(readBack.value.claims, claims)) {
    throw new RangeError('claims that no token can carry')
  }
  return token
}

const sameClaims = (read: Claims, meant: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(read).every(([claim, value]) => meant[claim] === value)

/** Signs any header under any profile, checking nothing: for `signToken`, and for making bad vectors. */
export function sealHeader(profile: number, header: Uint8Array, privateKey: KeyObject): string {
  const pp = String(profile).padStart(2, '0')
  const signature = sign(null, Buffer.concat([Buffer.from(DOMAIN + pp, 'latin1'), header]), privateKey)
  return MAGIC + pp + encodeDigits(Buffer.concat([header, signature]))
}

/** The header of TOKEN.md, big-endian, fixed offsets. */
export function writeHeader(claims: Claims): Buffer {
  const header = Buffer.alloc(HEADER_BYTES[claims.profile])
  header.writeUInt8(FORMAT, 0)
  header.writeUInt8((mediumNibble(claims.profile) << 4) | NIBBLE_OF_TIER[claims.tier], 1)
  header.writeUInt16BE(claims.keyId, 2)
  header.writeUIntBE(Number(claims.cardNumber), 4, 6)
  header.writeUInt8(claims.serial, 10)
  header.writeUInt32BE(claims.issuedAt, 11)
  if (claims.medium === 'virtual') {
    header.writeUInt16BE(claims.lifetime, 15)
    header.write(claims.nonce, 17, 'hex')
  } else {
    header.writeUInt32BE(claims.expiresAt, 15)
  }
  return header
}

const mediumNibble = (profile: Profile): 1 | 2 => (profile === PROFILES.virtual ? 2 : 1)
const TIER_OF_NIBBLE: readonly (Tier | undefined)[] = [undefined, 'A', 'B']
const NIBBLE_OF_TIER = { A: 1, B: 2 } as const satisfies Record<Tier, number>
