import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import type { Claims } from '../../../core/card/card.ts'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { parseToken, signToken, tokenLength } from '../../../core/card/token.ts'

const { privateKey } = generateKeyPairSync('ed25519')

const uint32 = fc.integer({ min: 1, max: 0xffff_ffff })
const common = {
  tier: fc.constantFrom('A', 'B'),
  keyId: fc.integer({ min: 0, max: 0xffff }),
  cardNumber: fc
    .tuple(fc.constantFrom('0000', '5323', '9999'), fc.integer({ min: 0, max: 9_999_999 }))
    .map(([prefix, index]) => makeCardNumber(prefix, index)),
  serial: fc.integer({ min: 1, max: 255 }),
} as const

const physical: fc.Arbitrary<Claims> = fc
  .record({
    ...common,
    profile: fc.constantFrom(11, 91),
    medium: fc.constant('physical'),
    times: fc.tuple(uint32, uint32),
  })
  .map(({ times: [a, b], ...rest }) => ({ ...rest, issuedAt: Math.min(a, b), expiresAt: Math.max(a, b) }))

const virtual: fc.Arbitrary<Claims> = fc.record({
  ...common,
  profile: fc.constant(21),
  medium: fc.constant('virtual'),
  issuedAt: uint32,
  lifetime: fc.integer({ min: 1, max: 300 }),
  nonce: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
})

test('the claims that were signed are the claims that are read', () => {
  fc.assert(
    fc.property(fc.oneof(physical, virtual), claims => {
      const parsed = parseToken(signToken(claims, privateKey))
      expect(parsed.ok && parsed.value.claims).toEqual(claims)
    }),
  )
})

test('a physical card has 206 digits and a virtual one 221, whatever is in it', () => {
  expect([tokenLength(11), tokenLength(91), tokenLength(21)]).toEqual([206, 206, 221])
  fc.assert(
    fc.property(physical, claims => signToken(claims, privateKey).length === 206),
    { numRuns: 30 },
  )
  fc.assert(
    fc.property(virtual, claims => signToken(claims, privateKey).length === 221),
    { numRuns: 30 },
  )
})

test('either code fits a QR of version 6 at level M, as digits', () => {
  for (const claims of [fc.sample(physical, 1), fc.sample(virtual, 1)].flat()) {
    const qr = QRCode.create(signToken(claims, privateKey), { errorCorrectionLevel: 'M' })
    expect(qr.version).toBeLessThanOrEqual(6)
    expect(qr.segments).toHaveLength(1)
    expect(qr.segments[0]).toMatchObject({ mode: { id: 'Numeric' } })
  }
})

test('what lies under the signature is "XHC1", the profile and the header', () => {
  const [claims] = fc.sample(virtual, 1)
  if (claims === undefined) throw new Error('no sample')
  const parsed = parseToken(signToken(claims, privateKey))
  if (!parsed.ok) throw new Error(parsed.error.code)
  expect(Buffer.from(parsed.value.signed.subarray(0, 6)).toString('latin1')).toBe('XHC121')
  expect(parsed.value.signed).toHaveLength(6 + 25)
  expect(parsed.value.signature).toHaveLength(64)
})

test('claims that no terminal would read are not signed', () => {
  const [good] = fc.sample(virtual, 1)
  if (good?.medium !== 'virtual') throw new Error('no sample')
  for (const change of [
    { lifetime: 0 },
    { lifetime: 301 },
    { serial: 0 },
    { serial: 256 },
    { issuedAt: 0 },
    { keyId: 65_536 },
    { nonce: 'zz' },
    { nonce: '0011' },
    { issuedAt: 1.5 },
  ]) {
    expect(() => signToken({ ...good, ...change }, privateKey)).toThrow(RangeError)
  }
})
