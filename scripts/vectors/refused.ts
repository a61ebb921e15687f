// Vectors that read well and still fail: key, signature, what the key may sign, time, replay.
import { type Claims, PROFILES } from '../../core/card/card.ts'
import { signToken } from '../../core/card/token.ts'
import { FULL_WIDTH_ZERO, inScript } from './accepted.ts'
import { flipped, malleated, withBytes, withSmallOrderR } from './forge.ts'
import { KEYS, type KeyName, P, physical, signer, V, virtual } from './test-keys.ts'
import { AT, DAY, refusedAt, type Vector, YEAR } from './vector.ts'

const signed = (claims: Claims, key: KeyName = claims.medium): string => signToken(claims, signer(key))

const key = refusedAt('key', [
  ['a key that is in no list', signed(physical({ keyId: KEYS.unknown.id }), 'unknown'), 'unknown-key'],
  ['key id 0', signed(physical({ keyId: 0 })), 'unknown-key'],
])

const specimen = signed(physical({ profile: PROFILES.specimen, keyId: KEYS.specimen.id }), 'specimen')
const raised = withBytes(signed(physical({ tier: 'B' })), bytes => bytes.fill(0x11, 1, 2))
const unsigned = withBytes(P, bytes => bytes.fill(0, 19))
const ORDER_EIGHT = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'

const signature = refusedAt('signature', [
  ['the tier raised from B to A', raised, 'bad-signature'],
  ['one bit of the expiry changed', flipped(P, 16), 'bad-signature'],
  ['one bit of R changed', flipped(P, 19), 'bad-signature'],
  ['one bit of S changed', flipped(P, 51), 'bad-signature'],
  ['one bit of a nonce changed', flipped(V, 24), 'bad-signature'],
  ['a specimen passed off as a card', `8611${specimen.slice(4)}`, 'bad-signature'],
  ['a card passed off as a specimen', `8691${P.slice(4)}`, 'bad-signature'],
  ['signed by another key than it names', signed(physical(), 'virtual'), 'bad-signature'],
  ['a signature of zeros', unsigned, 'bad-signature'],
  ['a malleated signature, S + L', malleated(P), 'bad-signature'],
  [
    'R is the neutral point, and the equation holds',
    withSmallOrderR(`01${'00'.repeat(31)}`),
    'bad-signature',
  ],
  [
    'R is the neutral point with its sign bit set',
    withSmallOrderR(`01${'00'.repeat(30)}80`),
    'bad-signature',
  ],
  ['R is the neutral point written as p + 1', withSmallOrderR(`ee${'ff'.repeat(30)}7f`), 'bad-signature'],
  ['R is the point of order two', withSmallOrderR(`ec${'ff'.repeat(30)}7f`), 'bad-signature'],
  ['R is a point of order four', withSmallOrderR('00'.repeat(32)), 'bad-signature'],
  ['R is a point of order eight', withSmallOrderR(ORDER_EIGHT), 'bad-signature'],
])

const cardBy = (name: KeyName, issuedAt: number = AT - 30 * DAY): string =>
  signed(physical({ keyId: KEYS[name].id, issuedAt }), name)

const keyPolicy = refusedAt('medium-and-key-policy', [
  ['a specimen in service', specimen, 'specimen'],
  ['a printed card signed by the virtual-card key', cardBy('virtual'), 'key-may-not-sign'],
  ['a card signed by the specimen key', cardBy('specimen'), 'key-may-not-sign'],
  ['a card signed by the publishing key', cardBy('publish'), 'key-may-not-sign'],
  [
    'a virtual code signed by the physical-card key',
    signed(virtual({ keyId: KEYS.physical.id }), 'physical'),
    'key-may-not-sign',
  ],
  ['a card signed after its key had retired', cardBy('retired'), 'key-may-not-sign'],
  ['a card whose key is no longer accepted', cardBy('noLongerAccepted', AT - 2.5 * YEAR), 'key-may-not-sign'],
  ['a card signed by a key before its time', cardBy('notYetValid'), 'key-may-not-sign'],
])

const time = refusedAt('time', [
  ['a card that expired yesterday', signed(physical({ expiresAt: AT - DAY })), 'expired'],
  ['a card in the second of its expiry', signed(physical({ expiresAt: AT })), 'expired'],
  ['a card issued the day after tomorrow', signed(physical({ issuedAt: AT + 2 * DAY })), 'issued-in-future'],
  ['a virtual code later than the tolerance', signed(virtual({ issuedAt: AT - 60 - 31 })), 'out-of-time'],
  ['a virtual code of yesterday, from a screenshot', signed(virtual({ issuedAt: AT - DAY })), 'out-of-time'],
  ['a virtual code earlier than the tolerance', signed(virtual({ issuedAt: AT + 16 })), 'issued-in-future'],
  [
    'a virtual code with the longest lifetime, later than the tolerance',
    signed(virtual({ lifetime: 300, issuedAt: AT - 331 })),
    'out-of-time',
  ],
])

const replay = refusedAt('replay', [
  ['the same virtual code a second time', V, 'replayed'],
  ['the same virtual code again, in full-width digits', inScript(V, FULL_WIDTH_ZERO), 'replayed'],
  ['the same nonce of the same card, signed anew', signed(virtual({ issuedAt: AT - 5 })), 'replayed'],
]).map(vector => ({ ...vector, before: [V] }))

export const refused: readonly Vector[] = [...key, ...signature, ...keyPolicy, ...time, ...replay]
