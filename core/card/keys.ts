// The key list: which issuer keys are trusted, for what, and when (TOKEN.md "Signature").
// A key never gains rights from a token: algorithm, profile and medium are fixed here, by the root's signature.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'

/** What a key may sign. `publish`: manifests, snapshots' manifests and catalogues; never a card. */
export const keyUse = z.enum(['physical', 'virtual', 'specimen', 'publish'])
export type KeyUse = z.infer<typeof keyUse>

const seconds = z.int().min(0).max(0xffff_ffff)

export const issuerKey = z.object({
  id: z.int().min(1).max(0xffff),
  algorithm: z.literal('ed25519'),
  use: keyUse,
  /** Raw 32-byte public key, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Seconds since 1970 UTC. Signing is allowed in [notBefore, notAfter); tokens are accepted until acceptUntil. */
  notBefore: seconds,
  notAfter: seconds,
  acceptUntil: seconds,
})
export type IssuerKey = z.infer<typeof issuerKey>

/** The payload of the signed document "key-list". `counter` never goes back at a terminal. */
export const keyList = z.object({
  counter: z.int().min(1),
  issuedAt: seconds,
  keys: z.array(issuerKey).max(1000),
})
export type KeyList = z.infer<typeof keyList>

export type TrustedKey = IssuerKey & { readonly key: KeyObject }
/** Key id → key, with the public key ready to verify (made once, when a list is accepted). */
export type TrustedKeys = ReadonlyMap<number, TrustedKey>

/** An Ed25519 public key from its raw 32 bytes (RFC 8037 OKP), as base64url. */
export function publicKeyFromRaw(raw: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' })
}

export function trustKeys(list: KeyList): TrustedKeys {
  return new Map(list.keys.map(k => [k.id, { ...k, key: publicKeyFromRaw(k.publicKey) }]))
}
