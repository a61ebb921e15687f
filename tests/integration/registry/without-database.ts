// What ten thousand terminals do at night must be a file server's load: pulling sends not one statement to the database.
// Counted at the store itself, with everything that the registry does meanwhile.
import { expect, test } from 'vitest'
import { freshManifest } from './copy.ts'
import { refusalOf, type World } from './world.ts'

export function withoutDatabase(world: () => World): void {
  test('a terminal that pulls manifest, keys, catalogue, snapshot and changes does not touch the database', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    await world().registry.change(card, 'lost', { actor: '张', reason: 'lost' })
    const state = await freshManifest(world(), terminal)
    world().statements.length = 0
    const paths = [state.snapshot, ...state.changes].map(ref => `/v1/artifacts/${ref.path}`)
    for (const path of ['/v1/key-list', '/v1/manifest', '/v1/catalogue', ...paths])
      expect((await terminal.get(path)).status).toBe(200)
    expect(state.changes.length).toBeGreaterThan(0)
    expect(world().statements).toEqual([])
  })

  test('a terminal that is cut off gets nothing more from that moment, though it was known a moment ago', async () => {
    const terminal = await world().terminal()
    expect((await terminal.get('/v1/manifest')).status).toBe(200)
    await world().registry.cutOff(terminal.id)
    expect(await refusalOf(await terminal.get('/v1/manifest'))).toBe('403 terminal-cut-off')
  })

  test('a batch of fifty records costs a dozen statements, not hundreds', async () => {
    const terminal = await world().terminal()
    const people = world().people(25)
    await world().registry.enterHolders(people, 'test', 'entered by hand')
    const records = people.flatMap(({ card }) => [
      terminal.record({ card, item: '1.2' }),
      terminal.record({ card, item: '1.1', comment: 'good' }),
    ])
    await terminal.get('/v1/hello')
    world().statements.length = 0
    expect((await terminal.push(records)).every(a => a.status === 'accepted')).toBe(true)
    expect(world().statements.length).toBeLessThanOrEqual(12)
  })
}
