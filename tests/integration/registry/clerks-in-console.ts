// The clerks of a site from the console: added, given a badge, closed, their PIN reset; what is given out once is kept nowhere.
// What the site's terminals are told is looked at in their roster.
import { expect, test } from 'vitest'
import { isStrongPin, scryptPin } from '../../../core/sync/roster.ts'
import { consoleClient, staffMember } from '../../support/console-client.ts'
import type { World } from './world.ts'

export function clerksInConsole(world: () => World): void {
  const signedIn = async (role: 'office' | 'auditor') =>
    await consoleClient(world().url, await staffMember(world().registry, role))
  const site = 'hospital'
  const rostered = async (number: string) =>
    (await world().registry.roster(site)).find(clerk => clerk.number === number)
  const fits = async (pin: string, number: string): Promise<boolean> => {
    const kept = (await rostered(number))?.pin
    if (kept === null || kept === undefined) return false
    return (await scryptPin(pin, Buffer.from(kept.salt, 'hex'))).toString('hex') === kept.hash
  }

  test('a clerk is added with a first PIN, shown once and kept as a hash; his number is his alone', async () => {
    const client = await signedIn('office')
    const clerk = { site, number: '7001', name: '周窗口', role: 'clerk' as const }
    const added = await client.call('clerks.add', clerk)
    if (!added.ok) throw new Error(added.code)
    expect(isStrongPin(added.value.firstPin)).toBe(true)
    expect(await fits(added.value.firstPin, '7001')).toBe(true)
    const listed = await client.call('clerks.list', { site })
    expect(listed).toMatchObject({ ok: true })
    expect(JSON.stringify(listed)).not.toMatch(/hash|salt/)
    expect(JSON.stringify(listed)).not.toContain(added.value.firstPin)
    expect(await client.call('clerks.add', clerk)).toMatchObject({ code: 'clerk-number-taken' })
    expect(await client.call('clerks.add', { ...clerk, site: 'nowhere' })).toMatchObject({
      code: 'no-such-site',
    })
  })

  test('a reset PIN takes the place of the old one, a badge of the old badge; terminals see a higher version', async () => {
    const client = await signedIn('office')
    const added = await client.call('clerks.add', {
      site,
      number: '7002',
      name: '吴窗口',
      role: 'supervisor',
    })
    if (!added.ok) throw new Error(added.code)
    const before = await rostered('7002')
    const asked = { site, number: '7002', why: '忘记 PIN' }
    const reset = await client.call('clerks.resetPin', asked)
    if (!reset.ok) throw new Error(reset.code)
    expect([await fits(added.value.firstPin, '7002'), await fits(reset.value.firstPin, '7002')]).toEqual([
      false,
      true,
    ])
    const badge = await client.call('clerks.badge', { ...asked, why: '新工牌' })
    expect(badge.ok && badge.value.svg).toMatch(/^<svg/)
    const after = await rostered('7002')
    expect(after).toMatchObject({
      version: (before?.version ?? 0) + 2,
      pinVersion: (before?.pinVersion ?? 0) + 1,
    })
    expect(after?.badgeHash).not.toBe(before?.badgeHash)
    expect(await client.call('clerks.resetPin', { ...asked, number: '9999' })).toMatchObject({
      code: 'no-such-clerk',
    })
  })

  test('a clerk is closed for a reason that stands on the trail, and may be opened again; only the office does so', async () => {
    const { registry } = world()
    const client = await signedIn('office')
    await client.call('clerks.add', { site, number: '7003', name: '郑窗口', role: 'clerk' })
    const close = { site, number: '7003', state: 'closed' as const, why: '调离岗位' }
    expect((await client.call('clerks.setState', close)).ok).toBe(true)
    expect((await rostered('7003'))?.state).toBe('closed')
    const [line] = await registry.staff.audit({
      ...{ login: null, subject: `${site}/7003`, act: 'clerks.setState', before: null, limit: 1 },
    })
    expect(line?.why).toBe('closed; 调离岗位')
    expect((await client.call('clerks.setState', { ...close, state: 'active' })).ok).toBe(true)
    expect((await rostered('7003'))?.state).toBe('active')
    const auditor = await signedIn('auditor')
    expect(await auditor.call('clerks.list', { site })).toMatchObject({ code: 'forbidden' })
  })
}
