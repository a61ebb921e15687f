// What is to come reaches a terminal ahead of its day, over HTTP: held signed, used on its day without a network, gone if taken back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trustKeys } from '../../../core/card/keys.ts'
import { addDays, dateOf, dateStart } from '../../../core/policy/calendar.ts'
import { openKeyList } from '../../../electron/sync/documents.ts'
import { readRules, rulesAt } from '../../../electron/visit/grounds.ts'
import { openSyncWorld, type Pulling, type SyncWorld } from './world.ts'

let world: SyncWorld
beforeAll(async () => {
  world = await openSyncWorld()
})
afterAll(async () => await world.stop())

const day = (days: number) => addDays(dateOf(world.clock.now), days)
async function publish(name: string, on: string): Promise<void> {
  const id = await world.registry.catalogues.begin(null, name, 'zhou')
  if (!id.ok) throw new Error(id.error.code)
  const done = await world.registry.publishCatalogue(id.value, { revision: 1, day: on, why: '调整' }, 'zhou')
  if (!done.ok) throw new Error(done.error.code)
}
/** The version that a scan would be judged by at `at`, from what lies in the terminal's own file. */
function versionAt(pulling: Pulling, at: number): string {
  const rules = readRules(pulling.storage, { rootKey: world.registry.keys.rootKey } as never)
  if (!rules.ok) throw new Error(rules.error.code)
  return rulesAt(rules.value, { wall: at, lastTrusted: at, offsetAtLastSync: 0 }).catalogue.version
}
async function pulled(pulling: Pulling): Promise<void> {
  const run = await pulling.pull()
  if (!run.ok) throw new Error(run.error.code)
}

test('a terminal has it before its day, and changes over at midnight without asking anybody', async () => {
  const terminal = await world.pulling()
  await pulled(terminal)
  const on = day(5)
  await publish('2026.5', on)
  await pulled(terminal)
  expect(versionAt(terminal, dateStart(on) - 1)).toBe('2023.2')
  expect(versionAt(terminal, dateStart(on))).toBe('2026.5')
})

test('one that is taken back goes from the terminal with its next pull', async () => {
  const terminal = await world.pulling()
  await pulled(terminal)
  const on = day(5)
  expect(versionAt(terminal, dateStart(on))).toBe('2026.5')
  await world.registry.withdrawCatalogue('2026.5', '文字有误', 'zhou')
  world.clock.now += 61
  await pulled(terminal)
  expect(versionAt(terminal, dateStart(on))).toBe('2023.2')
})

test('what is to come outlives a whole new snapshot of the cache, and a plan that was tampered with counts for nothing', async () => {
  const terminal = await world.pulling()
  const on = day(6)
  await publish('2026.6', on)
  await pulled(terminal)
  await world.registry.publish(true)
  await pulled(terminal)
  expect(versionAt(terminal, dateStart(on))).toBe('2026.6')
  const plan = terminal.storage.cache.document('catalogue-plan')
  if (plan === null) throw new Error('no plan')
  const list = openKeyList(terminal.storage.cache.document('key-list'), world.registry.keys.rootKey)
  expect(list.ok && trustKeys(list.value).size).toBeGreaterThan(0)
  terminal.storage.cache.putDocument({ ...plan, payload: plan.payload.replaceAll(on, day(1)) })
  expect(versionAt(terminal, dateStart(on))).toBe('2023.2')
  // The next pull sees that it is not what the manifest names, and brings it anew.
  world.clock.now += 61
  await pulled(terminal)
  expect(versionAt(terminal, dateStart(on))).toBe('2026.6')
})

test('on its day the registry names it itself, and a terminal that was away for weeks goes straight to it', async () => {
  const away = await world.pulling()
  const on = day(6)
  world.clock.now = dateStart(on) + 20 * 86_400
  await pulled(away)
  expect(versionAt(away, world.clock.now)).toBe('2026.6')
  expect(away.storage.cache.document('catalogue')?.payload).toContain('"version":"2026.6"')
})
