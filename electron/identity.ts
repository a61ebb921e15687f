// Who this terminal is: what enrolment gave it, kept in the encrypted journal and nowhere else.
// The private key never leaves the journal and this process.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Result } from '../core/result.ts'
import { siteProfile } from '../core/sync/wire.ts'
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

/** A fresh Ed25519 pair (RFC 8037 encoding of the public half). */
export function makeTerminalKeys(): TerminalKeys {
  const pair = generateKeyPairSync('ed25519')
  const { x } = pair.publicKey.export({ format: 'jwk' })
  return {
    publicKey: x ?? '',
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  }
}

export function privateKeyOf(who: Identity): KeyObject {
  return createPrivateKey({ key: Buffer.from(who.privateKey, 'base64url'), format: 'der', type: 'pkcs8' })
}

const META_KEY = 'identity'

type IdentityStore = Pick<Journal, 'meta' | 'putMeta'>

/** Null before enrolment. */
export function loadIdentity(journal: IdentityStore): Identity | null {
  const stored = journal.meta(META_KEY)
  return stored === null ? null : identity.parse(JSON.parse(stored))
}

/** What it answers with `ok` survives a power cut: an enrolment code is spent only once. */
export function saveIdentity(journal: IdentityStore, who: Identity): Result<null, JournalError> {
  return journal.putMeta(META_KEY, JSON.stringify(who))
}
