// The page's end of the decoder's worker: one frame in flight, the next one waits its turn.
// A failure must never be silent: it comes back as a value, and the listeners hear of it.

import { err, ok, type Result } from '../../../core/result.ts'
import type { DecoderError, Found } from './decode.ts'
import type { FromWorker, Mode, ToWorker } from './protocol.ts'

export type DecoderClient = {
  /** Loads the wasm now, so that a broken installation is known before the first card. */
  readonly ready: () => Promise<Result<null, DecoderError>>
  /** Takes the frame over: it is transferred where it can be, and no longer usable by the caller. */
  readonly decode: (
    frame: ImageBitmap | ImageData,
    mode: Mode,
  ) => Promise<Result<readonly Found[], DecoderError>>
  readonly onFailure: (listener: (error: DecoderError) => void) => () => void
}

type Settle = (answer: FromWorker) => void
type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

/**
 * @param makeWorker is called at the first use, and again after a crash: a wasm module that has trapped once
 * cannot be trusted with another frame.
 */
export function createDecoderClient(makeWorker: () => WorkerLike): DecoderClient {
  const listeners = new Set<(error: DecoderError) => void>()
  let worker: WorkerLike | null = null
  let settle: Settle | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const answer = (message: FromWorker) => {
    const waiting = settle
    settle = null
    if (message.kind === 'failed') {
      worker?.terminate()
      worker = null
      for (const listener of listeners) listener(message.error)
    }
    waiting?.(message)
  }

  const ask = (message: ToWorker): Promise<FromWorker> => {
    const asked = turn.then(
      () =>
        new Promise<FromWorker>(resolve => {
          settle = resolve
          try {
            worker ??= started(makeWorker(), answer)
            worker.postMessage(
              message,
              message.kind === 'decode' && 'close' in message.frame ? [message.frame] : [],
            )
          } catch (thrown) {
            answer({ kind: 'failed', error: { code: 'decoder-crashed', detail: String(thrown) } })
          }
        }),
    )
    turn = asked
    return asked
  }

  return {
    ready: async () => {
      const reply = await ask({ kind: 'start' })
      return reply.kind === 'failed' ? err(reply.error) : ok(null)
    },
    decode: async (frame, mode) => {
      const reply = await ask({ kind: 'decode', frame, mode })
      if (reply.kind === 'failed') return err(reply.error)
      return ok(reply.kind === 'found' ? reply.found : [])
    },
    onFailure: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function started(worker: WorkerLike, answer: Settle): WorkerLike {
  worker.onmessage = event => answer(event.data as FromWorker)
  worker.onerror = event =>
    answer({ kind: 'failed', error: { code: 'decoder-crashed', detail: event.message ?? 'worker error' } })
  return worker
}

let shared: DecoderClient | null = null

/** The one decoder of this page. */
export function sharedDecoder(): DecoderClient {
  // Vite recognises exactly this form, and bundles the worker with its wasm.
  shared ??= createDecoderClient(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'qr-decoder' }),
  )
  return shared
}
