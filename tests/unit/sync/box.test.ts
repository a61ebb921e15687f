import { describe, expect, it } from 'vitest'
import { makeBoxKeys, openBytes, sealBytes } from '../../../core/sync/box.ts'

const secret = Buffer.from('32 bytes that nobody else may see')

describe('a sealed box', () => {
  it('opens for the one it was closed for, and for the use it was closed for', () => {
    const [own, other] = [makeBoxKeys(), makeBoxKeys()]
    const box = sealBytes(secret, own.publicKey, 'escrow t-1')
    expect(openBytes(box, own, 'escrow t-1')).toEqual(secret)
    expect(openBytes(box, other, 'escrow t-1')).toBeNull()
    expect(openBytes(box, own, 'escrow t-2')).toBeNull()
  })

  it('is another each time, and says nothing of what is in it', () => {
    const { publicKey } = makeBoxKeys()
    const boxes = new Set(Array.from({ length: 20 }, () => sealBytes(secret, publicKey, 'x')))
    expect(boxes.size).toBe(20)
    for (const box of boxes) expect(Buffer.from(box, 'base64url').includes(secret)).toBe(false)
  })

  it('with any bit changed, or cut short, does not open', () => {
    const own = makeBoxKeys()
    const box = Buffer.from(sealBytes(secret, own.publicKey, 'x'), 'base64url')
    for (let i = 0; i < box.length; i++) {
      const changed = Buffer.from(box)
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
      expect(openBytes(changed.toString('base64url'), own, 'x'), `byte ${i}`).toBeNull()
    }
    for (const length of [0, 10, 47, box.length - 1])
      expect(openBytes(box.subarray(0, length).toString('base64url'), own, 'x')).toBeNull()
  })
})
