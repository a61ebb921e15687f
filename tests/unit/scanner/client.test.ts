// The page's end of the decoder's worker, over a worker that the test plays.
// No real worker runs here.

import { describe, expect, it } from 'vitest'
import { createDecoderClient } from '../../../renderer/scanner/decoder/client.ts'
import type { FromWorker, ToWorker } from '../../../renderer/scanner/decoder/protocol.ts'

type Played = Parameters<typeof createDecoderClient>[0] extends () => infer W ? W : never

function stage(answers: (message: ToWorker, worker: number) => FromWorker | 'silence' | 'error') {
  const log: string[] = []
  let workers = 0
  const client = createDecoderClient(() => {
    const number = ++workers
    const worker: Played = {
      onmessage: null,
      onerror: null,
      terminate: () => log.push(`end ${number}`),
      postMessage: (message: ToWorker) => {
        log.push(`${message.kind} ${number}`)
        const answer = answers(message, number)
        if (answer === 'silence') return
        queueMicrotask(() => {
          const scope = worker as unknown as Worker
          if (answer === 'error') worker.onerror?.call(scope, { message: 'boom' } as ErrorEvent)
          else worker.onmessage?.call(scope, { data: answer } as MessageEvent)
        })
      },
    }
    return worker
  })
  return { client, log }
}

const frame = () => ({ width: 1, height: 1, data: new Uint8ClampedArray(4) }) as unknown as ImageData
const nothing: FromWorker = { kind: 'found', found: [] }

describe("the decoder's client", () => {
  it('starts the worker when it is first wanted, and one for all frames', async () => {
    const { client, log } = stage(message => (message.kind === 'start' ? { kind: 'ready' } : nothing))
    expect(log).toEqual([])
    expect(await client.ready()).toEqual({ ok: true, value: null })
    await client.decode(frame(), 'frame')
    await client.decode(frame(), 'still')
    expect(log).toEqual(['start 1', 'decode 1', 'decode 1'])
  })

  it('has one frame in flight, the next one waits', async () => {
    const { client, log } = stage(() => 'silence')
    void client.decode(frame(), 'frame')
    void client.decode(frame(), 'frame')
    await new Promise(resolve => setTimeout(resolve))
    expect(log).toEqual(['decode 1'])
  })

  it('says that the wasm is missing, to the caller and to everybody who listens', async () => {
    const error = { code: 'wasm-unavailable', detail: '404' } as const
    const { client } = stage(() => ({ kind: 'failed', error }))
    const heard: unknown[] = []
    client.onFailure(failure => heard.push(failure))
    expect(await client.ready()).toEqual({ ok: false, error })
    expect(heard).toEqual([error])
  })

  it('after a crash the frame is answered with an error, and the next frame gets a new worker', async () => {
    const { client, log } = stage((_, worker) => (worker === 1 ? 'error' : nothing))
    expect(await client.decode(frame(), 'frame')).toEqual({
      ok: false,
      error: { code: 'decoder-crashed', detail: 'boom' },
    })
    expect(await client.decode(frame(), 'frame')).toEqual({ ok: true, value: [] })
    expect(log).toEqual(['decode 1', 'end 1', 'decode 2'])
  })

  it('a listener that has left hears nothing more', async () => {
    const { client } = stage(() => 'error')
    const heard: unknown[] = []
    const leave = client.onFailure(failure => heard.push(failure))
    leave()
    await client.ready()
    expect(heard).toEqual([])
  })
})
