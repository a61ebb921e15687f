// What the phone keeps, sealed under the device's key (AES-256-GCM): JSON in, JSON out.
// Something that does not open is as good as nothing: it was sealed by a session that is over.
import * as database from './database.ts'
import { deviceKeys } from './keys.ts'

type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer }

/** Does nothing while nobody is signed in. */
export async function keepSealed(
  store: 'kept' | 'codes',
  key: string | number,
  value: unknown,
): Promise<void> {
  const device = await deviceKeys()
  if (device === null) return
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, device.sealing, plain)
  await database.put(store, key, { iv, bytes } satisfies Sealed)
}

export async function readSealed<T>(store: 'kept' | 'codes', key: string | number): Promise<T | null> {
  const device = await deviceKeys()
  const sealed = await database.get<Sealed>(store, key)
  if (device === null || sealed === undefined) return null
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.iv },
      device.sealing,
      sealed.bytes,
    )
    return JSON.parse(new TextDecoder().decode(plain)) as T
  } catch {
    return null
  }
}
