// A holder's standing: which act may follow which status, who said so, and that the past is never rewritten.
import { describe, expect, test } from 'vitest'
import { STATUSES, type Status } from '../../../core/policy/evidence.ts'
import { ACTS, type Act } from '../../../registry/holders.ts'
import type { World } from './world.ts'

/** The rules once more, from the office's side: from each status, each act that may be done and what it leads to. */
const ALLOWED: Record<Status, Partial<Record<Act, Status>>> = {
  pending: { activate: 'active', left: 'left', revoke: 'revoked' },
  active: { suspend: 'suspended', lost: 'lost', left: 'left', revoke: 'revoked', reissue: 'active' },
  suspended: { resume: 'active', left: 'left', revoke: 'revoked' },
  lost: { suspend: 'suspended', found: 'active', left: 'left', revoke: 'revoked', reissue: 'active' },
  left: { revoke: 'revoked' },
  revoked: {},
  merged: {},
}
const BY = { actor: '张主任', reason: 'as told' }

export function standing(world: () => World): void {
  describe.each(STATUSES)('a card that is %s', status => {
    test('follows the rules in every act, and a refused act leaves no trace', async () => {
      for (const act of ACTS) {
        const { card } = await world().holder(status)
        const ground = act === 'revoke' ? ({ ground: 'law' } as const) : {}
        const changed = await world().registry.change(card, act, { ...BY, ...ground })
        const to = ALLOWED[status][act]
        const after = await world().registry.findHolder(card)
        expect(changed.ok ? 'done' : changed.error.code, `${act} from ${status}`).toBe(
          to === undefined ? 'not-from-this-status' : 'done',
        )
        expect(after).toMatchObject({ status: to ?? status, serial: act === 'reissue' && to ? 2 : 1 })
        expect(await world().registry.history(card)).toHaveLength(to === undefined ? 1 : 2)
      }
    })
  })

  test('a revocation names its ground; the register keeps it', async () => {
    const { card } = await world().holder()
    expect(await world().registry.change(card, 'revoke', BY)).toEqual({
      ok: false,
      error: { code: 'ground-needed' },
    })
    expect((await world().registry.findHolder(card))?.status).toBe('active')
    await world().registry.change(card, 'revoke', { ...BY, ground: 'contract' })
    expect((await world().registry.history(card)).at(-1)).toMatchObject({ act: 'revoke', ground: 'contract' })
  })

  test('history is added to and never overwritten: who, when, why, and what it led to', async () => {
    const { card } = await world().holder()
    const start = world().clock.now
    const acts: readonly Act[] = ['lost', 'found', 'suspend', 'resume', 'reissue']
    for (const [i, act] of acts.entries()) {
      world().clock.now += 10
      const before = await world().registry.history(card)
      await world().registry.change(card, act, { actor: `clerk ${i}`, reason: `because ${act}` })
      const after = await world().registry.history(card)
      expect(after.slice(0, -1)).toEqual(before)
      expect(after.at(-1)).toMatchObject({
        number: i + 2,
        act,
        at: start + 10 * (i + 1),
        actor: `clerk ${i}`,
        reason: `because ${act}`,
      })
    }
    expect((await world().registry.history(card)).map(h => ('status' in h ? h['status'] : ''))).toEqual([
      'active',
      'lost',
      'active',
      'suspended',
      'active',
      'active',
    ])
  })

  test('a card that was lost before it was suspended is lost again when the suspension ends', async () => {
    const { card } = await world().holder()
    for (const act of ['lost', 'suspend', 'resume'] as const) await world().registry.change(card, act, BY)
    expect((await world().registry.findHolder(card))?.status).toBe('lost')
  })

  test('of two officers who re-issue a card at once, each gives it a serial of its own', async () => {
    const { card } = await world().holder()
    await Promise.all([
      world().registry.change(card, 'reissue', BY),
      world().registry.change(card, 'reissue', BY),
    ])
    expect((await world().registry.findHolder(card))?.serial).toBe(3)
    expect((await world().registry.history(card)).map(h => ('serial' in h ? h['serial'] : 0))).toEqual([
      1, 2, 3,
    ])
  })

  test('a card that is not in the register cannot be changed', async () => {
    expect(await world().registry.change('532399999999', 'lost', BY)).toEqual({
      ok: false,
      error: { code: 'no-such-card' },
    })
  })

  test('an ID number that the register has is known to it, another is not', async () => {
    const { idNumber } = await world().holder()
    const known = await world().registry.knownIdNumbers([idNumber, '530102199001010000'])
    expect([...known]).toEqual([idNumber])
  })
}
