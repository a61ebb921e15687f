// The squares that the printer gets are the code: read back by the scanner's own decoder.

import { expect, test } from 'vitest'
import { codeSheet, squaresOf } from '../../../registry/register/code-sheet.ts'
import { readCodes } from '../../support/read-codes.ts'

const TOKEN = `11${'0123456789'.repeat(16)}`
const SCALE = 4
const QUIET = 4

test('drawn as squares with a quiet zone, a code of digits is read back as it was', async () => {
  const squares = squaresOf(TOKEN)
  const width = (squares.length + 2 * QUIET) * SCALE
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const dark = squares[Math.floor(y / SCALE) - QUIET]?.[Math.floor(x / SCALE) - QUIET] === true
      if (dark) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  const image = { data, width, height: width, colorSpace: 'srgb' } as ImageData
  expect(await readCodes(image)).toEqual([TOKEN])
})

test('thirteen codes take two pages, none takes one', async () => {
  const codes = Array.from({ length: 13 }, () => ({ card: '532300000016', serial: 1, token: TOKEN }))
  const pages = async (count: number): Promise<number> =>
    (await codeSheet(codes.slice(0, count), 'codes')).toString('latin1').match(/\/Type \/Page\b/g)?.length ??
    0
  expect([await pages(13), await pages(12), await pages(0)]).toEqual([2, 1, 1])
})
