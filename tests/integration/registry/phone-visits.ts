// A holder's own pages of benefits and visits, as the registry fills them: his own records alone, each visit rated once.
// What the office keeps of a visit (who served, by what evidence) never reaches the phone.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { phoneClient } from '../../support/phone-client.ts'
import type { World } from './world.ts'

export function phoneVisits(world: () => World): void {
  async function holderWithPhone() {
    world().clock.now += 3700
    const { card } = await world().holder()
    const phone = phoneClient(world().url, () => world().clock.now)
    await phone.signIn('holder', card, world().messages)
    const visits = async () => {
      const answer = await phone.call('visits.list', {})
      if (!answer.ok) throw new Error(answer.code)
      return answer.value.visits
    }
    return { card, phone, visits }
  }

  test('services of one visit stand together, a voided one is marked, a refusal is told in its cause; nothing of clerk or evidence', async () => {
    const { card, phone, visits } = await holderWithPhone()
    const terminal = await world().terminal()
    const [visit, other] = [randomUUID(), randomUUID()]
    const first = terminal.record({ card, visit, item: '1.2' })
    await terminal.push([
      first,
      terminal.record({ card, visit, item: '1.1', relation: 'self' }),
      terminal.record({ card, visit, kind: 'void', item: '1.2', voids: first.id }),
      terminal.record({ card, visit: other, kind: 'refusal', item: null, cause: 'papers-missing' }),
    ])
    const listed = await visits()
    const served = listed.find(v => v.id === visit)
    expect(served?.services.map(s => [s.id, s.voided]).toSorted()).toEqual([
      ['1.1', false],
      ['1.2', true],
    ])
    expect(served).toMatchObject({ site: { zh: '楚雄州人民医院' }, canRate: true, refused: null })
    expect(listed.find(v => v.id === other)).toMatchObject({ refused: 'papers-missing', canRate: false })
    const text = await (await phone.raw('visits.list', {})).text()
    expect(text).not.toMatch(/0312|evidence|basis|nonce/)
  })

  test('a quota used anywhere is gone from the benefits, and back when it is voided', async () => {
    const { card, phone } = await holderWithPhone()
    const terminal = await world().terminal()
    const checkup = async () => {
      const answer = await phone.call('benefits.list', {})
      const item = answer.ok ? answer.value.categories.flatMap(c => c.items).find(i => i.id === '1.2') : null
      return [item?.state, item?.left]
    }
    expect(await checkup()).toEqual(['available', 1])
    const record = terminal.record({ card })
    await terminal.push([record])
    expect(await checkup()).toEqual(['used-up', 0])
    await terminal.push([terminal.record({ card, kind: 'void', voids: record.id })])
    expect(await checkup()).toEqual(['available', 1])
  })

  test('a visit is rated once: a word at the counter afterwards changes nothing, and after one there the phone is told so', async () => {
    const { card, phone, visits } = await holderWithPhone()
    const terminal = await world().terminal()
    const [here, there] = [randomUUID(), randomUUID()]
    await terminal.push([
      terminal.record({ card, visit: here }),
      terminal.record({ card, visit: there, item: '1.1' }),
    ])
    expect(await phone.call('visits.rate', { visit: here, rating: 2, comment: ' 等了很久 ' })).toMatchObject({
      ok: true,
    })
    await terminal.push([
      terminal.record({ card, visit: here, kind: 'rating', rating: 5, item: null }),
      terminal.record({ card, visit: there, kind: 'rating', rating: 4, item: null }),
    ])
    const listed = await visits()
    expect(listed.find(v => v.id === here)).toMatchObject({
      rating: 2,
      comment: '等了很久',
      ratedAt: 'phone',
      canRate: false,
      followUp: { state: 'open', answer: null },
    })
    const step = { actor: 'zhou', note: '已加开窗口，谢谢您的提醒。' }
    expect(
      await world().registry.followUps.take(null, { terminal: terminal.id, visit: here }, 'contact', step),
    ).toMatchObject({ ok: true })
    expect(
      await world().registry.followUps.take(null, { terminal: terminal.id, visit: here }, 'settle', step),
    ).toMatchObject({ ok: true })
    expect((await visits()).find(v => v.id === here)?.followUp).toEqual({
      state: 'settled',
      answer: step.note,
    })
    expect(listed.find(v => v.id === there)).toMatchObject({ rating: 4, ratedAt: 'counter', canRate: false })
    for (const visit of [here, there])
      expect(await phone.call('visits.rate', { visit, rating: 1, comment: '' })).toMatchObject({
        code: 'rated-already',
      })
  })

  test('nobody rates a visit of somebody else, one where nobody was served, or one that is none', async () => {
    const { card, phone } = await holderWithPhone()
    const stranger = await holderWithPhone()
    const terminal = await world().terminal()
    const [visit, refused] = [randomUUID(), randomUUID()]
    await terminal.push([
      terminal.record({ card, visit, item: '1.1' }),
      terminal.record({ card, visit: refused, kind: 'refusal', item: null }),
    ])
    const rate = (of: typeof phone, id: string) =>
      of.call('visits.rate', { visit: id, rating: 5, comment: '' })
    expect(await stranger.visits()).toEqual([])
    expect(await rate(stranger.phone, visit)).toMatchObject({ code: 'not-found' })
    expect(await rate(phone, refused)).toMatchObject({ code: 'not-found' })
    expect(await rate(phone, randomUUID())).toMatchObject({ code: 'not-found' })
    expect(await rate(phone, visit)).toMatchObject({ ok: true })
  })
}
