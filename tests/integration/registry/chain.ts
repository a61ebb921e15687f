// What may happen to a terminal's chain, each by its name: gaps, losses, another order, removals, forks, broken texts.
// Whatever happens, no record is turned away for good, none is kept twice, and one that cannot be read stops no other.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { CHAIN_START, sealRecord } from '../../../core/sync/chain.ts'
import { helloResponse, type RecordAnswers, type SealedRecord } from '../../../core/sync/wire.ts'
import type { TestTerminal, World } from './world.ts'

export function chain(world: () => World): void {
  const kept = async (terminalId: string) =>
    (await world().registry.records()).filter(r => r.terminal_id === terminalId)
  const eventsOf = async (terminalId: string) =>
    (await world().registry.chainEvents())
      .filter(e => e.terminal_id === terminalId)
      .map(({ kind, branch, sequence, until, closed_at }) => ({
        kind,
        branch,
        sequence,
        until,
        open: closed_at === null,
      }))
  const heldOf = async (terminalId: string) =>
    (await world().registry.heldRecords()).filter(h => h.terminal_id === terminalId)
  const statuses = (answers: RecordAnswers['answers']) =>
    answers.map(a => (a.status === 'rejected' ? `${a.reason}${a.held === true ? ' held' : ''}` : a.status))
  const many = (terminal: TestTerminal, count: number): SealedRecord[] =>
    Array.from({ length: count }, () => terminal.record({ item: '1.1' }))
  /** A record of the same terminal that its present chain does not know: what a restored journal writes. */
  const after = (terminal: TestTerminal, before: SealedRecord | null, fields = {}): SealedRecord => {
    const { body } = terminal.record({ item: '1.1', ...fields })
    const { id }: { id: string } = JSON.parse(body)
    return sealRecord({
      sequence: (before?.sequence ?? 0) + 1,
      id,
      body,
      prev: before?.hash ?? CHAIN_START,
    })
  }

  test('a chain that comes in order leaves no event', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 5)
    await terminal.push(records)
    await terminal.push(records)
    expect(await eventsOf(terminal.id)).toEqual([])
  })

  test('a gap is named with what is missing, counted while it stays, and closed when it fills', async () => {
    const terminal = await world().terminal()
    const [first, second, third, fourth] = many(terminal, 4) as [
      SealedRecord,
      SealedRecord,
      SealedRecord,
      SealedRecord,
    ]
    await terminal.push([first])
    expect(statuses(await terminal.push([fourth]))).toEqual(['chain-gap'])
    await terminal.push([fourth])
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'gap', branch: 0, sequence: 2, until: 3, open: true },
    ])
    expect((await world().registry.chainEvents()).find(e => e.terminal_id === terminal.id)).toMatchObject({
      times: 2,
      first_at: world().clock.now,
    })
    await terminal.push([second, third, fourth])
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'gap', branch: 0, sequence: 2, until: 3, open: false },
    ])
    expect((await kept(terminal.id)).map(r => r.sequence)).toEqual([1, 2, 3, 4])
  })

  test('what the terminal says it has lost is named, and what follows it is taken in', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 6)
    await terminal.push(records.slice(0, 2))
    const missing = [{ from: 3, to: 4 }]
    expect(statuses(await terminal.push(records.slice(4), missing))).toEqual(['accepted', 'accepted'])
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'lost', branch: 0, sequence: 3, until: 4, open: true },
    ])
    expect(statuses(await terminal.push(records.slice(4), missing))).toEqual(['duplicate', 'duplicate'])
    expect((await kept(terminal.id)).map(r => r.sequence)).toEqual([1, 2, 5, 6])
  })

  test('a journal that lost its very beginning is taken in from where it begins', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 3)
    expect(statuses(await terminal.push(records.slice(1), [{ from: 1, to: 1 }]))).toEqual([
      'accepted',
      'accepted',
    ])
    expect(await eventsOf(terminal.id)).toMatchObject([{ kind: 'lost', sequence: 1, until: 1 }])
  })

  test('a rescued journal that lost its end goes on behind it: on the same branch, or as a fork where we have that end', async () => {
    for (const delivered of [2, 4]) {
      const terminal = await world().terminal()
      const records = many(terminal, 4)
      await terminal.push(records.slice(0, delivered))
      const next = { ...after(terminal, records[1] as SealedRecord), sequence: 5 }
      expect(statuses(await terminal.push([next], [{ from: 3, to: 4 }]))).toEqual(['accepted'])
      const whole = delivered === 4
      expect(await eventsOf(terminal.id)).toMatchObject([
        whole ? { kind: 'fork', branch: 1, sequence: 5 } : { kind: 'lost', branch: 0, sequence: 3, until: 4 },
      ])
      expect((await kept(terminal.id)).map(r => r.sequence)).toEqual(whole ? [1, 2, 3, 4, 5] : [1, 2, 5])
    }
  })

  test('records that come in another order than they were made are taken in, and that is written down', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 3)
    expect(statuses(await terminal.push(records.toReversed()))).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await eventsOf(terminal.id)).toMatchObject([{ kind: 'reorder', sequence: 2 }])
  })

  test('a record under a number that its chain denies is a reordering, and is kept all the same', async () => {
    const terminal = await world().terminal()
    const [first, second] = many(terminal, 2) as [SealedRecord, SealedRecord]
    await terminal.push([first])
    const renumbered = { ...second, sequence: 7 }
    expect(statuses(await terminal.push([renumbered]))).toEqual(['accepted'])
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'reorder', branch: 1, sequence: 7, until: 7, open: true },
    ])
    expect((await kept(terminal.id)).map(r => [r.branch, r.sequence])).toEqual([
      [0, 1],
      [1, 7],
    ])
  })

  test('a restored journal forks the chain: both branches are kept whole, each with its own numbers', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 5)
    await terminal.push(records)
    const backup = records[2] as SealedRecord
    const fourth = after(terminal, backup)
    const fifth = after(terminal, fourth)
    expect(statuses(await terminal.push([fourth, fifth]))).toEqual(['accepted', 'accepted'])
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'fork', branch: 1, sequence: 4, until: 5, open: true },
    ])
    const sixth = after(terminal, fifth)
    expect(statuses(await terminal.push([fourth, fifth, sixth]))).toEqual([
      'duplicate',
      'duplicate',
      'accepted',
    ])
    expect((await kept(terminal.id)).map(r => [r.branch, r.sequence, r.id])).toEqual([
      ...records.map(r => [0, r.sequence, r.id]),
      ...[fourth, fifth, sixth].map(r => [1, r.sequence, r.id]),
    ])
  })

  test('a journal restored twice makes three branches; one forked at its very first record, two', async () => {
    const terminal = await world().terminal()
    const [first] = many(terminal, 1) as [SealedRecord]
    await terminal.push([first])
    await terminal.push([after(terminal, null)])
    await terminal.push([after(terminal, null), after(terminal, first)])
    const branches = (await kept(terminal.id)).map(r => [r.branch, r.sequence])
    expect(branches).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [2, 1],
    ])
    expect((await eventsOf(terminal.id)).map(e => e.kind)).toEqual(['fork', 'fork'])
  })

  test('a branch whose past has not come is asked for it, and the ends say from where', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 4)
    await terminal.push(records)
    const third = after(terminal, records[1] as SealedRecord)
    const fourth = after(terminal, third)
    expect(statuses(await terminal.push([fourth]))).toEqual(['chain-fork'])
    const { answers, ends } = await terminal.send([third, fourth])
    expect(statuses(answers)).toEqual(['accepted', 'accepted'])
    expect(ends).toEqual([
      { branch: 0, sequence: 4, hash: records[3]?.hash },
      { branch: 1, sequence: 4, hash: fourth.hash },
    ])
    expect((await eventsOf(terminal.id)).filter(e => e.open)).toEqual([
      { kind: 'fork', branch: 1, sequence: 3, until: 4, open: true },
    ])
  })

  test('a journal that ends before what it delivered is a removal, named at the next hello', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 5)
    await terminal.push(records)
    const hello = async (end: { sequence: number; hash: string }) =>
      helloResponse.parse(
        await (await terminal.get(`/v1/hello?sequence=${end.sequence}&hash=${end.hash}`)).json(),
      )
    await hello(records[4] as SealedRecord)
    expect(await eventsOf(terminal.id)).toEqual([])
    await hello(records[2] as SealedRecord)
    await hello({ sequence: 0, hash: CHAIN_START })
    expect(await eventsOf(terminal.id)).toEqual([
      { kind: 'removal', branch: 0, sequence: 1, until: 5, open: true },
      { kind: 'removal', branch: 0, sequence: 4, until: 5, open: true },
    ])
  })

  test('a record that cannot be read is held with its very text, and those behind it are taken in', async () => {
    const terminal = await world().terminal()
    const [first] = many(terminal, 1) as [SealedRecord]
    const body = '{"v":1,"nonsense":"坏\0\\ud800"}'
    const bad = sealRecord({ sequence: 2, id: randomUUID(), body, prev: first.hash })
    const third = after(terminal, bad)
    const answers = await terminal.push([first, bad, third])
    expect(statuses(answers)).toEqual(['accepted', 'bad-body held', 'accepted'])
    expect((await heldOf(terminal.id)).map(h => [h.sequence, h.reason, JSON.parse(h.body_json)])).toEqual([
      [2, 'bad-body', body],
    ])
    expect(statuses(await terminal.push([first, bad, third]))).toEqual([
      'duplicate',
      'bad-body held',
      'duplicate',
    ])
    expect(await heldOf(terminal.id)).toHaveLength(1)
    expect((await kept(terminal.id)).map(r => r.sequence)).toEqual([1, 3])
  })

  test('a record larger than any, or under an id that is none, is held like any other that cannot be read', async () => {
    const terminal = await world().terminal()
    const large = sealRecord({ sequence: 1, id: randomUUID(), body: ' '.repeat(70_000), prev: CHAIN_START })
    const odd = sealRecord({ sequence: 2, id: 'no\0id', body: '{}', prev: large.hash })
    const third = after(terminal, odd)
    expect(statuses(await terminal.push([large, odd, third]))).toEqual([
      'bad-body held',
      'bad-body held',
      'accepted',
    ])
  })

  test('a broken text is named, held, and taken in once it comes as it was sealed; its hash held its place', async () => {
    const terminal = await world().terminal()
    const [sealed, next] = many(terminal, 2) as [SealedRecord, SealedRecord]
    const broken = { ...sealed, body: sealed.body.replace('0312', '0999') }
    expect(statuses(await terminal.push([broken, next]))).toEqual(['chain-broken held', 'accepted'])
    expect(await eventsOf(terminal.id)).toMatchObject([{ kind: 'broken', sequence: 1 }])
    expect(statuses(await terminal.push([sealed]))).toEqual(['accepted'])
    expect(statuses(await terminal.push([sealed]))).toEqual(['duplicate'])
    expect((await kept(terminal.id)).map(r => r.body)).toEqual([sealed.body, next.body])
    expect((await heldOf(terminal.id)).map(h => h.released_at)).toEqual([world().clock.now])
  })

  test('an id that another record has is held, and the chain goes on behind it', async () => {
    const terminal = await world().terminal()
    const [first] = many(terminal, 1) as [SealedRecord]
    const again = terminal.record({ id: first.id, comment: 'again' })
    const third = terminal.record()
    expect(statuses(await terminal.push([first, again, third]))).toEqual([
      'accepted',
      'id-reused held',
      'accepted',
    ])
  })

  test('a record that came before, in another place of the chain, is kept once', async () => {
    const terminal = await world().terminal()
    const records = many(terminal, 3)
    await terminal.push(records)
    const [first, , third] = records as [SealedRecord, SealedRecord, SealedRecord]
    // A rescued journal that closed ranks: the third stands where the second stood.
    const moved = sealRecord({ sequence: 2, id: third.id, body: third.body, prev: first.hash })
    const next = after(terminal, moved)
    expect(statuses(await terminal.push([moved, next]))).toEqual(['duplicate', 'accepted'])
    expect((await kept(terminal.id)).map(r => r.id).sort()).toEqual([...records, next].map(r => r.id).sort())
  })
}
