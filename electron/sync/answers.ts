// Reading what a registry, or whatever stands between, sends back: bounded in bytes and in time, whatever it promises.
// An answer that stalls or never ends must cost a timeout, not a night.
import { err, ok, type Result } from '../../core/result.ts'
import { type ApiErrorCode, apiError } from '../../core/sync/wire.ts'

export type RegistryError =
  | { readonly code: 'unreachable' } // no network, no answer in time, a broken connection
  | { readonly code: 'refused'; readonly status: number; readonly reason: ApiErrorCode }
  /** 429 or 503; `retryAfter` in seconds, null where it does not say. */
  | { readonly code: 'busy'; readonly status: number; readonly retryAfter: number | null }
  | { readonly code: 'too-large' } // 413, from the registry or from what stands before it
  | { readonly code: 'not-a-registry' } // HTML instead of JSON, a body that does not parse

const MAX_JSON = 8_000_000
/** A registry that asks for more than this is asked again all the same. */
const LONGEST_WAIT = 3600

/** The whole body as text; the response's own signal bounds the time. */
export async function textOf(response: Response): Promise<Result<string, RegistryError>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength
      if (bytes > MAX_JSON) return err({ code: 'not-a-registry' })
      chunks.push(chunk)
    }
    return ok(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return err({ code: 'unreachable' })
  }
}

/** Undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Refusal = { readonly error: RegistryError; readonly serverTime: number | null }

/** What an answer that is no success means, whoever wrote its body. */
export function refusalOf(response: Response, body: string, nowSeconds: number): Refusal {
  const { status } = response
  const said = apiError.safeParse(parseJson(body))
  const serverTime = (said.success ? said.data.error.serverTime : undefined) ?? null
  const refused = (error: RegistryError): Refusal => ({ error, serverTime })
  if (status === 429 || status === 503)
    return refused({ code: 'busy', status, retryAfter: retryAfterOf(response, nowSeconds) })
  if (status === 413) return refused({ code: 'too-large' })
  if (said.success) return refused({ code: 'refused', status, reason: said.data.error.code })
  return refused({ code: status >= 500 ? 'unreachable' : 'not-a-registry' })
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterOf(response: Response, nowSeconds: number): number | null {
  const header = response.headers.get('retry-after')?.trim() ?? ''
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : Date.parse(header) / 1000 - nowSeconds
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT, Math.max(0, Math.ceil(seconds))) : null
}

/** The body, cut off when it stops coming for `idleMs`: a half-open connection ends in an error, a slow one goes on. */
export function untilIdle(
  body: ReadableStream<Uint8Array>,
  idleMs: number,
  onIdle: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const timer = setTimeout(() => {
        onIdle()
        reader.cancel().catch(() => {})
        controller.error(new Error('the connection went silent'))
      }, idleMs)
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (cause) {
        controller.error(cause)
      } finally {
        clearTimeout(timer)
      }
    },
    cancel: reason => reader.cancel(reason),
  })
}
