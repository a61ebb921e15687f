// A clerk's day at a window, past the screen: shifts, locking, taking records back, settings, all in the audit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addClerk,
  CLERK,
  item,
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

const acts = (limit: number) =>
  window.look(journal => journal.auditTrail(limit).map(e => `${e.act} ${e.clerk}`))

describe('a shift', () => {
  test('is handed over by the next clerk signing in, and ends with the last signing out', async () => {
    expect((await signIn(window, SUPERVISOR)).phase).toBe('counter')
    await serve(window, await world.physical('pu'), '1.1')
    expect((await signIn(window, CLERK)).clerk).toMatchObject({ number: CLERK.number })
    await serve(window, await world.physical('yang'), '1.1')
    expect((await window.ask('session.signOut', undefined)).phase).toBe('sign-in')
    const [second, first] = await window.look(journal => journal.shifts.latest(2))
    expect((await acts(4)).reverse()).toEqual([
      `signed-in ${SUPERVISOR.number}`,
      `signed-in ${CLERK.number}`,
      `handed-over ${SUPERVISOR.number}`,
      `signed-out ${CLERK.number}`,
    ])
    expect(first).toMatchObject({ clerk: SUPERVISOR.number, endedBy: 'handed-over', unsent: 1 })
    expect(second).toMatchObject({ clerk: CLERK.number, endedBy: 'signed-out', handovers: 1, unsent: 2 })
    expect([second?.fromSequence, second?.toSequence]).toEqual([1, 2])
    // Each has a report of its own, however short the moment in which both worked.
    const ever = { from: 0, to: 4_000_000_000 }
    await signIn(window, SUPERVISOR)
    const { shifts } = await window.ask('report.shifts', ever)
    expect(shifts.map(({ clerk, ended }) => [clerk, ended?.by ?? 'at-work', ended?.unsent])).toEqual([
      [SUPERVISOR.number, 'handed-over', 1],
      [CLERK.number, 'signed-out', 2],
      [SUPERVISOR.number, 'at-work', undefined],
    ])
    const reports = await Promise.all(
      shifts.map(({ id }) => window.ask('report.get', { ...ever, shift: id })),
    )
    expect(reports.map(r => [r.shift?.clerk, r.total.services, r.reconciled.records])).toEqual([
      [SUPERVISOR.number, 1, 1],
      [CLERK.number, 1, 1],
      [SUPERVISOR.number, 0, 0],
    ])
    expect(await window.ask('report.get', ever)).toMatchObject({ shift: null, total: { services: 2 } })
    await window.ask('session.signOut', undefined)
  })

  test('that the program did not live to see ended is broken off at the next start, and nobody is signed in', async () => {
    await signIn(window, CLERK)
    await window.restart()
    expect((await window.ask('app.get', undefined)).phase).toBe('sign-in')
    expect(await window.look(journal => journal.shifts.latest(1))).toMatchObject([
      { clerk: CLERK.number, endedBy: 'broken-off' },
    ])
  })
})

describe('a locked window', () => {
  test('has forgotten the holder, does nothing, and is opened by its own clerk alone', async () => {
    await signIn(window, CLERK)
    const raw = await world.physical('yang')
    const visit = await window.ask('visit.present', { raw, source: 'scanner' })
    expect((await window.ask('session.lock', { why: 'idle' })).phase).toBe('locked')
    expect(await window.refusal('visit.present', { raw, source: 'scanner' })).toBe('session-locked')
    expect(await window.refusal('records.today', { limit: 5 })).toBe('session-locked')
    expect(await window.refusal('session.unlock', { pin: SUPERVISOR.pin })).toBe('clerk-or-pin-wrong')
    expect((await window.ask('session.unlock', { pin: CLERK.pin })).phase).toBe('counter')
    const confirmed = { personChecked: true, items: [item('1.1')], comment: null, rating: null }
    expect(await window.refusal('visit.record', { visitId: visit.visitId, ...confirmed })).toBe(
      'no-open-visit',
    )
    // The shift went on: locking is no hand-over.
    expect(await window.look(journal => journal.shifts.current())).toMatchObject({ clerk: CLERK.number })
    expect((await acts(3)).reverse()).toEqual([
      `locked ${CLERK.number}`,
      `unlock-failed ${CLERK.number}`,
      `unlocked ${CLERK.number}`,
    ])
  })

  test('is taken over by another clerk', async () => {
    await window.ask('session.lock', { why: 'hand-over' })
    expect(await signIn(window, SUPERVISOR)).toMatchObject({
      phase: 'counter',
      clerk: { number: SUPERVISOR.number },
    })
    expect(await window.look(journal => journal.shifts.latest(2))).toMatchObject([
      { clerk: SUPERVISOR.number, handovers: 1 },
      { clerk: CLERK.number, endedBy: 'handed-over' },
    ])
  })
})

describe('taking a record back', () => {
  test('gives the quota back at once here, and elsewhere after the sync', async () => {
    const raw = await world.physical('yang')
    const used = await serve(window, raw, '1.2')
    const tile = async () => {
      const visit = await window.ask('visit.present', { raw, source: 'scanner' })
      return visit.services.find(s => s.id === '1.2')?.availability
    }
    expect(await tile()).toBe('used-up')
    const why = { recordId: used.id, reason: 'wrong-person' as const, text: '' }
    const { record } = await window.ask('records.void', why)
    expect(record).toMatchObject({
      kind: 'void',
      voids: used.id,
      voidReason: { code: 'wrong-person', text: '' },
      itemId: '1.2',
    })
    expect(await tile()).toBe('available')
    expect(await window.refusal('records.void', why)).toBe('already-voided')
    expect(await window.refusal('records.void', { ...why, recordId: record.id })).toBe('void-of-void')
    const { records } = await window.ask('records.today', { limit: 50 })
    expect(records.find(r => r.id === used.id)).toMatchObject({ voided: true, voids: null })
    await window.ask('sync.now', undefined)
    expect((await window.ask('app.get', undefined)).status).toMatchObject({ unsent: 0, rejected: 0 })
    const other = await world.open()
    await signIn(other, SUPERVISOR)
    const visit = await other.ask('visit.present', { raw, source: 'scanner' })
    expect(visit.services.find(s => s.id === '1.2')?.availability).toBe('available')
  })

  test('is for the clerk of the record or a supervisor, with a reason, and every refusal is in the audit', async () => {
    const record = await serve(window, await world.physical('yang'), '1.1')
    await signIn(window, CLERK)
    const why = { recordId: record.id, reason: 'other' as const, text: '  ' }
    expect(await window.refusal('records.void', why)).toBe('reason-in-words')
    expect(await window.ask('records.mayVoid', { recordId: record.id })).toEqual({
      refusal: 'void-needs-supervisor',
    })
    expect(await window.refusal('records.void', { ...why, text: '打错了' })).toBe('void-needs-supervisor')
    expect((await acts(1))[0]).toBe(`void-refused ${CLERK.number}`)
    const nowhere = { ...why, recordId: crypto.randomUUID(), text: '打错了' }
    expect(await window.refusal('records.void', nowhere)).toBe('no-such-record')
    await signIn(window, SUPERVISOR)
    expect(await window.ask('records.mayVoid', { recordId: record.id })).toEqual({ refusal: null })
    await window.ask('records.void', { ...why, text: '打错了' })
    expect((await acts(1))[0]).toBe(`voided ${SUPERVISOR.number}`)
  })
})

describe('settings', () => {
  test('are a supervisor’s or anybody’s, are kept, and go out to every screen', async () => {
    await signIn(window, CLERK)
    let heard = ''
    const stop = window.served.on('app', app => {
      heard = app.settings.values.theme
    })
    expect((await window.ask('settings.put', { theme: 'dark' })).values.theme).toBe('dark')
    expect(heard).toBe('dark')
    stop()
    expect(await window.refusal('settings.put', { theme: 'light', idleSeconds: 60 })).toBe('not-allowed')
    await signIn(window, SUPERVISOR)
    expect(await window.refusal('settings.put', { idleSeconds: 3600 })).toBe('setting-out-of-range')
    await window.ask('settings.put', { idleSeconds: 60, itemIds: ['1.1'] })
    const visit = await window.ask('visit.present', { raw: await world.physical('yang'), source: 'scanner' })
    expect(visit.services.map(s => s.id)).toEqual(['1.1'])
    await window.restart()
    const { settings } = await window.ask('app.get', undefined)
    expect(settings.values).toMatchObject({ theme: 'dark', idleSeconds: 60, itemIds: ['1.1'] })
    // Nobody is signed in: how it looks may be changed by anybody, what it does by nobody.
    expect(settings.changeable).toContain('theme')
    expect(settings.changeable).not.toContain('idleSeconds')
  })

  test('that the office fixes hold whatever was chosen, from the next sync on', async () => {
    const before = await world.registry.sitePolicy('people-hospital')
    if (before === null) throw new Error('no such site')
    await world.registry.changeSitePolicy('people-hospital', {
      idleSeconds: 45,
      sounds: 'on',
      languages: ['zh'],
    })
    await signIn(window, SUPERVISOR)
    await window.ask('sync.now', undefined)
    const view = await window.ask('settings.get', undefined)
    expect(view.values).toMatchObject({ idleSeconds: 45, sounds: true, language: 'zh' })
    expect(view.fixed).toEqual(['language', 'sounds'])
    expect(view.idle).toEqual({ shortest: 30, longest: 45 })
    expect(await window.refusal('settings.put', { sounds: false })).toBe('setting-fixed')
    await world.registry.changeSitePolicy('people-hospital', before)
    await window.ask('sync.now', undefined)
  })
})
