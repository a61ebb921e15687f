// The door of the console: whose session a request has, and whether it comes from our own page.
// A request that changes something is refused unless its own origin is ours, whatever cookie it brings.
import type { FastifyReply, FastifyRequest } from 'fastify'

const COOKIE = 'xhc_session'
/** A page of another origin cannot send it without being asked first, and we never allow it. */
export const OWN_HEADER = 'x-xhc-console'

/** Where people reach the console from outside, behind TLS: "https://card.example.gov.cn". Null on the machine itself. */
export type PublicOrigin = string | null

export function sessionToken(request: FastifyRequest): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

/** No Max-Age: the cookie goes with the browser, and the session ends on the server anyway. */
export function giveCookie(reply: FastifyReply, token: string, origin: PublicOrigin): void {
  const secure = origin?.startsWith('https:') === true ? '; Secure' : ''
  reply.header('set-cookie', `${COOKIE}=${token}; Path=/console; HttpOnly; SameSite=Strict${secure}`)
}

export function takeCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${COOKIE}=; Path=/console; HttpOnly; SameSite=Strict; Max-Age=0`)
}

/** For calls. Browsers send an Origin with every POST; what sends none is no browser, and has no business here. */
export function isFromOurPage(request: FastifyRequest, origin: PublicOrigin): boolean {
  if (request.headers[OWN_HEADER] !== '1') return false
  const given = request.headers.origin
  return given !== undefined && given === (origin ?? `http://${request.headers.host}`)
}

/** For downloads, which are plain GETs: not from inside somebody else's page. */
export function isNotFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
