import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileKeyStore, keyOf } from '../../../db/key.ts'
import { folder, KEY, must, namesIn } from './support.ts'

describe('a key file', () => {
  it('gives back the key that was saved, and null where none was', async () => {
    const store = fileKeyStore(folder())
    expect(must(await store.load('journal'))).toBeNull()
    must(await store.save('journal', KEY))
    expect(must(await store.load('journal'))?.equals(KEY)).toBe(true)
    expect(must(await store.load('cache'))).toBeNull()
  })

  it('is readable by its owner alone', async () => {
    const dir = folder()
    must(await fileKeyStore(dir).save('cache', KEY))
    expect(statSync(join(dir, 'keys', 'cache.key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dir, 'keys')).mode & 0o777).toBe(0o700)
  })

  it('that others can read is refused', async () => {
    const dir = folder()
    const store = fileKeyStore(dir)
    must(await store.save('cache', KEY))
    chmodSync(join(dir, 'keys', 'cache.key'), 0o640)
    expect(await store.load('cache')).toEqual({ ok: false, error: { code: 'unprotected' } })
  })

  it('is never replaced', async () => {
    const store = fileKeyStore(folder())
    must(await store.save('journal', KEY))
    expect(await store.save('journal', randomBytes(32))).toEqual({ ok: false, error: { code: 'unwritable' } })
    expect(must(await store.load('journal'))?.equals(KEY)).toBe(true)
  })

  it.each(['', 'ff', `${'0'.repeat(63)}g`, `${'ab'.repeat(32)}00`])(
    'that says "%s" is unreadable, not a new beginning',
    async text => {
      const dir = folder()
      mkdirSync(join(dir, 'keys'))
      writeFileSync(join(dir, 'keys', 'journal.key'), text, { mode: 0o600 })
      const store = fileKeyStore(dir)
      expect(await store.load('journal')).toEqual({ ok: false, error: { code: 'unreadable' } })
      expect(await keyOf(store, 'journal')).toEqual({ ok: false, error: { code: 'unreadable' } })
      expect(readFileSync(join(dir, 'keys', 'journal.key'), 'latin1')).toBe(text)
    },
  )

  it('that cannot be written says so', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'keys'), 'a file where the folder should be')
    expect(await fileKeyStore(dir).save('cache', KEY)).toEqual({ ok: false, error: { code: 'unwritable' } })
  })
})

describe('the first start', () => {
  it('makes a key of 256 bits, saves it, and finds it again', async () => {
    const dir = folder()
    const first = must(await keyOf(fileKeyStore(dir), 'journal'))
    expect(first).toHaveLength(32)
    expect(must(await keyOf(fileKeyStore(dir), 'journal')).equals(first)).toBe(true)
    expect(namesIn(join(dir, 'keys'))).toEqual(['journal.key'])
  })

  it('gives each of the two files its own', async () => {
    const store = fileKeyStore(folder())
    const [cache, journal] = [must(await keyOf(store, 'cache')), must(await keyOf(store, 'journal'))]
    expect(cache.equals(journal)).toBe(false)
  })
})
