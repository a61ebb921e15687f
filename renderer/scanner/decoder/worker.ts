// The decoder's worker: takes a frame, answers with the codes in it, so that the screen never waits for a decode.
// It must never fetch anything but its own wasm, and never answer twice.

import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { createDecoder, type Decoder, type DecoderError } from './decode.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

const decoder = createDecoder({ wasmUrl })
let canvas: OffscreenCanvas | null = null

function pixels(frame: ImageBitmap | ImageData): ImageData {
  if (!('close' in frame)) return frame
  const { width, height } = frame
  if (canvas === null || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height)
  }
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2d context')
  context.drawImage(frame, 0, 0)
  frame.close()
  return context.getImageData(0, 0, width, height)
}

function look(decoder: Decoder, message: ToWorker & { kind: 'decode' }): FromWorker {
  const image = pixels(message.frame)
  return {
    kind: 'found',
    found: message.mode === 'frame' ? decoder.findInFrame(image) : decoder.findInImage(image),
  }
}

async function answer(message: ToWorker): Promise<FromWorker> {
  const loaded = await decoder
  if (!loaded.ok) return { kind: 'failed', error: loaded.error }
  if (message.kind === 'start') return { kind: 'ready' }
  try {
    return look(loaded.value, message)
  } catch (thrown) {
    const error: DecoderError = { code: 'decoder-crashed', detail: String(thrown) }
    return { kind: 'failed', error }
  }
}

// tsconfig has the DOM's types, where `postMessage` belongs to a window and wants a target origin.
const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>
scope.onmessage = async event => scope.postMessage(await answer(event.data as ToWorker))
