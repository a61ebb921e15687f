// The device's two keys, made by the browser and never to be had out of it: one signs requests, one seals what is kept.
// They are made anew at each sign-in and thrown away with the session: what was sealed under them is gone then, too.
import * as database from './database.ts'

type DeviceKeys = { readonly signing: CryptoKeyPair; readonly sealing: CryptoKey }

const KEY = 'keys'
let held: DeviceKeys | null | undefined

/** False in a page that is not served over https (or from this very machine): browsers give it no keys. */
export const canHaveKeys = (): boolean => globalThis.crypto?.subtle !== undefined

export async function deviceKeys(): Promise<DeviceKeys | null> {
  held ??= (await database.get<DeviceKeys>('device', KEY)) ?? null
  return held
}

/** Fresh keys; returns the public one, a raw P-256 point in base64url. */
export async function makeDeviceKeys(): Promise<string> {
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const sealing = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  held = { signing, sealing }
  await database.put('device', KEY, held)
  return base64url(await crypto.subtle.exportKey('raw', signing.publicKey))
}

/** Everything this phone has of anybody. */
export async function forgetEverything(): Promise<void> {
  held = null
  for (const store of database.STORES) await database.clear(store)
}

/** ECDSA P-256 over SHA-256, r ‖ s, base64url; null while there is no key. */
export async function signText(text: string): Promise<string | null> {
  const device = await deviceKeys()
  if (device === null) return null
  const bytes = new TextEncoder().encode(text)
  return base64url(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.signing.privateKey, bytes),
  )
}

export function base64url(bytes: ArrayBuffer | Uint8Array): string {
  const text = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
