// Who this terminal is: what enrolment gave it, kept in the encrypted journal and nowhere else.
// The private key never leaves the journal and this process.
import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Result } from '../core/result.ts'
import { siteProfile } from '../core/sync/wire.ts'
import { IDENTITY } from '../db/journal/enrolment.ts'
import type { Journal } from '../db/journal/journal.ts'
import type { JournalError } from '../db/journal/write.ts'

export const identity = z.object({
  terminalId: z.string(),
  address: z.url(),
  /** Raw root public key, base64url: what every key list must be signed by. */
  rootKey: z.string(),
  /** PKCS #8, base64url. */
  privateKey: z.string(),
  /** Key of the ID-number look-up, base64url. */
  idLookupKey: z.string(),
  site: siteProfile,
})
export type Identity = z.infer<typeof identity>

export type TerminalKeys = {
  /** Raw, base64url: what the registry learns. */
  readonly publicKey: string
  /** PKCS #8, base64url. */
  readonly privateKey: string
}

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The pair for one enrolment code, always the same: who asks again is known again. `seed` from the journal, base64url. */
export function terminalKeysFor(secret: string, seed: string): TerminalKeys {
  const own = createHmac('sha256', Buffer.from(seed, 'base64url'))
    .update(`XHC-TERMINAL-KEY-1 ${secret}`)
    .digest()
  const privateKey = Buffer.concat([ED25519_HEAD, own]).toString('base64url')
  const { x } = createPublicKey(privateKeyOf({ privateKey })).export({ format: 'jwk' })
  return { publicKey: x ?? '', privateKey }
}

export function privateKeyOf({ privateKey }: Pick<Identity, 'privateKey'>): KeyObject {
  return createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' })
}

type IdentityStore = Pick<Journal, 'meta' | 'putMeta'>

/** Null before enrolment. */
export function loadIdentity(journal: IdentityStore): Identity | null {
  const stored = journal.meta(IDENTITY)
  return stored === null ? null : identity.parse(JSON.parse(stored))
}

/** The same terminal with another site's profile. */
export function saveIdentity(journal: IdentityStore, who: Identity): Result<null, JournalError> {
  return journal.putMeta(IDENTITY, JSON.stringify(who))
}
