// Codes for the mini-program's back end and for the bank's printer: genuine, consecutive, and none for a card in bad standing.
// What a vendor is refused never tells it why.
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ParsedToken } from '../../../core/card/presented.ts'
import { parseToken } from '../../../core/card/token.ts'
import { verifyToken } from '../../../core/card/verify.ts'
import { trusted } from './copy.ts'
import { refusalOf, type World } from './world.ts'

const answer = z.object({
  tokens: z.array(z.object({ token: z.string(), validFrom: z.int(), validUntil: z.int() })),
})

export function codes(world: () => World): void {
  const ask = (key: string, body: unknown): Promise<Response> =>
    fetch(`${world().url}/v1/virtual-tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const parsed = (token: string): ParsedToken => {
    const result = parseToken(token)
    if (!result.ok) throw new Error(result.error.code)
    return result.value
  }

  test('a vendor gets genuine codes in consecutive slots of half a minute, each with its own nonce', async () => {
    const key = await world().registry.createVendor('mini-program')
    const { card } = await world().holder()
    const { tokens } = answer.parse(await (await ask(key, { card, slots: 5 })).json())
    expect(tokens.map(t => t.validFrom - world().clock.now)).toEqual([0, 30, 60, 90, 120])
    const { keys } = await trusted(world())
    const claims = tokens.map(({ token, validFrom, validUntil }) => {
      const code = parsed(token)
      expect(verifyToken(code, keys)).toMatchObject({ result: 'valid', key: { use: 'virtual' } })
      expect(code.claims).toMatchObject({ medium: 'virtual', cardNumber: card, issuedAt: validFrom })
      expect(validUntil).toBeGreaterThan(validFrom)
      return code.claims
    })
    expect(new Set(claims.map(c => ('nonce' in c ? c.nonce : ''))).size).toBe(5)
  })

  test('no code is made for a card that may not be used, nor for one that does not exist, with one answer', async () => {
    const key = await world().registry.createVendor('mini-program')
    const expired = await world().holder('active', world().clock.now)
    const cards = [expired.card, '532399999994']
    for (const status of ['revoked', 'left', 'suspended', 'pending'] as const)
      cards.push((await world().holder(status)).card)
    const bodies = await Promise.all(
      cards.map(async card => {
        const response = await ask(key, { card })
        return `${response.status} ${await response.text()}`
      }),
    )
    expect(new Set(bodies).size).toBe(1)
    expect(bodies[0]).toMatch(/^404 .*"not-found"/)
  })

  test('a lost card is lost plastic: the phone still shows codes', async () => {
    const key = await world().registry.createVendor('mini-program')
    const { card } = await world().holder('lost')
    expect((await ask(key, { card })).status).toBe(200)
  })

  test('codes end with the card', async () => {
    const key = await world().registry.createVendor('mini-program')
    const { card } = await world().holder('active', world().clock.now + 65)
    const { tokens } = answer.parse(await (await ask(key, { card, slots: 2880 })).json())
    expect(tokens.map(t => t.validFrom - world().clock.now)).toEqual([0, 30, 60])
  })

  test('a key that no vendor has opens nothing, and a request that is none is refused', async () => {
    const { card } = await world().holder()
    expect(await refusalOf(await ask('not-a-key', { card }))).toBe('401 unauthorised')
    const key = await world().registry.createVendor('mini-program')
    for (const body of [{}, { card, slots: 0 }, { card, slots: 2881 }, { card: '\0' }, { card: 5323 }])
      expect(await refusalOf(await ask(key, body))).toBe('400 bad-request')
  })

  test('a printed code carries the serial of its issue and is signed by the printing key', async () => {
    const { card } = await world().holder()
    await world().registry.change(card, 'reissue', { actor: '张', reason: 'worn' })
    const code = await world().registry.physicalCode(card)
    if (!code.ok) throw new Error(code.error.code)
    const token = parsed(code.value)
    expect(token.claims).toMatchObject({ medium: 'physical', cardNumber: card, serial: 2 })
    const { keys } = await trusted(world())
    expect(verifyToken(token, keys)).toMatchObject({ result: 'valid', key: { use: 'physical' } })
  })

  test('a specimen is signed by a key of its own and names nobody’s card', async () => {
    const { token, cardNumber } = world().registry.specimenCode()
    const { keys } = await trusted(world())
    expect(verifyToken(parsed(token), keys)).toMatchObject({ result: 'valid', key: { use: 'specimen' } })
    expect(await world().registry.findHolder(cardNumber)).toBeNull()
  })
}
