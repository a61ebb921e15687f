// A Vite plugin that keeps zxing-js (80 kB gzip) out of the app: html5-qrcode imports it and we never use it.
// It must not be used where html5-qrcode's own decoder is what is wanted, as in the decode bench.

import type { Plugin } from 'vite'

const DECODER = /(^|\/)zxing-html5-qrcode-decoder(\.js)?$/
const STAND_IN = '\0html5-qrcode-without-zxing-js'

/**
 * html5-qrcode asks its two decoders in turn, the `BarcodeDetector` and zxing-js, one frame each. The stand-in is
 * the `BarcodeDetector` once more, so that no frame is lost to a decoder that is not there.
 */
export function withoutZxingJs(): Plugin {
  let detector: string | undefined
  return {
    name: 'html5-qrcode-without-zxing-js',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || !importer.includes('html5-qrcode') || !DECODER.test(source)) return null
      const found = await this.resolve('./native-bar-code-detector', importer, { skipSelf: true })
      if (found === null) throw new Error('html5-qrcode has no native-bar-code-detector any more')
      detector = found.id
      return STAND_IN
    },
    load(id) {
      if (id !== STAND_IN) return null
      return `export { BarcodeDetectorDelegate as ZXingHtml5QrcodeDecoder } from ${JSON.stringify(detector)}`
    },
  }
}
