// Accounts, sessions and the trail over real HTTP: who gets in, what ends it, and what is written down.
import { expect, test } from 'vitest'
import { ABSOLUTE_END, IDLE_END } from '../../../registry/staff/sessions.ts'
import {
  clientWith,
  consoleClient,
  cookieOf,
  headersOf,
  PASSWORD,
  shortOf,
  signIn,
  staffMember,
} from '../../support/console-client.ts'
import type { World } from './world.ts'

export function staff(world: () => World): void {
  const outcomes = async (login: string): Promise<string[]> =>
    (await world().registry.staff.audit({ login, subject: null, act: null, before: null, limit: 50 })).map(
      l => `${l.act} ${l.subject ?? '–'}: ${l.outcome}`,
    )

  test('a member of staff signs in, is known by name and role, and signs out', async () => {
    const { registry, url } = world()
    const login = await staffMember(registry, 'office')
    const response = await signIn(url, login)
    expect(response.headers.get('set-cookie')).toMatch(
      /^xhc_session=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/,
    )
    const client = clientWith(url, cookieOf(response))
    expect(await client.call('session.get', {})).toMatchObject({ ok: true, value: { login, role: 'office' } })
    expect(await client.call('session.signOut', {})).toEqual({ ok: true, value: {} })
    expect(await client.call('session.get', {})).toMatchObject({ ok: false, code: 'not-signed-in' })
    expect(await outcomes(login)).toEqual(['session.signOut –: asked', 'session.signIn –: done'])
  })

  test('a wrong password and a login that nobody has are refused in the same words', async () => {
    const { registry, url } = world()
    const login = await staffMember(registry, 'bank')
    const [wrong, nobody] = [await signIn(url, login, 'not-the-password'), await signIn(url, 'nobody-here')]
    expect([wrong.status, await wrong.text()]).toEqual([nobody.status, await nobody.text()])
    expect(wrong.status).toBe(401)
  })

  test('guessing at one account is stopped, right password or not, until the window is over', async () => {
    const { registry, url, clock } = world()
    const login = await staffMember(registry, 'bank')
    clock.now += 3600
    const guesses: number[] = []
    for (let i = 0; i < 9; i++) guesses.push((await signIn(url, login, `guess-number-${i}`)).status)
    expect(guesses).toEqual([...Array<number>(8).fill(401), 429])
    expect((await signIn(url, login)).status).toBe(429)
    clock.now += 15 * 60
    expect((await signIn(url, login)).status).toBe(200)
    expect((await outcomes(login))[1]).toBe('session.signIn –: refused: too-many-requests')
  })

  test('guessing from one address is stopped whatever logins it tries', async () => {
    const { url, clock } = world()
    clock.now += 3600
    const answers = new Set<number>()
    for (let i = 0; i < 41; i++) answers.add((await signIn(url, `someone-${i}`)).status)
    expect([...answers]).toEqual([401, 429])
    clock.now += 3600
  })

  test('a session ends after half an hour of nothing, and after a working day whatever happens', async () => {
    const { registry, url, clock } = world()
    const login = await staffMember(registry, 'auditor')
    const idle = await consoleClient(url, login)
    clock.now += IDLE_END - 1
    expect((await idle.call('session.get', {})).ok).toBe(true)
    clock.now += IDLE_END - 1
    expect((await idle.call('session.get', {})).ok).toBe(true)
    clock.now += IDLE_END
    expect((await idle.call('session.get', {})).ok).toBe(false)

    const busy = await consoleClient(url, login)
    const end = clock.now + ABSOLUTE_END
    while (clock.now + IDLE_END - 1 < end) {
      clock.now += IDLE_END - 1
      expect((await busy.call('session.get', {})).ok).toBe(true)
    }
    clock.now = end
    expect((await busy.call('session.get', {})).ok).toBe(false)
  })

  test('a changed role, a closed account and a reset password end every session at once', async () => {
    const { registry, url } = world()
    const office = await consoleClient(url, await staffMember(registry, 'office'))
    const login = await staffMember(registry, 'bank')
    const acts = [
      () => office.call('staff.changeRole', { login, role: 'auditor', unit: null, why: 'moved' }),
      () => office.call('staff.resetPassword', { login, why: 'forgotten' }),
      () => office.call('staff.setState', { login, state: 'closed', why: 'left' }),
    ]
    let password = PASSWORD
    for (const act of acts) {
      const client = await consoleClient(url, login, password)
      const done = await act()
      expect(done.ok).toBe(true)
      if (done.ok && 'password' in done.value) password = done.value.password
      expect(await client.call('session.get', {})).toMatchObject({ ok: false, code: 'not-signed-in' })
    }
    expect((await signIn(url, login, password)).status).toBe(401)
  })

  test('a first password opens nothing but its own change, and a weak one is not taken', async () => {
    const { registry, url } = world()
    const office = await consoleClient(url, await staffMember(registry, 'office'))
    const login = `newcomer-${Date.now() % 100_000}`
    const added = await office.call('staff.add', { login, name: '王新', role: 'auditor', unit: null })
    if (!added.ok) throw new Error(added.code)
    const given = added.value.password
    const client = await consoleClient(url, login, given)
    const elsewhere = await consoleClient(url, login, given)
    const asked = { login: null, subject: null, act: null, before: null, limit: 10 }
    expect(await client.call('audit.list', asked)).toMatchObject({ code: 'password-must-change' })
    const change = (wanted: string) => client.call('session.changePassword', { given, wanted })
    expect(await change('aaaaaaaaaaaa')).toMatchObject({ code: 'weak-password' })
    expect(await change(`x-${login}-x`)).toMatchObject({ code: 'weak-password' })
    expect(await client.call('session.changePassword', { given: 'wrong', wanted: PASSWORD })).toMatchObject({
      code: 'wrong-password',
    })
    expect(await change(PASSWORD)).toMatchObject({ ok: true, value: { mustChange: false } })
    expect((await client.call('audit.list', asked)).ok).toBe(true)
    expect((await elsewhere.call('session.get', {})).ok).toBe(false)
    expect((await signIn(url, login, given)).status).toBe(401)
  })

  test('nobody raises himself, and the last account of the office stays', async () => {
    const { registry, url } = world()
    const login = await staffMember(registry, 'office')
    const office = await consoleClient(url, login)
    const own = await office.call('staff.changeRole', { login, role: 'auditor', unit: null, why: 'tired' })
    expect(own).toMatchObject({ code: 'own-account' })
    const others = (await registry.staff.list()).filter(a => a.role === 'office' && a.login !== login)
    for (const other of others) await registry.staff.setState(other.login, 'closed')
    expect(await registry.staff.setState(login, 'closed')).toMatchObject({
      error: { code: 'last-office-account' },
    })
    expect(await registry.staff.changeRole(login, 'bank', null)).toMatchObject({
      error: { code: 'last-office-account' },
    })
    for (const other of others) await registry.staff.setState(other.login, 'active')
  })

  test('a unit’s account needs a unit that the catalogue names, and sees that unit’s items alone', async () => {
    const { registry } = world()
    const add = (unit: string | null) =>
      registry.staff.add({ login: 'tax-1', name: '赵', role: 'unit', unit })
    expect(await add(null)).toMatchObject({ error: { code: 'unit-needed' } })
    expect(await add('某某局')).toMatchObject({ error: { code: 'unit-needed' } })
    const tax = registry.staff.units.find(u => u.en.includes('Tax'))
    expect((await add(tax?.zh ?? '')).ok).toBe(true)
    const account = await registry.staff.find('tax-1')
    expect(account === null ? null : registry.staff.itemsFor(account)).toEqual(['7.1', '7.2'])
  })

  test('a request from another page is refused, whatever cookie it brings', async () => {
    const { registry, url } = world()
    const client = await consoleClient(url, await staffMember(registry, 'office'))
    const good = headersOf(url, client.cookie)
    const { origin: _, ...withoutOrigin } = good
    const { 'x-xhc-console': __, ...withoutHeader } = good
    for (const headers of [
      { ...good, origin: 'https://evil.example' },
      { ...good, origin: 'null' },
      withoutOrigin,
      withoutHeader,
    ])
      expect(await shortOf(await client.raw('session.get', {}, headers))).toBe('403 other-origin')
    const signInElsewhere = await fetch(`${url}/console/api/session.signIn`, {
      method: 'POST',
      headers: withoutHeader,
      body: '{}',
    })
    expect(await shortOf(signInElsewhere)).toBe('403 other-origin')
    expect(await shortOf(await client.raw('session.get', {}))).toBe('200')
  })

  test('a cookie that nobody was given opens nothing', async () => {
    const { url } = world()
    for (const cookie of ['', 'xhc_session=', `xhc_session=${'A'.repeat(43)}`, 'xhc_session=../../etc'])
      expect(await shortOf(await clientWith(url, cookie).raw('session.get', {}))).toBe('401 not-signed-in')
  })
}
