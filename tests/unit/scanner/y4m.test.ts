// The film of the fake camera, byte by byte, for Chromium refuses one that is a byte short without saying so.
// No browser runs here.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sceneLuma, writeY4m, y4mFrameBytes, y4mHeader } from '../../support/y4m.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'y4m-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the film of the fake camera', () => {
  it('begins with its size, its speed and square pixels', () => {
    expect(y4mHeader(1280, 720, 10)).toBe('YUV4MPEG2 W1280 H720 F10:1 Ip A1:1 C420jpeg\n')
  })

  it('has frames of one luma plane and two chroma planes of a quarter', () => {
    expect(y4mFrameBytes(1280, 720)).toBe('FRAME\n'.length + 1280 * 720 * 1.5)
  })

  it('is exactly its header and its frames', () => {
    const file = join(folder, 'two-scenes.y4m')
    const size = { width: 320, height: 240, fps: 15 }
    writeY4m(
      file,
      [
        { content: null, frames: 2 },
        { content: '8611', frames: 3 },
      ],
      size,
    )
    const bytes = readFileSync(file)
    const header = y4mHeader(320, 240, 15)
    expect(bytes.subarray(0, header.length).toString('ascii')).toBe(header)
    expect(bytes.length).toBe(header.length + 5 * y4mFrameBytes(320, 240))
    for (let n = 0; n < 5; n++) {
      const at = header.length + n * y4mFrameBytes(320, 240)
      expect(bytes.subarray(at, at + 6).toString('ascii')).toBe('FRAME\n')
    }
  })

  it('shows an even desk while there is no card', () => {
    const plane = sceneLuma({ content: null, frames: 1 }, 64, 48, 0.7)
    expect(plane.length).toBe(64 * 48)
    expect(new Set(plane).size).toBe(1)
  })

  it('shows the code in the middle, dark on light, with a quiet zone around it', () => {
    const plane = sceneLuma({ content: '8611', frames: 1 }, 640, 480, 0.5)
    const at = (x: number, y: number) => plane[y * 640 + x]
    const left = (640 - 240) / 2
    const top = (480 - 240) / 2
    expect(at(left + 2, top + 2)).toBe(235)
    // The first module after four of quiet zone belongs to a finder pattern; 21 modules and 8 of margin are 240 px.
    const module = 240 / 29
    expect(at(Math.round(left + 4.5 * module), Math.round(top + 4.5 * module))).toBe(16)
    expect(at(left - 2, top - 2)).toBe(105)
  })
})
