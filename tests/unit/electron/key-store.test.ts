import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KEY_BYTES } from '../../../db/key.ts'
import { isUnprotected, safeKeyStore } from '../../../electron/hosts/electron/key-store.ts'
import { sealing } from '../../support/electron-stand-in.ts'

const KEY = Buffer.alloc(KEY_BYTES, 7)

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xhc-keys-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

type Given = Partial<Parameters<typeof safeKeyStore>[0]>
const store = (given: Given = {}) =>
  safeKeyStore({
    dataDir,
    safeStorage: sealing('v11'),
    platform: 'linux',
    acceptUnprotected: false,
    ...given,
  })
const sealedFile = () => join(dataDir, 'keys', 'journal.sealed')
const keepSealed = (text: string) => {
  mkdirSync(join(dataDir, 'keys'), { recursive: true })
  writeFileSync(sealedFile(), text, 'latin1')
}

describe('a key under the system’s key store', () => {
  it('comes back as it was saved, and lies on disk sealed and for its owner alone', async () => {
    expect(await store().save('journal', KEY)).toEqual({ ok: true, value: null })
    expect(await store().load('journal')).toEqual({ ok: true, value: KEY })
    expect(readFileSync(sealedFile(), 'latin1').slice(0, 3)).toBe('v11')
    if (process.platform !== 'win32') expect(statSync(sealedFile()).mode & 0o777).toBe(0o600)
  })

  it('that was never saved is null, not a new one', async () => {
    expect(await store().load('journal')).toEqual({ ok: true, value: null })
  })

  it('of one file is not the key of the other', async () => {
    await store().save('journal', KEY)
    expect(await store().load('cache')).toEqual({ ok: true, value: null })
  })

  it('that the keyring does not open this time stays where it is', async () => {
    await store().save('journal', KEY)
    const before = readFileSync(sealedFile())
    const locked = {
      ...sealing('v11'),
      decryptStringAsync: async () => {
        throw new Error('The user dismissed the prompt')
      },
    }
    expect(await store({ safeStorage: locked }).load('journal')).toEqual({
      ok: false,
      error: { code: 'unreadable' },
    })
    expect(readFileSync(sealedFile())).toEqual(before)
    expect(await store().load('journal')).toEqual({ ok: true, value: KEY })
  })

  it('that opens to something that is no key is unreadable', async () => {
    keepSealed('v11not a key')
    expect(await store().load('journal')).toEqual({ ok: false, error: { code: 'unreadable' } })
  })

  it('that cannot be written is said so', async () => {
    writeFileSync(join(dataDir, 'keys'), 'a file where the folder should be')
    expect(await store().save('journal', KEY)).toEqual({ ok: false, error: { code: 'unwritable' } })
  })

  it('that does not open again after sealing is not kept', async () => {
    const forgetful = {
      ...sealing('v11'),
      decryptStringAsync: async () => ({ result: 'something else', shouldReEncrypt: false }),
    }
    expect(await store({ safeStorage: forgetful }).save('journal', KEY)).toEqual({
      ok: false,
      error: { code: 'unwritable' },
    })
    expect(() => statSync(sealedFile())).toThrow()
  })
})

describe('Linux without a keyring', () => {
  const peanuts = sealing('v10')

  it('keeps no key under the password that everybody knows', async () => {
    expect(await store({ safeStorage: peanuts }).save('journal', KEY)).toEqual({
      ok: false,
      error: { code: 'unprotected' },
    })
    expect(() => statSync(sealedFile())).toThrow()
  })

  it('keeps one when its owner has said so, and refuses it when that is taken back', async () => {
    const accepted = store({ safeStorage: peanuts, acceptUnprotected: true })
    expect(await accepted.save('journal', KEY)).toEqual({ ok: true, value: null })
    expect(await accepted.load('journal')).toEqual({ ok: true, value: KEY })
    expect(await store({ safeStorage: peanuts }).load('journal')).toEqual({
      ok: false,
      error: { code: 'unprotected' },
    })
    expect(await accepted.load('journal')).toEqual({ ok: true, value: KEY })
  })

  it('seals the key anew as soon as there is a keyring', async () => {
    await store({ safeStorage: peanuts, acceptUnprotected: true }).save('journal', KEY)
    expect(await store().load('journal')).toEqual({ ok: true, value: KEY })
    expect(readFileSync(sealedFile(), 'latin1').slice(0, 3)).toBe('v11')
  })

  it('is a matter of Linux alone: elsewhere v10 is the normal mark', async () => {
    const blob = Buffer.from('v10xx', 'latin1')
    expect(isUnprotected(blob, 'linux')).toBe(true)
    expect(isUnprotected(blob, 'win32')).toBe(false)
    expect(isUnprotected(blob, 'darwin')).toBe(false)
    expect(isUnprotected(Buffer.from('v11xx', 'latin1'), 'linux')).toBe(false)
    expect(await store({ safeStorage: peanuts, platform: 'win32' }).save('journal', KEY)).toEqual({
      ok: true,
      value: null,
    })
  })
})

describe('a key that the system wants sealed anew', () => {
  const rotated = {
    ...sealing('v11'),
    decryptStringAsync: async (blob: Buffer) => ({
      ...(await sealing('v11').decryptStringAsync(blob)),
      shouldReEncrypt: true,
    }),
  }

  it('is sealed anew, and is the same key', async () => {
    await store({ safeStorage: sealing('v12') }).save('journal', KEY)
    expect(await store({ safeStorage: rotated }).load('journal')).toEqual({ ok: true, value: KEY })
    expect(readFileSync(sealedFile(), 'latin1').slice(0, 3)).toBe('v11')
  })

  it('stays good when sealing fails', async () => {
    await store().save('journal', KEY)
    const before = readFileSync(sealedFile())
    const failing = {
      ...rotated,
      encryptStringAsync: async () => {
        throw new Error('keyring is full')
      },
    }
    expect(await store({ safeStorage: failing }).load('journal')).toEqual({ ok: true, value: KEY })
    expect(readFileSync(sealedFile())).toEqual(before)
  })
})
