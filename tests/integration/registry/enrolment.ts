// How a terminal joins: a code is good once, for a while, for one protocol, and guessing is made tedious.
// Addresses are limited by the registry's clock, so each test that fails on purpose moves it on.
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { trustKeys } from '../../../core/card/keys.ts'
import { proveKey } from '../../../core/sync/enrolment-proof.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import { type EnrolmentGrant, enrolmentGrant, enrolResponse, helloResponse } from '../../../core/sync/wire.ts'
import { openKeyList, publishKey } from '../../../electron/sync/documents.ts'
import { publicRaw } from '../../../registry/keys.ts'
import { CODE_LIVES } from '../../../registry/terminals.ts'
import { trusted } from './copy.ts'
import { refusalOf, type World } from './world.ts'

export function enrolment(world: () => World): void {
  beforeEach(() => {
    world().clock.now += 601
  })

  const ask = (
    secret: string,
    fields: Record<string, unknown> = {},
    pair: KeyPairKeyObjectResult = generateKeyPairSync('ed25519'),
  ): Promise<Response> => {
    const publicKey = publicRaw(pair.publicKey)
    return fetch(`${world().url}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        protocol: 1,
        secret,
        publicKey,
        proof: proveKey(secret, publicKey, pair.privateKey),
        appVersion: '0.1.0',
        ...fields,
      }),
    })
  }

  /** What was granted, proven as a terminal proves it. */
  async function grantOf(response: Response): Promise<EnrolmentGrant> {
    const { rootKey, keyList, grant } = enrolResponse.parse(await response.json())
    expect(rootKey).toBe(world().registry.keys.rootKey)
    const list = openKeyList(keyList, rootKey)
    if (!list.ok) throw new Error(list.error.code)
    const opened = openSigned(grant, 'enrolment', enrolmentGrant, publishKey(trustKeys(list.value)))
    if (!opened.ok) throw new Error(opened.error.code)
    return opened.value
  }

  test('a code brings a terminal its identity, its window, and keys that verify under the root', async () => {
    const enrolled = await grantOf(await ask(await world().secret()))
    expect(enrolled.site.windowName.zh).toBe('2 号窗口')
    expect(enrolled.serverTime).toBe(world().clock.now)
    const { list } = await trusted(world())
    // One that signs and one that waits, for each use.
    const uses = ['physical', 'publish', 'specimen', 'virtual']
    expect(list.keys.map(k => k.use).sort()).toEqual(uses.flatMap(use => [use, use]))
  })

  test('a code that was used is refused, and the terminal that used it stays', async () => {
    const secret = await world().secret()
    const { terminalId } = await grantOf(await ask(secret))
    expect(await refusalOf(await ask(secret))).toBe('403 enrolment-code-used')
    expect((await world().registry.findTerminal(terminalId))?.state).toBe('active')
  })

  test('a terminal that never heard the answer asks again with its key, even days later, and is the same terminal', async () => {
    const secret = await world().secret()
    const pair = generateKeyPairSync('ed25519')
    const before = (await world().registry.terminals()).length
    const first = await grantOf(await ask(secret, {}, pair))
    world().clock.now += CODE_LIVES + 1
    const again = await grantOf(await ask(secret, {}, pair))
    expect(again.terminalId).toBe(first.terminalId)
    expect(await world().registry.terminals()).toHaveLength(before + 1)
    await world().registry.cutOff(first.terminalId)
    expect(await refusalOf(await ask(secret, {}, pair))).toBe('403 enrolment-code-used')
  })

  test('a key that nobody proves to have spends no code', async () => {
    const secret = await world().secret()
    const other = publicRaw(generateKeyPairSync('ed25519').publicKey)
    expect(await refusalOf(await ask(secret, { publicKey: other }))).toBe('400 bad-request')
    expect(await refusalOf(await ask(secret, { proof: 'A'.repeat(86) }))).toBe('400 bad-request')
    expect((await ask(secret)).status).toBe(200)
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
    const refused = await ask(secret)
    expect(refused.headers.get('retry-after')).toBe('600')
    expect(await refusalOf(refused)).toBe('429 too-many-requests')
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
