// The card on a phone, as the registry gives it out: codes on a grid of slots, a day ahead and no further, for a card in force alone.
// What a holder is told of his card never says why.
import { expect, test } from 'vitest'
import { parseToken } from '../../../core/card/token.ts'
import { phoneClient } from '../../support/phone-client.ts'
import type { World } from './world.ts'

const SLOT = 30

export function phoneCard(world: () => World): void {
  async function signedIn(card: string) {
    world().clock.now += 3700
    const phone = phoneClient(world().url, () => world().clock.now)
    await phone.signIn('holder', card, world().messages)
    return phone
  }

  test('codes are consecutive, one a slot, the first of them in force now; each can be read and is this card’s', async () => {
    const { card } = await world().holder()
    const phone = await signedIn(card)
    const now = world().clock.now
    const answer = await phone.call('card.codes', { from: now, count: 5 })
    if (!answer.ok) throw new Error(answer.code)
    expect(answer.value.from).toBe(now - (now % SLOT))
    const claims = answer.value.codes.map(code => {
      const parsed = parseToken(code)
      if (!parsed.ok || parsed.value.claims.medium !== 'virtual') throw new Error('not a virtual token')
      return parsed.value.claims
    })
    expect(claims.map(c => c.issuedAt)).toEqual([0, 1, 2, 3, 4].map(i => answer.value.from + i * SLOT))
    expect(new Set(claims.map(c => c.nonce)).size).toBe(5)
    expect(claims.every(c => c.cardNumber === card && c.lifetime === 60)).toBe(true)
  })

  test('none is made for a moment past, none beyond a day, and none without end', async () => {
    const phone = await signedIn((await world().holder()).card)
    const now = world().clock.now
    const ask = async (from: number, count: number) => {
      const answer = await phone.call('card.codes', { from, count })
      return answer.ok ? answer.value.codes.length : answer.code
    }
    expect(await ask(now - 2 * SLOT, 1)).toBe('bad-request')
    expect(await ask(now + 86_400 - 60, 10)).toBe('bad-request')
    expect(await ask(now + 86_400 - 300, 10)).toBe(10)
    expect(await ask(now, 241)).toBe('bad-request')
    const answers = []
    for (let i = 0; i < 60; i++) answers.push(await ask(now, 1))
    expect(answers).toContain('too-many-requests')
  })

  test('a holder is told that his card ends within thirty days, that it was issued anew, that it is in force again; and why of none', async () => {
    const by = { actor: 'test', reason: 'an office matter' }
    const { card } = await world().holder('active', world().clock.now + 3700 + 31 * 86_400)
    const phone = await signedIn(card)
    const kinds = async () => {
      const answer = await phone.call('card.get', {})
      return answer.ok ? answer.value.notices.map(n => n.kind) : answer.code
    }
    expect(await kinds()).toEqual([])
    world().clock.now += 2 * 86_400
    expect(await kinds()).toEqual(['expiring'])
    await world().registry.change(card, 'reissue', by)
    expect(await kinds()).toEqual(['expiring', 'reissued'])
    await world().registry.change(card, 'suspend', by)
    expect(await kinds()).toEqual([])
    await world().registry.change(card, 'resume', by)
    expect(await kinds()).toEqual(['expiring', 'resumed'])
    expect(await (await phone.raw('card.get', {})).text()).not.toContain('an office matter')
  })

  test('codes end with the card; a suspended, ended or expired one gets none, a lost one does', async () => {
    const soon = await world().holder('active', world().clock.now + 3700 + 3 * SLOT)
    const ending = await signedIn(soon.card)
    const last = await ending.call('card.codes', { from: world().clock.now, count: 10 })
    expect(last.ok ? last.value.codes.length : last.code).toBeLessThanOrEqual(4)
    world().clock.now += 4 * SLOT
    expect(await ending.call('card.get', {})).toMatchObject({ value: { standing: 'expired' } })
    expect(await ending.call('card.codes', { from: world().clock.now, count: 1 })).toMatchObject({
      code: 'card-not-in-force',
    })

    const { card } = await world().holder()
    const phone = await signedIn(card)
    const by = { actor: 'test', reason: 'a reason of the office' }
    await world().registry.change(card, 'lost', by)
    expect(await phone.call('card.get', {})).toMatchObject({ value: { standing: 'good', plasticLost: true } })
    expect((await phone.call('card.codes', { from: world().clock.now, count: 1 })).ok).toBe(true)
    await world().registry.change(card, 'suspend', by)
    const told = await phone.raw('card.get', {})
    const text = await told.text()
    expect(JSON.parse(text)).toMatchObject({ value: { standing: 'suspended' } })
    expect(text).not.toContain('a reason of the office')
    await world().registry.change(card, 'revoke', { ...by, ground: 'law' })
    const ended = await (await phone.raw('card.get', {})).text()
    expect(JSON.parse(ended)).toMatchObject({ value: { standing: 'ended' } })
    expect(ended).not.toMatch(/law|revoke/)
    expect(await phone.call('card.codes', { from: world().clock.now, count: 1 })).toMatchObject({
      code: 'card-not-in-force',
    })
  })
}
