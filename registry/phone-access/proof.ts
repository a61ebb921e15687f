// The device's signature over a request: a session's cookie alone, wherever it was copied to, opens nothing.
// Text and header are shared with the page; the private half never leaves the browser that made it (WebCrypto, not extractable).

export const PROOF_HEADER = 'x-xhc-proof'
const VERSION = 'v1'

export type Proof = {
  /** Seconds since 1970 UTC, by the registry's clock as the phone knows it. */
  readonly time: number
  readonly nonce: string
  readonly signature: string
}
export type SignedParts = {
  readonly method: string
  /** With its query, as it stands in the request. */
  readonly path: string
  readonly time: number
  readonly nonce: string
  /** SHA-256 of the body as sent, hex. */
  readonly bodyHash: string
}

/** What is signed: ECDSA P-256 with SHA-256, signature as r ‖ s, base64url. */
export const proofText = ({ method, path, time, nonce, bodyHash }: SignedParts): string =>
  ['XHC-PHONE-1', method, path, time, nonce, bodyHash].join('\n')

export const proofHeader = ({ time, nonce, signature }: Proof): string =>
  [VERSION, time, nonce, signature].join('.')

export function parseProof(header: unknown): Proof | null {
  if (typeof header !== 'string') return null
  const [, time = '', nonce = '', signature = ''] =
    header.match(/^v1\.(\d{1,11})\.([\w-]{22})\.([\w-]{86})$/) ?? []
  return signature === '' ? null : { time: Number(time), nonce, signature }
}
