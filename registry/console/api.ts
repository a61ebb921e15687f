// The console's one way to the registry: typed calls, refusals as values.
// A session that has ended is told once, here, so that no page needs to know.
import type { z } from 'zod'
import { err, ok, type Result } from '../../core/result.ts'
import type { CallName, Calls, FILES, FileName } from '../console-api/contract.ts'
import type { ConsoleErrorCode } from '../console-api/errors.ts'

/** `unreachable`: no answer came, or none that the registry gives. */
export type Refusal = { readonly code: ConsoleErrorCode | 'unreachable' }
export type Input<N extends CallName> = z.input<Calls[N]['input']>
export type Output<N extends CallName> = z.output<Calls[N]['output']>

let onSignedOut: () => void = () => {}
export const whenSignedOut = (act: () => void): void => {
  onSignedOut = act
}

export async function call<N extends CallName>(
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>, Refusal>> {
  const answer = await post(name, input)
  if (!answer.ok && answer.error.code === 'not-signed-in') onSignedOut()
  // The server parses every answer by the contract's schema before it sends it.
  return answer as Result<Output<N>, Refusal>
}

export const signIn = (login: string, password: string): Promise<Result<unknown, Refusal>> =>
  post('session.signIn', { login, password })

/** Address of a download. */
export const fileUrl = <N extends FileName>(name: N, query: z.input<(typeof FILES)[N]['input']>): string =>
  `/console/files/${name}?${new URLSearchParams(query as Record<string, string>)}`

/** Fetches a download and hands it to the browser to save; a refusal stays on the page as a value. */
export async function download<N extends FileName>(
  name: N,
  query: z.input<(typeof FILES)[N]['input']>,
): Promise<Result<null, Refusal>> {
  try {
    const response = await fetch(fileUrl(name, query))
    if (!response.ok) return err(((await response.json()) as { error: Refusal }).error)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    const named = response.headers.get('content-disposition')?.match(/filename="([^"]+)"/)
    link.download = named?.[1] ?? 'download'
    link.click()
    URL.revokeObjectURL(link.href)
    return ok(null)
  } catch {
    return err({ code: 'unreachable' })
  }
}

async function post(name: string, input: unknown): Promise<Result<unknown, Refusal>> {
  try {
    const response = await fetch(`/console/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-xhc-console': '1' },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as { value?: unknown; error?: Refusal }
    return body.error === undefined ? ok(body.value) : err(body.error)
  } catch {
    return err({ code: 'unreachable' })
  }
}
