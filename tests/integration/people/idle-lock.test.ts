// A clerk who has gone is signed out of the counter by the terminal itself, whatever became of the page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemTime } from '../../../electron/clock.ts'
import { item, type PeopleWorld, peopleWorld, SUPERVISOR, signIn, type Window } from './world.ts'

let ahead = 0
const time = { wallMs: () => Date.now(), monotonicMs: () => systemTime.monotonicMs() + ahead }

let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld(time)
  window = await world.open()
})
afterAll(async () => await world.end())

const phase = async () => (await window.ask('app.get', undefined)).phase

test('a page that hangs or was reloaded keeps nobody signed in, and no holder at the window', async () => {
  await signIn(window, SUPERVISOR)
  await window.ask('settings.put', { idleSeconds: 30 })
  const events: string[] = []
  window.served.on('app', app => events.push(app.phase))
  const shown: string[] = []
  window.served.holder?.onView(view => shown.push(view.kind))
  const raw = await world.physical('yang')
  const visit = await window.ask('visit.present', { raw, source: 'scanner' })
  const [service] = visit.services.filter(s => s.availability === 'available')
  const found = await window.ask('lookUp.find', { text: '杨' })
  // What a reloaded page asks by itself keeps nobody at work.
  ahead += 29_000
  await phase()
  await window.ask('records.today', { limit: 5 })
  expect(await phase()).toBe('counter')
  ahead += 1_000
  await expect.poll(phase, { timeout: 5_000 }).toBe('locked')
  expect(events).toEqual(['locked'])

  const confirmed = { personChecked: true, items: [item(service?.id ?? '1.1')], comment: null, rating: null }
  expect(await window.refusal('visit.record', { visitId: visit.visitId, ...confirmed })).toBe(
    'session-locked',
  )
  expect(shown.at(-1)).toBe('idle')
  // Nor is he there when the clerk comes back.
  await window.ask('session.unlock', { pin: SUPERVISOR.pin })
  expect(await window.refusal('visit.record', { visitId: visit.visitId, ...confirmed })).toBe('no-open-visit')
  expect(found.results.length).toBeGreaterThan(0)

  expect(await window.look(journal => journal.auditTrail(2).map(e => [e.act, e.detail]))).toEqual([
    ['unlocked', null],
    ['locked', 'idle'],
  ])
  const { devices } = await window.ask('diagnostics.get', undefined)
  expect(devices[0]).toMatchObject({ device: 'screen', event: 'idle-lock', detail: 'by-terminal' })
})

test('a clerk who is there stays, for as long as the page says so', async () => {
  for (let i = 0; i < 4; i++) {
    ahead += 20_000
    await window.ask('session.active', undefined)
    await new Promise(resolve => setTimeout(resolve, 300))
  }
  expect(await phase()).toBe('counter')
})
