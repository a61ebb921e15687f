// Who may ask for what: only a terminal's own signature over this very request opens anything that names a person.
// A refusal never says more than that, whatever was wrong.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { LIFETIME, signRequest, TOLERANCE } from '../../../core/sync/request-auth.ts'
import { apiError, helloResponse } from '../../../core/sync/wire.ts'
import type { Log } from '../../../registry/log.ts'
import { createServer, serveRegistry } from '../../../registry/server.ts'
import { manifestOf } from './copy.ts'
import { refusalOf, type World } from './world.ts'

export function requests(world: () => World): void {
  async function asked(
    path: string,
    signed: { path?: string; method?: string; as: string; key: KeyObject; at?: number },
  ): Promise<Response> {
    const token = await signRequest(
      { method: signed.method ?? 'GET', path: signed.path ?? path, body: null },
      signed.as,
      signed.key,
      signed.at ?? world().clock.now,
    )
    return await fetch(world().url + path, { headers: { authorization: `Bearer ${token}` } })
  }

  test('manifest and artifacts are refused to whoever does not sign, and the refusal tells the time', async () => {
    const terminal = await world().terminal()
    const { snapshot } = await manifestOf(world(), terminal)
    for (const path of ['/v1/manifest', `/v1/artifacts/${snapshot.path}`, '/v1/hello']) {
      const response = await fetch(world().url + path)
      expect(response.status).toBe(401)
      expect(apiError.parse(await response.json()).error.serverTime).toBe(world().clock.now)
    }
  })

  test('a signature by a key that is not the named terminal’s is refused', async () => {
    const [ours, other] = [await world().terminal(), await world().terminal()]
    const stranger = generateKeyPairSync('ed25519').privateKey
    for (const key of [other.key, stranger])
      expect(await refusalOf(await asked('/v1/manifest', { as: ours.id, key }))).toBe('401 unauthorised')
  })

  test('a name that no terminal has is refused like any other, even one a database cannot hold', async () => {
    const { key } = await world().terminal()
    for (const as of ['t-nobody', '\0', '楚雄', 'x'.repeat(5000)])
      expect(await refusalOf(await asked('/v1/manifest', { as, key }))).toBe('401 unauthorised')
  })

  test('a request token for one path or method does not open another', async () => {
    const { id: as, key } = await world().terminal()
    expect((await asked('/v1/hello', { as, key })).status).toBe(200)
    expect((await asked('/v1/manifest', { path: '/v1/hello', as, key })).status).toBe(401)
    expect((await asked('/v1/manifest?x=1', { path: '/v1/manifest', as, key })).status).toBe(401)
    expect((await asked('/v1/manifest', { method: 'POST', as, key })).status).toBe(401)
  })

  test('a body that is not the one that was signed is refused', async () => {
    const terminal = await world().terminal()
    const path = '/v1/records'
    const batch = Buffer.from(JSON.stringify({ protocol: 1, records: [terminal.record()] }))
    const token = await signRequest(
      { method: 'POST', path, body: Buffer.from('{}') },
      terminal.id,
      terminal.key,
      world().clock.now,
    )
    const response = await fetch(world().url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: batch,
    })
    expect(await refusalOf(response)).toBe('401 unauthorised')
    expect((await world().registry.records()).some(r => r.terminal_id === terminal.id)).toBe(false)
  })

  test('a token is dead once its minute and the forgiven clock difference are over', async () => {
    const { id: as, key } = await world().terminal()
    const age = LIFETIME + TOLERANCE
    expect((await asked('/v1/hello', { as, key, at: world().clock.now - age + 1 })).status).toBe(200)
    expect((await asked('/v1/hello', { as, key, at: world().clock.now - age })).status).toBe(401)
  })

  test('an artifact is taken up where it broke off', async () => {
    const terminal = await world().terminal()
    const { snapshot } = await manifestOf(world(), terminal)
    const path = `/v1/artifacts/${snapshot.path}`
    const whole = Buffer.from(await (await terminal.get(path)).arrayBuffer())
    const response = await terminal.get(path, { range: 'bytes=1000-' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes 1000-${whole.length - 1}/${whole.length}`)
    const rest = Buffer.from(await response.arrayBuffer())
    expect(Buffer.concat([whole.subarray(0, 1000), rest]).equals(whole)).toBe(true)
    expect((await terminal.get(path, { range: `bytes=${whole.length}-` })).status).toBe(400)
  })

  test('no name but a published one opens a file', async () => {
    const terminal = await world().terminal()
    const zeros = '0'.repeat(64)
    for (const name of ['manifest.json', '..%2Fkeys%2Froot.json', `snapshot-${zeros}.ndjson.gz`])
      expect(await refusalOf(await terminal.get(`/v1/artifacts/${name}`))).toBe('404 not-found')
  })

  test('what the registry cannot read, or does not have, it refuses in JSON as well', async () => {
    const send = (body: string, type: string): Promise<Response> =>
      fetch(`${world().url}/v1/records`, { method: 'POST', headers: { 'content-type': type }, body })
    expect(await refusalOf(await fetch(`${world().url}/nowhere`))).toBe('404 not-found')
    expect(await refusalOf(await send('<xml/>', 'text/xml'))).toBe('415 bad-request')
  })

  test('a fault is told to the terminal as a fault, and to the operator without the words of it', async () => {
    const { id, key } = await world().terminal()
    const lines: unknown[] = []
    const log: Log = (event, facts) => lines.push({ event, ...facts })
    const broken = async (): Promise<never> => {
      throw Object.assign(new Error('invalid value: 杨明芳 530102199001011234'), { code: '22P02' })
    }
    const app = createServer({ ...world().registry, noteContact: broken }, log)
    const token = await signRequest(
      { method: 'GET', path: '/v1/hello', body: null },
      id,
      key,
      world().clock.now,
    )
    const reply = await app.inject({ url: '/v1/hello', headers: { authorization: `Bearer ${token}` } })
    expect(reply.statusCode).toBe(500)
    expect(apiError.parse(reply.json()).error).toEqual({
      code: 'internal',
      message: 'the registry has a fault',
    })
    expect(lines).toMatchObject([{ event: 'request-failed', route: '/v1/hello', code: '22P02' }])
    expect(JSON.stringify(lines)).not.toMatch(/杨明芳|530102/)
  })

  test('a batch under way when the registry stops is answered before it stops', async () => {
    const { registry } = world()
    const [arrived, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const serving = await serveRegistry({
      ...registry,
      async takeRecords(...batch) {
        arrived.resolve()
        await goOn.promise
        return await registry.takeRecords(...batch)
      },
    })
    registry.setAddress(world().url)
    const terminal = await world().terminal()
    const path = '/v1/records'
    const body = Buffer.from(JSON.stringify({ protocol: 1, records: [terminal.record()] }))
    const token = await signRequest(
      { method: 'POST', path, body },
      terminal.id,
      terminal.key,
      world().clock.now,
    )
    const answer = fetch(serving.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new Uint8Array(body),
    })
    await arrived.promise
    const stopped = serving.close()
    // Whoever comes now is turned away while the batch is still under way.
    await expect(fetch(`${serving.url}/health`)).rejects.toThrow()
    goOn.resolve()
    expect((await answer).status).toBe(200)
    await stopped
    await expect(fetch(`${serving.url}/health`)).rejects.toThrow()
  })

  test('a registry that stopped publishes nothing any more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      let published = 0
      const { registry } = world()
      const serving = await serveRegistry({
        ...registry,
        publish: async snapshot => {
          published += 1
          return await registry.publish(snapshot)
        },
      })
      registry.setAddress(world().url)
      vi.advanceTimersByTime(60_000)
      expect(published).toBe(2)
      await serving.close()
      vi.advanceTimersByTime(600_000)
      expect(published).toBe(2)
    } finally {
      vi.useRealTimers()
    }
  })

  test('a terminal that was cut off gets no data any more, is told so, and may hand in its records', async () => {
    const terminal = await world().terminal()
    const { snapshot } = await manifestOf(world(), terminal)
    const { card } = await world().holder()
    expect(await world().registry.cutOff(terminal.id)).toBe(true)
    expect(await refusalOf(await terminal.get('/v1/manifest'))).toBe('403 terminal-cut-off')
    expect(await refusalOf(await terminal.get(`/v1/artifacts/${snapshot.path}`))).toBe('403 terminal-cut-off')
    expect(helloResponse.parse(await (await terminal.get('/v1/hello')).json()).active).toBe(false)
    expect(await terminal.push([terminal.record({ card })])).toEqual([{ sequence: 1, status: 'accepted' }])
    expect(await world().registry.cutOff('t-nobody')).toBe(false)
  })
}
