// Signing in on a phone: by a code that reaches the number's owner alone, on a device that the session is bound to.
// What a stranger sees must be the same for a card that exists and for one that does not.
import { expect, test } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { messageFor, phoneClient, phoneHeaders, proofOf } from '../../support/phone-client.ts'
import type { World } from './world.ts'

let mobiles = 0
const mobile = (): string => {
  mobiles += 1
  return `139${String(mobiles).padStart(8, '0')}`
}

export function phone(world: () => World): void {
  const client = () => phoneClient(world().url, () => world().clock.now)
  /** A new hour: what was counted against an address or a number before is forgotten. */
  const later = (seconds = 3700): void => {
    world().clock.now += seconds
  }

  test('a holder signs in with his card number and the code that was sent; an applicant with his mobile number', async () => {
    later()
    const { card } = await world().holder()
    const holder = client()
    await holder.signIn('holder', card, world().messages)
    expect(await holder.call('session.get', {})).toMatchObject({ value: { kind: 'holder', number: card } })
    const number = mobile()
    const applicant = client()
    await applicant.signIn('applicant', number, world().messages)
    expect(await applicant.call('session.get', {})).toMatchObject({ value: { kind: 'applicant', number } })
  })

  test('a card number that nobody has gets the same answer after the same work, and no message', async () => {
    later()
    const { card } = await world().holder()
    const nobody = makeCardNumber('5300', 8_888_888)
    const ask = async (number: string) => {
      world().statements.length = 0
      const answer = await client().raw('session.requestCode', { kind: 'holder', number })
      return { status: answer.status, body: await answer.text(), work: [...world().statements] }
    }
    const [real, unreal] = [await ask(card), await ask(nobody)]
    expect(unreal).toEqual(real)
    expect(real.work.length).toBeGreaterThan(2)
    await messageFor(world().messages, card)
    expect(world().messages.some(m => m.number === nobody)).toBe(false)
    // And being turned away looks the same, too.
    const again = [await ask(card), await ask(nobody)]
    expect(again.map(a => a.status)).toEqual([429, 429])
    const guess = (number: string) =>
      client().call('session.confirm', {
        ...{ kind: 'holder', number, code: '000000', deviceName: 'x' },
        deviceKey: client().key.publicKey,
      })
    expect(await guess(nobody)).toMatchObject({ status: 401 })
  })

  test('a code is good once, for five minutes, and for five guesses', async () => {
    later()
    const phone = client()
    const asked = async () => {
      const number = mobile()
      await phone.call('session.requestCode', { kind: 'applicant', number })
      return { number, code: (await messageFor(world().messages, number)).code }
    }
    const confirm = (number: string, code: string) =>
      phone.call('session.confirm', {
        ...{ kind: 'applicant', number, code, deviceName: 'test' },
        deviceKey: phone.key.publicKey,
      })
    const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

    const once = await asked()
    expect(await confirm(once.number, once.code)).toMatchObject({ ok: true })
    expect(await confirm(once.number, once.code)).toMatchObject({ code: 'wrong-code' })

    const guessed = await asked()
    for (let i = 0; i < 5; i++)
      expect(await confirm(guessed.number, wrong(guessed.code))).toMatchObject({ code: 'wrong-code' })
    expect(await confirm(guessed.number, guessed.code)).toMatchObject({ code: 'wrong-code' })

    const late = await asked()
    later(301)
    expect(await confirm(late.number, late.code)).toMatchObject({ code: 'wrong-code' })
  })

  test('codes are throttled by number and by address, and a number is not asked twice within a minute', async () => {
    later()
    const phone = client()
    const number = mobile()
    const ask = (asked: string) => phone.call('session.requestCode', { kind: 'applicant', number: asked })
    expect(await ask(number)).toMatchObject({ value: { resendAfter: 60, livesFor: 300 } })
    expect(await ask(number)).toMatchObject({ status: 429, code: 'too-many-requests' })
    for (let i = 0; i < 4; i++) {
      later(61)
      expect((await ask(number)).ok).toBe(true)
    }
    later(61)
    expect(await ask(number)).toMatchObject({ code: 'too-many-requests' })
    later()
    const answers = []
    for (let i = 0; i < 32; i++) answers.push((await ask(mobile())).ok)
    expect(answers.filter(Boolean).length).toBe(30)
  })

  test('guesses from one address come to an end, whatever numbers they are for', async () => {
    later()
    const phone = client()
    const codes = new Set<string>()
    for (let i = 0; i < 61; i++) {
      const answer = await phone.call('session.confirm', {
        ...{ kind: 'applicant', number: mobile(), code: '123456', deviceName: 'x' },
        deviceKey: phone.key.publicKey,
      })
      if (!answer.ok) codes.add(answer.code)
    }
    expect([...codes]).toEqual(['wrong-code', 'too-many-requests'])
  })

  test('a copied cookie opens nothing on another device, and no request can be sent twice', async () => {
    later()
    const number = mobile()
    const owner = client()
    await owner.signIn('applicant', number, world().messages)
    const thief = client()
    thief.takeCookie(owner.cookie())
    expect(await thief.call('session.get', {})).toMatchObject({ status: 401, code: 'not-proven' })

    const path = '/m/api/session.get'
    const body = Buffer.from('{}')
    const proof = proofOf(owner.key.privateKey, path, body, world().clock.now)
    const send = async (headers: Record<string, string>) => {
      const answer = await fetch(world().url + path, { method: 'POST', headers, body })
      return [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code]
    }
    const headers = { ...phoneHeaders(world().url, owner.cookie()), 'x-xhc-proof': proof }
    expect(await send(headers)).toEqual([200, undefined])
    expect(await send(headers)).toEqual([401, 'not-proven'])
    const other = proofOf(owner.key.privateKey, '/m/api/session.signOut', body, world().clock.now)
    expect(await send({ ...headers, 'x-xhc-proof': other })).toEqual([401, 'not-proven'])
    const old = proofOf(owner.key.privateKey, path, body, world().clock.now - 500)
    expect(await send({ ...headers, 'x-xhc-proof': old })).toEqual([409, 'clock-off'])
  })

  test('a request from another page is refused, whatever it brings', async () => {
    later()
    const owner = client()
    await owner.signIn('applicant', mobile(), world().messages)
    const refused = async (more: Record<string, string>) => {
      const answer = await owner.raw('session.get', {}, more)
      return [answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code]
    }
    expect(await refused({ origin: 'https://elsewhere.example' })).toEqual([403, 'other-origin'])
    expect(await refused({ 'x-xhc-phone': '' })).toEqual([403, 'other-origin'])
  })

  test('an owner sees his phones, ends one, ends all others, and signs out; nobody else’s are his', async () => {
    later()
    const { card } = await world().holder()
    const phones = [client(), client(), client()] as const
    for (const phone of phones) {
      await phone.signIn('holder', card, world().messages)
      later(120)
      world().messages.length = 0
    }
    const [first, second, third] = phones
    const listed = async () => {
      const answer = await third.call('session.list', {})
      return answer.ok ? answer.value.sessions : []
    }
    expect((await listed()).map(s => s.current)).toEqual([true, false, false])
    const [, of] = await listed()
    const stranger = client()
    await stranger.signIn('applicant', mobile(), world().messages)
    expect(await stranger.call('session.end', { id: of?.id ?? '' })).toMatchObject({ code: 'not-found' })
    expect(await third.call('session.end', { id: of?.id ?? '' })).toMatchObject({ ok: true })
    expect(await second.call('session.get', {})).toMatchObject({ code: 'not-signed-in' })
    expect(await first.call('session.get', {})).toMatchObject({ ok: true })
    expect(await third.call('session.endOthers', {})).toMatchObject({ ok: true })
    expect(await first.call('session.get', {})).toMatchObject({ code: 'not-signed-in' })
    const cookie = third.cookie()
    expect(await third.call('session.signOut', {})).toMatchObject({ ok: true })
    third.takeCookie(cookie)
    expect(await third.call('session.get', {})).toMatchObject({ code: 'not-signed-in' })
  })

  test('a session ends after a month of silence and after half a year', async () => {
    later()
    const number = mobile()
    const phone = client()
    await phone.signIn('applicant', number, world().messages)
    for (let i = 0; i < 6; i++) {
      later(29 * 86_400)
      expect(await phone.call('session.get', {}), `${i}`).toMatchObject({ ok: true })
    }
    later(7 * 86_400)
    expect(await phone.call('session.get', {})).toMatchObject({ code: 'not-signed-in' })
    const silent = client()
    await silent.signIn('applicant', mobile(), world().messages)
    later(30 * 86_400)
    expect(await silent.call('session.get', {})).toMatchObject({ code: 'not-signed-in' })
  })
}
