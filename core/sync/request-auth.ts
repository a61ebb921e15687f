// The short-lived EdDSA JWT that each request of a terminal carries (RFC 7519, RFC 8037), bound to method, path and body.
// A token for one request must never open another: method, path and body hash are claims and are compared, not trusted.
import { createHash, type KeyObject, randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { err, ok, type Result } from '../result.ts'

export const AUDIENCE = 'xhc-registry'
/** Seconds a request token lives. */
export const LIFETIME = 60
/** Seconds of clock difference that are forgiven; a terminal further off learns the server's time from the refusal and signs again. */
export const TOLERANCE = 300

export type BoundRequest = {
  readonly method: string
  readonly path: string
  readonly body: Uint8Array | null
}
export type AuthError = { readonly code: 'no-token' | 'bad-token' | 'unknown-terminal' | 'wrong-request' }

const bodyHash = (body: Uint8Array | null): string =>
  createHash('sha256')
    .update(body ?? new Uint8Array())
    .digest('base64url')

export async function signRequest(
  request: BoundRequest,
  terminalId: string,
  key: KeyObject,
  now: number,
): Promise<string> {
  return await new SignJWT({ htm: request.method, htp: request.path, bh: bodyHash(request.body) })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(terminalId)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME)
    .setJti(randomUUID())
    .sign(key)
}

/** The terminal that signed, its key looked up by `keyFor`; `now` in seconds. */
export async function verifyRequest(
  authorization: string | undefined,
  request: BoundRequest,
  keyFor: (terminalId: string) => Promise<KeyObject | undefined>,
  now: number,
): Promise<Result<{ readonly terminalId: string; readonly jti: string }, AuthError>> {
  const token = authorization?.match(/^Bearer ([\w.-]+)$/)?.[1]
  if (token === undefined) return err({ code: 'no-token' })
  const issuer = issuerOf(token)
  const key = issuer === undefined ? undefined : await keyFor(issuer)
  if (issuer === undefined || key === undefined) return err({ code: 'unknown-terminal' })
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      audience: AUDIENCE,
      issuer,
      clockTolerance: TOLERANCE,
      currentDate: new Date(now * 1000),
    })
    const bound =
      payload.htm === request.method && payload.htp === request.path && payload.bh === bodyHash(request.body)
    return bound ? ok({ terminalId: issuer, jti: payload.jti ?? '' }) : err({ code: 'wrong-request' })
  } catch {
    return err({ code: 'bad-token' })
  }
}

/** The claimed issuer, unverified: only to find the key to verify with. */
function issuerOf(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const iss = typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined
    return typeof iss === 'string' ? iss : undefined
  } catch {
    return undefined
  }
}
