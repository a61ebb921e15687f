// The registry over HTTP, as the terminal sees it: one function per route, every failure a value.
// It keeps no state but the clock's difference and trusts nothing it received: checking signatures is pull.ts's.
import type { KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { z } from 'zod'
import { err, ok, type Result } from '../../core/result.ts'
import { type BoundRequest, signRequest } from '../../core/sync/request-auth.ts'
import {
  type ApiErrorCode,
  apiError,
  type EnrolResponse,
  type enrolRequest,
  enrolResponse,
  type HelloResponse,
  helloResponse,
  type RecordAnswers,
  type RecordBatch,
  recordAnswers,
} from '../../core/sync/wire.ts'

export type RegistryError =
  | { readonly code: 'unreachable' } // no network, no answer in time, a broken connection
  | { readonly code: 'refused'; readonly status: number; readonly reason: ApiErrorCode }
  | { readonly code: 'not-a-registry' } // HTML instead of JSON, a body that does not parse

export type RegistryIdentity = { readonly terminalId: string; readonly key: KeyObject }

/** Milliseconds until an answer must have begun, for a question and for a file. */
const ANSWER_WITHIN = 15_000
const MAX_JSON = 8_000_000

export type RegistryClient = ReturnType<typeof createRegistryClient>

export function createRegistryClient(
  address: string,
  identity: RegistryIdentity | null,
  wallSeconds: () => number,
  answerWithinMs = ANSWER_WITHIN,
) {
  /** Server time minus wall clock, learned from a refusal: a wrong clock must not lock the terminal out. */
  let skew = 0

  async function send(
    request: BoundRequest & { readonly headers?: Record<string, string> },
  ): Promise<Result<Response, RegistryError>> {
    const headers: Record<string, string> = { accept: 'application/json', ...request.headers }
    if (identity !== null) {
      const token = await signRequest(request, identity.terminalId, identity.key, wallSeconds() + skew)
      headers.authorization = `Bearer ${token}`
    }
    try {
      const response = await fetch(address + request.path, {
        method: request.method,
        headers,
        body: request.body === null ? null : new Uint8Array(request.body),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      })
      return ok(response)
    } catch {
      return err({ code: 'unreachable' })
    }
  }

  async function text(response: Response): Promise<Result<string, RegistryError>> {
    try {
      const body = await response.text()
      return body.length > MAX_JSON ? err({ code: 'not-a-registry' }) : ok(body)
    } catch {
      return err({ code: 'unreachable' })
    }
  }

  async function ask<S extends z.ZodType>(
    schema: S,
    request: BoundRequest & { readonly headers?: Record<string, string> },
    retried = false,
  ): Promise<Result<z.infer<S>, RegistryError>> {
    const response = await send(request)
    if (!response.ok) return response
    const body = await text(response.value)
    if (!body.ok) return body
    const json = parseJson(body.value)
    if (!response.value.ok) {
      const refusal = apiError.safeParse(json)
      if (!refusal.success)
        return err({ code: response.value.status >= 500 ? 'unreachable' : 'not-a-registry' })
      const { code, serverTime } = refusal.data.error
      if (code === 'unauthorised' && serverTime !== undefined && !retried) {
        skew = serverTime - wallSeconds()
        return await ask(schema, request, true)
      }
      return err({ code: 'refused', status: response.value.status, reason: code })
    }
    const parsed = schema.safeParse(json)
    return parsed.success ? ok(parsed.data) : err({ code: 'not-a-registry' })
  }

  const get = <S extends z.ZodType>(schema: S, path: string) =>
    ask(schema, { method: 'GET', path, body: null })

  return {
    hello: (): Promise<Result<HelloResponse, RegistryError>> => get(helloResponse, '/v1/hello'),

    /** A signed document as it came; the caller opens it. */
    document: async (
      path: '/v1/key-list' | '/v1/manifest' | '/v1/catalogue',
    ): Promise<Result<unknown, RegistryError>> => {
      const response = await send({ method: 'GET', path, body: null })
      if (!response.ok) return response
      const body = await text(response.value)
      if (!body.ok) return body
      const json = parseJson(body.value)
      if (response.value.ok) return json === undefined ? err({ code: 'not-a-registry' }) : ok(json)
      const refusal = apiError.safeParse(json)
      return refusal.success
        ? err({ code: 'refused', status: response.value.status, reason: refusal.data.error.code })
        : err({ code: response.value.status >= 500 ? 'unreachable' : 'not-a-registry' })
    },

    /** The bytes of an artifact, from `offset` on. The stream may break at any byte. */
    artifact: async (
      path: string,
      offset = 0,
    ): Promise<Result<ReadableStream<Uint8Array>, RegistryError>> => {
      const headers: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {}
      const response = await send({ method: 'GET', path: `/v1/artifacts/${path}`, body: null, headers })
      if (!response.ok) return response
      const expected = offset > 0 ? 206 : 200
      if (response.value.status !== expected || response.value.body === null) {
        await response.value.body?.cancel()
        return err({ code: response.value.status >= 500 ? 'unreachable' : 'not-a-registry' })
      }
      return ok(response.value.body)
    },

    enrol: (body: z.infer<typeof enrolRequest>): Promise<Result<EnrolResponse, RegistryError>> =>
      ask(enrolResponse, {
        method: 'POST',
        path: '/v1/enrol',
        body: Buffer.from(JSON.stringify(body), 'utf8'),
        headers: { 'content-type': 'application/json' },
      }),

    pushRecords: (batch: RecordBatch): Promise<Result<RecordAnswers, RegistryError>> =>
      ask(recordAnswers, {
        method: 'POST',
        path: '/v1/records',
        body: gzipSync(JSON.stringify(batch)),
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
