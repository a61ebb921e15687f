// What is published is what is in the register: signed, counted, reachable by snapshot and by changes alike.
// And nothing more than a window needs: no ID number, no ground, no reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { catalogue } from '../../../core/policy/catalogue.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import { BULK } from '../../../registry/holders.ts'
import { applyChanges, type Copy, freshManifest, manifestOf, recount, snapshotCopy, trusted } from './copy.ts'
import { SEEDED, type World } from './world.ts'

export function publication(world: () => World): void {
  async function wholeCopy(): Promise<Copy> {
    const terminal = await world().terminal()
    const state = await freshManifest(world(), terminal)
    const copy = await snapshotCopy(terminal, state)
    await applyChanges(terminal, copy, state)
    expect(recount(copy)).toEqual(state.buckets)
    expect(state.holders).toBe(copy.holders.size)
    return copy
  }

  test('the catalogue is signed by the publishing key, and by it alone', async () => {
    const document: unknown = await (await fetch(`${world().url}/v1/catalogue`)).json()
    const { keys } = await trusted(world())
    const keyOf = (use: string) => [...keys.values()].find(k => k.use === use)?.key
    expect(openSigned(document, 'catalogue', catalogue, () => keyOf('publish')).ok).toBe(true)
    expect(openSigned(document, 'catalogue', catalogue, () => keyOf('physical')).ok).toBe(false)
    expect(openSigned(document, 'manifest', catalogue, () => keyOf('publish')).ok).toBe(false)
  })

  test('counts and digests of the manifest equal a recount of what the files hold, sorted by card', async () => {
    const copy = await wholeCopy()
    expect(copy.holders.size).toBeGreaterThanOrEqual(SEEDED)
    const { holders } = (await world().registry.counts()) ?? { holders: -1 }
    expect(copy.holders.size).toBe(holders)
    const snapshot = await snapshotCopy(
      await world().terminal(),
      await manifestOf(world(), await world().terminal()),
    )
    expect([...snapshot.holders.keys()]).toEqual([...snapshot.holders.keys()].sort())
  })

  test('change files bring an old copy to the new digests', async () => {
    const terminal = await world().terminal()
    const [lost, revoked, again] = [await world().holder(), await world().holder(), await world().holder()]
    const old = await wholeCopy()
    const { registry } = world()
    const by = { actor: '张', reason: 'told so at the counter' }
    await registry.change(lost.card, 'lost', by)
    await registry.change(revoked.card, 'revoke', { ...by, ground: 'fraud' })
    await registry.change(again.card, 'reissue', by)
    const added = await world().holder()
    const state = await manifestOf(world(), terminal)
    expect(recount(old)).not.toEqual(state.buckets)
    await applyChanges(terminal, old, state)
    expect(recount(old)).toEqual(state.buckets)
    expect(old.holders.get(lost.card)?.status).toBe('lost')
    expect(old.holders.get(revoked.card)?.status).toBe('revoked')
    expect(old.holders.get(again.card)?.serial).toBe(2)
    expect(old.holders.has(added.card)).toBe(true)
  })

  test('a manifest is signed anew after a minute, under the same sequence when nothing changed', async () => {
    const terminal = await world().terminal()
    const before = await freshManifest(world(), terminal)
    world().clock.now += 59
    expect((await manifestOf(world(), terminal)).issuedAt).toBe(before.issuedAt)
    world().clock.now += 1
    const after = await manifestOf(world(), terminal)
    expect(after).toMatchObject({ sequence: before.sequence, issuedAt: world().clock.now })
  })

  test('holders entered by four clerks at once are all counted', async () => {
    const batches = Array.from({ length: 4 }, () => world().people(150))
    await Promise.all(batches.map(people => world().registry.enterHolders(people, 'clerk', 'at once')))
    const copy = await wholeCopy()
    for (const { card } of batches.flat()) expect(copy.holders.has(card)).toBe(true)
  })

  test('a bulk import that broke off half-way is whole in the next publication, as far as it came', async () => {
    const before = (await world().registry.counts())?.holders ?? 0
    const powerCut = () => {
      throw new Error('power cut')
    }
    await expect(world().registry.seed(BULK + 1, powerCut)).rejects.toThrow('power cut')
    const { card } = await world().holder()
    const copy = await wholeCopy()
    expect(copy.holders.size).toBe(before + BULK + 1)
    expect(copy.holders.has(card)).toBe(true)
  })

  test('the change files a manifest names follow one another without a gap, also after a bulk import', async () => {
    const { card } = await world().holder()
    await world().registry.publish(true)
    await world().registry.change(card, 'lost', { actor: '张', reason: 'lost' })
    const { changes, sequence, snapshot } = await manifestOf(world(), await world().terminal())
    for (const [i, change] of changes.entries()) expect(change.from).toBe(changes[i - 1]?.to ?? change.from)
    expect(changes[0]?.from).toBeLessThanOrEqual(snapshot.sequence)
    expect(changes.at(-1)?.to).toBe(sequence)
  })

  test('no ID number, no ground and no reason stands in any published byte', async () => {
    const { registry, dataDir } = world()
    const person = await world().holder()
    const by = { actor: 'officer-nobody-sees', reason: 'a reason nobody sees', ground: 'misconduct' } as const
    await registry.change(person.card, 'revoke', by)
    const terminal = await world().terminal()
    await freshManifest(world(), terminal)
    const published = readdirSync(join(dataDir, 'published')).map(name => {
      const bytes = readFileSync(join(dataDir, 'published', name))
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    })
    const served = await Promise.all(
      ['/v1/key-list', '/v1/catalogue', '/v1/manifest', '/v1/hello'].map(async path =>
        (await terminal.get(path)).text(),
      ),
    )
    const all = [...published, ...served].join('\n')
    expect(all).toContain(person.card)
    expect(all).not.toContain(person.idNumber)
    expect(all).not.toMatch(/(?<![0-9A-Za-z])\d{17}[\dX](?![0-9A-Za-z])/)
    for (const secret of ['misconduct', '"ground', 'a reason nobody sees', 'officer-nobody-sees'])
      expect(all).not.toContain(secret)
  })
}
