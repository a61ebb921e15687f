// The page of the decode bench: three decoders look at the same pixels, one after the other, in real Chromium.
// Loading and unpacking the picture must never be inside a measurement.

import { Html5QrcodeShim } from 'html5-qrcode/esm/code-decoder.js'
import { BaseLoggger, Html5QrcodeSupportedFormats } from 'html5-qrcode/esm/core.js'
import { readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { createDecoder } from '../../../renderer/scanner/decoder/decode.ts'

export type Measured = { readonly texts: readonly string[]; readonly ms: number }
export type Sample = {
  readonly width: number
  readonly height: number
  readonly ours: Measured
  readonly html5: Measured
  readonly zxing: Measured
}

declare global {
  interface Window {
    /** Throws on a file that is no picture. */
    measure: (url: string) => Promise<Sample>
    decoderReady: Promise<boolean>
  }
}

// Our decoder is measured on the page, not through its worker: the default decoder has no worker either, and the
// question is what a decode costs, not what a message costs.
const decoder = createDecoder({ wasmUrl })
window.decoderReady = decoder.then(({ ok }) => ok)

// html5-qrcode's camera path hands a canvas to `Html5QrcodeShim.decodeAsync`; that is called here directly, on a canvas
// with the picture in full size. Its still-image path (`scanFileV2`) does the same on a canvas with 100 px of padding,
// and would load and unpack the file as well, which is nobody's decoding; it reads fewer pictures (tried), so this is
// the kinder choice. Only QR codes are asked for, as of the other two: with all formats, the library's default, it
// reads the same pictures (tried) and takes three times as long.
const shim = new Html5QrcodeShim([Html5QrcodeSupportedFormats.QR_CODE], false, false, new BaseLoggger(false))

/** Short decodes are repeated and their middle is taken: on a busy machine a single run says little. */
const RUNS = 5
const LONG_MS = 100

async function timed(decode: () => Promise<readonly string[]>): Promise<Measured> {
  const runs: number[] = []
  let texts: readonly string[] = []
  while (runs.length < RUNS && (runs[0] ?? 0) < LONG_MS) {
    const start = performance.now()
    try {
      texts = await decode()
    } catch {
      // zxing-js says "nothing found" by throwing.
    }
    runs.push(performance.now() - start)
  }
  return { texts, ms: runs.sort((a, b) => a - b)[runs.length >> 1] ?? 0 }
}

function canvas(width: number, height: number) {
  const element = document.createElement('canvas')
  element.width = width
  element.height = height
  const context = element.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2d context')
  return { element, context }
}

window.measure = async url => {
  const response = await fetch(url)
  const picture = await createImageBitmap(await response.blob())
  const { width, height } = picture
  const plain = canvas(width, height)
  plain.context.drawImage(picture, 0, 0)
  const pixels = plain.context.getImageData(0, 0, width, height)
  picture.close()

  const loaded = await decoder
  if (!loaded.ok) throw new Error(loaded.error.detail)
  const ours = await timed(() => loaded.value.decodeImage(pixels))
  const zxing = await timed(async () =>
    (await readBarcodes(pixels, { formats: ['QRCode'] }))
      .filter(({ isValid }) => isValid)
      .map(({ text }) => text),
  )
  const html5 = await timed(async () => [(await shim.decodeAsync(plain.element)).text])
  return { width, height, ours, zxing, html5 }
}
