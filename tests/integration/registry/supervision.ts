// Supervision (art. 8): the figures of a period are what was recorded there, counted once, whatever order it came in.
// Each test has a year of its own: the suites share one register.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RecordBody } from '../../../core/sync/wire.ts'
import { consoleClient, staffMember } from '../../support/console-client.ts'
import type { TestTerminal, World } from './world.ts'

const at = (date: string): number => Math.floor(Date.parse(`${date}T10:00:00+08:00`) / 1000)

export function supervision(world: () => World): void {
  const counted = async (
    period: string,
    more: Partial<{ site: string; county: string; tier: 'A' | 'B' }> = {},
  ) => {
    await world().registry.supervision.count()
    return await world().registry.supervision.figures({
      period,
      items: null,
      site: null,
      county: null,
      tier: null,
      ...more,
    })
  }
  const serve = async (terminal: TestTerminal, ...bodies: readonly Partial<RecordBody>[]): Promise<void> => {
    const answers = await terminal.push(bodies.map(body => terminal.record(body)))
    expect(answers.map(a => a.status)).toEqual(bodies.map(() => 'accepted'))
  }

  test('services, refusals, tickets and amounts stand in their month, site, item and tier', async () => {
    const terminal = await world().terminal()
    const [one, two] = [(await world().holder()).card, (await world().holder()).card]
    await serve(
      terminal,
      { at: at('2031-01-31'), card: one, item: '1.1', took: 3 },
      { at: at('2031-02-01'), card: one, item: '1.1', took: 5 },
      { at: at('2031-02-01'), card: one, item: '1.2', took: 7 },
      { at: at('2031-02-02'), card: two, item: '11.1', quantity: 3, tier: 'B', took: 9 },
      { at: at('2031-02-03'), card: two, item: '5.2', amountCny: 3000, tier: 'B', took: 11 },
      {
        at: at('2031-02-04'),
        kind: 'refusal',
        card: null,
        item: null,
        tier: null,
        outcome: 'no',
        reason: 'N-20',
      },
      {
        at: at('2031-02-04'),
        kind: 'refusal',
        card: null,
        item: null,
        tier: null,
        outcome: 'no',
        reason: 'N-20',
      },
    )
    const february = await counted('2031-02')
    expect(february.total).toMatchObject({
      services: 4,
      refusals: 2,
      voids: 0,
      tickets: 6,
      amount: 3000,
      holders: 2,
    })
    expect(february.waiting).toBe(0)
    expect(february.items.map(i => [i.item, i.services, i.holders])).toEqual([
      ['1.1', 1, 1],
      ['1.2', 1, 1],
      ['5.2', 1, 1],
      ['11.1', 1, 1],
    ])
    expect(february.tiers.map(t => [t.tier, t.services, t.refusals])).toEqual([
      ['', 0, 2],
      ['A', 2, 0],
      ['B', 2, 0],
    ])
    expect(february.reasons).toEqual([{ outcome: 'no', reason: 'N-20', refusals: 2 }])
    expect(february.counties).toMatchObject([{ county: '楚雄市', services: 4 }])
    const year = await counted('2031')
    expect(year.total).toMatchObject({ services: 5, holders: 2 })
    expect(year.months.map(m => [m.month, m.services])).toEqual([
      ['2031-01', 1],
      ['2031-02', 4],
    ])
    // 3, 5, 7, 9, 11 seconds.
    expect(year.total.medianSeconds).toBeGreaterThan(6)
    expect(year.total.medianSeconds).toBeLessThan(8)
  })

  test('a record that comes again, and one that is counted twice, count once', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const record = terminal.record({ at: at('2032-05-05'), card, item: '1.1' })
    await terminal.push([record])
    await Promise.all([counted('2032'), counted('2032')])
    await terminal.push([record])
    expect((await counted('2032')).total).toMatchObject({ services: 1, holders: 1 })
  })

  test('a voided service counts no more, whether its void came after it, with it, or before it', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const [after, together, before] = [randomUUID(), randomUUID(), randomUUID()]
    const back = (voids: string) => ({ at: at('2033-06-02'), kind: 'void' as const, card, voids })
    const service = (id: string) => ({ id, at: at('2033-05-31'), card, item: '1.1' })
    await serve(terminal, service(after))
    expect((await counted('2033')).total).toMatchObject({ services: 1, holders: 1 })
    await serve(terminal, back(after))
    await serve(terminal, service(together), back(together))
    await serve(terminal, back(before))
    await serve(terminal, service(before))
    // The same service taken back once more takes nothing from anybody.
    await serve(terminal, back(after))
    const year = await counted('2033')
    expect(year.total).toMatchObject({ services: 0, voids: 4, holders: 0, medianSeconds: null })
    expect((await counted('2033-05')).total).toMatchObject({ services: 0, voids: 0, holders: 0 })
    expect(year.idleSites.map(s => s.site)).toContain('hospital')
  })

  test('distinct holders are persons, not visits, and months do not add up to a year', async () => {
    const terminal = await world().terminal()
    const [one, two] = [(await world().holder()).card, (await world().holder()).card]
    await serve(
      terminal,
      { at: at('2034-01-01'), card: one, item: '1.1' },
      { at: at('2034-01-02'), card: one, item: '1.1' },
      { at: at('2034-02-01'), card: one, item: '1.1' },
      { at: at('2034-02-01'), card: two, item: '9.1' },
    )
    expect((await counted('2034-01')).total.holders).toBe(1)
    expect((await counted('2034-02')).total.holders).toBe(2)
    expect((await counted('2034')).total.holders).toBe(2)
    expect((await counted('2034', { tier: 'A' })).total.holders, 'not counted by tier').toBeNull()
  })

  test('a unit’s staff see their own items and nothing else, whatever they ask', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    await serve(
      terminal,
      { at: at('2035-01-01'), card, item: '7.2' },
      { at: at('2035-01-01'), card, item: '1.1' },
      { at: at('2035-01-01'), kind: 'refusal', card: null, item: null, outcome: 'no', reason: 'N-20' },
    )
    await counted('2035')
    const unit = world().registry.catalogue.items.find(i => i.id === '7.2')?.units[0]?.zh ?? ''
    const asked = { period: '2035', site: null, county: null, tier: null }
    const seenBy = async (role: 'unit' | 'office') => {
      const client = await consoleClient(world().url, await staffMember(world().registry, role, unit))
      const answer = await client.call('supervision.figures', asked)
      if (!answer.ok) throw new Error(answer.code)
      return answer.value
    }
    const own = await seenBy('unit')
    expect(own.items.map(i => i.item)).toEqual(['7.2'])
    expect(own.total).toMatchObject({ services: 1, refusals: 0, holders: null })
    expect((await seenBy('office')).total).toMatchObject({ services: 2, refusals: 1 })
  })

  test('a card is unused until its first service, and again once that was taken back', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const unused = async (): Promise<boolean> => {
      await world().registry.supervision.count()
      const before = String(Number(card) - 1).padStart(12, '0')
      const [first] = await world().registry.supervision.unusedCards(before, 1)
      return first?.card_no === card
    }
    expect(await unused()).toBe(true)
    const id = randomUUID()
    await serve(terminal, { id, at: at('2036-01-01'), card, item: '1.1' })
    expect(await unused()).toBe(false)
    await serve(terminal, { at: at('2036-01-01'), kind: 'void', card, voids: id })
    expect(await unused()).toBe(true)
  })
}
