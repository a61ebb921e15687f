// A PNG picture: every chunk's sum checked, its data unpacked to exactly the size that its head says, extra chunks left out.
// Data that unpack to more than that are a bomb and are never unpacked further.
import { constants, crc32, createInflate } from 'node:zlib'
import { err, ok, type Result } from '../../../core/result.ts'
import type { ProofError } from './inspect.ts'
import { MOST_POINTS } from './jpeg.ts'
import { unpackedSize } from './unpacked-size.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Chunks without which the picture would not be the same: palette, transparency. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
const broken = err({ code: 'proof-broken' } as const)

/** Samples a point, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

export async function strippedPng(bytes: Buffer): Promise<Result<Buffer, ProofError>> {
  const kept: Buffer[] = [SIGNATURE]
  const data: Buffer[] = []
  let expected: number | null = null
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) return broken
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return broken
    const body = bytes.subarray(at + 4, end - 4)
    if (crc32(body) !== bytes.readUInt32BE(end - 4)) return broken
    const name = body.subarray(0, 4).toString('latin1')
    if ((name === 'IHDR') !== (at === SIGNATURE.length)) return broken
    if (name === 'IHDR') {
      const size = sizeOf(body.subarray(4))
      if (!size.ok) return size
      expected = size.value
    }
    if (name === 'IDAT') data.push(body.subarray(4))
    // A capital first letter: a chunk that no decoder may pass over.
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end))
    else if (/^[A-Z]/.test(name)) return broken
    if (name === 'IEND') break
    at = end
  }
  if (expected === null || data.length === 0) return broken
  const inflate = createInflate({ finishFlush: constants.Z_FINISH })
  const size = await unpackedSize(Buffer.concat(data), inflate, expected)
  if (size === 'broken' || (typeof size === 'number' && size < expected)) return broken
  return size === 'more' ? err({ code: 'proof-bomb' }) : ok(Buffer.concat(kept))
}

/** Bytes of the unpacked picture after its head (PNG 1.2 §11.2.2), interlaced or not. */
function sizeOf(head: Buffer): Result<number, ProofError> {
  if (head.length !== 13) return broken
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const [depth = 0, colour = 0, , , interlace = 0] = head.subarray(8)
  const samples = SAMPLES[colour]
  if (width === 0 || height === 0 || samples === undefined) return broken
  if (![1, 2, 4, 8, 16].includes(depth) || interlace > 1) return broken
  if (width * height > MOST_POINTS) return err({ code: 'proof-bomb' })
  const bits = samples * depth
  // One filter byte a line; an empty pass of an interlaced picture has no lines.
  const pass = (w: number, h: number): number =>
    w === 0 || h === 0 ? 0 : h * (1 + Math.ceil((w * bits) / 8))
  if (interlace === 0) return ok(pass(width, height))
  return ok(
    ADAM7.reduce(
      (sum, [x, y, dx, dy]) => sum + pass(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
      0,
    ),
  )
}

/** Start and step of each pass: x, y, dx, dy. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
