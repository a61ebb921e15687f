// Appointments from the phone to the office to the terminals of the site, as the registry keeps them.
// Nobody asks where no counter would see it; a unit decides about its own services alone; the past is gone.
import { expect, test } from 'vitest'
import { addDays } from '../../../core/policy/calendar.ts'
import { siteAppointments } from '../../../core/sync/appointments.ts'
import { helloResponse } from '../../../core/sync/wire.ts'
import { dateOf } from '../../../registry/register/dates.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import { phoneClient } from '../../support/phone-client.ts'
import type { World } from './world.ts'

const DAY = 86_400
const ITEM = '1.2'

export function appointments(world: () => World): void {
  const as = async (role: 'office' | 'unit' | 'auditor', unit?: string): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role, unit))
  const unitsOf = (item: string): readonly string[] =>
    (world().registry.catalogue.items.find(i => i.id === item)?.units ?? []).map(u => u.zh)
  const today = () => dateOf(world().clock.now)
  const inDays = (days: number) => addDays(today(), days)

  async function siteThatOffers(offers = true): Promise<string> {
    const site = (await (await world().terminal()).get('/v1/hello').then(r => r.json())) as {
      site: { siteId: string }
    }
    const { siteId } = site.site
    await world().registry.changeSitePolicy(siteId, { appointments: offers })
    return siteId
  }
  async function holderWithPhone(status: 'active' | 'suspended' | 'left' = 'active') {
    world().clock.now += 3700
    const { card } = await world().holder()
    const phone = phoneClient(world().url, () => world().clock.now)
    await phone.signIn('holder', card, world().messages)
    if (status === 'suspended') await act(card, 'suspend')
    if (status === 'left') await act(card, 'left')
    const ask = (site: string, day: string, part: 'morning' | 'afternoon' = 'morning', item = ITEM) =>
      phone.call('appointments.request', { site, item, day, part })
    const own = async () => {
      const answer = await phone.call('appointments.list', {})
      if (!answer.ok) throw new Error(answer.code)
      return answer.value.appointments
    }
    return { card, phone, ask, own }
  }
  async function act(card: string, deed: 'suspend' | 'left'): Promise<void> {
    const done = await world().registry.change(card, deed, { actor: 'test', reason: '核查' })
    if (!done.ok) throw new Error(done.error.code)
  }
  async function idOf(answer: Promise<{ ok: true; value: { id: string } } | { ok: false; code: string }>) {
    const got = await answer
    if (!got.ok) throw new Error(got.code)
    return got.value.id
  }
  async function expectedAt(terminal: Awaited<ReturnType<World['terminal']>>) {
    const hello = helloResponse.parse(await (await terminal.get('/v1/hello')).json())
    return siteAppointments.parse(JSON.parse(hello.appointments?.payload ?? 'null'))
  }

  test('a site offers none unless its policy says so, and then nobody can ask', async () => {
    const site = await siteThatOffers(false)
    const { phone, ask } = await holderWithPhone()
    expect(await phone.call('appointments.choices', {})).toMatchObject({ value: { sites: [] } })
    expect(await ask(site, inDays(1))).toMatchObject({ code: 'no-appointments-here' })
    await siteThatOffers()
    expect(await phone.call('appointments.choices', {})).toMatchObject({
      value: { sites: [{ id: site }], first: inDays(1), last: inDays(14) },
    })
  })

  test('asked for, confirmed in words, it reaches the site’s terminals signed, masked, and no more of the holder; the day after it is gone', async () => {
    const site = await siteThatOffers()
    const { card, ask, own } = await holderWithPhone()
    const terminal = await world().terminal()
    const id = await idOf(ask(site, inDays(2), 'afternoon'))
    expect((await expectedAt(terminal)).appointments.map(a => a.id)).not.toContain(id)
    const office = await as('office')
    const listed = await office.call('appointments.page', { day: inDays(2), site, state: 'requested' })
    expect(listed.ok && listed.value.appointments.find(a => a.id === id)).toMatchObject({ card, item: ITEM })
    expect(await office.call('appointments.confirm', { id, words: '请到三楼' })).toMatchObject({ ok: true })
    expect(await own()).toMatchObject([{ id, state: 'confirmed', words: '请到三楼' }])
    const sent = await expectedAt(terminal)
    expect(sent.siteId).toBe(site)
    expect(sent.appointments.find(a => a.id === id)).toEqual({
      id,
      card,
      name: '沐*海',
      item: ITEM,
      day: inDays(2),
      part: 'afternoon',
    })
    world().clock.now += 3 * DAY
    expect((await expectedAt(terminal)).appointments.map(a => a.id)).not.toContain(id)
    expect(await own()).toEqual([])
  })

  test('a unit sees and answers its own services alone, an auditor reads, and declining wants a word', async () => {
    const site = await siteThatOffers()
    const { ask, own } = await holderWithPhone()
    const id = await idOf(ask(site, inDays(3)))
    const stranger = world().registry.staff.units.find(u => !unitsOf(ITEM).includes(u.zh))?.zh
    const other = await as('unit', stranger)
    const all = { day: null, site: null, state: null }
    const seenBy = async (who: ConsoleClient) => {
      const page = await who.call('appointments.page', all)
      return page.ok && page.value.appointments.some(a => a.id === id)
    }
    expect(await seenBy(other)).toBe(false)
    expect(await other.call('appointments.confirm', { id, words: '' })).toMatchObject({
      code: 'no-such-appointment',
    })
    const auditor = await as('auditor')
    expect(await seenBy(auditor)).toBe(true)
    expect(await auditor.call('appointments.decline', { id, words: 'x' })).toMatchObject({
      code: 'forbidden',
    })
    const its = await as('unit', unitsOf(ITEM)[0])
    expect(await seenBy(its)).toBe(true)
    expect(await its.call('appointments.decline', { id, words: ' ' })).toMatchObject({ code: 'bad-request' })
    expect(await its.call('appointments.decline', { id, words: '当天停电' })).toMatchObject({ ok: true })
    expect(await own()).toMatchObject([{ state: 'declined', words: '当天停电' }])
    expect(await its.call('appointments.confirm', { id, words: '' })).toMatchObject({
      code: 'not-from-this-state',
    })
    const trail = await world().registry.staff.audit({
      login: null,
      subject: id,
      act: null,
      before: null,
      limit: 20,
    })
    expect(JSON.stringify(trail)).toContain('当天停电')
  })

  test('one open at a site and day, three in all; what is withdrawn makes room, and is withdrawn by its holder alone', async () => {
    const site = await siteThatOffers()
    const { phone, ask, own } = await holderWithPhone()
    const first = await idOf(ask(site, inDays(1)))
    expect(await ask(site, inDays(1), 'afternoon')).toMatchObject({ code: 'booked-already' })
    await idOf(ask(site, inDays(2)))
    await idOf(ask(site, inDays(3)))
    expect(await ask(site, inDays(4))).toMatchObject({ code: 'too-many-booked' })
    const stranger = await holderWithPhone()
    expect(await stranger.phone.call('appointments.withdraw', { id: first })).toMatchObject({
      code: 'not-found',
    })
    expect(await phone.call('appointments.withdraw', { id: first })).toMatchObject({ ok: true })
    expect(await phone.call('appointments.withdraw', { id: first })).toMatchObject({ code: 'not-now' })
    const again = await idOf(ask(site, inDays(1), 'afternoon'))
    expect((await own()).map(a => [a.id, a.state])).toContainEqual([again, 'requested'])
  })

  test('of requests at one moment no more come through than a card may have', async () => {
    const site = await siteThatOffers()
    const { ask } = await holderWithPhone()
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(n => ask(site, inDays(n))))
    expect(answers.filter(a => a.ok)).toHaveLength(3)
  })

  test('asking and taking back over and over comes to an end', async () => {
    const site = await siteThatOffers()
    const { phone, ask } = await holderWithPhone()
    for (let n = 0; n < 10; n++)
      await phone.call('appointments.withdraw', { id: await idOf(ask(site, inDays(1))) })
    expect(await ask(site, inDays(1))).toMatchObject({ code: 'too-many-requests' })
  })

  test.each(['suspended', 'left'] as const)('a card that is %s makes no appointment', async status => {
    const site = await siteThatOffers()
    const { ask } = await holderWithPhone(status)
    expect(await ask(site, inDays(1))).toMatchObject({ code: 'card-cannot-book' })
  })

  test('a card that will have ended by the day, or has ended, is given none', async () => {
    const site = await siteThatOffers()
    world().clock.now += 3700
    const { card } = await world().holder('active', world().clock.now + 5 * DAY)
    const phone = phoneClient(world().url, () => world().clock.now)
    await phone.signIn('holder', card, world().messages)
    const ask = (day: string) =>
      phone.call('appointments.request', { site, item: ITEM, day, part: 'morning' })
    expect(await ask(inDays(6))).toMatchObject({ code: 'day-not-open' })
    expect(await ask(inDays(4))).toMatchObject({ ok: true })
    world().clock.now += 6 * DAY
    expect(await ask(inDays(1))).toMatchObject({ code: 'card-cannot-book' })
  })

  test('no day that is past, today’s, or too far off; no service that the site does not have', async () => {
    const site = await siteThatOffers()
    const { ask } = await holderWithPhone()
    for (const day of [inDays(-1), today(), inDays(15)])
      expect(await ask(site, day), day).toMatchObject({ code: 'day-not-open' })
    expect(await ask(site, inDays(1), 'morning', '9.99')).toMatchObject({ code: 'no-appointments-here' })
    expect(await ask('nowhere', inDays(1))).toMatchObject({ code: 'no-appointments-here' })
  })
}
