// The loopback client answers like the preload's bridge: always, and with a reply.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLoopbackBridge } from '../../../renderer/bridge/loopback.ts'
import { anApp, aStatus } from '../../support/fake-bridge.ts'

afterEach(() => vi.unstubAllGlobals())

const answering = (answer: () => Promise<Response>) => {
  const asked: { url: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return answer()
  })
  return asked
}

describe('a call', () => {
  test('is a POST of JSON to our own host, with our own cookie', async () => {
    const asked = answering(async () => Response.json({ ok: true, value: null }))
    const reply = await createLoopbackBridge().call('visit.close', { visitId: 'v' })
    expect(reply).toEqual({ ok: true, value: null })
    expect(asked).toEqual([
      {
        url: '/api/visit.close',
        init: {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'Content-Type': 'application/json' },
          body: '{"visitId":"v"}',
        },
      },
    ])
  })

  test('hands on a refusal of the terminal, whatever its HTTP status', async () => {
    const error = { code: 'untrusted-sender', id: 'abcd' }
    answering(async () => Response.json({ ok: false, error }, { status: 403 }))
    expect(await createLoopbackBridge().call('app.get', undefined)).toEqual({ ok: false, error })
  })

  test.each([
    ['the host is gone', async () => Promise.reject(new TypeError('fetch failed'))],
    ['something else answers on the port', async () => new Response('<h1>hello</h1>')],
    ['the answer is JSON, but no reply', async () => Response.json({ error: 1, ok: 1 }.ok)],
  ])('resolves with an error in words when %s', async (_, answer) => {
    answering(answer)
    const reply = await createLoopbackBridge().call('app.get', undefined)
    expect(reply).toEqual({ ok: false, error: { code: 'internal', id: 'no-answer' } })
  })
})

describe('events', () => {
  class FakeEventSource extends EventTarget {
    static opened: FakeEventSource[] = []
    closed = false
    constructor() {
      super()
      FakeEventSource.opened.push(this)
    }
    close() {
      this.closed = true
    }
  }

  test('come over one stream, open while anybody listens, and are made up for after a break', async () => {
    vi.stubGlobal('EventSource', FakeEventSource)
    answering(async () => Response.json({ ok: true, value: anApp({ version: 'after the break' }) }))
    const bridge = createLoopbackBridge()
    const heard: string[] = []
    const endStatus = bridge.on('status', status => heard.push(`unsent ${status.unsent}`))
    const endApp = bridge.on('app', app => heard.push(app.version))
    const [stream] = FakeEventSource.opened
    expect(FakeEventSource.opened).toHaveLength(1)

    stream?.dispatchEvent(new MessageEvent('status', { data: JSON.stringify(aStatus({ unsent: 7 })) }))
    stream?.dispatchEvent(new Event('open'))
    await vi.waitFor(() => expect(heard).toEqual(['unsent 7', 'after the break']))

    endStatus()
    expect(stream?.closed).toBe(false)
    endApp()
    expect(stream?.closed).toBe(true)
  })

  test('are not undone by an older answer that arrives after them: it is asked for again', async () => {
    vi.stubGlobal('EventSource', FakeEventSource)
    FakeEventSource.opened = []
    const answers = [Promise.withResolvers<Response>(), Promise.withResolvers<Response>()]
    const asked = answering(
      () => answers[asked.length - 1]?.promise ?? Promise.reject(new Error('once more')),
    )
    const bridge = createLoopbackBridge()
    const heard: string[] = []
    const end = bridge.on('app', app => heard.push(app.version))
    const [stream] = FakeEventSource.opened
    const view = (version: string) => Response.json({ ok: true, value: anApp({ version }) })

    stream?.dispatchEvent(new Event('open'))
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    stream?.dispatchEvent(new MessageEvent('app', { data: JSON.stringify(anApp({ version: 'changed' })) }))
    answers[0]?.resolve(view('before the change'))
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    answers[1]?.resolve(view('as it is'))
    await vi.waitFor(() => expect(heard).toEqual(['changed', 'as it is']))
    end()
  })
})
