// The registry's keys: the root, the issuer keys by medium, the publishing key, the ID look-up key. Files, never the database.
// A private key leaves its file only into this process; the root signs key lists and nothing else, and may lie in a safe.
import { type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type IssuerKey, type KeyList, type KeyUse, keyList, publicKeyFromRaw } from '../core/card/keys.ts'
import { err, ok, type Result } from '../core/result.ts'
import { openSigned, signDocument } from '../core/sync/signed.ts'
import { type SignedDocument, signedDocument } from '../core/sync/wire.ts'
import {
  issuerFiles,
  type KeyPair,
  keyPair,
  makePair,
  privateKeyFrom,
  putIssuer,
  putJson,
  readJson,
  readOr,
} from './keys/files.ts'
import {
  distrust,
  firstKeyBegins,
  KEY_USES,
  nextList,
  type PlanError,
  retire,
  signing,
  successor,
} from './keys/plan.ts'

export { privateKeyFrom, publicRaw } from './keys/files.ts'

const publicFile = z.object({ publicKey: z.string() })
const secretFile = z.object({ idLookupKey: z.string() })

export type Signer = { readonly key: IssuerKey; readonly privateKey: KeyObject }
export type KeyChangeError =
  | PlanError
  /** The root's private key is not in the folder: say where it is. */
  | { readonly code: 'root-apart' | 'not-this-root' }

export type KeyRing = {
  /** Raw root public key, base64url. */
  readonly rootKey: string
  readonly idLookupKey: Buffer
  readonly keyList: SignedDocument
  readonly keyListCounter: number
  /** The keys as the list has them. */
  readonly keys: readonly IssuerKey[]
  /** True once the root's private key has been taken away. */
  readonly rootApart: boolean
  /** Who signs for a use, now or at a time to come. Throws where nobody may: then nothing could truly be issued. */
  signer(use: KeyUse, at?: number): Signer
  /** A key of the list by its id, whether it may sign now or not: for the drill. Null where there is none. */
  signerOf(id: number): Signer | null
  /** Retires the signing key; its successor takes over, and a new successor is published. */
  rotate(use: KeyUse, root?: string): Result<KeyList, KeyChangeError>
  /** Takes a leaked key out of the list; nothing it signed is believed again. */
  distrust(id: number, root?: string): Result<KeyList, KeyChangeError>
  /** The same keys under a counter that many further: after a restore, where the counter must not seem to go back. */
  leap(by: number, root?: string): Result<KeyList, KeyChangeError>
  /** Moves the root's private key out of the folder, to `file`, which must not be there yet. */
  detachRoot(file: string): Result<null, { readonly code: 'root-apart' | 'file-exists' | 'not-written' }>
}

/** Opens the key folder, making all keys at the first start. `clock` in seconds since 1970 UTC. */
export function openKeyRing(folder: string, clock: () => number): KeyRing {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = {
    root: join(folder, 'root.json'),
    rootPublic: join(folder, 'root.pub.json'),
    list: join(folder, 'key-list.json'),
  }
  const rootKey = existsSync(files.rootPublic)
    ? readJson(files.rootPublic, publicFile).publicKey
    : readOr(files.root, keyPair, makePair).publicKey
  const secret = readOr(join(folder, 'id-lookup.json'), secretFile, () => ({
    idLookupKey: randomBytes(32).toString('base64url'),
  }))
  const isRootApart = (): boolean => !existsSync(files.root)

  /** The root's pair, from the folder or from where it is kept; never another root's. */
  function rootPair(file = files.root): Result<KeyPair, KeyChangeError> {
    if (!existsSync(file)) return err({ code: 'root-apart' })
    try {
      const pair = readJson(file, keyPair)
      return pair.publicKey === rootKey ? ok(pair) : err({ code: 'not-this-root' })
    } catch {
      return err({ code: 'not-this-root' })
    }
  }

  function sign(list: KeyList, root: KeyPair): SignedDocument {
    const document = signDocument('key-list', list, 0, privateKeyFrom(root.privateKey))
    putJson(files.list, document)
    return document
  }

  function make(id: number, use: KeyUse, now: number, notBefore?: number): IssuerKey {
    const pair = makePair()
    const key = successor(id, use, pair.publicKey, now, notBefore)
    putIssuer(folder, { ...pair, key })
    return key
  }

  /** The keys of a folder that has no list: none yet, or those of before there were successors. */
  function begin(): { readonly list: KeyList; readonly document: SignedDocument } {
    const now = clock()
    const keys = issuerFiles(folder).map(file => file.key)
    const before = keys.length > 0 ? { counter: 1, issuedAt: now, keys } : null
    let nextId = Math.max(0, ...keys.map(k => k.id)) + 1
    for (const use of KEY_USES)
      if (!keys.some(k => k.use === use)) keys.push(make(nextId++, use, now, firstKeyBegins(now)))
    // What stands in the very first list, every terminal knows: it may take over from the first day.
    const ready = before === null ? firstKeyBegins(now) : undefined
    for (const use of KEY_USES) keys.push(make(nextId++, use, now, ready))
    const root = rootPair()
    if (!root.ok) throw new Error('the key list is gone, and the root key is not here to sign another')
    const list = nextList(before, keys, now)
    return { list, document: sign(list, root.value) }
  }

  function readList(): { readonly list: KeyList; readonly document: SignedDocument } {
    const document = readJson(files.list, signedDocument)
    const root = publicKeyFromRaw(rootKey)
    const list = openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
    if (!list.ok) throw new Error(`the key list in ${folder} is not signed by this root: ${list.error.code}`)
    return { list: list.value, document }
  }

  let held = existsSync(files.list) ? readList() : begin()
  let signers = new Map<number, KeyObject>()
  const loadSigners = (): void => {
    signers = new Map(issuerFiles(folder).map(f => [f.key.id, privateKeyFrom(f.privateKey)]))
  }
  loadSigners()

  function change(
    use: KeyUse,
    plan: (now: number) => Result<readonly IssuerKey[], PlanError>,
    rootFile: string | undefined,
  ): Result<KeyList, KeyChangeError> {
    const now = clock()
    const root = rootPair(rootFile)
    if (!root.ok) return root
    const planned = plan(now)
    if (!planned.ok) return planned
    const nextId = Math.max(...issuerFiles(folder).map(f => f.key.id)) + 1
    // The successor's file is on disk before a list names it.
    const list = nextList(held.list, [...planned.value, make(nextId, use, now)], now)
    held = { list, document: sign(list, root.value) }
    loadSigners()
    return ok(list)
  }

  return {
    rootKey,
    idLookupKey: Buffer.from(secret.idLookupKey, 'base64url'),
    get keyList() {
      return held.document
    },
    get keyListCounter() {
      return held.list.counter
    },
    get keys() {
      return held.list.keys
    },
    get rootApart() {
      return isRootApart()
    },
    signer(use, at = clock()) {
      const key = signing(held.list.keys, use, at)
      const privateKey = key === undefined ? undefined : signers.get(key.id)
      if (key === undefined || privateKey === undefined) throw new Error(`no key may sign for ${use} now`)
      return { key, privateKey }
    },
    signerOf(id) {
      const key = held.list.keys.find(k => k.id === id)
      const privateKey = signers.get(id)
      return key === undefined || privateKey === undefined ? null : { key, privateKey }
    },
    rotate: (use, root) => change(use, now => retire(held.list.keys, use, now), root),
    distrust(id, root) {
      const leaked = held.list.keys.find(k => k.id === id)
      if (leaked === undefined) return err({ code: 'no-such-key' })
      return change(leaked.use, now => distrust(held.list.keys, id, now), root)
    },
    leap(by, rootFile) {
      const root = rootPair(rootFile)
      if (!root.ok) return root
      const list = { ...held.list, counter: held.list.counter + by, issuedAt: clock() }
      held = { list, document: sign(list, root.value) }
      return ok(list)
    },
    detachRoot(file) {
      const pair = rootPair()
      if (!pair.ok) return err({ code: 'root-apart' })
      if (existsSync(file)) return err({ code: 'file-exists' })
      try {
        putJson(file, pair.value)
        putJson(files.rootPublic, { publicKey: rootKey })
      } catch {
        return err({ code: 'not-written' })
      }
      rmSync(files.root)
      return ok(null)
    },
  }
}
