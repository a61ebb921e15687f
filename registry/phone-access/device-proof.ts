// Checks a device's proof: the right key, over this very request, now, and not seen before.
// What has been seen is kept in memory for as long as it could be believed again, and is bounded.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { type Proof, proofText } from './proof.ts'

/** Seconds that a proof's time may be off by. */
export const PROOF_LIVES = 120
const MOST_SEEN = 100_000

export type ProofProblem = 'not-proven' | 'clock-off'

export function proofChecker() {
  let seen = new Map<string, number>()

  function isNew(name: string, now: number): boolean {
    if (seen.has(name)) return false
    if (seen.size >= MOST_SEEN) seen = new Map([...seen].filter(([, until]) => until > now))
    // Still full of what counts: better to turn one away than to forget one.
    if (seen.size >= MOST_SEEN) return false
    seen.set(name, now + 2 * PROOF_LIVES)
    return true
  }

  return {
    /** Null when the device that holds `deviceKey` made this request. */
    check(
      request: { readonly method: string; readonly path: string; readonly body: Buffer | null },
      proof: Proof,
      deviceKey: string,
      now: number,
    ): ProofProblem | null {
      const bodyHash = createHash('sha256')
        .update(request.body ?? '')
        .digest('hex')
      const text = proofText({ ...request, ...proof, bodyHash })
      if (!isSignedBy(deviceKey, text, proof.signature)) return 'not-proven'
      if (Math.abs(proof.time - now) > PROOF_LIVES) return 'clock-off'
      return isNew(`${deviceKey}.${proof.nonce}`, now) ? null : 'not-proven'
    },
  }
}

function isSignedBy(deviceKey: string, text: string, signature: string): boolean {
  const point = Buffer.from(deviceKey, 'base64url')
  try {
    const key = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    })
    return verify(
      'sha256',
      Buffer.from(text, 'utf8'),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  } catch {
    // A point that is none of the curve's.
    return false
  }
}
