// The phone pages over HTTP: every call of the contract as POST /m/api/NAME, every upload as POST /m/upload/NAME, the pages at /m/.
// One way in for all of them: origin, session, the device's proof, access, input, handler, output; none can be left out.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { z } from 'zod'
import type { Result } from '../../core/result.ts'
import type { PublicOrigin } from '../console-api/gate.ts'
import { faultFacts, type Log } from '../log.ts'
import type { Registry } from '../registry.ts'
import { parseJson } from '../routes/context.ts'
import type { PhoneAccess } from './call.ts'
import { PHONE_CALLS, PHONE_UPLOADS, type PhoneCallName, type PhoneUploadName } from './contract.ts'
import { PHONE_ERRORS, type PhoneError, type PhoneErrorCode } from './errors.ts'
import { callerOf, giveCookie, isFromOurPage, isProven, takeCookie } from './gate.ts'
import { type HandledCalls, phoneHandlers, phoneUploadHandlers } from './handlers.ts'
import { PHONE_ROOT, SECURITY_HEADERS, sendPacked, servePhonePage } from './page.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use a route of the phone pages; one without it ends the start. */
    phoneAccess?: PhoneAccess
  }
}

export type PhoneOptions = {
  readonly log: Log
  readonly origin?: PublicOrigin
  /** Built files; the house's own unless a test brings others. */
  readonly root?: string
}

type Entry = { readonly access: PhoneAccess; readonly input: z.ZodType; readonly output: z.ZodType }
type Carry = (input: never, by: never) => Promise<Result<unknown, PhoneError>>
type CarryBytes = (input: never, body: Buffer, by: never) => Promise<Result<unknown, PhoneError>>

export function servePhone(app: FastifyInstance, registry: Registry, options: PhoneOptions): void {
  const { log, origin = null, root = PHONE_ROOT } = options

  // Each answer brings the registry's time: a phone's own clock is never believed alone.
  const refuse = (reply: FastifyReply, code: PhoneErrorCode) =>
    reply
      .code(PHONE_ERRORS[code])
      .header('cache-control', 'no-store')
      .send({ error: { code }, now: registry.now() })
  const answer = (request: FastifyRequest, reply: FastifyReply, value: unknown) =>
    sendPacked(
      request,
      reply.header('cache-control', 'no-store').header('content-type', 'application/json; charset=utf-8'),
      Buffer.from(JSON.stringify({ value, now: registry.now() })),
    )

  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.config?.phoneAccess === undefined) throw new Error(`nobody said who may use ${route.url}`)
  })
  app.addHook('onSend', async (_request, reply) => void reply.headers(SECURITY_HEADERS))
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found'))
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) return refuse(reply, 'too-large')
    if (error.statusCode !== undefined && error.statusCode < 500) return refuse(reply, 'bad-request')
    log('phone-call-failed', { route: request.routeOptions.url ?? null, ...faultFacts(error) })
    return refuse(reply, 'internal')
  })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )

  /** Everything before a handler, and the answer's shape after it. */
  async function carryOut(
    request: FastifyRequest,
    reply: FastifyReply,
    entry: Entry,
    given: unknown,
    carry: Carry,
  ): Promise<unknown> {
    if (!isFromOurPage(request, origin)) return refuse(reply, 'other-origin')
    const by = await callerOf(registry, request, entry.access)
    if (typeof by === 'string') return refuse(reply, by)
    const parsed = entry.input.safeParse(given)
    if (!parsed.success) return refuse(reply, 'bad-request')
    // The casts of the table: each entry's handler takes what its own schema and access gave.
    const result = await carry(parsed.data as never, by as never)
    if (!result.ok) return refuse(reply, result.error.code)
    return answer(request, reply, entry.output.parse(result.value))
  }

  const { 'session.confirm': confirm, ...handled } = PHONE_CALLS
  app.post('/api/session.confirm', { config: { phoneAccess: confirm.access } }, async (request, reply) => {
    if (!isFromOurPage(request, origin)) return refuse(reply, 'other-origin')
    const asked = confirm.input.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request')
    // Whoever begins a session holds the key that it will be bound to.
    const problem = isProven(registry, request, asked.data.deviceKey)
    if (problem !== null) return refuse(reply, problem)
    const token = await registry.phone.confirm(asked.data, request.ip)
    if (!token.ok) return refuse(reply, token.error.code)
    giveCookie(reply, token.value, origin)
    return answer(request, reply, {})
  })

  const handlers = phoneHandlers(registry)
  for (const name of Object.keys(handled) as (PhoneCallName & keyof HandledCalls)[]) {
    const entry: Entry = PHONE_CALLS[name]
    const carry: Carry = handlers[name]
    app.post(`/api/${name}`, { config: { phoneAccess: entry.access } }, async (request, reply) => {
      const done = await carryOut(request, reply, entry, parseJson(request.body), carry)
      return done
    })
  }
  app.addHook('onSend', async (request, reply) => {
    const signedOut = request.routeOptions.url?.endsWith('/api/session.signOut') === true
    if (signedOut && reply.statusCode === 200) takeCookie(reply, origin)
  })

  const uploads: Readonly<Record<string, CarryBytes>> = phoneUploadHandlers(registry)
  for (const [name, entry] of Object.entries<Entry & { maxBytes: number }>(PHONE_UPLOADS)) {
    const carry = uploads[name as PhoneUploadName]
    if (carry === undefined) continue
    app.post(
      `/upload/${name}`,
      { config: { phoneAccess: entry.access }, bodyLimit: entry.maxBytes },
      async (request, reply) => {
        const { body } = request
        if (!(body instanceof Buffer)) return refuse(reply, 'bad-request')
        return await carryOut(request, reply, entry, request.query, (input, by) => carry(input, body, by))
      },
    )
  }

  servePhonePage(app, root)
}
