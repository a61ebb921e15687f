// The light pull: a card stopped a minute ago is refused, though the holder data is of last night, and nothing big was asked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataStateOf } from '../../../core/policy/data-age.ts'
import { err, ok } from '../../../core/result.ts'
import type { RegistryClient } from '../../../electron/sync/registry-client.ts'
import { openSyncWorld, type Pulling, type PullingOptions, type SyncWorld } from './world.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const by = { actor: '张', reason: 'told so at the counter' }

let world: SyncWorld
beforeAll(async () => {
  world = await openSyncWorld()
})
afterAll(() => world.stop())

async function filled(options: PullingOptions = {}): Promise<Pulling> {
  const terminal = await world.pulling(options)
  world.clock.now += 61
  expect(await terminal.pull()).toMatchObject({ ok: true, value: { revocations: null } })
  terminal.asked()
  return terminal
}

describe('a light pull', () => {
  test.each([
    ['lost', 'lost'],
    ['suspend', 'suspended'],
    ['left', 'left'],
  ] as const)(
    'stops a card on which the register acted (%s), and no row of its holder is pulled',
    async (act, status) => {
      const person = await world.holder()
      const terminal = await filled()
      const sequence = terminal.storage.cache.meta('sequence')
      const holdersAsOf = terminal.storage.cache.meta('holders-as-of')
      await world.registry.change(person.card, act, by)
      world.clock.now += HOUR
      expect(await terminal.light()).toMatchObject({ ok: true, value: { confirmed: true } })
      expect(terminal.holder(person.card)?.status).toBe(status)
      const found = terminal.storage.cache.holders.search(
        { kind: 'card-number', cardNumber: person.card as never },
        5,
      )
      expect(found[0]?.status).toBe(status)
      expect(terminal.asked().filter(path => !path.startsWith('stops-'))).toEqual([])
      expect(terminal.storage.cache.meta('sequence')).toBe(sequence)
      expect(terminal.storage.cache.meta('holders-as-of')).toBe(holdersAsOf)
      expect(terminal.storage.cache.meta('revocations-as-of')).toBe(world.clock.now)
    },
  )

  test('knows the old plastic of a card that was issued anew', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'reissue', by)
    await terminal.light()
    expect(terminal.holder(person.card)).toMatchObject({ serial: 2, status: 'active' })
  })

  test('lifts again what was lifted at the register', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'lost', by)
    await terminal.light()
    await world.registry.change(person.card, 'found', by)
    await terminal.light()
    expect(terminal.holder(person.card)?.status).toBe('active')
  })

  test('fetches a list once: while nobody is acted on, a few hundred bytes confirm it', async () => {
    const person = await world.holder()
    await world.registry.change(person.card, 'lost', by)
    const terminal = await filled()
    world.clock.now += 300
    await terminal.light()
    terminal.asked()
    // Something is published that is nobody's standing.
    await world.holder()
    world.clock.now += 300
    expect(await terminal.light()).toMatchObject({ ok: true, value: { rows: 0, bytes: 0, confirmed: true } })
    expect(terminal.asked()).toEqual([])
    expect(terminal.storage.cache.meta('revocations-as-of')).toBe(world.clock.now)
    const head = terminal.storage.cache.document('revocations')
    expect(JSON.stringify(head).length).toBeLessThan(1000)
  })

  test('is outlived by the rows that say the same, and never stands over newer ones', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'lost', by)
    await terminal.light()
    await world.registry.change(person.card, 'found', by)
    world.clock.now += 61
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(terminal.holder(person.card)?.status).toBe('active')
    expect(await terminal.withCache(db => db.prepare('SELECT COUNT(*) FROM stop').pluck().get())).toBe(0)
  })

  test('stays in force when a snapshot of the same night takes the place of the rows', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'lost', by)
    await terminal.light()
    await world.registry.publish(true)
    world.clock.now += 61
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(terminal.holder(person.card)?.status).toBe('lost')
  })

  test('confirms nothing where the holder data is older than the list reaches', async () => {
    const terminal = await filled()
    const asOf = terminal.storage.cache.meta('revocations-as-of')
    world.clock.now += 30 * DAY
    await world.holder()
    expect(await terminal.light()).toMatchObject({ ok: true, value: { confirmed: false } })
    expect(terminal.storage.cache.meta('revocations-as-of')).toBe(asOf)
  })

  test('tells a terminal that was cut off, from the list alone', async () => {
    const terminal = await filled()
    expect(await world.registry.cutOff(terminal.terminalId)).toBe(true)
    expect(await terminal.light()).toEqual({ ok: false, error: { code: 'cut-off' } })
  })
})

describe('a list that cannot be had', () => {
  type Answer = Awaited<ReturnType<RegistryClient['document']>>
  test.each<[string, (document: object) => Answer, string]>([
    ['is not there', () => err({ code: 'unreachable' }), 'unreachable'],
    ['is not signed by us', document => ok({ ...document, signature: 'A'.repeat(86) }), 'bad-signature'],
    ['is another document', document => ok({ ...document, kind: 'manifest' }), 'bad-signature'],
  ])(
    'because it %s is told, and its age goes on while that of the rows does not',
    async (_what, answer, code) => {
      let broken = false
      const terminal = await filled({
        through: client => ({
          ...client,
          async document(path) {
            const real = await client.document(path)
            return broken && path === '/v1/revocations' && real.ok ? answer(real.value as object) : real
          },
        }),
      })
      const { cache } = terminal.storage
      const asOf = cache.meta('revocations-as-of')
      broken = true
      world.clock.now += 2 * DAY
      expect(await terminal.light()).toEqual({ ok: false, error: { code } })
      expect(await terminal.pull()).toMatchObject({ ok: true, value: { revocations: { code } } })
      expect(cache.meta('holders-as-of')).toBe(world.clock.now)
      expect(cache.meta('revocations-as-of')).toBe(asOf)
      const { age } = world.registry.catalogue.limits
      const stateIn = (seconds: number) => [
        dataStateOf(cache.meta('holders-as-of'), world.clock.now + seconds, age.holders),
        dataStateOf(cache.meta('revocations-as-of'), world.clock.now + seconds, age.revocations),
      ]
      expect(stateIn(0)).toEqual(['fresh', 'aging'])
      expect(stateIn(DAY + HOUR)).toEqual(['aging', 'stale'])
    },
  )
})
