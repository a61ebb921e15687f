// A member of staff at the console without a browser: signs in over HTTP and makes the calls that the pages make.
// It sends what a browser sends, so a test can leave each of these things out and see the refusal.
import type { z } from 'zod'
import type { CallName, Calls } from '../../registry/console-api/contract.ts'
import type { Registry } from '../../registry/registry.ts'
import type { Role } from '../../registry/staff/permissions.ts'

export const PASSWORD = 'Longquan-2026-kf'

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly code: string }
export type ConsoleClient = {
  readonly cookie: string
  call<N extends CallName>(
    name: N,
    input: z.input<Calls[N]['input']>,
  ): Promise<Answer<z.output<Calls[N]['output']>>>
  /** A call whatever it is, with headers of one's own. */
  raw(name: string, input: unknown, headers?: Record<string, string>): Promise<Response>
  file(name: string, query?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
}

let made = 0

/** An account of its own for each caller, whose password needs no change. */
export async function staffMember(
  registry: Registry,
  role: Role,
  unit: string | null = null,
): Promise<string> {
  made += 1
  const login = `${role}-${made}`
  const added = await registry.staff.add({
    login,
    name: '李科员',
    role,
    unit: role === 'unit' ? (unit ?? registry.staff.units[0]?.zh ?? null) : null,
    password: PASSWORD,
  })
  if (!added.ok) throw new Error(added.error.code)
  return login
}

export const headersOf = (url: string, cookie = ''): Record<string, string> => ({
  origin: url,
  'x-xhc-console': '1',
  'content-type': 'application/json',
  cookie,
})

export async function signIn(url: string, login: string, password = PASSWORD): Promise<Response> {
  return await fetch(`${url}/console/api/session.signIn`, {
    method: 'POST',
    headers: headersOf(url),
    body: JSON.stringify({ login, password }),
  })
}

export const cookieOf = (response: Response): string =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

export async function consoleClient(url: string, login: string, password = PASSWORD): Promise<ConsoleClient> {
  const response = await signIn(url, login, password)
  if (response.status !== 200) throw new Error(`${login} is not let in: ${response.status}`)
  return clientWith(url, cookieOf(response))
}

export function clientWith(url: string, cookie: string): ConsoleClient {
  const raw = (name: string, input: unknown, headers: Record<string, string> = headersOf(url, cookie)) =>
    fetch(`${url}/console/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
  return {
    cookie,
    raw,
    async call(name, input) {
      const response = await raw(name, input)
      const body = (await response.json()) as { value: never; error?: { code: string } }
      return body.error === undefined
        ? { ok: true, value: body.value }
        : { ok: false, status: response.status, code: body.error.code }
    },
    file: (name, query = {}, headers = { cookie, 'sec-fetch-site': 'same-origin' }) =>
      fetch(`${url}/console/files/${name}?${new URLSearchParams(query)}`, { headers }),
  }
}

/** "403 forbidden" of a refusal; "200" of what was done. */
export async function shortOf(response: Response): Promise<string> {
  if (response.status === 200) return '200'
  const body = (await response.json()) as { error?: { code: string } }
  return `${response.status} ${body.error?.code}`
}
