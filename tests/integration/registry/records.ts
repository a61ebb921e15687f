// What terminals hand in: in order, once each, chain checked, and never lost to a conflict.
// Each test has terminals of its own, whose chains begin anew.
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { sealRecord } from '../../../core/sync/chain.ts'
import type { SealedRecord } from '../../../core/sync/wire.ts'
import { applyChanges, freshManifest, snapshotCopy } from './copy.ts'
import { refusalOf, type World } from './world.ts'

export function records(world: () => World): void {
  const kept = async (terminalId: string) =>
    (await world().registry.records()).filter(r => r.terminal_id === terminalId)
  const conflictsOf = async (card: string) =>
    (await world().registry.conflicts()).filter(c => c.card_no === card)
  const rejected = (sequence: number, reason: string) => ({
    sequence,
    status: 'rejected',
    reason,
    held: !['chain-gap', 'chain-fork'].includes(reason),
  })

  test('records are accepted in order, and sending them again changes nothing', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const batch = [terminal.record({ card, item: '1.1' }), terminal.record({ card, item: '1.1' })]
    expect(await terminal.push([...batch].reverse())).toEqual([
      { sequence: 1, status: 'accepted' },
      { sequence: 2, status: 'accepted' },
    ])
    expect((await terminal.push(batch)).map(a => a.status)).toEqual(['duplicate', 'duplicate'])
    const held = await kept(terminal.id)
    expect(held.map(r => r.body)).toEqual(batch.map(r => r.body))
  })

  test('a terminal that sends the same batch twice at once has it kept once', async () => {
    const terminal = await world().terminal()
    const batch = [terminal.record(), terminal.record()]
    const answers = await Promise.all([terminal.push(batch), terminal.push(batch)])
    expect(
      answers
        .flat()
        .map(a => a.status)
        .sort(),
    ).toEqual(['accepted', 'accepted', 'duplicate', 'duplicate'])
    expect(await kept(terminal.id)).toHaveLength(2)
  })

  test('a gap in the chain is seen, and closes when the missing record comes', async () => {
    const terminal = await world().terminal()
    const [first, second, third] = [terminal.record(), terminal.record(), terminal.record()]
    expect(await terminal.push([first, third])).toEqual([
      { sequence: 1, status: 'accepted' },
      rejected(3, 'chain-gap'),
    ])
    expect((await terminal.push([second, third])).map(a => a.status)).toEqual(['accepted', 'accepted'])
  })

  test('a record that follows from another past than ours is a fork', async () => {
    const terminal = await world().terminal()
    await terminal.push([terminal.record()])
    const second = sealRecord({ ...terminal.record(), prev: 'f'.repeat(64) })
    expect(await terminal.push([second])).toEqual([rejected(2, 'chain-fork')])
  })

  test('a record whose text was changed after it was sealed is refused, and taken in when it comes as it was sealed', async () => {
    const terminal = await world().terminal()
    const sealed = terminal.record({ clerk: '0312' })
    const changed = { ...sealed, body: sealed.body.replace('0312', '0999') }
    expect(await terminal.push([changed])).toEqual([rejected(1, 'chain-broken')])
    expect((await terminal.push([sealed])).map(a => a.status)).toEqual(['accepted'])
  })

  test('a record id that another record has is refused and held', async () => {
    const terminal = await world().terminal()
    const first = terminal.record()
    await terminal.push([first])
    expect(await terminal.push([terminal.record({ id: first.id, comment: 'again' })])).toEqual([
      rejected(2, 'id-reused'),
    ])
  })

  test('a record in another terminal’s name, under another id, or that says nothing we know is refused and held', async () => {
    const other = await world().terminal()
    const bodies: readonly ((record: SealedRecord) => string)[] = [
      r => r.body.replace(/"terminal":"[^"]*"/, `"terminal":"${other.id}"`),
      r => r.body.replace(r.id, randomUUID()),
      r => r.body.replace('"v":1', '"v":2'),
      () => 'not JSON',
      // What PostgreSQL cannot keep must not fail the batch night after night.
      r => r.body.replace('"G-01"', '"G-01\\u0000"'),
    ]
    for (const spoil of bodies) {
      const terminal = await world().terminal()
      const honest = terminal.record()
      expect(await terminal.push([sealRecord({ ...honest, body: spoil(honest) })])).toEqual([
        rejected(1, 'bad-body'),
      ])
      expect(await kept(terminal.id)).toEqual([])
    }
  })

  test('a batch that unpacks to more than any batch could be is refused before it is unpacked', async () => {
    const terminal = await world().terminal()
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const response = await terminal.post(bomb, { 'content-encoding': 'gzip' })
    expect(await refusalOf(response)).toBe('413 too-large')
    const tooLarge = await terminal.post(Buffer.alloc(5 * 1024 * 1024, ' '))
    expect(await refusalOf(tooLarge)).toBe('413 too-large')
  })

  test('what is no batch of records is refused, and nothing of it is kept', async () => {
    const terminal = await world().terminal()
    const bad = [
      '{"protocol":1,"records":[]}',
      '[]',
      'not JSON',
      JSON.stringify({ protocol: 2, records: [terminal.record()] }),
    ]
    for (const body of bad)
      expect(await refusalOf(await terminal.post(Buffer.from(body)))).toBe('400 bad-request')
    const cutShort = gzipSync('{"protocol":1}').subarray(0, 20)
    const response = await terminal.post(Buffer.from(cutShort), { 'content-encoding': 'gzip' })
    expect(await refusalOf(response)).toBe('400 bad-request')
    expect(await kept(terminal.id)).toEqual([])
  })

  test('a yearly service used at two terminals in one year is kept twice, with the conflict beside it', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    const [first, second] = [here.record({ card }), there.record({ card })]
    expect((await here.push([first])).map(a => a.status)).toEqual(['accepted'])
    expect((await there.push([second])).map(a => a.status)).toEqual(['accepted'])
    expect(await kept(there.id)).toHaveLength(1)
    expect(await conflictsOf(card)).toMatchObject([
      { kind: 'quota-overdrawn', record: second.id, other: first.id },
    ])
    const terminal = await world().terminal()
    const state = await freshManifest(world(), terminal)
    const copy = await snapshotCopy(terminal, state)
    await applyChanges(terminal, copy, state)
    const used = [...copy.usage.values()].filter(u => u.card === card)
    expect(used.map(u => u.record).sort()).toEqual([first.id, second.id].sort())
    expect(used[0]).toMatchObject({ item: '1.2', site: '楚雄州人民医院', at: expect.any(Number) })
  })

  test('a service taken back gives the quota back, here and in what the terminals are told', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const first = terminal.record({ card })
    const taken = terminal.record({ card, kind: 'void', voids: first.id })
    const second = terminal.record({ card })
    await terminal.push([first, taken, second])
    expect(await conflictsOf(card)).toEqual([])
    await world().registry.publish(true)
    const copy = await snapshotCopy(terminal, await freshManifest(world(), terminal))
    expect([...copy.usage.values()].filter(u => u.card === card).map(u => u.record)).toEqual([second.id])
  })

  test('one virtual code served at two terminals is written down as a conflict, at one terminal not', async () => {
    const [here, there] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    const nonce = `2.${card}.0123456789abcdef`
    const served = { card, nonce, item: '1.1' } as const
    const first = here.record(served)
    await here.push([first, here.record({ ...served, item: '2.1' })])
    expect(await conflictsOf(card)).toEqual([])
    const second = there.record(served)
    expect((await there.push([second])).map(a => a.status)).toEqual(['accepted'])
    const [conflict] = await conflictsOf(card)
    expect(conflict).toMatchObject({ kind: 'same-code-twice', record: second.id })
    expect((await kept(here.id)).map(r => r.id)).toContain(conflict?.other)
  })
}
