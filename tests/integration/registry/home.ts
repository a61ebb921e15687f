// What waits for whoever signed in: counts of what his role may see, and nothing of what it may not.
// A count is compared with what was there before: the suites share one register.
import { expect, test } from 'vitest'
import type { Role } from '../../../registry/staff/permissions.ts'
import { consoleClient, staffMember } from '../../support/console-client.ts'
import type { World } from './world.ts'

const DAY = 86_400

export function home(world: () => World): void {
  async function waiting(role: Role): Promise<Readonly<Record<string, number>>> {
    const client = await consoleClient(world().url, await staffMember(world().registry, role))
    const answer = await client.call('home.waiting', {})
    if (!answer.ok) throw new Error(answer.code)
    return Object.fromEntries(answer.value.waiting.map(line => [line.what, line.count]))
  }

  test('cards that end soon are counted and listed, the next first; the bank hears of cards to make', async () => {
    const before = await waiting('office')
    const { now } = world().clock
    const [soon, sooner] = [
      await world().holder('active', now + 20 * DAY),
      await world().holder('active', now + 2 * DAY),
    ]
    await world().holder('active', now + 31 * DAY)
    await world().holder('revoked', now + 3 * DAY)
    await world().holder('pending')
    const after = await waiting('office')
    expect(after['expiring']).toBe((before['expiring'] ?? 0) + 2)
    expect(after['cards-to-make']).toBe((before['cards-to-make'] ?? 0) + 1)
    const client = await consoleClient(world().url, await staffMember(world().registry, 'bank'))
    const cards: string[] = []
    let next: string | null = null
    do {
      const page: Awaited<ReturnType<typeof client.call<'holders.expiring'>>> = await client.call(
        'holders.expiring',
        { after: next, limit: 1 },
      )
      if (!page.ok) throw new Error(page.code)
      cards.push(...page.value.holders.map(h => h.card))
      next = page.value.next
    } while (next !== null)
    expect(cards.filter(card => [soon.card, sooner.card].includes(card))).toEqual([sooner.card, soon.card])
    expect(cards).toHaveLength(after['expiring'] ?? 0)
  })

  test('each role hears only of what it may see; an import that was begun waits for its owner alone', async () => {
    const client = await consoleClient(world().url, await staffMember(world().registry, 'office'))
    const begun = await client.call('import.begin', {})
    if (!begun.ok) throw new Error(begun.code)
    const cells = { name: '甲', idNumber: 'x', tier: 'A', expires: '2030-01-01', provincial: '' }
    await client.call('import.add', { id: begun.value.id, rows: [{ line: 2, ...cells }] })
    const own = await client.call('home.waiting', {})
    expect(own.ok && own.value.waiting.find(line => line.what === 'drafts')).toMatchObject({ count: 1 })
    expect(await waiting('office')).not.toHaveProperty('drafts')
    const terminal = await world().terminal()
    world().clock.now += 3 * DAY
    const [bank, unit, auditor] = [await waiting('bank'), await waiting('unit'), await waiting('auditor')]
    expect(unit['silent-terminals']).toBeGreaterThan(0)
    for (const what of ['expiring', 'cards-to-make', 'drafts']) expect(unit).not.toHaveProperty(what)
    for (const what of ['conflicts', 'silent-terminals', 'chain-events', 'applications-late'])
      expect(bank).not.toHaveProperty(what)
    expect(auditor).not.toHaveProperty('cards-to-make')
    await terminal.get('/v1/hello')
  })

  test('a unit hears of conflicts about its own items alone', async () => {
    const { registry } = world()
    const [health, tax] = ['1.2', '7.1'].map(
      id => registry.catalogue.items.find(item => item.id === id)?.units[0]?.zh ?? '',
    )
    const count = async (unit: string): Promise<number> => {
      const client = await consoleClient(world().url, await staffMember(registry, 'unit', unit))
      const answer = await client.call('home.waiting', {})
      return answer.ok ? (answer.value.waiting.find(l => l.what === 'conflicts')?.count ?? 0) : -1
    }
    const before = [await count(health ?? ''), await count(tax ?? '')]
    const terminal = await world().terminal()
    const { card } = await world().holder()
    await terminal.push([terminal.record({ card }), terminal.record({ card })])
    expect([await count(health ?? ''), await count(tax ?? '')]).toEqual([(before[0] ?? 0) + 1, before[1]])
  })
}
