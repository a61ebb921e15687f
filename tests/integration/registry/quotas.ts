// The live question for scarce items, as a terminal asks it: what a holder used anywhere, on any of his cards, right now.
// And what is found afterwards: double use is written down beside the records, by each record's own year and month.
import { expect, test } from 'vitest'
import { quotaAnswer } from '../../../core/sync/wire.ts'
import { refusalOf, type TestTerminal, type World } from './world.ts'

const YEAR_2027 = Date.UTC(2026, 11, 31, 16) / 1000 // midnight in Asia/Shanghai

export function quotas(world: () => World): void {
  const ask = (terminal: TestTerminal, body: unknown) =>
    terminal.post(Buffer.from(JSON.stringify(body)), {}, '/v1/quota')
  const used = async (terminal: TestTerminal, card: string, items = ['1.2']) =>
    quotaAnswer
      .parse(await (await ask(terminal, { protocol: 1, card, items })).json())
      .usage.map(u => u.record)
  const conflictsOf = async (card: string) =>
    (await world().registry.conflicts())
      .filter(c => c.card_no === card)
      .map(({ kind, record, other }) => ({ kind, record, other }))

  test('a service recorded elsewhere a moment ago is told to whoever asks, one taken back is not', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    expect(await used(here, card)).toEqual([])
    const record = there.record({ card })
    await there.push([record])
    expect(await used(here, card)).toEqual([record.id])
    expect(await used(here, card, ['1.1'])).toEqual([])
    await there.push([there.record({ card, kind: 'void', voids: record.id })])
    expect(await used(here, card)).toEqual([])
  })

  test('the question is answered to active terminals alone, and only where it is one', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    expect(await refusalOf(await ask(terminal, { protocol: 1, card, items: [] }))).toBe('400 bad-request')
    await world().registry.cutOff(terminal.id)
    expect(await refusalOf(await ask(terminal, { protocol: 1, card, items: ['1.2'] }))).toBe(
      '403 terminal-cut-off',
    )
  })

  test('a holder with two cards has one quota: the second card’s use collides with the first’s', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const [first] = world().people(1)
    const [second] = world().people(1)
    if (first === undefined || second === undefined) throw new Error('nobody')
    await world().registry.enterHolders(
      [first, { ...second, idNumber: first.idNumber }],
      'test',
      'two cards, one person',
    )
    const [one, two] = [here.record({ card: first.card }), there.record({ card: second.card })]
    await here.push([one])
    expect(await used(there, second.card)).toEqual([one.id])
    await there.push([two])
    expect(await conflictsOf(second.card)).toEqual([
      { kind: 'quota-overdrawn', record: two.id, other: one.id },
    ])
  })

  test('a card issued again keeps what its holder used', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const before = terminal.record({ card })
    await terminal.push([before])
    await world().registry.change(card, 'reissue', { actor: '张', reason: '补卡' })
    const after = terminal.record({ card, serial: 2 })
    await terminal.push([after])
    expect(await conflictsOf(card)).toEqual([{ kind: 'quota-overdrawn', record: after.id, other: before.id }])
  })

  test('the last second of the year and the first of the next are two years, in whatever order they arrive', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    await here.push([here.record({ card, at: YEAR_2027 })])
    await there.push([there.record({ card, at: YEAR_2027 - 1 })])
    expect(await conflictsOf(card)).toEqual([])
    const again = there.record({ card, at: YEAR_2027 - 86_400 })
    await there.push([again])
    expect(await conflictsOf(card)).toMatchObject([{ kind: 'quota-overdrawn', record: again.id }])
  })

  test('a service whose void came before it counts for nothing; one recorded anew after a void counts once', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    const service = here.record({ card })
    await there.push([there.record({ card, kind: 'void', voids: service.id })])
    await here.push([service])
    expect(await used(there, card)).toEqual([])
    const anew = here.record({ card })
    await here.push([anew])
    expect(await used(there, card)).toEqual([anew.id])
    expect(await conflictsOf(card)).toEqual([])
  })

  test('amounts add up within the month: the one that goes beyond it is the conflict, not the ones before', async () => {
    const item = world().registry.catalogue.items.find(i => i.quota?.kind === 'amount')
    if (item?.quota?.kind !== 'amount') throw new Error('no item with an amount')
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const { limitCny } = item.quota
    const records = [limitCny - 100, 100, 1].map(amountCny =>
      terminal.record({ card, item: item.id, amountCny }),
    )
    await terminal.push(records)
    expect(await conflictsOf(card)).toMatchObject([{ kind: 'quota-overdrawn', record: records[2]?.id }])
  })

  test('more tickets than a visit has are a conflict of that one record', async () => {
    const item = world().registry.catalogue.items.find(i => i.quota?.kind === 'tickets')
    if (item?.quota?.kind !== 'tickets') throw new Error('no item with tickets')
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const { limit } = item.quota
    const [all, more] = [limit, limit + 1].map(quantity => terminal.record({ card, item: item.id, quantity }))
    if (all === undefined || more === undefined) throw new Error('no records')
    await terminal.push([all, more])
    expect(await conflictsOf(card)).toEqual([{ kind: 'quota-overdrawn', record: more.id, other: null }])
  })

  test('two windows that serve one holder at the same moment are one conflict, never none', async () => {
    const windows = await Promise.all(Array.from({ length: 4 }, () => world().terminal()))
    const { card } = await world().holder()
    await Promise.all(windows.map(window => window.push([window.record({ card })])))
    expect(await conflictsOf(card)).toHaveLength(3)
  })
}
