// The registry over HTTP, as the terminal sees it: one function per route, every failure a value.
// It keeps the clock's difference, where artifacts lie and when to come again; it trusts nothing it received: that is pull.ts's.
import type { KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { z } from 'zod'
import { err, ok, type Result } from '../../core/result.ts'
import { type ExchangeRequest, exchangeAnswer } from '../../core/sync/exchange.ts'
import { type BoundRequest, signRequest } from '../../core/sync/request-auth.ts'
import {
  type EnrolResponse,
  type enrolRequest,
  enrolResponse,
  type HelloResponse,
  helloResponse,
  LARGEST_BODY,
  type PhotoAnswer,
  type PhotoQuestion,
  photoAnswer,
  type QuotaAnswer,
  type QuotaQuestion,
  quotaAnswer,
  type RecordAnswers,
  type RecordBatch,
  recordAnswers,
} from '../../core/sync/wire.ts'
import { parseJson, type Refusal, type RegistryError, refusalOf, textOf, untilIdle } from './answers.ts'

export type { RegistryError } from './answers.ts'
export type RegistryIdentity = { readonly terminalId: string; readonly key: KeyObject }

/** Milliseconds until a whole answer must be there; a file need only have begun, and may not pause for longer. */
const ANSWER_WITHIN = 15_000

/** Without `length`, all to the end. `signal`: nobody wants the bytes any more. */
export type ArtifactAsked = {
  readonly length?: number
  readonly signal?: AbortSignal
}

type Asked = BoundRequest & { readonly headers?: Record<string, string>; readonly withinMs?: number }

export type RegistryClient = ReturnType<typeof createRegistryClient>

/** What we say of ourselves: which program, and the state of the register that our verdicts rest on. */
export type About = { readonly app: string; readonly dataAsOf: number | null }

export function createRegistryClient(
  address: string,
  identity: RegistryIdentity | null,
  wallSeconds: () => number,
  answerWithinMs = ANSWER_WITHIN,
) {
  /** Server time minus wall clock, learned from a refusal: a wrong clock must not lock the terminal out. */
  let skew = 0
  /** Seconds that the last refusal for being busy asked for. */
  let retryAfter: number | null = null
  /** Where the registry says that artifacts lie, if not with itself. */
  let artifactBase: string | null = null

  function refused(response: Response, body: string): Refusal {
    const refusal = refusalOf(response, body, wallSeconds())
    if (refusal.error.code === 'busy') retryAfter = refusal.error.retryAfter
    return refusal
  }

  async function send(request: Asked, signal: AbortSignal): Promise<Result<Response, RegistryError>> {
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
        signal,
      })
      return ok(response)
    } catch {
      return err({ code: 'unreachable' })
    }
  }

  /** The answer's JSON, whatever it says; the time bounds the body as well. */
  async function ask(request: Asked, retried = false): Promise<Result<unknown, RegistryError>> {
    const signal = AbortSignal.timeout(request.withinMs ?? answerWithinMs)
    const response = await send(request, signal)
    if (!response.ok) return response
    const body = await textOf(response.value)
    if (!body.ok) return body
    if (response.value.ok) {
      const json = parseJson(body.value)
      return json === undefined ? err({ code: 'not-a-registry' }) : ok(json)
    }
    const { error, serverTime } = refused(response.value, body.value)
    const wrongClock = error.code === 'refused' && error.reason === 'unauthorised' && serverTime !== null
    if (!wrongClock || retried) return err(error)
    skew = serverTime - wallSeconds()
    return await ask(request, true)
  }

  async function askFor<S extends z.ZodType>(
    schema: S,
    request: Asked,
  ): Promise<Result<z.infer<S>, RegistryError>> {
    const json = await ask(request)
    if (!json.ok) return json
    const parsed = schema.safeParse(json.value)
    return parsed.success ? ok(parsed.data) : err({ code: 'not-a-registry' })
  }

  const get = (path: string): Asked => ({ method: 'GET', path, body: null })
  const post = (path: string, body: unknown): Asked => ({
    method: 'POST',
    path,
    body: Buffer.from(JSON.stringify(body), 'utf8'),
    headers: { 'content-type': 'application/json' },
  })

  return {
    retryAfter: () => retryAfter,

    /** `journal`: where our own ends, so that the registry sees when it was cut or restored. `about`: for the office to look at. */
    async hello(
      journal?: { readonly sequence: number; readonly hash: string },
      about?: About,
    ): Promise<Result<HelloResponse, RegistryError>> {
      const said = {
        ...(journal !== undefined && { sequence: String(journal.sequence), hash: journal.hash }),
        ...(about !== undefined && { app: about.app }),
        ...(about !== undefined && about.dataAsOf !== null && { asOf: String(about.dataAsOf) }),
      }
      const query = Object.keys(said).length === 0 ? '' : `?${new URLSearchParams(said)}`
      const hello = await askFor(helloResponse, get(`/v1/hello${query}`))
      if (hello.ok) artifactBase = hello.value.artifactBase ?? null
      return hello
    },

    /** A signed document as it came; the caller opens it. */
    document: (
      path:
        | '/v1/exchange-keys'
        | '/v1/key-list'
        | '/v1/manifest'
        | '/v1/catalogue'
        | '/v1/catalogue-plan'
        | '/v1/revocations',
    ): Promise<Result<unknown, RegistryError>> => ask(get(path)),

    /** The bytes of an artifact, from `offset` on, all or `length` of them. The stream may break at any byte. */
    async artifact(
      path: string,
      offset = 0,
      { length, signal }: ArtifactAsked = {},
    ): Promise<Result<ReadableStream<Uint8Array>, RegistryError>> {
      const silence = new AbortController()
      const either = signal === undefined ? silence.signal : AbortSignal.any([silence.signal, signal])
      const begun = setTimeout(() => silence.abort(), answerWithinMs)
      const ranged = offset > 0 || length !== undefined
      const last = length === undefined ? '' : String(offset + length - 1)
      const headers: Record<string, string> = ranged ? { range: `bytes=${offset}-${last}` } : {}
      const response =
        artifactBase === null
          ? await send({ ...get(`/v1/artifacts/${path}`), headers }, either)
          : await fetchPlain(`${artifactBase}/${path}`, headers, either)
      clearTimeout(begun)
      if (!response.ok) return response
      const { status, body, ok: given } = response.value
      if (status === (ranged ? 206 : 200) && body !== null)
        return ok(untilIdle(body, answerWithinMs, () => silence.abort()))
      if (given) {
        await body?.cancel()
        return err({ code: 'not-a-registry' })
      }
      // Why it was not given: a terminal that was cut off learns so here, too.
      const why = await textOf(response.value)
      return why.ok ? err(refused(response.value, why.value).error) : why
    },

    enrol: (body: z.infer<typeof enrolRequest>): Promise<Result<EnrolResponse, RegistryError>> =>
      askFor(enrolResponse, post('/v1/enrol', body)),

    /** Leaves this terminal's side of core/sync/exchange.ts. */
    exchange: (given: ExchangeRequest): Promise<Result<{ readonly kept: true }, RegistryError>> =>
      askFor(exchangeAnswer, post('/v1/exchange', given)),

    async pushRecords(batch: RecordBatch): Promise<Result<RecordAnswers, RegistryError>> {
      const body = gzipSync(JSON.stringify(batch))
      // Told here: a registry that breaks off an upload half way looks like a network that does.
      if (body.length > LARGEST_BODY) return err({ code: 'too-large' })
      return await askFor(recordAnswers, {
        method: 'POST',
        path: '/v1/records',
        body,
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      })
    },

    /** What a holder used of scarce items, now, at any window. */
    quota: (question: QuotaQuestion, withinMs: number): Promise<Result<QuotaAnswer, RegistryError>> =>
      askFor(quotaAnswer, { ...post('/v1/quota', question), withinMs }),

    photo: (question: PhotoQuestion, withinMs: number): Promise<Result<PhotoAnswer, RegistryError>> =>
      askFor(photoAnswer, { ...post('/v1/photo', question), withinMs }),
  }
}

/** From a bucket or another server: nothing of ours is sent there, for the hash alone makes the bytes good. */
async function fetchPlain(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Result<Response, RegistryError>> {
  try {
    return ok(await fetch(url, { headers, signal }))
  } catch {
    return err({ code: 'unreachable' })
  }
}
