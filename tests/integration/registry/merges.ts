// Two entries of one person: found, told apart or merged, and taken apart again; nothing that was decided is ever overwritten.
// Quotas follow to the card that stays, also for records that come in after the merge.
import { expect, test } from 'vitest'
import { quotaAnswer } from '../../../core/sync/wire.ts'
import type { NewHolder } from '../../../registry/holders.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import type { TestTerminal, World } from './world.ts'

export function merges(world: () => World): void {
  const signedIn = async (role: 'office' | 'bank' = 'office'): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role))

  /** Two entries under one name; the second one's ID number shares the birth date. */
  async function two(name: string, more: Partial<NewHolder> = {}): Promise<[NewHolder, NewHolder]> {
    const [one, other] = world().people(2)
    if (one === undefined || other === undefined) throw new Error('nobody')
    const birth = one.idNumber.slice(6, 14)
    const second = { ...other, ...more, name, idNumber: idWith(other.idNumber, birth) }
    await world().registry.enterHolders([{ ...one, name }, second], 'test', 'entered twice')
    return [{ ...one, name }, second]
  }
  const used = async (terminal: TestTerminal, card: string): Promise<string[]> => {
    const body = Buffer.from(JSON.stringify({ protocol: 1, card, items: ['1.2'] }))
    const answer = await terminal.post(body, {}, '/v1/quota')
    return quotaAnswer.parse(await answer.json()).usage.map(u => u.record)
  }
  const pairs = async (client: ConsoleClient, likeness: 'id-number' | 'birth' | 'phone') => {
    const found: string[] = []
    let after: { card: string; other: string } | null = null
    for (;;) {
      const page: Awaited<ReturnType<typeof onePage>> = await onePage(client, likeness, after)
      found.push(...page.map(pair => `${pair.card} ${pair.other}`))
      after = page.at(-1) ?? null
      if (page.length < 2) return found
    }
  }
  async function onePage(
    client: ConsoleClient,
    likeness: 'id-number' | 'birth' | 'phone',
    after: { card: string; other: string } | null,
  ) {
    const answer = await client.call('holders.pairs', { likeness, after, limit: 2 })
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.pairs
  }

  test('entries alike in ID number, in name and birth date, or in name and telephone are named, once and masked', async () => {
    const client = await signedIn()
    const [born, twin] = await two('濮阳同生')
    const sameId = await two('濮阳同号')
    await world().registry.enterHolders(
      [{ ...(world().people(1)[0] as NewHolder), name: '濮阳同号', idNumber: sameId[0].idNumber }],
      'test',
      'the same number twice',
    )
    const [calls, called] = world().people(2) as [NewHolder, NewHolder]
    const phone = '13987800001'
    const later = { ...called, idNumber: idWith(called.idNumber, '19991231'), phone }
    await world().registry.enterHolders(
      [
        { ...calls, name: '濮阳同话', phone },
        { ...later, name: '濮阳同话' },
      ],
      'test',
      'one telephone',
    )
    expect(await pairs(client, 'birth')).toContain(`${born.card} ${twin.card}`)
    expect((await pairs(client, 'id-number')).filter(p => p.startsWith(sameId[0].card))).toHaveLength(1)
    expect((await pairs(client, 'birth')).filter(p => p.startsWith(sameId[0].card))).toEqual([
      `${sameId[0].card} ${sameId[1].card}`,
    ])
    expect(await pairs(client, 'phone')).toContain(`${calls.card} ${later.card}`)
    const [first] = await onePage(client, 'phone', null)
    expect(first?.name).toBe('濮**话')
  })

  test('two people of one name and birth date are set apart for a reason, and not asked about again', async () => {
    const client = await signedIn()
    const [one, other] = await two('濮阳两人')
    const asked = { card: other.card, other: one.card, why: '身份证原件核对，确系两人' }
    expect(await client.call('holders.setApart', { ...asked, why: ' ' })).toMatchObject({
      code: 'bad-request',
    })
    expect((await client.call('holders.setApart', asked)).ok).toBe(true)
    expect(await pairs(client, 'birth')).not.toContain(`${one.card} ${other.card}`)
  })

  test('merged, the number that goes is refused everywhere, what was used and decided follows, and nothing is overwritten', async () => {
    const { registry } = world()
    const client = await signedIn()
    const [kept, gone] = await two('濮阳合一', { provincial: '兴滇A0009' })
    const terminal = await world().terminal()
    const before = terminal.record({ card: gone.card })
    await terminal.push([before])
    const historyBefore = await registry.history(gone.card)
    const why = '同一人两次录入'
    expect((await client.call('holders.merge', { kept: kept.card, gone: gone.card, why })).ok).toBe(true)

    const row = await registry.findHolder(gone.card)
    expect(row).toMatchObject({ status: 'merged', serial: 2, merged_into: kept.card, provincial: null })
    expect(await registry.findHolder(kept.card)).toMatchObject({ provincial: '兴滇A0009', status: 'active' })
    expect((await registry.history(gone.card)).slice(0, -1)).toEqual(historyBefore)
    expect((await registry.history(gone.card)).at(-1)).toMatchObject({ act: 'merge', reason: why, serial: 2 })

    expect(await used(terminal, kept.card)).toEqual([before.id])
    expect(await used(terminal, gone.card)).toEqual([before.id])
    const page = await client.call('holders.page', { card: kept.card })
    expect(page).toMatchObject({
      value: {
        others: [{ card: gone.card, mergedInto: kept.card }],
        merges: [{ act: 'merge', reason: why }],
      },
    })
    expect(await client.call('holders.page', { card: gone.card })).toMatchObject({
      value: { holder: { mergedInto: kept.card } },
    })
    for (const act of ['found', 'reissue'] as const)
      expect(await client.call('cards.care', { card: gone.card, act, why })).toMatchObject({ code: 'merged' })
    const left = { card: gone.card, act: 'left' as const, effectOn: null, why }
    expect(await client.call('cards.standing', left)).toMatchObject({ code: 'merged' })
    const changes = { name: '别的' }
    expect(await client.call('holders.correct', { card: gone.card, why, changes })).toMatchObject({
      code: 'merged',
    })
    expect(await registry.virtualCodes(gone.card, 1)).toMatchObject({ error: { code: 'merged' } })
    expect(await registry.physicalCode(gone.card)).toMatchObject({ error: { code: 'merged' } })
    const [line] = await registry.staff.audit({
      ...{ login: null, subject: gone.card, act: 'holders.merge', before: null, limit: 1 },
    })
    expect(line).toMatchObject({ why: `into ${kept.card}; ${why}`, outcome: 'asked' })
  })

  test('a service that a window recorded on the old card before it heard of the merge counts for the card that stays', async () => {
    const { registry } = world()
    const [kept, gone] = await two('濮阳迟到')
    const [here, there] = [await world().terminal(), await world().terminal()]
    const first = here.record({ card: kept.card })
    await here.push([first])
    await registry.office.merge(kept.card, gone.card, { actor: '张', reason: 'x' })
    const late = there.record({ card: gone.card })
    await there.push([late])
    expect((await used(here, kept.card)).sort()).toEqual([first.id, late.id].sort())
    expect((await registry.conflicts()).filter(c => c.record === late.id)).toMatchObject([
      { kind: 'quota-overdrawn', card_no: kept.card, other: first.id },
    ])
    await there.push([there.record({ card: gone.card, kind: 'void', voids: late.id })])
    expect(await used(here, kept.card)).toEqual([first.id])
  })

  test('one person served on both cards is one holder in the figures, and two again after the split', async () => {
    const { registry } = world()
    const [kept, gone] = await two('濮阳计数')
    const terminal = await world().terminal()
    const at = Math.floor(Date.parse('2044-03-05T10:00:00+08:00') / 1000)
    await terminal.push([
      terminal.record({ card: kept.card, item: '1.1', at }),
      terminal.record({ card: gone.card, item: '1.1', at }),
    ])
    const holders = async (): Promise<number> => {
      await registry.supervision.count()
      const all = { items: null, site: null, county: null, tier: null }
      return (await registry.supervision.figures({ period: '2044-03', ...all })).total.holders ?? -1
    }
    expect(await holders()).toBe(2)
    await registry.office.merge(kept.card, gone.card, { actor: '张', reason: 'x' })
    expect(await holders()).toBe(1)
    await registry.office.split(gone.card, { actor: '张', reason: 'y' })
    expect(await holders()).toBe(2)
  })

  test('a merge ends by a further step: the entry is what it was, its uses are its own, and both steps stay written', async () => {
    const { registry, clock } = world()
    const client = await signedIn()
    const [kept, gone] = await two('濮阳拆开', { provincial: '兴滇B0008' })
    const terminal = await world().terminal()
    const own = terminal.record({ card: gone.card })
    await terminal.push([own])
    const before = await registry.findHolder(gone.card)
    await client.call('holders.merge', { kept: kept.card, gone: gone.card, why: '疑为一人' })
    clock.now += 60
    expect((await client.call('holders.split', { card: gone.card, why: '核实为两人' })).ok).toBe(true)
    const after = await registry.findHolder(gone.card)
    expect({ ...after, digest: '', status_since: 0 }).toEqual({ ...before, digest: '', status_since: 0 })
    expect((await registry.findHolder(kept.card))?.provincial).toBeNull()
    expect([await used(terminal, kept.card), await used(terminal, gone.card)]).toEqual([[], [own.id]])
    expect((await registry.office.page(gone.card))?.merges.map(m => `${m.act} ${m.reason}`)).toEqual([
      'merge 疑为一人',
      'split 核实为两人',
    ])
    expect(await client.call('holders.split', { card: gone.card, why: 'x' })).toMatchObject({
      code: 'not-merged',
    })
  })

  test('a revoked card stays refused as revoked; what cannot be merged is refused in words', async () => {
    const { registry } = world()
    const client = await signedIn()
    const [kept, gone] = await two('濮阳取消')
    await registry.change(gone.card, 'revoke', { actor: '张', reason: '造假', ground: 'fraud' })
    const merge = (a: string, b: string) => client.call('holders.merge', { kept: a, gone: b, why: 'x' })
    expect(await merge(kept.card, kept.card)).toMatchObject({ code: 'same-card' })
    expect(await merge(kept.card, '532399999999')).toMatchObject({ code: 'no-such-card' })
    expect((await merge(kept.card, gone.card)).ok).toBe(true)
    expect((await registry.findHolder(gone.card))?.status).toBe('revoked')
    expect(await merge(kept.card, gone.card)).toMatchObject({ code: 'merged' })
    const [third] = await two('濮阳第三')
    expect(await merge(third.card, kept.card)).toMatchObject({ code: 'merge-left-behind' })
    const bank = await signedIn('bank')
    expect(await bank.call('holders.merge', { kept: kept.card, gone: third.card, why: 'x' })).toMatchObject({
      code: 'forbidden',
    })
  })
}

/** The number with another birth date, its check digit made anew. */
function idWith(idNumber: string, birth: string): string {
  const body = idNumber.slice(0, 6) + birth + idNumber.slice(14, 17)
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  return body + '10X98765432'[sum % 11]
}
