// The order of the decoder's attempts, over a reader that is told what it can read.
// The wasm is not loaded here; what it reads is the bench's business.

import { describe, expect, it } from 'vitest'
import { climb } from '../../../renderer/scanner/decoder/decode.ts'
import { RUNGS, type Rung, views } from '../../../renderer/scanner/decoder/ladder.ts'
import type { Found, Reader } from '../../../renderer/scanner/decoder/reader.ts'

const image = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).fill(255),
})

const rung = (name: string, every: Rung['every'], scale = 1): Rung => ({
  name,
  every,
  picture: ({ whole }) => ({ ...whole(), back: ({ x, y }) => ({ x: x * scale, y: y * scale }) }),
  pass: { tryHarder: name.startsWith('hard') },
})

const corner = { x: 10, y: 20 }
const code: Found = { text: 'card', corners: [corner, corner, corner, corner] }

/** A reader that counts its looks and reads at the n-th of them only. */
function readerAt(n: number): Reader & { looks: number } {
  const reader = {
    looks: 0,
    read: () => {
      reader.looks++
      return reader.looks === n ? [code] : []
    },
  }
  return reader
}

const stopped = { wasmBinary: new ArrayBuffer(0), now: () => 0 }

describe('the ladder', () => {
  it('stops at the first attempt that reads a code', async () => {
    const reader = readerAt(2)
    const rungs = [rung('a', 'frame'), rung('b', 'round'), rung('c', 'round')]
    expect(await climb(reader, rungs, stopped).decodeImage(image(8, 8))).toEqual(['card'])
    expect(reader.looks).toBe(2)
  })

  it('makes every attempt on a still picture before it gives up', async () => {
    const reader = readerAt(Number.POSITIVE_INFINITY)
    const rungs = [rung('a', 'frame'), rung('b', 'round'), rung('c', 'still')]
    expect(await climb(reader, rungs, stopped).decodeImage(image(8, 8))).toEqual([])
    expect(reader.looks).toBe(3)
  })

  it('begins no further attempt on a still picture once its time is spent', async () => {
    const reader = readerAt(Number.POSITIVE_INFINITY)
    let time = 0
    const now = () => {
      time += 60
      return time
    }
    const rungs = Array.from({ length: 10 }, (_, n) => rung(`r${n}`, 'round'))
    await climb(reader, rungs, { ...stopped, now, budgetMs: 150 }).decodeImage(image(8, 8))
    expect(reader.looks).toBe(3)
  })

  it('gives each camera frame the cheap attempts and one dear one, and the next frame the next dear one', () => {
    const seen: string[] = []
    const named = (name: string, every: Rung['every']): Rung => ({
      ...rung(name, every),
      picture: ({ whole }) => {
        seen.push(name)
        return whole()
      },
    })
    const rungs = [named('glance', 'frame'), named('x', 'round'), named('y', 'round'), named('z', 'still')]
    const decoder = climb(readerAt(Number.POSITIVE_INFINITY), rungs, stopped)
    for (let frame = 0; frame < 3; frame++) decoder.findInFrame(image(8, 8))
    expect(seen).toEqual(['glance', 'x', 'glance', 'y', 'glance', 'x'])
  })

  it('asks a camera frame for several codes, for the card may lie beside a poster, and a still picture for one', () => {
    const asked: number[] = []
    const reader: Reader = {
      read: (_picture, _pass, most) => {
        asked.push(most)
        return []
      },
    }
    const decoder = climb(reader, [rung('a', 'frame')], stopped)
    decoder.findInFrame(image(8, 8))
    decoder.findInImage(image(8, 8))
    expect(asked[0]).toBeGreaterThan(1)
    expect(asked[1]).toBe(1)
  })

  it('tells where the code is in the picture that was handed in, not in the smaller copy', () => {
    const [found] = climb(readerAt(1), [rung('half', 'frame', 2)], stopped).findInImage(image(8, 8))
    expect(found?.corners[0]).toEqual({ x: 20, y: 40 })
  })

  it('passes over an attempt that has nothing new to look at', () => {
    const reader = readerAt(Number.POSITIVE_INFINITY)
    const nothing: Rung = { ...rung('again', 'frame'), picture: () => null }
    climb(reader, [nothing, rung('a', 'frame')], stopped).findInImage(image(8, 8))
    expect(reader.looks).toBe(1)
  })

  it('begins with a glance that has no option on, and has no dear attempt among those for every frame', () => {
    expect(RUNGS[0]?.name).toBe('glance')
    const always = RUNGS.filter(({ every }) => every === 'frame')
    expect(always.map(({ pass }) => pass)).toEqual(always.map(() => ({})))
    expect(RUNGS.findIndex(({ every }) => every === 'round')).toBe(always.length)
  })

  it('looks for light codes on dark ground as well, on camera frames too', () => {
    expect(RUNGS.some(({ every, pass }) => every === 'round' && pass.tryInvert === true)).toBe(true)
  })

  it('never asks zxing for denoising together with smaller copies, which traps on thin pictures', () => {
    expect(RUNGS.filter(({ pass }) => pass.tryDenoise === true && pass.tryDownscale === true)).toEqual([])
  })

  it('has a name of its own for each attempt', () => {
    expect(new Set(RUNGS.map(({ name }) => name)).size).toBe(RUNGS.length)
  })

  it.each([
    ['a camera frame', 1280, 720],
    ['a photograph', 2600, 1950],
    ['a thin strip', 900, 22],
    ['a thumbnail', 30, 30],
  ])('makes a picture for every attempt out of %s, and knows where in it that lies', (_, width, height) => {
    const seen = views(image(width, height))
    for (const { name, picture } of RUNGS) {
      const view = picture(seen)
      if (view === null) continue
      expect(view.luma.data.length, name).toBe(view.luma.width * view.luma.height)
      const middle = view.back({ x: view.luma.width / 2, y: view.luma.height / 2 })
      expect(Math.hypot(middle.x - width / 2, middle.y - height / 2), name).toBeLessThan(1)
    }
  })
})
