// What the office's policy and a supervisor's settings do: full screen, who may leave it; receipts or none.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addClerk,
  CLERK,
  type PeopleWorld,
  peopleWorld,
  SUPERVISOR,
  serve,
  signIn,
  type Window,
} from './world.ts'

let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld()
  window = await world.open()
  await addClerk(window)
})
afterAll(async () => await world.end())

const kiosk = async () => (await window.ask('app.get', undefined)).kiosk
const supervisor = { number: SUPERVISOR.number, pin: SUPERVISOR.pin }

describe('full screen', () => {
  test('is a supervisor’s setting, and every screen hears of it', async () => {
    expect(await kiosk()).toBe('off')
    await signIn(window, CLERK)
    expect(await window.refusal('settings.put', { kiosk: true })).toBe('not-allowed')
    await signIn(window, SUPERVISOR)
    const heard: string[] = []
    window.served.on('app', app => heard.push(app.kiosk))
    await window.ask('settings.put', { kiosk: true })
    expect(heard).toEqual(['on'])
  })

  test('is left by a supervisor’s PIN alone, whoever is signed in; each attempt is in the audit', async () => {
    await signIn(window, CLERK)
    expect(await window.refusal('kiosk.leave', { ...supervisor, pin: '000000' })).toBe('clerk-or-pin-wrong')
    expect(await window.refusal('kiosk.leave', { number: CLERK.number, pin: CLERK.pin })).toBe('not-allowed')
    expect(await kiosk()).toBe('on')
    expect((await window.ask('kiosk.leave', supervisor)).kiosk).toBe('left')
    expect(await window.look(journal => journal.auditTrail(3).map(e => `${e.act} ${e.clerk}`))).toEqual([
      `kiosk-left ${SUPERVISOR.number}`,
      `kiosk-leave-refused ${CLERK.number}`,
      `kiosk-leave-refused ${SUPERVISOR.number}`,
    ])
  })

  test('stays left over a lock, comes back by its switch, with the next clerk, and after a new start', async () => {
    await window.ask('session.lock', { why: 'asked' })
    await window.ask('session.unlock', { pin: CLERK.pin })
    expect(await kiosk()).toBe('left')
    expect((await window.ask('kiosk.enter', undefined)).kiosk).toBe('on')
    await window.ask('kiosk.leave', supervisor)
    await window.ask('session.signOut', undefined)
    expect(await kiosk()).toBe('on')
    // Nobody has to be signed in to mend the machine.
    expect((await window.ask('kiosk.leave', supervisor)).kiosk).toBe('left')
    await window.restart()
    expect(await kiosk()).toBe('on')
  })

  test('is the office’s to fix for a site: on where nobody chose it, and nobody’s to switch', async () => {
    const other = await world.open()
    await signIn(other, SUPERVISOR)
    const siteId = (await other.ask('app.get', undefined)).site?.siteId ?? ''
    await world.registry.changeSitePolicy(siteId, { kiosk: 'on' })
    await other.ask('sync.now', undefined)
    const app = await other.ask('app.get', undefined)
    expect(app.kiosk).toBe('on')
    expect(app.settings.fixed).toContain('kiosk')
    expect(await other.refusal('settings.put', { kiosk: false })).toBe('setting-fixed')
    expect((await other.ask('kiosk.leave', supervisor)).kiosk).toBe('left')
  })
})

test('receipts that the site’s policy has turned off are refused, whoever asks', async () => {
  const other = await world.open()
  await signIn(other, SUPERVISOR)
  const record = await serve(other, await world.physical('pu'), '1.1')
  expect((await other.ask('receipt.preview', { visitId: record.visitId })).copy).toBe(1)
  const siteId = (await other.ask('app.get', undefined)).site?.siteId ?? ''
  await world.registry.changeSitePolicy(siteId, { receipt: 'off' })
  await other.ask('sync.now', undefined)
  expect((await other.ask('settings.get', undefined)).receipt).toBe('off')
  expect(await other.refusal('receipt.preview', { visitId: record.visitId })).toBe('receipts-off')
  expect(await other.refusal('receipt.issue', { visitId: record.visitId })).toBe('receipts-off')
})
