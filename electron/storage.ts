// Opens the terminal's two files with their keys, and says in one word what is wrong when it cannot.
// A journal whose key is gone is never replaced by a new one; a cache whose key is gone is made again.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../core/result.ts'
import { type Cache, openCache } from '../db/cache/cache.ts'
import { removeCache } from '../db/cache/switch.ts'
import { type Journal, openJournal } from '../db/journal/journal.ts'
import { type KeyError, type KeyName, type KeyStore, keyOf } from '../db/key.ts'
import type { OpenError } from '../db/open.ts'

export type Storage = { readonly cache: Cache; readonly journal: Journal; close(): void }

export type StorageError = {
  readonly code:
    | `journal-${OpenError['code'] | KeyError['code'] | 'key-lost'}`
    | `cache-${OpenError['code'] | KeyError['code'] | 'key-lost'}`
    | 'folder-not-writable'
}

const JOURNAL_FILE = 'journal.db'
const CACHE_FILE = 'cache.db'

/** The terminal's folder below `dir`: `dir` itself, or its `terminal` (a demo's data folder). */
export function findTerminalData(dir: string): string | null {
  return [dir, join(dir, 'terminal')].find(d => existsSync(join(d, JOURNAL_FILE))) ?? null
}

export async function openStorage(options: {
  readonly dataDir: string
  readonly keyStore: KeyStore
  readonly readonly?: boolean
}): Promise<Result<Storage, StorageError>> {
  const { dataDir, keyStore, readonly = false } = options
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch {
    return err({ code: 'folder-not-writable' })
  }
  const journalFile = join(dataDir, JOURNAL_FILE)
  const cacheFile = join(dataDir, CACHE_FILE)
  const journalKey = await keyFor('journal', journalFile, keyStore)
  if (!journalKey.ok) return err({ code: `journal-${journalKey.error.code}` })
  const journal = openJournal(journalFile, journalKey.value, { readonly })
  if (!journal.ok) return err({ code: `journal-${journal.error.code}` })

  const cache = await openOrRemakeCache(cacheFile, keyStore, readonly)
  if (!cache.ok) {
    journal.value.close()
    return err({ code: `cache-${cache.error.code}` })
  }
  return ok({
    cache: cache.value,
    journal: journal.value,
    close() {
      cache.value.close()
      journal.value.close()
    },
  })
}

type FileError = { readonly code: OpenError['code'] | KeyError['code'] | 'key-lost' }

async function keyFor(name: KeyName, file: string, store: KeyStore): Promise<Result<Buffer, FileError>> {
  const stored = await store.load(name)
  if (stored.ok && stored.value === null && existsSync(file)) return err({ code: 'key-lost' })
  return await keyOf(store, name)
}

/** What can be had again from the registry is: the next sync is then a whole snapshot, and says so. */
async function openOrRemakeCache(
  file: string,
  store: KeyStore,
  readonly: boolean,
): Promise<Result<Cache, FileError>> {
  const opened = await openCacheOnce(file, store, readonly)
  if (opened.ok || readonly || !REMAKE.has(opened.error.code)) return opened
  removeCache(file)
  return await openCacheOnce(file, store, readonly)
}

async function openCacheOnce(
  file: string,
  store: KeyStore,
  readonly: boolean,
): Promise<Result<Cache, FileError>> {
  const key = await keyFor('cache', file, store)
  return key.ok ? openCache(file, key.value, { readonly }) : key
}

const REMAKE: ReadonlySet<FileError['code']> = new Set(['corrupt', 'wrong-key', 'empty-file', 'key-lost'])
