import { expect, test } from 'vitest'
import { keyList, trustKeys } from '../../../core/card/keys.ts'
import { readPresented } from '../../../core/card/read-presented.ts'
import vectors from '../../../core/card/vectors.json' with { type: 'json' }
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import type { ReasonCode } from '../../../core/policy/reasons.ts'
import { SERVING_OUTCOMES } from '../../../core/policy/verdict.ts'
import { type Grounds, judge, type KnownHolder } from '../../../electron/visit/judge.ts'
import type { Vector } from '../../../scripts/vectors/vector.ts'

const all = vectors.vectors as readonly Vector[]
const keys = trustKeys(keyList.parse({ counter: 1, issuedAt: 0, keys: vectors.keys }))

/** The terminal's reason for each result of the vectors: the same words in both would tie one to the other. */
const REASON_OF: Readonly<Record<string, ReasonCode>> = {
  empty: 'R-60',
  'too-long': 'R-61',
  'two-codes': 'R-62',
  fragment: 'R-63',
  garbled: 'R-64',
  'not-canonical': 'R-65',
  'newer-profile': 'U-37',
  'unknown-key': 'N-13',
  'bad-signature': 'N-11',
  specimen: 'N-12',
  'key-may-not-sign': 'N-14',
  'out-of-time': 'N-15',
  'issued-in-future': 'N-17',
  replayed: 'N-16',
  expired: 'N-21',
}

/** A register in which the card of this input stands well, exactly as the code says. */
function registered(input: string): KnownHolder | null {
  const presented = readPresented(input)
  if (presented.kind !== 'token') return null
  const { claims } = presented.token
  return {
    cardNumber: claims.cardNumber,
    serial: claims.serial,
    tier: claims.tier,
    provincial: false,
    status: 'active',
    statusSince: 1,
    expiresAt: claims.medium === 'physical' ? claims.expiresAt : claims.issuedAt + 86_400,
    name: '杨明芳',
    idTail: '0011',
  }
}

/** A terminal just synchronised, its clock right, at a window of a service hall. */
function terminalAt(at: number, holder: KnownHolder | null): Grounds {
  const seen = new Set<string>()
  const find = () => holder
  return {
    book: { findByCardNumber: find, findByIdHash: find, findByProvincial: find, usageOf: () => [] },
    keys,
    catalogue: loadCatalogue(),
    window: { siteKind: 'service-hall', itemIds: null },
    idLookupKey: Buffer.alloc(32),
    data: { holdersAsOf: at, revocationsAsOf: at, keyListAsOf: at, sequence: 1 },
    clock: { wall: at, lastTrusted: at, offsetAtLastSync: 0 },
    training: false,
    replay: claims => {
      if (claims.medium !== 'virtual') return 'first'
      const code = `${claims.keyId} ${claims.cardNumber} ${claims.nonce}`
      if (seen.has(code)) return 'seen'
      seen.add(code)
      return 'first'
    },
  }
}

test.each(all)(
  'at the terminal, $name is $expect.result',
  ({ input, at, before = [], expect: { result } }) => {
    const terminal = terminalAt(at, registered(input))
    for (const earlier of before) expect(SERVING_OUTCOMES).toContain(judge(earlier, terminal).verdict.outcome)
    const { outcome, reason } = judge(input, terminal).verdict
    if (result === 'accepted') expect(SERVING_OUTCOMES).toContain(outcome)
    else if (result.startsWith('foreign:')) expect(outcome).toBe('not-ours')
    else expect(reason).toBe(result.startsWith('malformed:') ? 'N-10' : REASON_OF[result])
  },
)
