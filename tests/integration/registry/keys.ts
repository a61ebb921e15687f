// Keys changed while the registry serves: what terminals pull is signed by the keys of the list that they pull with it.
// Runs last of the suites: it changes the world's keys for good.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseToken } from '../../../core/card/token.ts'
import { verifyToken } from '../../../core/card/verify.ts'
import { catalogue } from '../../../core/policy/catalogue.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import { runCommand } from '../../../registry/commands/run.ts'
import { manifestOf, trusted } from './copy.ts'
import type { World } from './world.ts'

export function keys(world: () => World): void {
  const run = async (...argv: string[]) =>
    await runCommand(world().registry, ['keys', ...argv, '--json'], '/')
  const valid = async (token: string): Promise<string> => {
    const parsed = parseToken(token)
    if (!parsed.ok) throw new Error(parsed.error.code)
    return verifyToken(parsed.value, (await trusted(world())).keys).result
  }
  const printed = async (card: string): Promise<string> => {
    const code = await world().registry.physicalCode(card)
    if (!code.ok) throw new Error(code.error.code)
    return code.value
  }

  test('a rotated printing key leaves every card good, and the list is one further', async () => {
    const { card } = await world().holder()
    const old = await printed(card)
    const before = await trusted(world())
    const ran = await run('rotate', '--use', 'physical')
    expect(ran).toMatchObject({ exit: 0, err: '' })
    world().clock.now += 2
    const fresh = await printed(card)
    expect((await trusted(world())).list.counter).toBe(before.list.counter + 1)
    expect(await Promise.all([old, fresh].map(valid))).toEqual(['valid', 'valid'])
    const ids = [old, fresh].map(token => {
      const parsed = parseToken(token)
      return parsed.ok ? parsed.value.claims.keyId : 0
    })
    expect(ids[0]).not.toBe(ids[1])
    // Whoever has not pulled yet knows the new key already.
    const parsed = parseToken(fresh)
    expect(parsed.ok && verifyToken(parsed.value, before.keys).result).toBe('valid')
  })

  test('a rotated publishing key signs manifest and catalogue from then on', async () => {
    const terminal = await world().terminal()
    const before = (await trusted(world())).list.keys.find(k => k.use === 'publish')
    expect(await run('rotate', '--use', 'publish')).toMatchObject({ exit: 0 })
    world().clock.now += 61
    await manifestOf(world(), terminal)
    expect(await run('rotate', '--use', 'publish')).toMatchObject({ exit: 1 })
    const list = await trusted(world())
    const document: unknown = await (await fetch(`${world().url}/v1/catalogue`)).json()
    const signedBy = z.object({ keyId: z.int() }).parse(document).keyId
    expect(openSigned(document, 'catalogue', catalogue, id => list.keys.get(id)?.key).ok).toBe(true)
    expect(list.keys.get(signedBy)?.use).toBe('publish')
    expect(before).toBeDefined()
  })

  test('a leaked printing key is rehearsed without a trace, then taken out for good', async () => {
    const { card } = await world().holder()
    world().clock.now += 8 * 86_400
    const stolen = await printed(card)
    const parsed = parseToken(stolen)
    const id = String(parsed.ok ? parsed.value.claims.keyId : 0)
    const before = await trusted(world())
    const rehearsed = await run('drill', '--id', id)
    expect(rehearsed).toMatchObject({ exit: 0 })
    expect(JSON.parse(rehearsed.out)).toMatchObject({
      drill: {
        use: 'physical',
        thief: { before: 'believed', after: 'N-13' },
        successor: { after: 'believed' },
      },
      cards: expect.any(Number),
    })
    expect(await trusted(world())).toEqual(before)
    expect(await run('distrust', '--id', id)).toMatchObject({ exit: 2 })
    expect(await run('distrust', '--id', id, '--reason', '演练')).toMatchObject({ exit: 0 })
    expect(await valid(stolen)).toBe('unknown-key')
    expect(await valid(await printed(card))).toBe('valid')
  })

  test('a listing names states, never a private key', async () => {
    const { exit, out } = await run('list')
    expect(exit).toBe(0)
    const listed = z
      .object({ rootApart: z.literal(false), keys: z.array(z.object({ state: z.string() })).min(8) })
      .parse(JSON.parse(out))
    expect(new Set(listed.keys.map(k => k.state))).toContain('signing')
    expect(out).not.toContain('privateKey')
  })
}
