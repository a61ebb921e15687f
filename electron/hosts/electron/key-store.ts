// The two files' keys under the operating system's key store (DPAPI, Secret Service, KWallet, Keychain).
// A stored blob is never replaced because it would not open: a keyring that was not unlocked looks the same as a lost one.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { err, ok, type Result } from '../../../core/result.ts'
import { KEY_BYTES, type KeyError, type KeyName, type KeyStore, retireFile } from '../../../db/key.ts'
import { replaceFile } from '../atomic-file.ts'

type Sealing = Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync'>

export type SafeKeyStoreOptions = {
  readonly dataDir: string
  readonly safeStorage: Sealing
  readonly platform: NodeJS.Platform
  /** The owner of a machine without a keyring has said that file permissions are enough. */
  readonly acceptUnprotected: boolean
}

/**
 * On Linux Chromium falls back, in silence, to a password that everybody knows, and marks such blobs 'v10'
 * ('v11' is a keyring). No call of Electron's tells; the blob does. On Windows and macOS 'v10' is the normal mark.
 */
export function isUnprotected(blob: Buffer, platform: NodeJS.Platform): boolean {
  return platform === 'linux' && blob.subarray(0, 3).toString('latin1') === 'v10'
}

/** After `ready` only. Blobs below `dataDir/keys`, mode 0600. */
export function safeKeyStore(options: SafeKeyStoreOptions): KeyStore {
  const { safeStorage, platform, acceptUnprotected } = options
  const fileOf = (name: KeyName) => join(options.dataDir, 'keys', `${name}.sealed`)
  const mayKeep = (blob: Buffer) => acceptUnprotected || !isUnprotected(blob, platform)

  /** Sealed anew, and opened again before it may take the place of what is there. */
  async function seal(name: KeyName, hex: string): Promise<Result<null, KeyError>> {
    try {
      const blob = await safeStorage.encryptStringAsync(hex)
      if (!mayKeep(blob)) return err({ code: 'unprotected' })
      const back = await safeStorage.decryptStringAsync(blob)
      if (back.result !== hex) return err({ code: 'unwritable' })
      await replaceFile(fileOf(name), blob)
      return ok(null)
    } catch {
      return err({ code: 'unwritable' })
    }
  }

  return {
    async load(name) {
      const blob = await readBlob(fileOf(name))
      if (!blob.ok || blob.value === null) return blob
      let opened: Awaited<ReturnType<Sealing['decryptStringAsync']>>
      try {
        opened = await safeStorage.decryptStringAsync(blob.value)
      } catch {
        return err({ code: 'unreadable' })
      }
      const key = Buffer.from(opened.result, 'hex')
      if (key.length !== KEY_BYTES) return err({ code: 'unreadable' })
      if (!opened.shouldReEncrypt && mayKeep(blob.value)) return ok(key)
      const renewed = await seal(name, opened.result)
      // The old blob still opens: without a better one it will do, unless it protects nothing.
      return renewed.ok || mayKeep(blob.value) ? ok(key) : renewed
    },
    save: (name, key) => seal(name, key.toString('hex')),
    retire: async name => retireFile(fileOf(name)),
  }
}

async function readBlob(file: string): Promise<Result<Buffer | null, KeyError>> {
  try {
    return ok(await readFile(file))
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    return missing ? ok(null) : err({ code: 'unreadable' })
  }
}
