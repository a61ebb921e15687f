// What the terminal makes of a registry that is busy, broken, slow, silent, or no registry at all.
// A real server answers on a real socket; nothing of the client is replaced.
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createRegistryClient } from '../../../electron/sync/registry-client.ts'

const NOW = 1_791_700_000
const { privateKey } = generateKeyPairSync('ed25519')

async function serverOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const clientOf = (url: string, withinMs = 300) =>
  createRegistryClient(url, { terminalId: 't-1', key: privateKey }, () => NOW, withinMs)

async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream).text()
}

describe('a registry that is busy', () => {
  test.each([
    [429, '17', 17],
    [503, '120', 120],
    [503, new Date((NOW + 90) * 1000).toUTCString(), 90],
    [503, '999999999', 3600],
    [503, 'soon', null],
    [429, undefined, null],
  ])('%d with Retry-After %s is waited for', async (status, header, retryAfter) => {
    const url = await serverOf((_request, response) => {
      response
        .writeHead(status, header === undefined ? {} : { 'retry-after': header })
        .end('<html>busy</html>')
    })
    const client = clientOf(url)
    expect(await client.hello()).toEqual({ ok: false, error: { code: 'busy', status, retryAfter } })
    expect(client.retryAfter()).toBe(retryAfter)
  })

  test('an artifact it would not serve now is no broken artifact', async () => {
    const url = await serverOf((_request, response) => response.writeHead(503, { 'retry-after': '5' }).end())
    expect(await clientOf(url).artifact('x')).toMatchObject({ ok: false, error: { code: 'busy' } })
  })
})

describe('what is no registry', () => {
  test('a login page of the hall’s network is told from an answer', async () => {
    const url = await serverOf((_request, response) => response.end('<!doctype html><title>WLAN</title>'))
    expect(await clientOf(url).hello()).toEqual({ ok: false, error: { code: 'not-a-registry' } })
  })

  test('a redirect is not followed: a signed request goes where it was signed for', async () => {
    const url = await serverOf((_request, response) => response.writeHead(302, { location: '/' }).end())
    expect(await clientOf(url).hello()).toEqual({ ok: false, error: { code: 'unreachable' } })
  })

  test('an answer without an end is given up after some megabytes', async () => {
    const url = await serverOf((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(1 << 20)));
      }
      response.on('drain', more)
      more()
    })
    expect(await clientOf(url, 10_000).hello()).toEqual({ ok: false, error: { code: 'not-a-registry' } })
  })
})

describe('a registry that is slow', () => {
  test('a body that stalls ends in time', async () => {
    const url = await serverOf((_request, response) => void response.write('{"serverTime":'))
    const began = performance.now()
    expect(await clientOf(url).hello()).toEqual({ ok: false, error: { code: 'unreachable' } })
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('a connection that is open and silent ends in time', async () => {
    const url = await serverOf(() => {})
    expect(await clientOf(url).hello()).toEqual({ ok: false, error: { code: 'unreachable' } })
  })

  test('a large file may take longer than an answer, as long as it keeps coming', async () => {
    const url = await serverOf(async (_request, response) => {
      for (let i = 0; i < 8; i++) {
        response.write(String(i))
        await new Promise(resolve => setTimeout(resolve, 100))
      }
      response.end()
    })
    const stream = await clientOf(url).artifact('x')
    expect(stream.ok && (await read(stream.value))).toBe('01234567')
  })

  test('a file that stops coming breaks off, and what had come stays', async () => {
    const url = await serverOf((_request, response) => void response.write('abc'))
    const stream = await clientOf(url).artifact('x')
    if (!stream.ok) throw new Error(stream.error.code)
    const reader = stream.value.getReader()
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('abc')
    await expect(reader.read()).rejects.toThrow('silent')
  })
})

test('artifacts come from where hello says, and no signature of ours goes there', async () => {
  const seen: (string | undefined)[] = []
  const bucket = await serverOf((request, response) => {
    seen.push(request.headers.authorization, request.url, request.headers.range)
    response.writeHead(206).end('rest')
  })
  const site = {
    siteId: 'hospital',
    siteName: { zh: '院', en: 'H' },
    siteKind: 'hospital',
    county: '楚雄市',
    windowName: { zh: '窗', en: 'W' },
    itemIds: null,
  }
  const url = await serverOf((_request, response) => {
    const hello = { serverTime: NOW, protocol: 1, active: true, site, artifactBase: `${bucket}/cards` }
    response.end(JSON.stringify(hello))
  })
  const client = clientOf(url)
  expect((await client.hello()).ok).toBe(true)
  const stream = await client.artifact('snapshot-1.gz', 10)
  expect(stream.ok && (await read(stream.value))).toBe('rest')
  expect(seen).toEqual([undefined, '/cards/snapshot-1.gz', 'bytes=10-'])
})
