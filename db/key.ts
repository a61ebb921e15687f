// Where the keys of the two files are kept. This one: a file readable by its owner alone, for the loopback host.
// A key is never printed, never replaced once saved, and never made up again because it could not be read.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../core/result.ts'
import { moveFile, replaceFile } from './durable.ts'

export type KeyName = 'cache' | 'journal'
export type KeyError = {
  readonly code:
    | 'unprotected' // others on this machine can read it
    | 'unreadable'
    | 'unwritable'
}

export type KeyStore = {
  /** Null where no key was ever saved under this name. */
  load(name: KeyName): Promise<Result<Buffer | null, KeyError>>
  /** Durable once it answers; `unwritable` where a key is kept under this name already. */
  save(name: KeyName, key: Buffer): Promise<Result<null, KeyError>>
  /** Puts what is kept under this name aside, unread and under another name, so that a person's `save` can follow. */
  retire(name: KeyName): Promise<Result<null, KeyError>>
}

export const KEY_BYTES = 32
const WRITTEN = /^[0-9a-f]{64}$/

/** Keys as files below `dataDir/keys`, mode 0600. */
export function fileKeyStore(dataDir: string): KeyStore {
  const folder = join(dataDir, 'keys')
  const fileOf = (name: KeyName) => join(folder, `${name}.key`)
  return {
    async load(name) {
      try {
        const { mode } = await stat(fileOf(name))
        if (process.platform !== 'win32' && (mode & 0o077) !== 0) return err({ code: 'unprotected' })
        const text = (await readFile(fileOf(name), 'latin1')).trim()
        return WRITTEN.test(text) ? ok(Buffer.from(text, 'hex')) : err({ code: 'unreadable' })
      } catch (cause) {
        const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
        return missing ? ok(null) : err({ code: 'unreadable' })
      }
    },
    async save(name, key) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        chmodSync(folder, 0o700)
        if (existsSync(fileOf(name))) return err({ code: 'unwritable' })
        replaceFile(fileOf(name), `${key.toString('hex')}\n`)
        return ok(null)
      } catch {
        return err({ code: 'unwritable' })
      }
    },
    retire: async name => retireFile(fileOf(name)),
  }
}

/** The old key stays beside the new one: what it opens may turn up again. */
export function retireFile(file: string): Result<null, KeyError> {
  try {
    if (existsSync(file)) moveFile(file, `${file}.retired-${Date.now()}`)
    return ok(null)
  } catch {
    return err({ code: 'unwritable' })
  }
}

/** The key under `name`, made and saved at the first start. */
export async function keyOf(store: KeyStore, name: KeyName): Promise<Result<Buffer, KeyError>> {
  const stored = await store.load(name)
  if (!stored.ok) return stored
  if (stored.value !== null) return ok(stored.value)
  const fresh = randomBytes(KEY_BYTES)
  const saved = await store.save(name, fresh)
  return saved.ok ? ok(fresh) : saved
}
