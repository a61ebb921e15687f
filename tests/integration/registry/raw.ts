// A signed GET as a terminal sends it, for tests that make the terminal themselves.
import type { KeyObject } from 'node:crypto'
import { signRequest } from '../../../core/sync/request-auth.ts'

export const openRaw =
  (url: string, terminalId: string, key: KeyObject, clock: { readonly now: number }) =>
  async (path: string): Promise<Response> => {
    const token = await signRequest({ method: 'GET', path, body: null }, terminalId, key, clock.now)
    return await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  }
