// What the decoder does to greyscale pictures, on pictures small enough to work out by hand.
// Every function leaves the picture that it was given as it was.

import { describe, expect, it } from 'vitest'
import {
  boxBlur,
  type Luma,
  opaque,
  pad,
  reduce,
  resize,
  rotate,
  sharpen,
  stretch,
  threshold,
  toLuma,
  unrotated,
} from '../../../renderer/scanner/decoder/luma.ts'

const luma = (width: number, values: readonly number[]): Luma => ({
  width,
  height: values.length / width,
  data: Uint8Array.from(values),
})

const rgba = (width: number, pixels: readonly (readonly number[])[]) => ({
  width,
  height: pixels.length / width,
  data: Uint8ClampedArray.from(pixels.flat()),
})

const grey = (value: number) => [value, value, value, 255]

describe('greyscale pictures', () => {
  it('white is 255, black is 0, and green is brighter than red, red than blue', () => {
    const { data } = toLuma(
      rgba(5, [grey(255), grey(0), [0, 255, 0, 255], [255, 0, 0, 255], [0, 0, 255, 255]]),
    )
    expect([...data]).toEqual([255, 0, 150, 76, 29])
  })

  it('a transparent ground is white, as on the paper that it stands for', () => {
    const { data } = toLuma(
      opaque(
        rgba(2, [
          [0, 0, 0, 0],
          [0, 0, 0, 255],
        ]),
      ),
    )
    expect([...data]).toEqual([255, 0])
  })

  it('an opaque picture is taken as it is', () => {
    const picture = rgba(1, [grey(7)])
    expect(opaque(picture)).toBe(picture)
  })

  it('half the size is the mean of four', () => {
    const pixels = [grey(0), grey(100), grey(10), grey(10), grey(100), grey(200), grey(10), grey(10)]
    const half = reduce(rgba(4, pixels), 2)
    expect([half.width, half.height, ...half.data]).toEqual([2, 1, 100, 10])
  })

  it('an even picture stays even in every size', () => {
    const large = resize(luma(3, Array(9).fill(77)), 10, 7)
    expect([large.width, large.height]).toEqual([10, 7])
    expect(new Set(large.data)).toEqual(new Set([77]))
  })

  it('blur is the mean of the square around, edges repeated', () => {
    expect([...boxBlur(luma(3, [0, 0, 0, 0, 90, 0, 0, 0, 0]), 1).data]).toEqual(Array(9).fill(10))
    expect([...boxBlur(luma(3, [30, 0, 0]), 1).data]).toEqual([20, 10, 0])
  })

  it('blur with a square larger than the picture is the mean of what there is, and does not break', () => {
    expect(new Set(boxBlur(luma(2, [50, 50, 50, 50]), 40).data)).toEqual(new Set([50]))
  })

  it('a local threshold finds ink on shaded paper, where one threshold for all cannot', () => {
    // Ink is 20 darker than its paper, but light ink on the left is brighter than dark paper on the right.
    const values = Array.from({ length: 24 }, (_, x) => 200 - 6 * x - (x % 6 === 3 ? 40 : 0))
    const { data } = threshold(luma(24, values), 4, 5)
    expect([...data].flatMap((value, x) => (value === 0 ? [x] : []))).toEqual([3, 9, 15, 21])
  })

  it('stretching uses the whole range', () => {
    const { data } = stretch(luma(4, [100, 110, 120, 130]), 0)
    expect([data[0], data[3]]).toEqual([0, 255])
  })

  it('stretching an even picture does not divide by nothing', () => {
    expect(new Set(stretch(luma(2, [9, 9, 9, 9]), 0.4, 2).data).size).toBe(1)
  })

  it('sharpening makes an edge steeper and leaves even ground alone', () => {
    const edge = [100, 100, 100, 100, 120, 140, 140, 140, 140]
    const { data } = sharpen(luma(9, edge), 1, 4)
    expect(data[0]).toBe(100)
    expect(data[8]).toBe(140)
    expect((data[5] as number) - (data[3] as number)).toBeGreaterThan(40)
  })

  it('a margin goes all around', () => {
    const padded = pad(luma(1, [7]), 1, 255)
    expect([padded.width, padded.height, ...padded.data]).toEqual([
      3, 3, 255, 255, 255, 255, 7, 255, 255, 255, 255,
    ])
  })

  it('a turned picture has its corners on white ground, and every point knows where it came from', () => {
    const picture = luma(20, Array(200).fill(60))
    const turned = rotate(picture, 0.5)
    expect(turned.data[0]).toBe(255)
    expect(turned.data[(turned.height >> 1) * turned.width + (turned.width >> 1)]).toBe(60)
    const corner = { x: turned.width / 2 + 10 * Math.cos(0.5), y: turned.height / 2 + 10 * Math.sin(0.5) }
    const from = unrotated(corner, turned, picture, 0.5)
    expect(from.x).toBeCloseTo(20, 6)
    expect(from.y).toBeCloseTo(5, 6)
  })

  it('the picture that was handed in stays as it was', () => {
    const picture = luma(3, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    boxBlur(picture, 1)
    sharpen(picture, 1, 5)
    threshold(picture, 1, 0)
    stretch(picture, 0.1)
    resize(picture, 2, 2)
    expect([...picture.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})
