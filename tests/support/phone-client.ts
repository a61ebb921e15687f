// A phone without a browser: signs in over HTTP, signs each request with its own key, makes the calls that the pages make.
// It sends what a phone sends, so a test can leave each of these things out and see the refusal.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { z } from 'zod'
import type { PhoneKind } from '../../registry/phone-access/number.ts'
import { PROOF_HEADER, proofHeader, proofText } from '../../registry/phone-access/proof.ts'
import type { CodeMessage } from '../../registry/phone-access/sender.ts'
import type { PhoneCallName, PhoneCalls } from '../../registry/phone-api/contract.ts'

export type PhoneAnswer<T> =
  | { readonly ok: true; readonly value: T; readonly now: number }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly now: number }

export type DeviceKey = { readonly publicKey: string; readonly privateKey: KeyObject }

/** As WebCrypto exports one: 0x04 ‖ x ‖ y. */
export function deviceKey(): DeviceKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey }
}

export const phoneHeaders = (url: string, cookie = ''): Record<string, string> => ({
  origin: url,
  'x-xhc-phone': '1',
  'content-type': 'application/json',
  cookie,
})

export function proofOf(key: KeyObject, path: string, body: Buffer, time: number): string {
  const nonce = randomBytes(16).toString('base64url')
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const text = proofText({ method: 'POST', path, time, nonce, bodyHash })
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return proofHeader({ time, nonce, signature: signature.toString('base64url') })
}

export type PhoneClient = ReturnType<typeof phoneClient>

/** `now`: the registry's clock. */
export function phoneClient(url: string, now: () => number) {
  const key = deviceKey()
  let cookie = ''

  async function send(path: string, body: Buffer, more: Record<string, string>): Promise<Response> {
    const proof = proofOf(key.privateKey, path, body, now())
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { ...phoneHeaders(url, cookie), [PROOF_HEADER]: proof, ...more },
      body: new Uint8Array(body),
    })
    const given = response.headers.get('set-cookie')
    if (given !== null) cookie = given.split(';')[0] ?? ''
    return response
  }
  const raw = (name: string, input: unknown, more: Record<string, string> = {}): Promise<Response> =>
    send(`/m/api/${name}`, Buffer.from(JSON.stringify(input)), more)
  const upload = (name: string, query: Record<string, string>, body: Buffer): Promise<Response> =>
    send(`/m/upload/${name}?${new URLSearchParams(query)}`, body, {
      'content-type': 'application/octet-stream',
    })
  async function call<N extends PhoneCallName>(
    name: N,
    input: z.input<PhoneCalls[N]['input']>,
  ): Promise<PhoneAnswer<z.output<PhoneCalls[N]['output']>>> {
    const response = await raw(name, input)
    const answer = (await response.json()) as { value: never; error?: { code: string }; now: number }
    return answer.error === undefined
      ? { ok: true, value: answer.value, now: answer.now }
      : { ok: false, status: response.status, code: answer.error.code, now: answer.now }
  }
  return {
    key,
    raw,
    upload,
    call,
    cookie: () => cookie,
    /** Another device's cookie, as if it had been copied. */
    takeCookie(copied: string): void {
      cookie = copied
    },
    async signIn(kind: PhoneKind, number: string, messages: readonly CodeMessage[]): Promise<void> {
      const asked = await call('session.requestCode', { kind, number })
      if (!asked.ok) throw new Error(`no code: ${asked.code}`)
      const message = await messageFor(messages, number)
      const { code } = message
      const deviceKey = key.publicKey
      const confirmed = await call('session.confirm', { kind, number, code, deviceKey, deviceName: 'test' })
      if (!confirmed.ok) throw new Error(`not let in: ${confirmed.code}`)
    },
  }
}

/** The last code that was sent to a number; it is sent after the answer. */
export async function messageFor(messages: readonly CodeMessage[], number: string): Promise<CodeMessage> {
  for (let i = 0; i < 100; i++) {
    const found = messages.findLast(m => m.number === number)
    if (found !== undefined) return found
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error(`nothing was sent to ${number}`)
}
