import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeBoxKeys } from '../../../core/sync/box.ts'
import { openSealed, peekSealed, sealFile } from '../../../core/sync/sealed-file.ts'

const signer = generateKeyPairSync('ed25519')
const own = makeBoxKeys()
const about = { direction: 'up' as const, terminal: 't-1', number: 3, madeAt: 1_790_000_000, keyId: 0 }
const expected = { direction: 'up' as const, terminal: 't-1' }
const entries = [
  { name: 'records-0', content: Buffer.alloc(200_000, 'r') },
  { name: 'empty', content: Buffer.alloc(0) },
  { name: 'last', content: Buffer.from('第三个') },
]
const file = sealFile(about, entries, own.publicKey, signer.privateKey)
const open = (bytes: Buffer, keys = own, wanted: Parameters<typeof openSealed>[1] = expected) =>
  openSealed(bytes, wanted, keys, () => signer.publicKey)

describe('a sealed file', () => {
  it('opens for its receiver with all its entries', () => {
    const opened = open(file)
    expect(opened).toMatchObject({ ok: true, value: { header: about } })
    if (opened.ok)
      expect(opened.value.entries.map(e => [e.name, e.content])).toEqual(
        entries.map(e => [e.name, e.content]),
      )
    expect(peekSealed(file)).toMatchObject({ ok: true, value: { terminal: 't-1', number: 3 } })
    expect(file.includes(Buffer.from('第三个'))).toBe(false)
  })

  it('opens when it is empty, or exactly a chunk long', () => {
    for (const bytes of [0, 65_536 - 30, 65_536, 131_072]) {
      const one = sealFile(
        about,
        [{ name: 'x', content: Buffer.alloc(bytes) }],
        own.publicKey,
        signer.privateKey,
      )
      expect(open(one).ok, `${bytes}`).toBe(true)
    }
    expect(open(sealFile(about, [], own.publicKey, signer.privateKey))).toMatchObject({
      ok: true,
      value: { entries: [] },
    })
  })

  it('is told apart from another kind of file, another direction, another terminal, another receiver, another sender', () => {
    const code = (opened: ReturnType<typeof open>) => (opened.ok ? 'opened' : opened.error.code)
    expect(code(open(Buffer.from('PK\u0003\u0004 some archive')))).toBe('not-sealed')
    expect(code(open(Buffer.alloc(0)))).toBe('cut-short')
    expect(code(open(file, own, { direction: 'down', terminal: 't-1' }))).toBe('wrong-direction')
    expect(code(open(file, own, { direction: 'up', terminal: 't-2' }))).toBe('other-terminal')
    expect(code(open(file, makeBoxKeys()))).toBe('not-for-us')
    expect(openSealed(file, expected, own, () => undefined)).toEqual({
      ok: false,
      error: { code: 'unknown-signer' },
    })
    const stranger = generateKeyPairSync('ed25519')
    expect(openSealed(file, expected, own, () => stranger.publicKey)).toEqual({
      ok: false,
      error: { code: 'tampered' },
    })
  })

  it('cut short anywhere is cut short', () => {
    const header = file.indexOf('\n', 13) + 1
    for (const length of [
      1,
      12,
      40,
      header,
      header + 1,
      70_000,
      file.length - 65,
      file.length - 64,
      file.length - 1,
    ])
      expect(open(file.subarray(0, length)), `${length}`).toEqual({ ok: false, error: { code: 'cut-short' } })
  })

  it('changed anywhere does not open', () => {
    for (let at = 0; at < file.length; at += at < 400 ? 7 : 4999) {
      const changed = Buffer.from(file)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(open(changed).ok, `byte ${at}`).toBe(false)
    }
    expect(open(Buffer.concat([file, Buffer.from('x')]))).toEqual({ ok: false, error: { code: 'tampered' } })
  })
})
