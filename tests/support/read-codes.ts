// The scanner's own decoder in Node: what a picture's codes say.
// Its wasm comes from the package; left alone it would be asked of a server somewhere.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A picture file's bytes, or pixels. */
export async function readCodes(picture: Uint8Array | ImageData): Promise<readonly string[]> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  return (await readBarcodes(picture, { formats: ['QRCode'] })).map(code => code.text)
}
