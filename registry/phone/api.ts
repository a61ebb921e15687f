// The pages' one way to the registry: typed calls, each signed by this device, refusals as values.
// A session that has ended is told once, here, and everything this phone kept of it goes.
import type { z } from 'zod'
import { err, ok, type Result } from '../../core/result.ts'
import { PROOF_HEADER, proofHeader, proofText } from '../phone-access/proof.ts'
import type { PhoneCallName, PhoneCalls, PhoneUploadName, PhoneUploads } from '../phone-api/contract.ts'
import type { PhoneErrorCode } from '../phone-api/errors.ts'
import { confirmClock, readClock } from './clock/own-clock.ts'
import { base64url, signText } from './device/keys.ts'

/** `unreachable`: no answer came, or none that the registry gives. */
export type Refusal = { readonly code: PhoneErrorCode | 'unreachable' }
export type Input<N extends PhoneCallName> = z.input<PhoneCalls[N]['input']>
export type Output<N extends PhoneCallName> = z.output<PhoneCalls[N]['output']>

const BASE = '/m'
/** A phone in a lift waits no longer. */
const PATIENCE = 15_000

let onSignedOut: () => void = () => {}
export const whenSignedOut = (act: () => void): void => {
  onSignedOut = act
}

export async function call<N extends PhoneCallName>(
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>, Refusal>> {
  const body = new TextEncoder().encode(JSON.stringify(input))
  // The server parses every answer by the contract's schema before it sends it.
  return (await post(`${BASE}/api/${name}`, 'application/json', body)) as Result<Output<N>, Refusal>
}

export async function upload<N extends PhoneUploadName>(
  name: N,
  query: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<
  Result<z.output<PhoneUploads[N] extends { output: infer O extends z.ZodType } ? O : never>, Refusal>
> {
  const path = `${BASE}/upload/${name}?${new URLSearchParams(query)}`
  return (await post(path, 'application/octet-stream', body)) as never
}

const underWay = new Set<Promise<unknown>>()
/** Resolves when everything that has been sent by now was answered, or will not be. */
export const allAnswered = (): Promise<unknown> => Promise.allSettled([...underWay])

function post(path: string, type: string, body: Uint8Array<ArrayBuffer>): Promise<Result<unknown, Refusal>> {
  const answer = postAndHear(path, type, body)
  underWay.add(answer)
  void answer.finally(() => underWay.delete(answer))
  return answer
}

async function postAndHear(
  path: string,
  type: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Result<unknown, Refusal>> {
  let answer = await postOnce(path, type, body)
  // The refusal brought the registry's time with it.
  if (!answer.ok && answer.error.code === 'clock-off') answer = await postOnce(path, type, body)
  if (!answer.ok && (answer.error.code === 'not-signed-in' || answer.error.code === 'not-proven'))
    onSignedOut()
  return answer
}

async function postOnce(
  path: string,
  type: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Result<unknown, Refusal>> {
  const abort = new AbortController()
  const patience = setTimeout(() => abort.abort(), PATIENCE)
  try {
    const proof = await proofFor(path, body)
    const response = await fetch(path, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-xhc-phone': '1',
        ...(proof !== null && { [PROOF_HEADER]: proof }),
      },
      body,
      signal: abort.signal,
    })
    const answer = (await response.json()) as { value?: unknown; error?: Refusal; now: number }
    confirmClock(answer.now)
    return answer.error === undefined ? ok(answer.value) : err(answer.error)
  } catch {
    return err({ code: 'unreachable' })
  } finally {
    clearTimeout(patience)
  }
}

async function proofFor(path: string, body: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const time = Math.round(readClock().now)
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(16)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
  const bodyHash = [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const signature = await signText(proofText({ method: 'POST', path, time, nonce, bodyHash }))
  return signature === null ? null : proofHeader({ time, nonce, signature })
}
