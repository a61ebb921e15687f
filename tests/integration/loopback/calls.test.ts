import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '../../../electron/api.ts'
import { EVENT_NAMES } from '../../../electron/api-names.ts'
import { anApp, aStatus, fakeServed } from '../../support/fake-served.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(async () => await world.end())

describe('a call', () => {
  it('without input has an empty body and gets its reply', async () => {
    const answer = await world.call('app.get', '')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: anApp })
  })

  it.each([
    ['half of it', '{"number":'],
    ['a form', 'number=1&pin=2'],
    ['bytes that are no UTF-8', Buffer.from('{"number":"1","pin":"\xff"}', 'latin1')],
  ])('whose JSON is %s is refused', async (_what, body) => {
    const answer = await world.call('session.signIn', body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    '',
  ])('sent as %j is refused: a foreign page could send it unasked', async type => {
    const answer = await world.call('app.get', '', { 'content-type': type })
    expect(answer.status).toBe(415)
  })

  it('with a charset beside its type is taken', async () => {
    expect(
      (await world.call('app.get', '', { 'content-type': 'application/json; charset=UTF-8' })).status,
    ).toBe(200)
  })

  it('to a procedure that does not exist is refused, with an id that the log knows', async () => {
    const answer = await world.call('no.such', '{}')
    const reply = JSON.parse(answer.body) as Reply<never>
    if (reply.ok) throw new Error('an unknown procedure was answered with ok')
    expect(reply.error.code).toBe('bad-request')
    expect(world.logged.join()).toContain(reply.error.id)
  })

  it('of nine megabytes that says so is refused before it is read', async () => {
    const answer = await world.call('visit.present', Buffer.alloc(9 * 1024 * 1024, 0x20))
    expect(answer.status).toBe(413)
  })

  it('of nine megabytes that does not say so is refused all the same', async () => {
    const answer = await world.call('visit.present', Buffer.alloc(9 * 1024 * 1024, 0x20), {
      'transfer-encoding': 'chunked',
    })
    expect(answer.status).toBe(413)
  })

  it('with a pasted megabyte reaches the terminal, which has its own answer for it', async () => {
    const other = await openWorld(
      fakeServed({
        'visit.present': async ({ raw }) => ({
          ok: false,
          error: { code: 'not-signed-in', id: String(raw.length) },
        }),
      }),
    )
    const answer = await other.call(
      'visit.present',
      JSON.stringify({ raw: '卡'.repeat(1_000_000), source: 'scanner' }),
    )
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { code: 'not-signed-in', id: '1000000' } })
    await other.end()
  })

  it('that breaks off half-way leaves the host answering', async () => {
    const socket = connect(world.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /api/app.get HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nCookie: ${world.cookie}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"half',
    )
    socket.destroy()
    expect((await world.call('app.get', '')).status).toBe(200)
  })
})

describe('events', () => {
  it('arrive as they are pushed, in order, and end with the reader', async () => {
    const { response, next } = await openEvents(world)
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    await until(() => world.served.listeners() === EVENT_NAMES.length)
    world.served.push('status', { ...aStatus, unsent: 1 })
    world.served.push('status', { ...aStatus, unsent: 2 })
    world.served.push('app', anApp)
    expect(await next('event: app')).toMatch(
      /event: status\ndata: .*"unsent":1.*\n\nevent: status\ndata: .*"unsent":2.*\n\nevent: app\ndata: .*\n\n/,
    )
    response.destroy()
    await until(() => world.served.listeners() === 0)
  })

  it('reach every reader, and one that left does not hold up the others', async () => {
    const leaving = await openEvents(world)
    const staying = await openEvents(world)
    await until(() => world.served.listeners() === 2 * EVENT_NAMES.length)
    leaving.response.destroy()
    await until(() => world.served.listeners() === EVENT_NAMES.length)
    world.served.push('status', { ...aStatus, unsent: 7 })
    expect(await staying.next('"unsent":7')).toContain('event: status')
    staying.response.destroy()
  })
})

describe('closing', () => {
  it('ends open event streams and idle connections', async () => {
    const other = await openWorld()
    const { response } = await openEvents(other)
    let broken = false
    response.on('error', () => {
      broken = true
    })
    await other.end()
    await until(() => broken)
    expect(other.served.listeners()).toBe(0)
    await expect(fetch(`http://127.0.0.1:${other.port}/`)).rejects.toThrow()
  })

  it('lets a call in flight finish and its reply reach the screen', async () => {
    let serve: () => void = () => {}
    const serving = new Promise<void>(resolve => {
      serve = resolve
    })
    let called: () => void = () => {}
    const arrived = new Promise<void>(resolve => {
      called = resolve
    })
    const other = await openWorld(
      fakeServed({
        'app.get': async () => {
          called()
          await serving
          return { ok: true, value: anApp }
        },
      }),
    )
    const answer = other.call('app.get', '')
    await arrived
    const closed = other.end()
    serve()
    expect(JSON.parse((await answer).body)).toEqual({ ok: true, value: anApp })
    await closed
  })

  it('does not wait for an upload that never ends', async () => {
    const other = await openWorld()
    const socket = connect(other.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(
      `POST /api/app.get HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nCookie: ${other.cookie}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"half',
    )
    // A whole call on another connection: by then the half one has been read as well.
    await other.call('app.get', '')
    const ended = once(socket, 'close')
    await other.end()
    await ended
  })
})

async function openEvents(from: World) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { cookie: from.cookie, 'sec-fetch-site': 'same-origin' }
    request({ host: '127.0.0.1', port: from.port, path: '/api/events', headers }, resolve)
      .on('error', reject)
      .end()
  })
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const next = async (part: string) => {
    await until(() => text.includes(part) && text.endsWith('\n\n'))
    return text
  }
  return { response, next }
}

/** Waits for the world to get there; the test's own time limit is the only clock. */
async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise(resolve => setTimeout(resolve, 5))
}
