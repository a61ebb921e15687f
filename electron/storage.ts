// Opens the terminal's two files with their keys, and says in one word what is wrong when it cannot.
// A journal whose key is gone is never replaced by a new one; a cache whose key is gone is made again.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../core/result.ts'
import { sealBytes } from '../core/sync/box.ts'
import { type Cache, openCache } from '../db/cache/cache.ts'
import { removeCache } from '../db/cache/switch.ts'
import { sizeOf } from '../db/durable.ts'
import { attempt } from '../db/errors.ts'
import { type FolderLock, lockFolder } from '../db/folder-lock.ts'
import { type Journal, openJournal } from '../db/journal/journal.ts'
import { settleRescue } from '../db/journal/rescue/put-in-place.ts'
import { type KeyError, type KeyName, type KeyStore, keyOf } from '../db/key.ts'
import type { OpenError } from '../db/open.ts'

export type Storage = {
  readonly cache: Cache
  readonly journal: Journal
  /** The cache was worth nothing and begins anew, empty: it wants a sync at once. */
  readonly cacheRemade: boolean
  /** The journal's key, closed so that `to` alone opens it, for `use` (core/sync/box.ts). */
  sealJournalKey(to: string, use: string): string
  close(): void
}

export type StorageError = {
  readonly code:
    | `journal-${OpenError['code'] | KeyError['code'] | 'key-lost'}`
    | `cache-${OpenError['code'] | KeyError['code'] | 'key-lost'}`
    | 'folder-not-writable'
    | 'in-use' // another terminal process has the folder
}

const JOURNAL_FILE = 'journal.db'
const CACHE_FILE = 'cache.db'
/** Up to this size a journal is read through at each start, in well under a second; above it, only when it is suspected. */
const READ_THROUGH = 64 * 1024 * 1024

export const journalIn = (dataDir: string): string => join(dataDir, JOURNAL_FILE)
export const cacheIn = (dataDir: string): string => join(dataDir, CACHE_FILE)

/** The terminal's folder below `dir`: `dir` itself, or its `terminal` (a demo's data folder). */
export function findTerminalData(dir: string): string | null {
  return [dir, join(dir, 'terminal')].find(d => existsSync(journalIn(d))) ?? null
}

export async function openStorage(options: {
  readonly dataDir: string
  readonly keyStore: KeyStore
  readonly readonly?: boolean
}): Promise<Result<Storage, StorageError>> {
  const { dataDir, keyStore, readonly = false } = options
  const lock = readonly ? ok<FolderLock | null>(null) : lockOf(dataDir)
  if (!lock.ok) return lock
  const opened = await openFiles(dataDir, keyStore, readonly)
  if (!opened.ok) lock.value?.release()
  return opened.ok
    ? ok({
        ...opened.value,
        close() {
          opened.value.close()
          lock.value?.release()
        },
      })
    : opened
}

function lockOf(dataDir: string): Result<FolderLock, StorageError> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch {
    return err({ code: 'folder-not-writable' })
  }
  const lock = lockFolder(dataDir)
  if (lock.ok) return lock
  const { code } = lock.error
  if (code === 'busy') return err({ code: 'in-use' })
  return err({ code: code === 'disk-full' ? 'journal-disk-full' : 'folder-not-writable' })
}

async function openFiles(
  dataDir: string,
  keyStore: KeyStore,
  readonly: boolean,
): Promise<Result<Storage, StorageError>> {
  const journal = await openSoundJournal(journalIn(dataDir), keyStore, readonly)
  if (!journal.ok) return err({ code: `journal-${journal.error.code}` })
  const cache = await openOrRemakeCache(cacheIn(dataDir), keyStore, readonly)
  if (!cache.ok) {
    journal.value.journal.close()
    return err({ code: `cache-${cache.error.code}` })
  }
  const { key } = journal.value
  return ok({
    cache: cache.value.cache,
    cacheRemade: cache.value.remade,
    journal: journal.value.journal,
    sealJournalKey: (to, use) => sealBytes(key, to, use),
    close() {
      cache.value.cache.close()
      journal.value.journal.close()
    },
  })
}

type FileError = { readonly code: OpenError['code'] | KeyError['code'] | 'key-lost' }

async function openSoundJournal(
  file: string,
  keyStore: KeyStore,
  readonly: boolean,
): Promise<Result<{ readonly journal: Journal; readonly key: Buffer }, FileError>> {
  if (!readonly) {
    const settled = attempt(() => settleRescue(file))
    if (!settled.ok) return settled
  }
  const key = await keyFor('journal', file, keyStore)
  if (!key.ok) return key
  const journal = openJournal(file, key.value, { readonly })
  if (!journal.ok) return journal
  const opened = ok({ journal: journal.value, key: key.value })
  if (readonly) return opened
  const readThrough = (sizeOf(file) ?? 0) <= READ_THROUGH || existsSync(suspicionOf(file))
  if (!readThrough || journal.value.isSound()) return opened
  journal.value.close()
  return err({ code: 'corrupt' })
}

/** A mark beside a journal of which a read has failed: the next start reads it through, however large it is. */
export const suspicionOf = (journalFile: string): string => `${journalFile}.suspect`

async function keyFor(name: KeyName, file: string, store: KeyStore): Promise<Result<Buffer, FileError>> {
  const stored = await store.load(name)
  if (stored.ok && stored.value === null && existsSync(file)) return err({ code: 'key-lost' })
  return await keyOf(store, name)
}

type OpenedCache = { readonly cache: Cache; readonly remade: boolean }

/** What can be had again from the registry is: the next sync is then a whole snapshot, and says so. */
async function openOrRemakeCache(
  file: string,
  store: KeyStore,
  readonly: boolean,
): Promise<Result<OpenedCache, FileError>> {
  const opened = await openCacheOnce(file, store, readonly)
  if (opened.ok) return ok({ cache: opened.value, remade: false })
  if (readonly || !REMAKE.has(opened.error.code)) return opened
  removeCache(file)
  const remade = await openCacheOnce(file, store, readonly)
  return remade.ok ? ok({ cache: remade.value, remade: true }) : remade
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
