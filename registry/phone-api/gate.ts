// The door of the phone pages: whose session a request has, that it comes from our own page, and from the device it began on.
// A cookie that was copied to another device is worth nothing there; a page of another origin is refused whatever it brings.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PublicOrigin } from '../console-api/gate.ts'
import { PROOF_HEADER, parseProof } from '../phone-access/proof.ts'
import { ABSOLUTE_END } from '../phone-access/sessions.ts'
import type { Registry } from '../registry.ts'
import type { CallerFor, PhoneAccess, PhoneCaller } from './call.ts'
import type { PhoneErrorCode } from './errors.ts'

const COOKIE = 'xhc_phone'
/** A page of another origin cannot send it without being asked first, and we never allow it. */
export const OWN_HEADER = 'x-xhc-phone'

function sessionToken(request: FastifyRequest): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

const attributes = (origin: PublicOrigin): string =>
  `Path=/m; HttpOnly; SameSite=Strict${origin?.startsWith('https:') === true ? '; Secure' : ''}`

/** Outlives the browser: a holder is not asked for a code each time he shows his card. */
export function giveCookie(reply: FastifyReply, token: string, origin: PublicOrigin): void {
  reply.header('set-cookie', `${COOKIE}=${token}; Max-Age=${ABSOLUTE_END}; ${attributes(origin)}`)
}

export function takeCookie(reply: FastifyReply, origin: PublicOrigin): void {
  reply.header('set-cookie', `${COOKIE}=; Max-Age=0; ${attributes(origin)}`)
}

/** Browsers send an Origin with every POST; what sends none is no browser, and has no business here. */
export function isFromOurPage(request: FastifyRequest, origin: PublicOrigin): boolean {
  if (request.headers[OWN_HEADER] !== '1') return false
  const given = request.headers.origin
  return given !== undefined && given === (origin ?? `http://${request.headers.host}`)
}

/** What was signed by `deviceKey` is this request, made now. */
export function isProven(
  registry: Registry,
  request: FastifyRequest,
  deviceKey: string,
): PhoneErrorCode | null {
  const proof = parseProof(request.headers[PROOF_HEADER])
  if (proof === null) return 'not-proven'
  const body = request.body instanceof Buffer ? request.body : null
  const { method, url } = request
  return registry.phone.proofs.check({ method, path: url, body }, proof, deviceKey, registry.now())
}

/** The caller, if a call with this access is his to make; else the refusal. */
export async function callerOf<A extends PhoneAccess>(
  registry: Registry,
  request: FastifyRequest,
  access: A,
): Promise<CallerFor<A> | PhoneErrorCode> {
  const found = access === 'anyone' ? { address: request.ip } : await signedIn(registry, request, access)
  // The one cast of the table: `found` was made for this very access.
  return found as CallerFor<A> | PhoneErrorCode
}

async function signedIn(
  registry: Registry,
  request: FastifyRequest,
  access: PhoneAccess,
): Promise<PhoneCaller | PhoneErrorCode> {
  const token = sessionToken(request)
  const session = token === null ? null : await registry.phone.whoHas(token)
  if (session === null) return 'not-signed-in'
  const problem = isProven(registry, request, session.deviceKey)
  if (problem !== null) return problem
  if (access !== 'signed-in' && access !== session.kind) return 'forbidden'
  const { id: sessionId, deviceKey, kind, subject } = session
  const shared = { address: request.ip, sessionId, deviceKey }
  return kind === 'holder' ? { ...shared, kind, card: subject } : { ...shared, kind, mobile: subject }
}
