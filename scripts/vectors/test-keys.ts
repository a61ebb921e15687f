// The keys and cards of the conformance vectors: made from published seeds, the same at every run.
// TEST KEYS: nothing outside the vectors and their tests may ever trust them.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { type PhysicalClaims, PROFILES, type VirtualClaims } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import type { IssuerKey, KeyUse } from '../../core/card/keys.ts'
import { signToken } from '../../core/card/token.ts'
import { AT, DAY, YEAR } from './vector.ts'

type TestKey = IssuerKey & { readonly testSeed: string }

function testKey(
  id: number,
  use: KeyUse,
  dates: readonly [notBefore: number, notAfter: number, acceptUntil: number],
): TestKey {
  const seed = createHash('sha256').update(`XHC conformance vectors, TEST KEY ${id}`).digest()
  const publicKey = createPublicKey(privateKeyOf(seed)).export({ format: 'jwk' }).x ?? ''
  const [notBefore, notAfter, acceptUntil] = dates
  return {
    id,
    algorithm: 'ed25519',
    use,
    publicKey,
    notBefore,
    notAfter,
    acceptUntil,
    testSeed: seed.toString('hex'),
  }
}

/** An Ed25519 private key from its seed, in PKCS #8 (RFC 8410 §7). */
function privateKeyOf(seed: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

const inForce = [AT - YEAR, AT + YEAR, AT + 12 * YEAR] as const
/** One key for every use and every stage of life; the wire form is that of the key list, with the seed beside it. */
export const KEYS = {
  physical: testKey(1, 'physical', inForce),
  virtual: testKey(2, 'virtual', inForce),
  specimen: testKey(3, 'specimen', inForce),
  retired: testKey(4, 'physical', [AT - 3 * YEAR, AT - YEAR, AT + 9 * YEAR]),
  noLongerAccepted: testKey(5, 'physical', [AT - 3 * YEAR, AT - 2 * YEAR, AT - 30 * DAY]),
  notYetValid: testKey(6, 'physical', [AT + 7 * DAY, AT + YEAR, AT + 12 * YEAR]),
  publish: testKey(7, 'publish', inForce),
  /** Not in the key list of the file. */
  unknown: testKey(999, 'physical', inForce),
} as const
export type KeyName = keyof typeof KEYS

export const seedOf = (key: KeyName): Buffer => Buffer.from(KEYS[key].testSeed, 'hex')
/** The private half, to sign with. */
export const signer = (key: KeyName): KeyObject => privateKeyOf(seedOf(key))

export const CARD = makeCardNumber('5323', 126)
export const CARD_B = makeCardNumber('5323', 9_999_999)

export const physical = (change: Partial<PhysicalClaims> = {}): PhysicalClaims => ({
  profile: PROFILES.physical,
  medium: 'physical',
  tier: 'A',
  keyId: KEYS.physical.id,
  cardNumber: CARD,
  serial: 1,
  issuedAt: AT - 30 * DAY,
  expiresAt: AT + 5 * YEAR,
  ...change,
})
export const virtual = (change: Partial<VirtualClaims> = {}): VirtualClaims => ({
  profile: PROFILES.virtual,
  medium: 'virtual',
  tier: 'A',
  keyId: KEYS.virtual.id,
  cardNumber: CARD,
  serial: 1,
  issuedAt: AT - 10,
  lifetime: 60,
  nonce: '0011223344556677',
  ...change,
})

/** The physical and the virtual code that most vectors start from. */
export const P = signToken(physical(), signer('physical'))
export const V = signToken(virtual(), signer('virtual'))
