// One pass of zxing-wasm over one greyscale picture; the only module that talks to the wasm.
// It must never load the wasm from anywhere but the address that it was given.

import {
  binarizers,
  prepareZXingModule,
  textModes,
  type ZXingReaderModule,
  type ZXingReaderOptions,
} from 'zxing-wasm/reader'
import { err, ok, type Result } from '../../../core/result.ts'
import type { Luma } from './luma.ts'

export type Point = { readonly x: number; readonly y: number }

/** A code that was read. Corners: top left, top right, bottom right, bottom left of the code as printed. */
export type Found = { readonly text: string; readonly corners: readonly [Point, Point, Point, Point] }

export type DecoderError = {
  readonly code: 'wasm-unavailable' | 'decoder-crashed'
  readonly detail: string
}

/** What a pass is allowed to spend; all off is the cheapest. */
export type Pass = {
  readonly binarizer?: 'LocalAverage' | 'GlobalHistogram' | 'FixedThreshold'
  /** Looks at every row for finder patterns, not only at some. */
  readonly tryHarder?: boolean
  readonly tryInvert?: boolean
  /** Looks at smaller copies of the picture as well. */
  readonly tryDownscale?: boolean
  readonly downscaleFactor?: 2 | 3 | 4
  readonly downscaleThreshold?: number
  /** Closes pinholes in the binary picture and tries once more; traps together with `tryDownscale` on thin pictures. */
  readonly tryDenoise?: boolean
}

export type Reader = {
  /** The first `most` readable QR codes in the picture; throws only when the wasm itself traps. */
  readonly read: (picture: Luma, pass: Pass, most: number) => readonly Found[]
}

const SMALLEST_SIDE = 24

/** What emscripten adds to the module; its types are in a package that we do not have. */
type Memory = {
  readonly HEAPU8: Uint8Array
  readonly _malloc: (bytes: number) => number
  readonly _free: (address: number) => void
}

/** `wasmUrl` for the browser, `wasmBinary` where the file is at hand. */
export type WasmSource = { readonly wasmUrl: string } | { readonly wasmBinary: ArrayBuffer }

function encoded(pass: Pass, most: number): ZXingReaderOptions {
  return {
    // Not "QRCode", which takes Micro QR and rMQR in: three small squares of noise are too easily one.
    formats: 'QRCodeModel1,QRCodeModel2',
    binarizer: binarizers.indexOf(pass.binarizer ?? 'LocalAverage'),
    tryHarder: pass.tryHarder ?? false,
    // Finder patterns are found at any angle; turning the picture is for linear codes.
    tryRotate: false,
    tryInvert: pass.tryInvert ?? false,
    tryDownscale: pass.tryDownscale ?? false,
    downscaleFactor: pass.downscaleFactor ?? 3,
    downscaleThreshold: pass.downscaleThreshold ?? 500,
    tryDenoise: pass.tryDenoise ?? false,
    // What the code says, without the brackets that "HRI" would put around GS1 identifiers.
    textMode: textModes.indexOf('Plain'),
    characterSet: 0,
    eanAddOnSymbol: 0,
    isPure: false,
    maxNumberOfSymbols: most,
    minLineCount: 2,
    returnErrors: false,
    validateOptionalChecksum: false,
    tryCode39ExtendedMode: false,
  }
}

/** Loads the wasm; a failure to do so is a value, and is to be shown. */
export async function loadReader(source: WasmSource): Promise<Result<Reader, DecoderError>> {
  let module: ZXingReaderModule & Memory
  try {
    module = (await prepareZXingModule({
      overrides: overrides(source),
      fireImmediately: true,
    })) as ZXingReaderModule & Memory
  } catch (thrown) {
    return err({ code: 'wasm-unavailable', detail: String(thrown) })
  }
  let buffer = 0
  let room = 0
  return ok({
    read: ({ width, height, data }, pass, most) => {
      // zxing's filters read beyond a picture that is narrower than their windows; a code has 21 modules or more.
      if (Math.min(width, height) < SMALLEST_SIDE) return []
      if (data.length > room) {
        if (buffer !== 0) module._free(buffer)
        buffer = module._malloc(data.length)
        room = data.length
      }
      // The wasm's memory may have grown, so its view is taken anew each time.
      module.HEAPU8.set(data, buffer)
      const results = module.readBarcodesFromPixmap(buffer, width, height, encoded(pass, most))
      const found: Found[] = []
      for (let i = 0; i < results.size(); i++) {
        const result = results.get(i)
        if (!result?.isValid || result.text === '') continue
        const { topLeft, topRight, bottomRight, bottomLeft } = result.position
        found.push({ text: result.text, corners: [topLeft, topRight, bottomRight, bottomLeft] })
      }
      return found
    },
  })
}

function overrides(source: WasmSource) {
  if ('wasmBinary' in source) return { wasmBinary: source.wasmBinary }
  return {
    // Without this the library asks a CDN (PITFALLS 5.5).
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? source.wasmUrl : prefix + path),
  }
}
