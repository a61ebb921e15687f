// The W3C `BarcodeDetector` shape over our worker: what html5-qrcode finds as `window.BarcodeDetector`.
// It must never decode on the page's own thread, and never settle for a canvas when the video is at hand.

import { type DecoderClient, sharedDecoder } from './client.ts'
import type { Found, Point } from './decode.ts'

export type DetectedBarcode = {
  readonly rawValue: string
  readonly format: 'qr_code'
  readonly boundingBox: DOMRectReadOnly
  readonly cornerPoints: readonly Point[]
}

/** The picture to look at in place of the one handed in, and when it was shown (`performance.now()` time). */
export type Frame = { readonly source: ImageBitmapSource; readonly shownAt: number }

export class WorkerBarcodeDetector {
  /**
   * html5-qrcode hands over a canvas of CSS-pixel size, in which a dense code drowns. Whoever knows the
   * full-resolution `<video>` behind that canvas says so here; `null` from it means "look at what you were given".
   */
  static frameOf: ((given: ImageBitmapSource) => Frame | null) | null = null

  /** When the last frame that was looked at had been shown. */
  static lastShownAt = 0

  static client: () => DecoderClient = sharedDecoder

  static async getSupportedFormats(): Promise<readonly string[]> {
    return ['qr_code']
  }

  constructor(options?: { readonly formats?: readonly string[] }) {
    const formats = options?.formats
    if (formats !== undefined && !formats.includes('qr_code')) {
      throw new TypeError('only qr_code is supported')
    }
  }

  /** Codes in the picture, in no order; rejects when the decoder is broken, as the standard's does. */
  async detect(given: ImageBitmapSource): Promise<readonly DetectedBarcode[]> {
    const frame = WorkerBarcodeDetector.frameOf?.(given) ?? { source: given, shownAt: performance.now() }
    const bitmap = await createImageBitmap(frame.source)
    const found = await WorkerBarcodeDetector.client().decode(bitmap, 'frame')
    if (!found.ok) throw new Error(`${found.error.code}: ${found.error.detail}`)
    WorkerBarcodeDetector.lastShownAt = frame.shownAt
    return found.value.map(detected)
  }
}

function detected({ text, corners }: Found): DetectedBarcode {
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return {
    rawValue: text,
    format: 'qr_code',
    boundingBox: new DOMRectReadOnly(left, top, Math.max(...xs) - left, Math.max(...ys) - top),
    cornerPoints: corners,
  }
}
