// The office's register over the console's own calls: looking people up, looking closer, correcting, standing with a day of effect.
// What terminals get of it is looked at in the published rows.
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { CALLS } from '../../../registry/console-api/contract.ts'
import { planOf } from '../../../registry/register/search.ts'
import { idNumber } from '../../../registry/seed.ts'
import { type Answer, type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import type { World } from './world.ts'

const DAY = 86_400

type SearchPage = z.output<(typeof CALLS)['holders.search']['output']>

export function office(world: () => World): void {
  let entered = 5000
  const signedIn = async (role: 'office' | 'bank' = 'office'): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role))
  async function enter(client: ConsoleClient, name: string, tier: 'A' | 'B' = 'B'): Promise<string> {
    entered += 1
    const answer = await client.call('holders.enter', {
      ...{ name, tier, idNumber: idNumber('532301', entered), provincial: '', expires: '2028-06-30' },
      why: 'application 2026-11',
    })
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.card
  }
  async function search(client: ConsoleClient, text: string, more: { status?: 'active' | 'pending' } = {}) {
    const cards: string[] = []
    let after: string | null = null
    do {
      const page: Answer<SearchPage> = await client.call('holders.search', {
        ...{ text, status: more.status ?? null, tier: null, after, limit: 2 },
      })
      if (!page.ok) throw new Error(page.code)
      cards.push(...page.value.holders.map(h => h.card))
      after = page.value.next
    } while (after !== null)
    return cards
  }

  test('a holder is found by characters, given name, pinyin, initials, card, and the end of the ID number; page by page', async () => {
    const client = await signedIn()
    const cards = [
      await enter(client, '禤雨荞'),
      await enter(client, '禤雨荞'),
      await enter(client, '禤雨荷'),
    ]
    const [first = '', second = '', third = ''] = cards
    const { id_number: id = '' } = (await world().registry.findHolder(second)) ?? {}
    const both = [first, second].sort()
    expect((await search(client, '禤')).sort()).toEqual(cards.toSorted())
    expect((await search(client, '禤雨荞')).sort()).toEqual(both)
    expect((await search(client, '雨荞')).sort()).toEqual(both)
    expect((await search(client, 'xuan yu')).sort()).toEqual(cards.toSorted())
    // Others of the register have these initials, too.
    const mine = (found: readonly string[]): string[] => cards.filter(card => found.includes(card)).sort()
    expect(mine(await search(client, 'XYH'))).toEqual([third])
    expect(mine(await search(client, 'xyq'))).toEqual(both)
    expect(await search(client, second.slice(0, 11))).toEqual([second])
    expect(await search(client, `禤 ${id.slice(-4)}`)).toContain(second)
    expect(await search(client, id.slice(-4))).toContain(second)
    expect(await search(client, id)).toEqual([second])
    expect(await search(client, '禤', { status: 'active' })).toEqual([])
    expect(await search(client, '没有这个人')).toEqual([])
  })

  test('what was typed is understood for what it is', () => {
    expect(planOf('5323 0000 0016')).toMatchObject({ keys: ['card'], from: '532300000016' })
    expect(planOf('12３x')).toMatchObject({ keys: ['tail', 'card'], from: '123X' })
    expect(planOf(' 杨 明 1234')).toMatchObject({ keys: ['name', 'given'], from: '杨明', tail: '1234' })
    expect(planOf("Xi'an")).toMatchObject({ keys: ['pinyin', 'initials'], from: 'xian', tail: null })
    expect(planOf('')).toMatchObject({ keys: ['card'], from: '' })
  })

  test('a list shows everybody once, whatever keys he would be found by', async () => {
    const client = await signedIn()
    const found = await search(client, 'y')
    expect(found.length).toBeGreaterThan(5)
    expect(new Set(found).size).toBe(found.length)
  })

  test('lists and pages are masked; a full look needs a reason and stands on the trail before it is given', async () => {
    const { registry } = world()
    const client = await signedIn()
    const card = await enter(client, '沐春海')
    const page = await client.call('holders.page', { card })
    expect(page).toMatchObject({ value: { holder: { name: '沐*海' } } })
    const { id_number: id = '' } = (await registry.findHolder(card)) ?? {}
    expect(JSON.stringify(page)).not.toContain('沐春海')
    expect(JSON.stringify(page)).not.toContain(id)
    expect(await client.call('holders.reveal', { card, why: '  ' })).toMatchObject({ code: 'bad-request' })
    expect(await client.call('holders.reveal', { card, why: '来信核对' })).toMatchObject({
      value: { name: '沐春海', idNumber: id },
    })
    const [line] = await registry.staff.audit({
      ...{ login: null, subject: card, act: 'holders.reveal', before: null, limit: 1 },
    })
    expect(line).toMatchObject({ subject: card, why: '来信核对', outcome: 'asked' })
    expect(await client.call('holders.page', { card: '532399999999' })).toMatchObject({ code: 'not-found' })
  })

  test('a correction is dated, keeps what stood before, and reaches the terminals', async () => {
    const { registry, clock } = world()
    const client = await signedIn()
    const card = await enter(client, '沐春海')
    const terminal = await world().terminal()
    const manifest = async () => JSON.parse((await (await terminal.get('/v1/manifest')).json()).payload)
    const before = await manifest()
    clock.now += 10
    const changes = { name: '沐春河', tier: 'A' as const, expires: '2029-12-31' }
    expect((await client.call('holders.correct', { card, why: '身份证更名', changes })).ok).toBe(true)
    const row = await registry.findHolder(card)
    expect(row).toMatchObject({ name: '沐春河', pinyin: 'mu chun he', tier: 'A' })
    expect(new Date(((row?.expires_at ?? 0) + 8 * 3600) * 1000).toISOString()).toMatch(/^2029-12-31T23:59:59/)
    const page = await registry.office.page(card)
    expect(page?.corrections).toMatchObject([
      {
        number: 1,
        at: clock.now,
        reason: '身份证更名',
        before: { name: '沐春海', tier: 'B' },
        after: { name: '沐春河' },
      },
    ])
    expect((await manifest()).sequence).toBe(before.sequence + 1)
    expect(await client.call('holders.correct', { card, why: 'again', changes })).toMatchObject({
      code: 'nothing-changed',
    })
  })

  test('an ID number belongs to one holder, whether entered or corrected', async () => {
    const client = await signedIn()
    const [one, other] = [await enter(client, '甲一'), await enter(client, '乙二')]
    const { id_number: taken = '' } = (await world().registry.findHolder(one)) ?? {}
    const changes = { idNumber: taken }
    expect(await client.call('holders.correct', { card: other, why: 'typo', changes })).toMatchObject({
      code: 'id-number-taken',
    })
    const again = { name: '丙三', tier: 'A' as const, idNumber: taken, provincial: '', expires: '2028-06-30' }
    expect(await client.call('holders.enter', { ...again, why: 'x' })).toMatchObject({
      code: 'id-number-taken',
    })
    const wrong = { ...again, idNumber: '532301198001011234' }
    expect(await client.call('holders.enter', { ...wrong, why: 'x' })).toMatchObject({ code: 'bad-request' })
  })

  test('the bank activates and re-issues; it decides no standing', async () => {
    const { registry } = world()
    const [client, bank] = [await signedIn(), await signedIn('bank')]
    const card = await enter(client, '沐春海')
    expect((await bank.call('cards.care', { card, act: 'activate', why: '已领卡' })).ok).toBe(true)
    expect((await bank.call('cards.care', { card, act: 'lost', why: '电话挂失' })).ok).toBe(true)
    expect((await bank.call('cards.care', { card, act: 'reissue', why: '补卡' })).ok).toBe(true)
    expect(await registry.findHolder(card)).toMatchObject({ status: 'active', serial: 2 })
    const left = { card, act: 'left' as const, why: 'x', effectOn: null }
    expect(await bank.call('cards.standing', left)).toMatchObject({ code: 'forbidden' })
    expect(await bank.call('cards.care', { card, act: 'activate', why: 'x' })).toMatchObject({
      code: 'not-from-this-status',
    })
  })

  test('a revocation for a day to come leaves the card good until that day begins, then ends it, once', async () => {
    const { registry, clock } = world()
    const client = await signedIn()
    const card = await enter(client, '沐春海')
    await client.call('cards.care', { card, act: 'activate', why: '已领卡' })
    const tomorrow = dateAt(clock.now + DAY)
    const revoke = {
      card,
      act: 'revoke' as const,
      ground: 'contract' as const,
      why: '未满服务期',
      effectOn: tomorrow,
    }
    expect(await client.call('cards.standing', revoke)).toMatchObject({ value: { result: 'waiting' } })
    await registry.publish()
    expect((await registry.findHolder(card))?.status).toBe('active')
    clock.now = Date.parse(`${tomorrow}T00:00:00+08:00`) / 1000 - 1
    await registry.publish()
    expect((await registry.findHolder(card))?.status).toBe('active')
    clock.now += 1
    await registry.publish()
    await registry.publish()
    expect((await registry.findHolder(card))?.status).toBe('revoked')
    const history = await registry.history(card)
    expect(history.filter(h => h.act === 'revoke')).toMatchObject([
      { ground: 'contract', effect_on: tomorrow },
    ])
    expect((await registry.office.page(card))?.due).toMatchObject([{ state: 'done' }])
  })

  test('what waits can be withdrawn; what can no longer be done is settled as refused', async () => {
    const { registry, clock } = world()
    const client = await signedIn()
    const [kept, gone] = [await enter(client, '甲一'), await enter(client, '乙二')]
    const effectOn = dateAt(clock.now + 2 * DAY)
    for (const card of [kept, gone])
      await client.call('cards.standing', { card, act: 'left', why: '离任', effectOn })
    const [due] = (await registry.office.page(kept))?.due ?? []
    const withdraw = { card: kept, id: due?.id ?? 0, why: '留任' }
    expect((await client.call('cards.withdraw', withdraw)).ok).toBe(true)
    expect(await client.call('cards.withdraw', withdraw)).toMatchObject({ code: 'not-waiting' })
    const now = { card: gone, act: 'revoke' as const, ground: 'fraud' as const, why: '造假', effectOn: null }
    expect(await client.call('cards.standing', now)).toMatchObject({ value: { result: 'done' } })
    clock.now += 3 * DAY
    await registry.publish()
    expect((await registry.findHolder(kept))?.status).toBe('pending')
    expect((await registry.findHolder(gone))?.status).toBe('revoked')
    expect((await registry.office.page(gone))?.due).toMatchObject([
      { state: 'refused: not-from-this-status' },
    ])
  })
}

const dateAt = (at: number): string => new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 10)
