// The holder's picture at a window: there for whoever must be compared with it, while he stands there and no longer.
// The verdict has been given before it is asked for; without the registry there is a verdict and no picture.
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PeopleWorld, peopleWorld, SUPERVISOR, signIn, type Window } from './world.ts'

let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld()
  window = await world.open()
  await signIn(window, SUPERVISOR)
  for (const key of ['li', 'pu', 'revoked'])
    expect(await world.registry.office.putPhoto(world.card(key).card, PICTURE, 'test')).toEqual({
      ok: true,
      value: null,
    })
})
afterAll(async () => await world.end())

const PICTURE = PNG.sync.write(new PNG({ width: 3, height: 4 }))
const SHOWN = `data:image/png;base64,${PICTURE.toString('base64')}`

const present = async (key: string) =>
  await window.ask('visit.present', { raw: await world.physical(key), source: 'scanner' })
const photo = async (visitId: string) => (await window.ask('visit.photo', { visitId })).photo
const looks = async (key: string): Promise<number> => {
  const { card } = world.card(key)
  const asked = { login: null, subject: card, act: 'window.photo', before: null, limit: 99 }
  return (await world.registry.staff.audit(asked)).length
}

test('it is given for the holder who stands there, and for nobody who has gone; the registry notes each look', async () => {
  const li = await present('li')
  expect(li).toMatchObject({ outcome: 'check-person', personCheck: true })
  expect(await photo(li.visitId)).toBe(SHOWN)
  expect(await looks('li')).toBe(1)
  const pu = await present('pu')
  expect(await photo(li.visitId)).toBeNull()
  expect(await photo(pu.visitId)).toBe(SHOWN)
  await window.ask('visit.close', { visitId: pu.visitId })
  expect(await photo(pu.visitId)).toBeNull()
  expect([await looks('li'), await looks('pu')]).toEqual([1, 1])
})

test('it is not asked for where nobody is to be compared with it: a refusal, a locked window, a site that does without', async () => {
  const revoked = await present('revoked')
  expect(revoked.outcome).toBe('no')
  expect(await photo(revoked.visitId)).toBeNull()
  expect(await looks('revoked')).toBe(0)
  await world.registry.changeSitePolicy('people-hospital', { photo: false })
  await window.ask('sync.now', undefined)
  const li = await present('li')
  expect(await photo(li.visitId)).toBeNull()
  await world.registry.changeSitePolicy('people-hospital', { photo: true })
  await window.ask('sync.now', undefined)
  expect(await photo(li.visitId)).toBe(SHOWN)
  await window.ask('session.lock', { why: 'asked' })
  expect(await window.refusal('visit.photo', { visitId: li.visitId })).not.toBeNull()
  expect(await looks('li')).toBe(2)
})
