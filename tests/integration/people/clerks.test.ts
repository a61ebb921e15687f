// Who may work at a window: managed there by a supervisor, delivered from the registry, by badge and by PIN; all in the audit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../../registry/commands/run.ts'
import { addClerk, CLERK, type PeopleWorld, peopleWorld, SUPERVISOR, signIn, type Window } from './world.ts'

const SITE = 'people-hospital'
let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld()
  window = await world.open()
  await addClerk(window)
})
afterAll(async () => await world.end())

const lastAct = () =>
  window.look(journal => journal.auditTrail(1).map(e => `${e.act} ${e.clerk} ${e.detail}`)[0])

async function registry(...argv: string[]) {
  const result = await runCommand(world.registry, [...argv, '--json'], '.')
  expect(result.err).toBe('')
  return JSON.parse(result.out)
}

describe('a supervisor', () => {
  test('adds a clerk, whose first PIN opens nothing but the way to a PIN of his own', async () => {
    await signIn(window, SUPERVISOR)
    const { clerks } = await window.ask('clerks.add', {
      number: '0500',
      name: '新来的',
      role: 'clerk',
      pin: '628318',
    })
    expect(clerks.find(c => c.number === '0500')).toMatchObject({ pinDue: true, origin: 'local' })
    expect(await lastAct()).toBe(`clerk-added ${SUPERVISOR.number} 0500`)
    expect((await signIn(window, { number: '0500', pin: '628318' })).phase).toBe('pin-due')
    expect(await window.refusal('records.today', { limit: 1 })).toBe('pin-change-due')
    expect(await window.refusal('session.changePin', { old: '628318', next: '123456' })).toBe('pin-too-weak')
    expect((await window.ask('session.changePin', { old: '628318', next: '415926' })).phase).toBe('counter')
    expect((await signIn(window, { number: '0500', pin: '415926' })).phase).toBe('counter')
  })

  test('closes a clerk, who does not get in any more', async () => {
    await signIn(window, SUPERVISOR)
    await window.ask('clerks.close', { number: '0500' })
    expect(await window.refusal('session.signIn', { number: '0500', pin: '415926' })).toBe(
      'clerk-or-pin-wrong',
    )
    await window.ask('clerks.reopen', { number: '0500' })
    expect((await signIn(window, { number: '0500', pin: '415926' })).phase).toBe('counter')
  })

  test('is the only one who may, and cannot take the last supervisor away', async () => {
    await signIn(window, CLERK)
    expect(await window.refusal('clerks.list', undefined)).toBe('not-allowed')
    expect(await window.refusal('clerks.close', { number: '0001' })).toBe('not-allowed')
    expect(await window.refusal('clerks.issueBadge', { number: CLERK.number })).toBe('not-allowed')
    const all = { before: null, from: 0, to: 4_000_000_000, clerk: null, act: null, limit: 10 }
    expect(await window.refusal('audit.find', all)).toBe('not-allowed')
    await signIn(window, SUPERVISOR)
    expect(await window.refusal('clerks.close', { number: SUPERVISOR.number })).toBe('last-supervisor')
    const { entries } = await window.ask('audit.find', { ...all, act: 'clerk-closed' })
    expect(entries).toMatchObject([{ clerk: SUPERVISOR.number, detail: '0500' }])
  })
})

describe('clerks of the registry', () => {
  test('work at every window of the hall after its next sync, and are closed there from here', async () => {
    const { firstPin } = await registry(
      'clerk',
      'add',
      '--site',
      SITE,
      '--number',
      '7001',
      '--name',
      '罗志强',
    )
    await window.ask('sync.now', undefined)
    expect((await signIn(window, { number: '7001', pin: firstPin })).phase).toBe('pin-due')
    await window.ask('session.changePin', { old: firstPin, next: '415926' })
    const other = await world.open()
    expect((await signIn(other, { number: '7001', pin: firstPin })).phase).toBe('pin-due')

    await registry('clerk', 'close', '--site', SITE, '--number', '7001')
    await window.ask('sync.now', undefined)
    // He was at work: the window is not his any more, and the shift has its end.
    expect((await window.ask('app.get', undefined)).phase).toBe('sign-in')
    expect(await window.look(journal => journal.shifts.current())).toBeNull()
    expect(await window.refusal('session.signIn', { number: '7001', pin: '415926' })).toBe(
      'clerk-or-pin-wrong',
    )
    const list = await registry('clerk', 'list', '--site', SITE)
    expect(list).toEqual([
      { number: '7001', name: '罗志强', role: 'clerk', state: 'closed', version: 2, badge: false },
    ])
    expect(JSON.stringify(await world.registry.roster(SITE))).not.toContain(firstPin)
  })

  test('are refused in words where the command makes no sense', async () => {
    const run = async (...argv: string[]) => (await runCommand(world.registry, ['clerk', ...argv], '.')).err
    expect(await run('add', '--site', 'nowhere', '--number', '1', '--name', 'x')).toContain('no such site')
    expect(await run('add', '--site', SITE, '--number', 'a', '--name', 'x')).toContain('digits')
    const weak = ['add', '--site', SITE, '--number', '9', '--name', 'x', '--pin', '111111']
    expect(await run(...weak)).toContain('--pin')
    expect(await run('close', '--site', SITE, '--number', '99')).toContain('no such clerk')
  })
})

describe('a badge', () => {
  test('asks for the PIN, signs in alone where the office lets it, and dies when it is issued anew', async () => {
    const badge = await world.registry.addClerk({
      siteId: SITE,
      number: '7002',
      name: '李',
      role: 'clerk',
      firstPin: '628318',
    })
    expect(badge.ok).toBe(true)
    const first = await world.registry.issueBadge(SITE, '7002')
    if (!first.ok) throw new Error(first.error.code)
    await window.ask('sync.now', undefined)
    expect(await window.ask('session.badge', { badge: first.value })).toEqual({
      kind: 'pin-needed',
      number: '7002',
      name: '李',
    })
    await world.registry.changeSitePolicy(SITE, { badgeAlone: true })
    await window.ask('sync.now', undefined)
    expect(await window.ask('session.badge', { badge: first.value })).toMatchObject({ kind: 'signed-in' })
    expect(await lastAct()).toBe('signed-in 7002 by badge')
    await world.registry.issueBadge(SITE, '7002')
    await window.ask('sync.now', undefined)
    expect(await window.refusal('session.badge', { badge: first.value })).toBe('badge-unknown')
    expect(await lastAct()).toBe('badge-refused 7002 null')
    expect(await window.refusal('session.badge', { badge: await world.physical('yang') })).toBe('not-a-badge')
    await world.registry.changeSitePolicy(SITE, { badgeAlone: false })
  })
})
