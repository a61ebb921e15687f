// A new terminal proves that it has the private half of the key that it enrols with: nobody binds a code to another's key.
// It also makes a request that was damaged on its way worth nothing: no code is ever spent on a key that nobody has.
import { type KeyObject, sign, verify } from 'node:crypto'
import { publicKeyFromRaw } from '../card/keys.ts'

/** Ed25519 signature (RFC 8032) over code and key, base64url. `publicKey` raw, base64url. */
export function proveKey(secret: string, publicKey: string, privateKey: KeyObject): string {
  return sign(null, provenBytes(secret, publicKey), privateKey).toString('base64url')
}

/** False also where the key is none. */
export function isProven(secret: string, publicKey: string, proof: string): boolean {
  try {
    const key = publicKeyFromRaw(publicKey)
    return verify(null, provenBytes(secret, publicKey), key, Buffer.from(proof, 'base64url'))
  } catch {
    return false
  }
}

const provenBytes = (secret: string, publicKey: string): Buffer =>
  Buffer.from(`XHC-ENROL-1\0${secret}\0${publicKey}`, 'utf8')
