// The degraded pictures of the decode bench: the same everywhere, and hard in eight different ways.
// Whether a decoder reads them is the bench's business.

import QRCode from 'qrcode'
import { describe, expect, it } from 'vitest'
import {
  BENCH_TOKEN_DIGITS,
  type DegradedQr,
  degradedQr,
  degradedSet,
  FAMILIES,
  type Family,
  toPng,
} from '../../support/degraded-qr.ts'

const set = [...degradedSet(1)]
const one = (family: Family) => set.find(picture => picture.family === family) as DegradedQr
const dark = ({ luma }: DegradedQr) => luma.filter(value => value < 60).length / luma.length

describe('degraded QR pictures', () => {
  it('the same seed gives the same pixels and the same content', () => {
    const again = degradedQr('noise', 0)
    expect(again.content).toBe(one('noise').content)
    expect(Buffer.from(again.luma).equals(Buffer.from(one('noise').luma))).toBe(true)
  })

  it('another index or another seed gives another picture', () => {
    expect(degradedQr('blur', 1).content).not.toBe(one('blur').content)
    expect(degradedQr('blur', 0, 7).content).not.toBe(one('blur').content)
  })

  it('the set has eight families of the size asked for, and every name once', () => {
    expect(set.map(({ family }) => family)).toEqual([...FAMILIES])
    expect(new Set(set.map(({ name }) => name)).size).toBe(FAMILIES.length)
  })

  it('each holds a token of the length of a card, which makes a code of version 6', () => {
    for (const { content } of set) {
      expect(content).toMatch(new RegExp(`^\\d{${BENCH_TOKEN_DIGITS}}$`))
      expect(QRCode.create(content, { errorCorrectionLevel: 'M' }).version).toBe(6)
    }
  })

  it('an inverted code stands light on dark paper', () => {
    expect(dark(one('inverted'))).toBeGreaterThan(2 * dark(one('rotation')))
  })

  it('becomes a PNG', () => {
    expect(toPng(one('glare')).subarray(1, 4).toString('ascii')).toBe('PNG')
  })
})
