// The console over HTTP: every call of the contract as POST /console/api/NAME, every download as GET /console/files/NAME.
// One way in for all of them: origin, session, permission, input, trail, handler, output; none can be left out by a subject.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { z } from 'zod'
import type { Result } from '../../core/result.ts'
import { faultFacts, type Log } from '../log.ts'
import type { Registry } from '../registry.ts'
import { parseJson } from '../routes/context.ts'
import type { Staff } from '../staff/accounts.ts'
import { signInInput } from '../staff/contract.ts'
import { may } from '../staff/permissions.ts'
import type { Access, Caller, Download, Trail } from './call.ts'
import { CALLS, FILES } from './contract.ts'
import { CONSOLE_ERRORS, type ConsoleError, type ConsoleErrorCode } from './errors.ts'
import {
  giveCookie,
  isFromOurPage,
  isNotFromElsewhere,
  type PublicOrigin,
  sessionToken,
  takeCookie,
} from './gate.ts'
import { callHandlers, fileHandlers } from './handlers.ts'
import { CONSOLE_ROOT, DOWNLOAD_CSP, SECURITY_HEADERS, servePage } from './page.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use a route of the console; a console route without it ends the start. */
    access?: Access | 'anyone'
  }
}

export type ConsoleOptions = {
  readonly log: Log
  readonly origin?: PublicOrigin
  /** Built files; the house's own unless a test brings others. */
  readonly root?: string
}

type Entry = {
  readonly access: Access
  readonly input: z.ZodType
  readonly audit: ((input: never) => Trail) | null
}
type Carry<T> = (input: never, by: Caller) => Promise<Result<T, ConsoleError>>

export function serveConsole(app: FastifyInstance, registry: Registry, options: ConsoleOptions): void {
  const { log, origin = null, root = CONSOLE_ROOT } = options

  const refuse = (reply: FastifyReply, code: ConsoleErrorCode) =>
    reply.code(CONSOLE_ERRORS[code]).header('cache-control', 'no-store').send({ error: { code } })

  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.config?.access === undefined) throw new Error(`nobody said who may use ${route.url}`)
  })
  app.addHook('onSend', async (_request, reply) => {
    const own = reply.getHeader('content-security-policy')
    reply.headers({ ...SECURITY_HEADERS, ...(own !== undefined && { 'content-security-policy': own }) })
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found'))
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) return refuse(reply, 'too-large')
    if (error.statusCode !== undefined && error.statusCode < 500) return refuse(reply, 'bad-request')
    log('console-call-failed', { route: request.routeOptions.url ?? null, ...faultFacts(error) })
    return refuse(reply, 'internal')
  })

  /** Everything before a handler. Answers what a handler gets, or the refusal. */
  async function admit(
    request: FastifyRequest,
    name: string,
    entry: Entry,
    given: unknown,
  ): Promise<{ readonly input: never; readonly by: Caller } | ConsoleErrorCode> {
    const session = sessionToken(request)
    const staff = session === null ? null : await registry.staff.whoHas(session)
    if (session === null || staff === null) return 'not-signed-in'
    if (entry.access !== 'signed-in') {
      if (staff.mustChange) return 'password-must-change'
      if (!may(staff.role, entry.access)) {
        await note(staff, name, null, 'refused: forbidden')
        return 'forbidden'
      }
    }
    const parsed = entry.input.safeParse(given)
    if (!parsed.success) return 'bad-request'
    // The one cast of the table: each entry's audit and handler take what its own schema gave.
    const input = parsed.data as never
    if (entry.audit !== null) await note(staff, name, entry.audit(input), 'asked')
    return { input, by: { staff, session } }
  }

  async function note(staff: Staff, act: string, trail: Trail | null, outcome: string): Promise<void> {
    const { subject = null, why = null } = trail ?? {}
    await registry.staff.note({ login: staff.login, role: staff.role, act, subject, why, outcome })
  }

  async function carryOut<T>(
    request: FastifyRequest,
    name: string,
    entry: Entry,
    given: unknown,
    carry: Carry<T>,
  ): Promise<T | ConsoleErrorCode> {
    const admitted = await admit(request, name, entry, given)
    if (typeof admitted === 'string') return admitted
    const result = await carry(admitted.input, admitted.by)
    if (result.ok) return result.value
    if (entry.audit !== null)
      await note(admitted.by.staff, name, entry.audit(admitted.input), `refused: ${result.error.code}`)
    return result.error.code
  }

  app.post('/api/session.signIn', { config: { access: 'anyone' } }, async (request, reply) => {
    if (!isFromOurPage(request, origin)) return refuse(reply, 'other-origin')
    const asked = signInInput.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request')
    const token = await registry.staff.signIn(asked.data.login, asked.data.password, request.ip)
    if (!token.ok) return refuse(reply, token.error.code)
    giveCookie(reply, token.value, origin)
    return reply.header('cache-control', 'no-store').send({ value: {} })
  })

  const handlers = callHandlers(registry)
  for (const name of Object.keys(CALLS) as (keyof typeof CALLS)[]) {
    const entry = CALLS[name]
    app.post(`/api/${name}`, { config: { access: entry.access } }, async (request, reply) => {
      if (!isFromOurPage(request, origin)) return refuse(reply, 'other-origin')
      const carry: Carry<object> = handlers[name]
      const value = await carryOut(request, name, entry, parseJson(request.body), carry)
      if (typeof value === 'string') return refuse(reply, value)
      if (name === 'session.signOut') takeCookie(reply)
      return reply.header('cache-control', 'no-store').send({ value: entry.output.parse(value) })
    })
  }

  const files: Readonly<Record<string, Carry<Download>>> = fileHandlers(registry)
  for (const [name, entry] of Object.entries<Entry>(FILES)) {
    app.get(`/files/${name}`, { config: { access: entry.access } }, async (request, reply) => {
      const carry = files[name]
      if (carry === undefined) return refuse(reply, 'not-found')
      if (!isNotFromElsewhere(request)) return refuse(reply, 'other-origin')
      const download = await carryOut(request, name, entry, request.query, carry)
      if (typeof download === 'string') return refuse(reply, download)
      return reply
        .header('cache-control', 'no-store')
        .header('content-security-policy', DOWNLOAD_CSP)
        .header('content-type', download.type)
        .header(
          'content-disposition',
          `${download.inline ? 'inline' : 'attachment'}; filename="${download.name}"`,
        )
        .send(download.body)
    })
  }

  servePage(app, root)
}
