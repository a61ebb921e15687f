// A JPEG picture walked segment by segment, and written anew with what a decoder needs and nothing else.
// No place where it was taken (EXIF), no comment, no thumbnail, nothing after its end ever reaches the register.
import { err, ok, type Result } from '../../../core/result.ts'
import type { ProofError } from './inspect.ts'

/** Points of the largest picture taken: more is a bomb for whoever opens it. */
export const MOST_POINTS = 60_000_000

const broken = err({ code: 'proof-broken' } as const)
const [SOI, EOI, SOS, DAC] = [0xd8, 0xd9, 0xda, 0xcc]
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, DAC].includes(marker)
/** Tables that the picture is decoded with: Huffman, arithmetic, quantisation, lines, restarts. */
const TABLES = new Set([0xc4, DAC, 0xdb, 0xdc, 0xdd])
const ADOBE = 0xee
const isApplication = (marker: number): boolean => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe

export function strippedJpeg(bytes: Buffer): Result<Buffer, ProofError> {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])]
  let [frame, scans] = [false, 0]
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return broken
    // Any number of fill bytes may stand before a marker.
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (marker === undefined) return broken
    if (marker === EOI) break
    if (at + 4 > bytes.length) return broken
    const length = bytes.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return broken
    const segment = bytes.subarray(at, end)
    at = end
    if (isFrame(marker)) {
      // Length 8 and three bytes a component at least; one frame a picture.
      if (frame || segment.length < 10) return broken
      const [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)]
      if (width === 0 || height === 0) return broken
      if (width * height > MOST_POINTS) return err({ code: 'proof-bomb' })
      frame = true
      kept.push(segment)
    } else if (marker === SOS) {
      if (!frame) return broken
      scans += 1
      const data = endOfScan(bytes, at)
      kept.push(segment, bytes.subarray(at, data))
      at = data
    } else if (TABLES.has(marker)) kept.push(segment)
    // Adobe's segment says how colours are stored: without it a CMYK scan comes out inverted.
    else if (marker === ADOBE && segment.subarray(4, 9).toString('latin1') === 'Adobe')
      kept.push(segment.length > 16 ? Buffer.concat([ADOBE_HEAD, segment.subarray(4, 16)]) : segment)
    else if (!isApplication(marker)) return broken
  }
  return scans === 0 ? broken : ok(Buffer.concat([...kept, Buffer.from([0xff, EOI])]))
}

const ADOBE_HEAD = Buffer.from([0xff, ADOBE, 0x00, 0x0e])

/** Where the entropy-coded data end: at the next marker that is neither a stuffed FF nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at === -1) return bytes.length
    const next = bytes[at + 1]
    if (next === undefined) return bytes.length
    const goesOn = next === 0x00 || (next >= 0xd0 && next <= 0xd7)
    if (!goesOn) return at
    at += 2
  }
}
