// Sites and terminals over the console's own calls: a site made, a terminal let in by its code, heard of, and cut off.
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { DEFAULT_POLICY, type PolicyChanges, type SitePolicy } from '../../../core/policy/site-policy.ts'
import { parseEnrolmentCode } from '../../../core/sync/enrolment-code.ts'
import { publicRaw } from '../../../registry/keys.ts'
import { type ConsoleClient, consoleClient, shortOf, staffMember } from '../../support/console-client.ts'
import { openRaw } from './raw.ts'
import type { World } from './world.ts'

export function sites(world: () => World): void {
  const signedIn = async (role: 'office' | 'auditor' = 'office'): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role))
  const BANK = {
    id: 'bank-branch',
    nameZh: '富滇银行',
    nameEn: 'Bank',
    kind: 'bank' as const,
    county: '楚雄市',
  }

  test('a site is made once, a code lets one terminal in for the chosen items, and its reports are seen', async () => {
    const { registry, clock } = world()
    const client = await signedIn()
    expect((await client.call('sites.add', BANK)).ok).toBe(true)
    expect(await client.call('sites.add', BANK)).toMatchObject({ code: 'site-taken' })
    const window = { id: BANK.id, nameZh: '人才窗口', nameEn: 'Talent window', items: ['12.1'] }
    const made = await client.call('sites.code', window)
    if (!made.ok) throw new Error(made.code)
    expect(made.value.svg).toMatch(/^<svg /)
    const code = parseEnrolmentCode(made.value.code)
    if (!code.ok) throw new Error(code.error.code)
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const enrolled = await registry.enrol(code.value.secret, publicRaw(publicKey))
    if (!enrolled.ok) throw new Error(enrolled.error.code)
    expect(enrolled.value.site.itemIds).toEqual(['12.1'])
    const get = openRaw(world().url, enrolled.value.id, privateKey, clock)
    const query = `sequence=7&hash=${'ab'.repeat(32)}&app=1.2.3&asOf=${clock.now - 60}`
    expect((await get(`/v1/hello?${query}`)).status).toBe(200)
    expect(await client.call('sites.page', { id: BANK.id })).toMatchObject({
      value: {
        site: { id: BANK.id },
        terminals: [
          {
            ...{ id: enrolled.value.id, window: '人才窗口', state: 'active', received: 0, journalEnd: 7 },
            ...{ app: '1.2.3', dataAsOf: clock.now - 60, lastContact: clock.now },
          },
        ],
      },
    })
    // A terminal of an older program says nothing of itself, and is greeted all the same.
    expect((await get('/v1/hello')).status).toBe(200)
    // What it says is a text of its own: too long a one is not kept.
    expect((await get(`/v1/hello?app=${'x'.repeat(500)}`)).status).toBe(200)
    const { value } = (await client.call('sites.page', { id: BANK.id })) as {
      value: { terminals: { app: string }[] }
    }
    expect(value.terminals[0]?.app).toBe('1.2.3')
  })

  test('which program is the newest is said by number, not by letters, over all sites', async () => {
    const [one, other] = [await world().terminal(), await world().terminal()]
    await one.get('/v1/hello?app=0.9.3')
    await other.get('/v1/hello?app=10.10.0')
    await one.get('/v1/hello?app=10.9.30')
    const page = await (await signedIn()).call('sites.page', { id: BANK.id })
    expect(page).toMatchObject({ value: { newestApp: '10.10.0' } })
  })

  test('a terminal that is cut off is told so at its next contact; why stands on the trail', async () => {
    const { registry } = world()
    const client = await signedIn()
    const terminal = await world().terminal()
    expect((await terminal.get('/v1/manifest')).status).toBe(200)
    const { id } = terminal
    expect((await client.call('terminals.cutOff', { id, why: '终端遗失' })).ok).toBe(true)
    expect((await terminal.get('/v1/manifest')).status).toBe(403)
    const [line] = await registry.staff.audit({
      ...{ login: null, subject: id, act: 'terminals.cutOff', before: null, limit: 1 },
    })
    expect(line?.why).toBe('终端遗失')
    expect(await client.call('terminals.cutOff', { id: 't-nobody', why: 'x' })).toMatchObject({
      code: 'not-found',
    })
  })

  test('the rules of a site change field by field; its terminals hear with their next greeting, the trail says what', async () => {
    const client = await signedIn()
    const terminal = await world().terminal()
    const heard = async () => {
      const greeting = (await (await terminal.get('/v1/hello')).json()) as { site: { policy: SitePolicy } }
      return greeting.site.policy
    }
    expect(await heard()).toEqual(DEFAULT_POLICY)
    const id = 'hospital'
    const set = (changes: PolicyChanges, why = '全州统一') =>
      client.call('sites.setPolicy', { id, changes, why })
    expect(await set({ idleSeconds: 60, kiosk: 'on' })).toMatchObject({ ok: true })
    expect(await set({ kiosk: 'off', overrides: [] })).toMatchObject({ ok: true })
    const now = { ...DEFAULT_POLICY, idleSeconds: 60, kiosk: 'off', overrides: [] }
    expect(await heard()).toEqual(now)
    expect(await client.call('sites.page', { id })).toMatchObject({ value: { policy: now } })
    const trail = await world().registry.staff.audit({
      ...{ login: null, subject: id, act: 'sites.setPolicy', before: null, limit: 9 },
    })
    expect(trail.map(line => line.why)).toEqual([
      '{"kiosk":"off","overrides":[]}; 全州统一',
      '{"idleSeconds":60,"kiosk":"on"}; 全州统一',
    ])
    // What would be made careful on the wire is refused to whoever sets it, and nothing of the rest is done.
    for (const wrong of [
      { idleSeconds: 5 },
      { receipt: 'by-drone' },
      { overrides: ['N-22'] },
      { languages: [] },
      { kiosk: 'on', somethingNew: 1 },
    ])
      expect(await shortOf(await client.raw('sites.setPolicy', { id, changes: wrong, why: 'x' }))).toBe(
        '400 bad-request',
      )
    expect(await shortOf(await client.raw('sites.setPolicy', { id, changes: {}, why: ' ' }))).toBe(
      '400 bad-request',
    )
    expect(await heard()).toEqual(now)
    expect(await client.call('sites.setPolicy', { id: 'nowhere', changes: {}, why: 'x' })).toMatchObject({
      code: 'not-found',
    })
    await set(DEFAULT_POLICY)
    expect(await heard()).toEqual(DEFAULT_POLICY)
  })

  test('an auditor sees sites and terminals, and lets nobody in', async () => {
    const client = await signedIn('auditor')
    expect((await client.call('sites.page', { id: 'hospital' })).ok).toBe(true)
    const window = { id: 'hospital', nameZh: 'x', nameEn: 'x', items: null }
    expect(await client.call('sites.code', window)).toMatchObject({ code: 'forbidden' })
    const rules = { id: 'hospital', changes: { badgeAlone: true }, why: 'x' }
    expect(await client.call('sites.setPolicy', rules)).toMatchObject({ code: 'forbidden' })
  })
}
