// What the phone pages ask of the database, on a real PostgreSQL: the same acts as on the embedded one in phone-card and appointments.
// Applying is on both in phone-apply, the whole story in story-holder.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterSampleHolders } from '../../scripts/demo/holders.ts'
import { codeFor, HOSPITAL } from '../../scripts/demo/world.ts'
import {
  askForHalfDay,
  confirmHalfDay,
  rateNewestVisit,
  seeBenefits,
  seeSuspension,
} from '../support/phone-acts.ts'
import { type Phone, type PhoneWorld, phoneWorld } from '../support/phone-world.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { pushRecords } from '../support/pushed-records.ts'

let postgres: TestPostgres
let world: PhoneWorld
let phone: Phone
let card = ''

beforeAll(async () => {
  postgres = await startPostgres()
  world = await phoneWorld(await postgres.freshDatabase())
  const { registry } = world
  card = (await enterSampleHolders(registry, 0)).get('yang')?.card ?? ''
  await pushRecords(registry, [{ card, item: '1.1' }])
  await codeFor(registry, HOSPITAL)
  await registry.changeSitePolicy(HOSPITAL.id, { appointments: true })
  phone = await world.signedIn('holder', card)
})
afterAll(async () => {
  await world.end()
  await postgres.stop()
  expect(world.faults).toEqual([])
})

test('a visit is rated once, and what was used is told apart from what is left', async () => {
  await rateNewestVisit(phone.page, world.registry)
  await seeBenefits(phone.page)
})

test('a half day is asked for, confirmed in the console, and read on the phone', async () => {
  const { first: day } = world.registry.appointments.days()
  const asked = { item: '1.1', site: HOSPITAL.id, day }
  await askForHalfDay(phone.page, asked)
  await confirmHalfDay(await world.staffPage('office'), phone.page, asked)
})

test('a suspended holder is told what to do, and has no code', async () => {
  await phone.page.getByTestId('tab-card').click()
  await phone.page.getByTestId('qr').waitFor()
  await seeSuspension(phone.page, world.registry, card)
})
