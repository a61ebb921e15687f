import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeBoxKeys } from '../../../core/sync/box.ts'
import {
  openSealed,
  peekSealed,
  type SealedEntry,
  type SealedSource,
  sealedBytes,
  sealFile,
  type ToSeal,
} from '../../../core/sync/sealed-file.ts'

const signer = generateKeyPairSync('ed25519')
const own = makeBoxKeys()
const about = { direction: 'up' as const, terminal: 't-1', number: 3, madeAt: 1_790_000_000, keyId: 0 }
const expected = { direction: 'up' as const, terminal: 't-1' }
const entries = [
  { name: 'records-0', content: Buffer.alloc(200_000, 'r') },
  { name: 'empty', content: Buffer.alloc(0) },
  { name: 'last', content: Buffer.from('第三个') },
]
const toSeal = entries.map(e => sealedBytes(e.name, e.content))

async function sealed(
  what: readonly ToSeal[] = toSeal,
  to = own.publicKey,
  with_ = signer.privateKey,
): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(sealFile(about, what, to, with_)))
}
const source = (bytes: Buffer): SealedSource => ({
  bytes: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
})
const open = (bytes: Buffer, keys = own, wanted: Parameters<typeof openSealed>[1] = expected) =>
  openSealed(source(bytes), wanted, keys, () => signer.publicKey)
const contentOf = async (entry: SealedEntry, offset = 0): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(entry.content(offset)))
const file = await sealed()

describe('a sealed file', () => {
  it('opens for its receiver with all its entries, each readable from any place', async () => {
    const opened = await open(file)
    expect(opened).toMatchObject({ ok: true, value: { header: about } })
    if (!opened.ok) return
    const found = opened.value.entries
    expect(found.map(e => [e.name, e.bytes])).toEqual(entries.map(e => [e.name, e.content.length]))
    for (const [i, entry] of found.entries()) {
      const content = entries[i]?.content ?? Buffer.alloc(0)
      for (const offset of [0, 1, 65_500, 65_536, 199_999].filter(o => o <= content.length))
        expect((await contentOf(entry, offset)).equals(content.subarray(offset)), `${offset}`).toBe(true)
    }
    expect(await peekSealed(source(file))).toMatchObject({ ok: true, value: { terminal: 't-1', number: 3 } })
    expect(file.includes(Buffer.from('第三个'))).toBe(false)
  })

  it('opens when it is empty, or exactly a chunk long', async () => {
    for (const bytes of [0, 65_536 - 30, 65_536 - 26, 65_536, 131_072])
      expect((await open(await sealed([sealedBytes('x', Buffer.alloc(bytes))]))).ok, `${bytes}`).toBe(true)
    expect(await open(await sealed([]))).toMatchObject({ ok: true, value: { entries: [] } })
  })

  it('is made and read a chunk at a time, however large it is', async () => {
    const megabytes = 64
    const large: ToSeal = {
      name: 'snapshot',
      bytes: megabytes * 1024 * 1024,
      *content() {
        for (let i = 0; i < megabytes; i++) yield Buffer.alloc(1024 * 1024, i)
      },
    }
    let [longest, written] = [0, 0]
    for await (const piece of sealFile(about, [large], own.publicKey, signer.privateKey)) {
      longest = Math.max(longest, piece.length)
      written += piece.length
    }
    expect(longest).toBeLessThan(66_000)
    expect(written).toBeGreaterThan(large.bytes)

    const smaller = await sealed([sealedBytes('snapshot', Buffer.alloc(1_000_000, 7))])
    let asked = 0
    const watched: SealedSource = {
      bytes: smaller.length,
      read(offset, length) {
        asked = Math.max(asked, length)
        return source(smaller).read(offset, length)
      },
    }
    const opened = await openSealed(watched, expected, own, () => signer.publicKey)
    const [entry] = opened.ok ? opened.value.entries : []
    for await (const piece of entry?.content() ?? []) expect(piece.length).toBeLessThanOrEqual(65_536)
    expect(asked).toBeLessThan(66_000)
  })

  it('is not made of a file that turns out longer or shorter than it was said to be', async () => {
    for (const bytes of [9, 11])
      await expect(sealed([{ name: 'x', bytes, content: () => [Buffer.alloc(10)] }])).rejects.toThrow(
        'as long as',
      )
  })

  it('that changes after it was proven is not read on', async () => {
    const changing = Buffer.from(file)
    const opened = await open(changing)
    if (!opened.ok) throw new Error(opened.error.code)
    changing.writeUInt8(changing.readUInt8(100_000) ^ 1, 100_000)
    const [first] = opened.value.entries
    if (first === undefined) throw new Error('no entry')
    await expect(contentOf(first)).rejects.toThrow('changed')
  })

  it('is told apart from another kind of file, another direction, another terminal, another receiver, another sender', async () => {
    const code = async (opening: ReturnType<typeof open>) => {
      const opened = await opening
      return opened.ok ? 'opened' : opened.error.code
    }
    expect(await code(open(Buffer.from('PK\u0003\u0004 some archive')))).toBe('not-sealed')
    expect(await code(open(Buffer.alloc(0)))).toBe('cut-short')
    expect(await code(open(file, own, { direction: 'down', terminal: 't-1' }))).toBe('wrong-direction')
    expect(await code(open(file, own, { direction: 'up', terminal: 't-2' }))).toBe('other-terminal')
    expect(await code(open(file, makeBoxKeys()))).toBe('not-for-us')
    expect(await code(openSealed(source(file), expected, own, () => undefined))).toBe('unknown-signer')
    const stranger = generateKeyPairSync('ed25519')
    expect(await code(openSealed(source(file), expected, own, () => stranger.publicKey))).toBe('tampered')
  })

  it('cut short anywhere is cut short', async () => {
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
      expect(await open(file.subarray(0, length)), `${length}`).toEqual({
        ok: false,
        error: { code: 'cut-short' },
      })
  })

  it('changed anywhere does not open', async () => {
    for (let at = 0; at < file.length; at += at < 400 ? 7 : 4999) {
      const changed = Buffer.from(file)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect((await open(changed)).ok, `byte ${at}`).toBe(false)
    }
    expect(await open(Buffer.concat([file, Buffer.from('x')]))).toEqual({
      ok: false,
      error: { code: 'tampered' },
    })
  })
})
