// The key folder: one file a private key, the signed key list beside them. Whole or not there; readable by their owner alone.
// A file that is there but does not parse ends the start: a key is never made up again over an old one.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { issuerKey, keyUse, publicKeyFromRaw } from '../../core/card/keys.ts'

/** Raw public key and PKCS #8 private key, both base64url. */
export const keyPair = z.object({ publicKey: z.string(), privateKey: z.string() })
export type KeyPair = z.infer<typeof keyPair>
/** The dates in the file are those of its birth; the key list says what holds now. */
export const issuerFile = keyPair.extend({ key: issuerKey })
export type IssuerFile = z.infer<typeof issuerFile>

const ISSUER_FILE = new RegExp(`^(?:${keyUse.options.join('|')})-(\\d+)\\.json$`)

export function makePair(): KeyPair {
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

/** All issuer keys of the folder, whether the list names them or not. */
export function issuerFiles(folder: string): readonly IssuerFile[] {
  return readdirSync(folder)
    .filter(name => ISSUER_FILE.test(name))
    .map(name => readJson(join(folder, name), issuerFile))
    .toSorted((a, b) => a.key.id - b.key.id)
}

export const putIssuer = (folder: string, file: IssuerFile): void =>
  putJson(join(folder, `${file.key.use}-${file.key.id}.json`), file)

export function readOr<S extends z.ZodType>(file: string, schema: S, make: () => z.infer<S>): z.infer<S> {
  if (existsSync(file)) return readJson(file, schema)
  const made = make()
  putJson(file, made)
  return made
}

export function readJson<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

export function putJson(file: string, value: unknown): void {
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, JSON.stringify(value, null, 2))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}
