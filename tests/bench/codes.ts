// Signed physical codes of synthetic holders, and the grounds on which a terminal judges them: for every bench that decides.
// The key is made for the run; the grounds are fresh and sound, so that each scan goes the whole way to its services.
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type { CardNumber } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { trustKeys } from '../../core/card/keys.ts'
import { signToken } from '../../core/card/token.ts'
import { loadCatalogue } from '../../core/policy/load-catalogue.ts'
import type { Grounds } from '../../electron/visit/judge.ts'

export type Codes = {
  readonly cards: readonly CardNumber[]
  readonly texts: readonly string[]
  readonly publicKey: KeyObject
  groundsWith(book: Grounds['book']): Grounds
}

export function signedCodes(holders: number, count: number): Codes {
  const now = Math.floor(Date.now() / 1000)
  const pair = generateKeyPairSync('ed25519')
  const keys = trustKeys({
    counter: 1,
    issuedAt: now,
    keys: [
      {
        id: 1,
        algorithm: 'ed25519',
        use: 'physical',
        publicKey: pair.publicKey.export({ format: 'jwk' }).x ?? '',
        notBefore: now - 86_400,
        notAfter: now + 86_400,
        acceptUntil: now + 86_400,
      },
    ],
  })
  const cards = Array.from({ length: count }, () =>
    makeCardNumber('5323', Math.floor(Math.random() * holders)),
  )
  process.stderr.write(`signing ${cards.length} codes …\n`)
  const texts = cards.map(cardNumber =>
    signToken(
      {
        profile: 11,
        medium: 'physical',
        tier: 'A',
        keyId: 1,
        cardNumber,
        serial: 1,
        issuedAt: now,
        expiresAt: now + 86_400,
      },
      pair.privateKey,
    ),
  )
  return {
    cards,
    texts,
    publicKey: pair.publicKey,
    groundsWith: book => ({
      book,
      keys,
      catalogue: loadCatalogue(),
      window: { siteKind: 'hospital-checkup', itemIds: null },
      idLookupKey: randomBytes(32),
      data: { holdersAsOf: now - 60, revocationsAsOf: now - 60, keyListAsOf: now - 60, sequence: 1 },
      clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 },
      training: false,
      replay: () => 'first',
    }),
  }
}

/** Microseconds, one decimal. */
export function percentile(nanoseconds: readonly number[], p: number): number {
  const sorted = [...nanoseconds].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor((sorted.length - 1) * p)] ?? 0) / 100) / 10
}
