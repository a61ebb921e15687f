// The registry's keys: the root, the issuer keys by medium, the publishing key, the ID look-up key. Files, never the database.
// A private key leaves its file only into this process; the root signs key lists and nothing else.
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type IssuerKey, issuerKey, type KeyUse, publicKeyFromRaw, trustKeys } from '../core/card/keys.ts'
import { signDocument } from '../core/sync/signed.ts'
import type { SignedDocument } from '../core/sync/wire.ts'

const YEAR = 365 * 86_400
/** How long a key signs, and how long what it signed is accepted after that. */
const SIGNS_FOR = 3 * YEAR
const ACCEPTED_AFTER: Record<KeyUse, number> = {
  physical: 10 * YEAR,
  virtual: 86_400,
  specimen: 10 * YEAR,
  publish: 30 * 86_400,
}

const keyFile = z.object({ publicKey: z.string(), privateKey: z.string() })
const issuerFile = keyFile.extend({ key: issuerKey })
const secretFile = z.object({ idLookupKey: z.string() })

export type Signer = { readonly key: IssuerKey; readonly privateKey: KeyObject }
export type KeyRing = {
  /** Raw root public key, base64url. */
  readonly rootKey: string
  readonly idLookupKey: Buffer
  readonly keyList: SignedDocument
  readonly keyListCounter: number
  signer(use: KeyUse): Signer
}

/** Opens the key folder, making all keys at the first start. `now` in seconds. */
export function openKeyRing(folder: string, now: number): KeyRing {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const root = openOr(join(folder, 'root.json'), keyFile, makePair)
  const secret = openOr(join(folder, 'id-lookup.json'), secretFile, () => ({
    idLookupKey: randomBytes(32).toString('base64url'),
  }))
  const uses: readonly KeyUse[] = ['physical', 'virtual', 'specimen', 'publish']
  const signers = new Map<KeyUse, Signer>(
    uses.map((use, i) => {
      const stored = openOr(join(folder, `${use}-${i + 1}.json`), issuerFile, () =>
        makeIssuer(i + 1, use, now),
      )
      return [use, { key: stored.key, privateKey: privateKeyFrom(stored.privateKey) }]
    }),
  )
  const list = {
    counter: 1,
    issuedAt: Math.min(...[...signers.values()].map(s => s.key.notBefore)),
    keys: [...signers.values()].map(s => s.key),
  }
  trustKeys(list)
  return {
    rootKey: root.publicKey,
    idLookupKey: Buffer.from(secret.idLookupKey, 'base64url'),
    keyList: signDocument('key-list', list, 0, privateKeyFrom(root.privateKey)),
    keyListCounter: list.counter,
    signer(use) {
      const signer = signers.get(use)
      if (signer === undefined) throw new Error(`no key for ${use}`)
      return signer
    },
  }
}

function makeIssuer(id: number, use: KeyUse, now: number): z.infer<typeof issuerFile> {
  const pair = makePair()
  // The first keys count from a year back, so that cards already in holders' hands can be given codes of their own date.
  const notBefore = now - YEAR
  const notAfter = notBefore + SIGNS_FOR
  const key = {
    id,
    algorithm: 'ed25519' as const,
    use,
    publicKey: pair.publicKey,
    notBefore,
    notAfter,
    acceptUntil: notAfter + ACCEPTED_AFTER[use],
  }
  return { ...pair, key }
}

function makePair(): z.infer<typeof keyFile> {
  const pair = generateKeyPairSync('ed25519')
  return {
    publicKey: publicRaw(pair.publicKey),
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  }
}

export function publicRaw(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  if (x === undefined) throw new Error('not an Ed25519 public key')
  publicKeyFromRaw(x)
  return x
}

export const privateKeyFrom = (pkcs8: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(pkcs8, 'base64url'), format: 'der', type: 'pkcs8' })

/** A file that is there but does not parse ends the start: a key is never made up again over an old one. */
function openOr<S extends z.ZodType>(file: string, schema: S, make: () => z.infer<S>): z.infer<S> {
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const made = make()
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, JSON.stringify(made, null, 2))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
  return made
}
