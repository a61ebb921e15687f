// Two entries merged at the registry, as a window sees them after its next pull: one card stays good, the other does not.
// A holder whose entries were merged is never turned away with the card, or the ID number, that is still his.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewHolder } from '../../../registry/holders.ts'
import { openSyncWorld, type SyncWorld } from './world.ts'

let world: SyncWorld
beforeAll(async () => {
  world = await openSyncWorld()
})
afterAll(() => world.stop())

const by = { actor: '张', reason: '同一人两次录入' }

test('after the next changes the old number is out of use and superseded, its uses are with the card that stays, and the ID number leads there', async () => {
  const { registry } = world
  // The lower number goes: a look-up by ID number that took the first it finds would take the wrong one.
  const [gone, kept] = world.people(2) as [NewHolder, NewHolder]
  await registry.enterHolders([gone, { ...kept, idNumber: gone.idNumber }], 'test', 'twice')
  const served = await world.terminal()
  const record = served.record({ card: gone.card })
  await served.push([record])
  await registry.publish()
  const window = await world.pulling()
  await window.pull()
  const { holders } = window.storage.cache
  const hash = Buffer.from((await registry.findHolder(kept.card))?.id_hash ?? '', 'hex')
  expect(holders.findByIdHash(hash)?.cardNumber).toBe(gone.card)
  expect(holders.usageOf(gone.card as never).map(u => u.recordId)).toEqual([record.id])

  expect((await registry.office.merge(kept.card, gone.card, by)).ok).toBe(true)
  expect((await window.pull()).ok).toBe(true)
  expect(window.holder(gone.card)).toMatchObject({ status: 'merged', serial: 2 })
  expect(window.holder(kept.card)).toMatchObject({ status: 'active', serial: 1 })
  expect(holders.findByIdHash(hash)?.cardNumber).toBe(kept.card)
  expect(holders.usageOf(gone.card as never)).toEqual([])
  expect(holders.usageOf(kept.card as never).map(u => u.recordId)).toEqual([record.id])

  expect((await registry.office.split(gone.card, by)).ok).toBe(true)
  expect((await window.pull()).ok).toBe(true)
  expect(window.holder(gone.card)).toMatchObject({ status: 'active', serial: 1 })
  expect(holders.usageOf(gone.card as never).map(u => u.recordId)).toEqual([record.id])
})

test('the light pull of revocations already stops the old card', async () => {
  const { registry } = world
  const [kept, gone] = [await world.holder(), await world.holder()]
  const window = await world.pulling()
  await window.pull()
  world.clock.now += 61
  await window.pull()
  await registry.office.merge(kept.card, gone.card, by)
  world.clock.now += 300
  expect(await window.light()).toMatchObject({ ok: true })
  expect(window.holder(gone.card)).toMatchObject({ status: 'merged', serial: 2 })
})

test('an ID number that both entries have leads to the card that counts, also before their rows have come', async () => {
  const { registry } = world
  const [gone, kept] = world.people(2) as [NewHolder, NewHolder]
  await registry.enterHolders([gone, { ...kept, idNumber: gone.idNumber }], 'test', 'twice')
  await registry.publish()
  const window = await world.pulling()
  await window.pull()
  const hash = Buffer.from((await registry.findHolder(kept.card))?.id_hash ?? '', 'hex')
  const { holders } = window.storage.cache
  expect(holders.findByIdHash(hash)?.cardNumber).toBe(gone.card)
  world.clock.now += 61
  await window.pull()
  await registry.office.merge(kept.card, gone.card, by)
  world.clock.now += 300
  expect(await window.light()).toMatchObject({ ok: true })
  expect(holders.findByIdHash(hash)).toMatchObject({ cardNumber: kept.card, status: 'active' })
})
