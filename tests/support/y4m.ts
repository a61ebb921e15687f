// Writes the .y4m film that Chromium's fake camera plays: scenes with a QR code, a picture, or nothing.
// It must never need ffmpeg; a frame is written by hand, as I420 planes.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { PNG } from 'pngjs'
import QRCode from 'qrcode'

/** One scene of the film, shown for `frames` frames. `content: null` is an empty desk. */
export type Scene = (
  | { readonly content: string | null; readonly level?: 'L' | 'M' | 'Q' | 'H' }
  | { readonly png: string | Buffer }
) & { readonly frames: number }

export type FilmOptions = {
  readonly width?: number
  readonly height?: number
  /** Whole frames per second; Chromium plays the film at this speed and starts again at its end. */
  readonly fps?: number
  /** Side of the code (or height of the picture) as a part of the frame's height. */
  readonly scale?: number
}

const DESK = 105
const PAPER = 235
const INK = 16
/** Modules of quiet zone around a code (ISO/IEC 18004 asks for four). */
const QUIET_ZONE = 4

type Luma = { readonly width: number; readonly height: number; readonly data: Uint8Array }

/** `YUV4MPEG2` stream header; C420jpeg has its chroma sited at the centre of four pixels. */
export function y4mHeader(width: number, height: number, fps: number): string {
  return `YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`
}

/** Bytes of one frame: its line `FRAME\n`, the luma plane and two chroma planes of a quarter each. */
export function y4mFrameBytes(width: number, height: number): number {
  return 6 + width * height + 2 * ((width / 2) * (height / 2))
}

function qrLuma(content: string, level: 'L' | 'M' | 'Q' | 'H', side: number): Luma {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: level })
  const across = modules.size + 2 * QUIET_ZONE
  const data = new Uint8Array(side * side)
  for (let y = 0; y < side; y++) {
    const row = Math.floor((y * across) / side) - QUIET_ZONE
    for (let x = 0; x < side; x++) {
      const column = Math.floor((x * across) / side) - QUIET_ZONE
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size
      data[y * side + x] = inside && modules.get(row, column) ? INK : PAPER
    }
  }
  return { width: side, height: side, data }
}

function pngLuma(file: string | Buffer, height: number): Luma {
  const png = PNG.sync.read(typeof file === 'string' ? readFileSync(file) : file)
  const width = Math.max(1, Math.round((png.width * height) / png.height))
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const sourceRow = Math.floor((y * png.height) / height) * png.width
    for (let x = 0; x < width; x++) {
      const at = (sourceRow + Math.floor((x * png.width) / width)) * 4
      const [r = 0, g = 0, b = 0] = png.data.subarray(at, at + 3)
      // Video luma goes from 16 to 235.
      data[y * width + x] = 16 + Math.round((0.299 * r + 0.587 * g + 0.114 * b) * (219 / 255))
    }
  }
  return { width, height, data }
}

/** The luma plane of one scene: an even desk, with the picture in its middle. */
export function sceneLuma(scene: Scene, width: number, height: number, scale: number): Uint8Array {
  const plane = new Uint8Array(width * height).fill(DESK)
  if ('content' in scene && scene.content === null) return plane
  const side = Math.round(height * scale)
  const picture =
    'png' in scene ? pngLuma(scene.png, side) : qrLuma(scene.content ?? '', scene.level ?? 'M', side)
  const left = Math.floor((width - picture.width) / 2)
  const top = Math.floor((height - picture.height) / 2)
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const column = left + x
      if (column < 0 || column >= width) continue
      plane[(top + y) * width + column] = picture.data[y * picture.width + x] ?? PAPER
    }
  }
  return plane
}

/** Writes the film to `file`; 1280×720 at 10 frames per second unless asked otherwise (1.4 MB per frame). */
export function writeY4m(file: string, scenes: readonly Scene[], options: FilmOptions = {}): void {
  const { width = 1280, height = 720, fps = 10, scale = 0.7 } = options
  const chroma = new Uint8Array(2 * ((width / 2) * (height / 2))).fill(128)
  const out = openSync(file, 'w')
  try {
    writeSync(out, y4mHeader(width, height, fps))
    for (const scene of scenes) {
      const luma = sceneLuma(scene, width, height, scale)
      const frame = Buffer.concat([Buffer.from('FRAME\n', 'ascii'), luma, chroma])
      for (let n = 0; n < scene.frames; n++) writeSync(out, frame)
    }
  } finally {
    closeSync(out)
  }
}
