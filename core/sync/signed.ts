// Signed documents (key list, manifest, catalogue, its plan): signing and checking one, nothing else.
// A payload may be parsed only after `openSigned` returned it; the signed bytes are the text itself.
import { type KeyObject, sign, verify } from 'node:crypto'
import type { z } from 'zod'
import { err, ok, type Result } from '../result.ts'
import { type SignedDocument, signedDocument } from './wire.ts'

export type SignedKind = SignedDocument['kind']
export type OpenError = {
  readonly code: 'not-a-document' | 'wrong-kind' | 'unknown-key' | 'bad-signature' | 'bad-payload'
}

/** Domain-separated: a manifest's signature can never pass as a key list's, nor as a card's. */
function signedBytes(kind: SignedKind, payload: string): Buffer {
  return Buffer.from(`XHC-SIGNED-1\0${kind}\0${payload}`, 'utf8')
}

export function signDocument(
  kind: SignedKind,
  payload: unknown,
  keyId: number,
  key: KeyObject,
): SignedDocument {
  return signText(kind, JSON.stringify(payload), keyId, key)
}

/** For a payload whose very text is kept: it is signed as it is, not written anew. */
export function signText(kind: SignedKind, text: string, keyId: number, key: KeyObject): SignedDocument {
  return {
    kind,
    payload: text,
    keyId,
    signature: sign(null, signedBytes(kind, text), key).toString('base64url'),
  }
}

/**
 * Checks shape, kind, key and Ed25519 signature (RFC 8032), then parses the payload.
 * `keyFor` answers with the public key that may sign this kind under this id, or undefined.
 */
export function openSigned<S extends z.ZodType>(
  raw: unknown,
  kind: SignedKind,
  schema: S,
  keyFor: (keyId: number) => KeyObject | undefined,
): Result<z.infer<S>, OpenError> {
  const doc = signedDocument.safeParse(raw)
  if (!doc.success) return err({ code: 'not-a-document' })
  if (doc.data.kind !== kind) return err({ code: 'wrong-kind' })
  const key = keyFor(doc.data.keyId)
  if (key === undefined) return err({ code: 'unknown-key' })
  const genuine = verify(
    null,
    signedBytes(kind, doc.data.payload),
    key,
    Buffer.from(doc.data.signature, 'base64url'),
  )
  if (!genuine) return err({ code: 'bad-signature' })
  let payload: unknown
  try {
    payload = JSON.parse(doc.data.payload)
  } catch {
    return err({ code: 'bad-payload' })
  }
  const parsed = schema.safeParse(payload)
  return parsed.success ? ok(parsed.data) : err({ code: 'bad-payload' })
}
