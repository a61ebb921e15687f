// Services and refusals as staff look at them: a unit's people their own items and no other, everybody masked, every closer look noted.
// What may be seen is decided in the query: page sizes, filters and guessed ids change nothing about it.
import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { RecordBody } from '../../../core/sync/wire.ts'
import type { CALLS } from '../../../registry/console-api/contract.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import type { TestTerminal, World } from './world.ts'

type Page = z.output<(typeof CALLS)['services.list']['output']>

export function services(world: () => World): void {
  const at = (date: string): number => Math.floor(Date.parse(`${date}T10:00:00+08:00`) / 1000)
  const signedIn = async (role: 'office' | 'unit' | 'auditor' | 'bank', unit?: string) =>
    await consoleClient(world().url, await staffMember(world().registry, role, unit ?? null))
  const unitOf = (item: string): string => {
    const found = world().registry.catalogue.items.find(i => i.id === item)?.units[0]?.zh
    if (found === undefined) throw new Error(`nobody answers for ${item}`)
    return found
  }
  async function serve(terminal: TestTerminal, ...bodies: readonly Partial<RecordBody>[]): Promise<string[]> {
    const records = bodies.map(body => terminal.record(body))
    expect((await terminal.push(records)).map(a => a.status)).toEqual(bodies.map(() => 'accepted'))
    return records.map(r => r.id)
  }
  async function all(client: ConsoleClient, period: [string, string], more: object = {}, limit = 2) {
    const rows: Page['rows'] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof client.call<'services.list'>>> = await client.call(
        'services.list',
        {
          ...{ from: period[0], to: period[1], site: null, item: null, kind: null, card: null },
          ...{ after, limit, ...more },
        },
      )
      if (!page.ok) throw new Error(page.code)
      expect(page.value.rows.length).toBeLessThanOrEqual(limit)
      rows.push(...page.value.rows)
      after = page.value.next
    } while (after !== null)
    return rows
  }

  test('records come newest first, page by page, each once, masked, with what was taken back marked', async () => {
    const terminal = await world().terminal()
    const { card, name } = await world().holder()
    const [first = '', , , fourth = ''] = await serve(
      terminal,
      { card, item: '1.1', at: at('2051-03-01') },
      // Three at the same second: the id decides.
      { card, item: '5.2', at: at('2051-03-02'), amountCny: 3000 },
      { card, item: '1.2', at: at('2051-03-02') },
      { card, item: '11.1', at: at('2051-03-02'), quantity: 3 },
      {
        card: null,
        item: null,
        tier: null,
        kind: 'refusal',
        outcome: 'no',
        reason: 'N-20',
        at: at('2051-03-03'),
      },
    )
    await serve(terminal, { card, kind: 'void', voids: first, at: at('2051-03-04') })
    const rows = await all(await signedIn('office'), ['2051-03-01', '2051-03-31'])
    expect(rows.map(r => r.at)).toEqual(rows.map(r => r.at).toSorted((a, b) => b - a))
    expect(new Set(rows.map(r => r.id)).size).toBe(5)
    expect(rows.find(r => r.id === first)).toMatchObject({ voided: true, item: '1.1', name: '沐*海' })
    expect(rows.find(r => r.id === fourth)).toMatchObject({ quantity: 3, voided: false })
    expect(rows[0]).toMatchObject({ kind: 'refusal', card: null, name: null, reason: 'N-20' })
    expect(JSON.stringify(rows)).not.toContain(name)
    expect(JSON.stringify(rows)).not.toContain(card)
  })

  test('filters narrow by day, kind, item, site and card; days are those of Asia/Shanghai', async () => {
    const terminal = await world().terminal()
    const [one, other] = [await world().holder(), await world().holder()]
    const midnight = Date.parse('2052-01-01T00:00:00+08:00') / 1000
    const [last = '', early = ''] = await serve(
      terminal,
      { card: one.card, item: '1.1', at: midnight - 1 },
      { card: one.card, item: '1.2', at: midnight },
      { card: other.card, item: '1.1', at: midnight + 60, kind: 'refusal', outcome: 'no', reason: 'N-22' },
    )
    const office = await signedIn('office')
    const ids = async (period: [string, string], more = {}) =>
      (await all(office, period, more)).map(r => r.id)
    expect(await ids(['2051-12-31', '2051-12-31'])).toEqual([last])
    expect(await ids(['2052-01-01', '2052-01-01'], { kind: 'service' })).toEqual([early])
    expect(await ids(['2051-12-31', '2052-01-01'], { item: '1.1', kind: 'service' })).toEqual([last])
    expect(await ids(['2051-12-31', '2052-01-01'], { card: one.card })).toEqual([early, last])
    expect(await ids(['2051-12-31', '2052-01-01'], { site: 'elsewhere' })).toEqual([])
  })

  test('a card’s records are found with those of the cards that were merged into it', async () => {
    const terminal = await world().terminal()
    const [kept, gone] = [await world().holder(), await world().holder()]
    const served = await serve(
      terminal,
      { card: gone.card, item: '1.1', at: at('2053-05-01') },
      { card: kept.card, item: '1.1', at: at('2053-05-02') },
    )
    await world().registry.office.merge(kept.card, gone.card, { actor: '张', reason: 'x' })
    const rows = await all(await signedIn('office'), ['2053-05-01', '2053-05-31'], { card: kept.card })
    expect(rows.map(r => r.id)).toEqual(served.toReversed())
  })

  test('a unit’s staff get their own items alone, whatever they ask, list, look at or export', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const [theirs = '', others = ''] = await serve(
      terminal,
      { card, item: '1.1', at: at('2054-06-01') },
      { card, item: '7.1', at: at('2054-06-02') },
      {
        card: null,
        item: null,
        tier: null,
        kind: 'refusal',
        outcome: 'no',
        reason: 'N-20',
        at: at('2054-06-03'),
      },
    )
    const unit = await signedIn('unit', unitOf('1.1'))
    const june: [string, string] = ['2054-06-01', '2054-06-30']
    expect((await all(unit, june)).map(r => r.id)).toEqual([theirs])
    expect(await all(unit, june, { item: '7.1' })).toEqual([])
    expect((await all(unit, june, { card })).map(r => r.id)).toEqual([theirs])
    expect(await all(unit, june, { card, item: '7.1' })).toEqual([])
    expect(await unit.call('services.look', { id: others })).toMatchObject({ code: 'not-found' })
    expect(await unit.call('services.look', { id: theirs })).toMatchObject({ ok: true })
    const choices = await unit.call('services.choices', {})
    expect(choices.ok && choices.value.items.map(i => i.id)).not.toContain('7.1')
    const asked = { from: june[0], to: june[1], site: '', item: '', kind: '', why: '季度核对' }
    const taken = await unit.file('services.export', asked)
    const rows = await readSheet(Buffer.from(await taken.arrayBuffer()))
    expect(rows.slice(1).map(row => row[3])).toEqual(['1.1'])
    expect((await all(await signedIn('auditor'), june)).length).toBe(3)
    expect(await (await signedIn('bank')).call('services.look', { id: theirs })).toMatchObject({
      code: 'forbidden',
    })
  })

  test('a closer look stands on the trail before it is given, and shows what the clerk and the holder said', async () => {
    const { registry } = world()
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const [id = ''] = await serve(terminal, {
      ...{ card, item: '1.1', at: at('2055-07-01'), comment: '=HYPERLINK("x")很好', rating: 5 },
      override: { by: '0001', reason: 'other', text: '上级电话确认' },
    })
    await serve(terminal, {
      ...{ card, kind: 'void', voids: id, at: at('2055-07-02') },
      voidReason: { code: 'wrong-item', text: '选错事项' },
    })
    const login = await staffMember(registry, 'auditor')
    const auditor = await consoleClient(world().url, login)
    expect(await auditor.call('services.look', { id })).toMatchObject({
      value: {
        ...{ comment: '=HYPERLINK("x")很好', rating: 5, clerk: '0312', terminal: terminal.id },
        ...{ override: { text: '上级电话确认' }, voidReason: '选错事项', voided: true },
      },
    })
    const trail = await registry.staff.audit({ login, subject: id, act: null, before: null, limit: 5 })
    expect(trail).toMatchObject([{ act: 'services.look', outcome: 'asked' }])
  })

  test('an export is a table that runs nothing and names nobody, taken for a reason that is written down', async () => {
    const { registry } = world()
    const terminal = await world().terminal()
    const [person] = world().people(1)
    if (person === undefined) throw new Error('nobody')
    await registry.enterHolders([{ ...person, name: '=cmd|calc' }], 'test', 'hostile name')
    await serve(terminal, { card: person.card, item: '5.2', amountCny: 1500, at: at('2056-08-01') })
    const login = await staffMember(registry, 'office')
    const office = await consoleClient(world().url, login)
    const asked = { from: '2056-08-01', to: '2056-08-31', site: '', item: '5.2', kind: 'service' }
    expect((await office.file('services.export', { ...asked, why: ' ' })).status).toBe(400)
    const taken = await office.file('services.export', { ...asked, why: '半年核对' })
    const [, row = []] = await readSheet(Buffer.from(await taken.arrayBuffer()))
    expect(row[9]).toBe(1500)
    expect(String(row[6])).toMatch(/^'=/)
    expect(JSON.stringify(row)).not.toContain(person.card)
    expect(JSON.stringify(row)).not.toContain('=cmd|calc')
    const [line] = await registry.staff.audit({
      ...{ login, subject: null, act: 'services.export', before: null, limit: 1 },
    })
    expect(line?.why).toBe('2056-08-01 2056-08-31 5.2 service; 半年核对')
  })
}
