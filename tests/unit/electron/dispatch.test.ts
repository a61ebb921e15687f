import { describe, expect, it } from 'vitest'
import { events, PROCEDURE_NAMES } from '../../../electron/api.ts'
import { CALL_NAMES, EVENT_NAMES } from '../../../electron/api-names.ts'
import { createDispatch } from '../../../electron/hosts/dispatch.ts'
import type { Log } from '../../../electron/hosts/served.ts'
import { anApp, aStatus, fakeServed } from '../../support/fake-served.ts'

function recorded() {
  const lines: string[] = []
  const log: Log = (event, facts) => {
    lines.push(JSON.stringify({ event, ...facts }))
  }
  return { lines, log }
}

const SECRET = '86115323000012680000'

describe('the way from a host to the terminal', () => {
  it('hands a parsed input on and the reply back', async () => {
    const served = fakeServed({ 'app.get': async () => ({ ok: true, value: anApp }) })
    const dispatch = createDispatch(served, () => {})
    expect(await dispatch.call('app.get', undefined)).toEqual({ ok: true, value: anApp })
  })

  it('passes a refusal of the terminal on as it is', async () => {
    const error = { code: 'too-many-attempts', id: 'a1', retryAfter: 30 } as const
    const served = fakeServed({ 'session.signIn': async () => ({ ok: false, error }) })
    const reply = await createDispatch(served, () => {}).call('session.signIn', { number: '1', pin: '2' })
    expect(reply).toEqual({ ok: false, error })
  })

  it.each(['nothing.known', 'constructor', '__proto__', 'toString', '', 'app.get '])(
    'refuses the unknown procedure %j without asking the terminal',
    async name => {
      const reply = await createDispatch(fakeServed(), () => {}).call(name, {})
      expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    },
  )

  it.each([
    ['nothing', undefined],
    ['a string', 'x'],
    ['a wrong type', { raw: 7, source: 'camera' }],
    ['an unknown source', { raw: '1', source: 'telepathy' }],
    ['two million and one characters', { raw: 'x'.repeat(2_000_001), source: 'typed' }],
  ])('refuses to present %s', async (_what, input) => {
    const reply = await createDispatch(fakeServed(), () => {}).call('visit.present', input)
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })

  it('drops fields that the table does not name, in and out', async () => {
    let seen: unknown
    const served = fakeServed({
      'session.signIn': async input => {
        seen = input
        return { ok: true, value: { ...anApp, journalKey: SECRET } }
      },
    })
    const reply = await createDispatch(served, () => {}).call('session.signIn', {
      number: '1',
      pin: '2',
      role: 'supervisor',
    })
    expect(seen).toEqual({ number: '1', pin: '2' })
    expect(JSON.stringify(reply)).not.toContain(SECRET)
    expect(reply).toEqual({ ok: true, value: anApp })
  })

  it('answers an exception with an id that the log knows, and with nothing of its message', async () => {
    const { lines, log } = recorded()
    const served = fakeServed({
      'app.get': async () => {
        throw new TypeError(`holder ${SECRET}`)
      },
    })
    const reply = await createDispatch(served, log).call('app.get', undefined)
    if (reply.ok) throw new Error('an exception was answered with ok')
    expect(reply.error.code).toBe('internal')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(reply.error.id)
    expect(lines[0]).toContain('TypeError')
    expect(lines.join()).not.toContain(SECRET)
  })

  it('does not let a value out that breaks the table', async () => {
    const { lines, log } = recorded()
    const broken = { ...anApp, phase: SECRET } as unknown as typeof anApp
    const served = fakeServed({ 'app.get': async () => ({ ok: true, value: broken }) })
    expect(await createDispatch(served, log).call('app.get', undefined)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
    expect(lines.join()).toContain('phase')
    expect(lines.join()).not.toContain(SECRET)
  })

  it('logs neither what was typed nor a procedure that somebody made up', async () => {
    const { lines, log } = recorded()
    const dispatch = createDispatch(fakeServed(), log)
    await dispatch.call(SECRET, {})
    await dispatch.call('session.signIn', { number: [SECRET], pin: SECRET.repeat(9) })
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain(SECRET)
  })

  it('pushes events stripped to the table, drops broken ones, and lets go when told', () => {
    const { lines, log } = recorded()
    const served = fakeServed()
    const heard: unknown[] = []
    const stop = createDispatch(served, log).listen((name, data) => heard.push([name, data]))
    served.push('status', Object.assign({ secret: SECRET }, aStatus))
    served.push('status', { ...aStatus, unsent: 'many' } as unknown as typeof aStatus)
    expect(heard).toEqual([['status', aStatus]])
    expect(lines).toHaveLength(1)
    stop()
    expect(served.listeners()).toBe(0)
  })
})

describe('the names that the preload knows', () => {
  it('are those of the api table', () => {
    expect(CALL_NAMES).toEqual(PROCEDURE_NAMES)
    expect(EVENT_NAMES).toEqual(Object.keys(events))
  })
})
