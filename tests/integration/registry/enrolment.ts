// How a terminal joins: a code is good once, for a while, for one protocol, and guessing is made tedious.
// Addresses are limited by the registry's clock, so each test that fails on purpose moves it on.
import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { enrolResponse, helloResponse } from '../../../core/sync/wire.ts'
import { publicRaw } from '../../../registry/keys.ts'
import { CODE_LIVES } from '../../../registry/terminals.ts'
import { trusted } from './copy.ts'
import { refusalOf, type World } from './world.ts'

export function enrolment(world: () => World): void {
  beforeEach(() => {
    world().clock.now += 601
  })

  const ask = (secret: string, fields: Record<string, unknown> = {}): Promise<Response> =>
    fetch(`${world().url}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        protocol: 1,
        secret,
        publicKey: publicRaw(generateKeyPairSync('ed25519').publicKey),
        appVersion: '0.1.0',
        ...fields,
      }),
    })

  test('a code brings a terminal its identity, its window, and keys that verify under the root', async () => {
    const response = await ask(await world().secret())
    const enrolled = enrolResponse.parse(await response.json())
    expect(enrolled.site.windowName.zh).toBe('2 号窗口')
    expect(enrolled.rootKey).toBe(world().registry.keys.rootKey)
    expect(enrolled.serverTime).toBe(world().clock.now)
    const { list } = await trusted(world())
    // One that signs and one that waits, for each use.
    const uses = ['physical', 'publish', 'specimen', 'virtual']
    expect(list.keys.map(k => k.use).sort()).toEqual(uses.flatMap(use => [use, use]))
  })

  test('a code that was used is refused, and the terminal that used it stays', async () => {
    const secret = await world().secret()
    const { terminalId } = enrolResponse.parse(await (await ask(secret)).json())
    expect(await refusalOf(await ask(secret))).toBe('403 enrolment-code-used')
    expect((await world().registry.findTerminal(terminalId))?.state).toBe('active')
  })

  test('of two terminals that hand in one code at the same moment, one gets in', async () => {
    const secret = await world().secret()
    const statuses = (await Promise.all([ask(secret), ask(secret)])).map(r => r.status)
    expect(statuses.sort()).toEqual([200, 403])
  })

  test('a code is good to the last second of its seventh day, and refused after it', async () => {
    const [inTime, late] = [await world().secret(), await world().secret()]
    world().clock.now += CODE_LIVES
    expect((await ask(inTime)).status).toBe(200)
    world().clock.now += 1
    expect(await refusalOf(await ask(late))).toBe('403 enrolment-code-expired')
  })

  test('a code that was never given out is refused', async () => {
    expect(await refusalOf(await ask('0'.repeat(20)))).toBe('403 enrolment-code-unknown')
  })

  test('a terminal of another protocol version is told so, and its code stays good', async () => {
    const secret = await world().secret()
    expect(await refusalOf(await ask(secret, { protocol: 2 }))).toBe('400 protocol-version')
    expect(await refusalOf(await ask(secret, { publicKey: 'short' }))).toBe('400 bad-request')
    expect((await ask(secret)).status).toBe(200)
  })

  test('an address that tries too often waits ten minutes, even with a good code', async () => {
    const secret = await world().secret()
    for (let i = 0; i < 20; i++) await ask(`${i}`.padStart(20, 'Z'))
    expect(await refusalOf(await ask(secret))).toBe('429 too-many-requests')
    world().clock.now += 601
    expect((await ask(secret)).status).toBe(200)
  })

  test('a code asked for a site that is not there is not given out', async () => {
    const window = { siteId: 'nowhere', nameZh: '窗口', nameEn: 'Window', itemIds: null }
    expect(await world().registry.enrolmentCode(window)).toBeNull()
  })

  test('hello says the time and the window to a terminal that belongs to us', async () => {
    const terminal = await world().terminal()
    const hello = helloResponse.parse(await (await terminal.get('/v1/hello')).json())
    expect(hello).toMatchObject({ active: true, serverTime: world().clock.now })
    expect(hello.site.siteName.zh).toBe('楚雄州人民医院')
  })
}
