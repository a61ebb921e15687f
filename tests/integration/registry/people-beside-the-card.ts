// A holder's picture and family: kept in the register, shown in full for a reason, and never published.
// A picture is taken by its bytes; what a camera wrote beside the points is gone before anything is kept.
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { LARGEST_PHOTO } from '../../../core/sync/wire.ts'
import { LOOKS } from '../../../registry/routes/photo.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import { refusalOf, type World } from './world.ts'

export function peopleBesideTheCard(world: () => World): void {
  const signedIn = async (role: 'office' | 'bank' | 'auditor' | 'unit'): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role))
  const plain = (): Buffer => PNG.sync.write(Object.assign(new PNG({ width: 4, height: 5 })))
  /** As some cameras write it: with a text of where it was taken. */
  function withPlace(): Buffer {
    const png = plain()
    const text = Buffer.from('Comment\0GPS 25.0329N 101.5460E', 'latin1')
    const chunk = Buffer.alloc(12 + text.length)
    chunk.writeUInt32BE(text.length, 0)
    chunk.write('tEXt', 4, 'latin1')
    text.copy(chunk, 8)
    chunk.writeUInt32BE(crc(chunk.subarray(4, 8 + text.length)), 8 + text.length)
    // Behind the head: signature and IHDR are 33 bytes.
    return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
  }
  const put = (client: ConsoleClient, card: string, bytes: Buffer) =>
    client.call('photo.put', { card, picture: bytes.toString('base64'), why: '制卡照片' })

  test('a picture is kept without where it was taken, and shown for a reason to whoever may see a holder in full', async () => {
    const { registry } = world()
    const login = await staffMember(registry, 'office')
    const office = await consoleClient(world().url, login)
    const { card } = await world().holder()
    expect(withPlace().toString('latin1')).toContain('GPS')
    expect((await put(office, card, withPlace())).ok).toBe(true)
    expect((await office.file('holders.photo', { card, why: ' ' })).status).toBe(400)
    const shown = await office.file('holders.photo', { card, why: '当面核对' })
    const bytes = Buffer.from(await shown.arrayBuffer())
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(bytes.toString('latin1')).not.toContain('GPS')
    expect(PNG.sync.read(bytes)).toMatchObject({ width: 4, height: 5 })
    const [line] = await registry.staff.audit({
      ...{ login, subject: card, act: 'holders.photo', before: null, limit: 1 },
    })
    expect(line).toMatchObject({ why: '当面核对', outcome: 'asked' })
    for (const role of ['bank', 'auditor', 'unit'] as const) {
      const client = await signedIn(role)
      expect((await client.file('holders.photo', { card, why: 'x' })).status, role).toBe(403)
    }
    expect((await office.call('photo.remove', { card, why: '本人要求' })).ok).toBe(true)
    expect((await office.file('holders.photo', { card, why: 'x' })).status).toBe(404)
  })

  test('a window gets the picture of who stands there, on the trail each time; no list of them, and nobody else', async () => {
    const { registry } = world()
    const office = await signedIn('office')
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const question = (of = card) => Buffer.from(JSON.stringify({ protocol: 1, card: of }))
    const ask = (of = card) => terminal.post(question(of), {}, '/v1/photo')
    const trail = async () =>
      await registry.staff.audit({
        ...{ login: terminal.id, subject: card, act: null, before: null, limit: 9 },
      })
    expect(await (await ask()).json()).toEqual({ card, photo: null })
    expect(await trail()).toEqual([])
    const picture = plain()
    await put(office, card, picture)
    expect(await (await ask()).json()).toMatchObject({
      photo: { type: 'image/png', body: picture.toString('base64') },
    })
    expect(await trail()).toMatchObject([
      { act: 'window.photo', why: '楚雄州人民医院 2 号窗口', outcome: 'asked' },
    ])
    await registry.changeSitePolicy('hospital', { photo: false })
    expect(await (await ask()).json()).toEqual({ card, photo: null })
    await registry.changeSitePolicy('hospital', { photo: true })
    const unsigned = await fetch(`${world().url}/v1/photo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: office.cookie },
      body: new Uint8Array(question()),
    })
    expect(unsigned.status).toBe(401)
    expect(await refusalOf(await ask('12'))).toBe('400 bad-request')
    for (let asked = 3; asked < LOOKS.count; asked++) expect((await ask()).status).toBe(200)
    expect(await refusalOf(await ask())).toBe('429 too-many-requests')
    const lost = await world().terminal()
    await registry.cutOff(lost.id)
    expect(await refusalOf(await lost.post(question(), {}, '/v1/photo'))).toBe('403 terminal-cut-off')
  })

  test('what is no picture by its bytes, or too large, is refused in words', async () => {
    const office = await signedIn('office')
    const { card } = await world().holder()
    for (const bytes of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      Buffer.from('%PDF-1.7\n%%EOF'),
      plain().subarray(0, 40),
    ])
      expect(await put(office, card, bytes)).toMatchObject({ code: 'not-a-picture' })
    expect(await put(office, card, Buffer.alloc(LARGEST_PHOTO + 1))).toMatchObject({ code: 'too-large' })
    expect(await put(office, '532399999999', plain())).toMatchObject({ code: 'no-such-card' })
    expect(await world().registry.office.hasPhoto(card)).toBe(false)
  })

  test('family members are entered by relations that a service is for, dated, ended once, and shown masked but for a reason', async () => {
    const { registry } = world()
    const office = await signedIn('office')
    const { card } = await world().holder()
    const child = {
      ...{ card, relation: 'child' as const, name: '濮阳小宝', bornOn: '2018-05-01', since: '2026-09-01' },
      why: '入学',
    }
    expect((await office.call('family.add', child)).ok).toBe(true)
    expect(await office.call('family.add', { ...child, relation: 'company' as never })).toMatchObject({
      code: 'bad-request',
    })
    const listed = await office.call('family.list', { card })
    if (!listed.ok) throw new Error(listed.code)
    expect(listed.value.members).toMatchObject([{ relation: 'child', since: '2026-09-01', until: null }])
    expect(JSON.stringify(listed)).not.toMatch(/小宝|2018-05-01/)
    const full = await office.call('family.reveal', { card, why: '核对户口簿' })
    expect(full).toMatchObject({ value: { members: [{ name: '濮阳小宝', bornOn: '2018-05-01' }] } })
    const id = listed.value.members[0]?.id ?? 0
    const end = { card, id, until: '2027-08-31', why: '转学' }
    expect(await office.call('family.end', { ...end, until: '2026-08-31' })).toMatchObject({
      code: 'until-before-since',
    })
    expect((await office.call('family.end', end)).ok).toBe(true)
    expect(await office.call('family.end', { ...end, until: '2030-01-01' })).toMatchObject({
      code: 'not-found',
    })
    expect((await registry.office.family(card))[0]).toMatchObject({ until: '2027-08-31', endReason: '转学' })
    expect(await (await signedIn('auditor')).call('family.reveal', { card, why: 'x' })).toMatchObject({
      code: 'forbidden',
    })
  })

  test('nothing of picture or family is published: not a row is queued, and no file names a child', async () => {
    const { registry } = world()
    const office = await signedIn('office')
    const { card } = await world().holder()
    const terminal = await world().terminal()
    const sequence = async (): Promise<number> =>
      JSON.parse((await (await terminal.get('/v1/manifest')).json()).payload).sequence
    const before = await sequence()
    await put(office, card, plain())
    await office.call('family.add', {
      ...{ card, relation: 'spouse', name: '濮阳内人', bornOn: '1990-01-01', since: '2026-01-01', why: 'x' },
    })
    await registry.publish()
    expect(await sequence()).toBe(before)
  })
}

/** CRC-32 of a PNG chunk's type and data. */
function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}
