// A pull, whole: what comes down, what is mended, what is refused, and what a worker's death leaves behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../../core/result.ts'
import { bucketOf } from '../../../core/sync/buckets.ts'
import { bucketTexts, recountBuckets } from '../../../db/cache/buckets.ts'
import type { RegistryClient } from '../../../electron/sync/registry-client.ts'
import { openSyncWorld, type Pulling, type PullingOptions, type SyncWorld } from './world.ts'

let world: SyncWorld
beforeAll(async () => {
  world = await openSyncWorld()
})
afterAll(() => world.stop())

const by = { actor: '张', reason: 'told so at the counter' }
const later = () => {
  world.clock.now += 61
}
const refused = (code: string) => ({ ok: false, error: { code } })
const hasFile = (kind: string) => expect.stringMatching(new RegExp(`^${kind}-`))

async function filled(options: PullingOptions = {}): Promise<Pulling> {
  const terminal = await world.pulling(options)
  later()
  expect(await terminal.pull()).toMatchObject({ ok: true, value: { revocations: null } })
  terminal.asked()
  return terminal
}

/** One use of a scarce item by this holder, as a terminal of the hall sends it. */
async function use(card: string): Promise<string> {
  const hall = await world.terminal()
  const record = hall.record({ card })
  expect(await hall.push([record])).toMatchObject([{ status: 'accepted' }])
  return record.id
}

describe('a first pull', () => {
  test('brings every holder, confirmed as of the manifest, with sums that a recount makes again', async () => {
    const person = await world.holder()
    await use(person.card)
    const terminal = await filled()
    const { cache } = terminal.storage
    expect(cache.holders.count()).toBe((await world.registry.counts())?.holders)
    expect(terminal.holder(person.card)).toMatchObject({ status: 'active', name: person.name })
    expect(cache.meta('holders-as-of')).toBe(world.clock.now)
    expect(cache.meta('revocations-as-of')).toBe(world.clock.now)
    expect(await terminal.withCache(db => bucketTexts(recountBuckets(db)))).toEqual(cache.buckets())
  })
})

describe('changes', () => {
  test('come without a snapshot, and a use recorded elsewhere with them', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'lost', by)
    const record = await use(person.card)
    later()
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(terminal.asked()).not.toContainEqual(hasFile('snapshot'))
    expect(terminal.holder(person.card)?.status).toBe('lost')
    const uses = terminal.storage.cache.holders.usageOf(
      terminal.holder(person.card)?.cardNumber ?? ('' as never),
    )
    expect(uses.map(u => u.recordId)).toEqual([record])
  })

  test('reach back over a busy day: a terminal eighty publications behind needs no snapshot, and few files', async () => {
    const person = await world.holder()
    const terminal = await filled()
    for (let i = 0; i < 40; i++) {
      await world.registry.change(person.card, 'lost', by)
      await world.registry.change(person.card, 'found', by)
    }
    later()
    expect(await terminal.pull()).toMatchObject({ ok: true })
    const asked = terminal.asked()
    expect(asked).not.toContainEqual(hasFile('snapshot'))
    expect(asked.filter(path => path.startsWith('change-')).length).toBeLessThan(20)
    const manifest = await world.registry.publish()
    expect(manifest.changes.length).toBeLessThan(60)
    expect(terminal.storage.cache.meta('sequence')).toBe(manifest.sequence)
  })
})

describe('a bucket that differs', () => {
  /** Breaks the cache behind its own back, sums and all, as a lost row of a change file would have left it. */
  async function broken(sql: string, card: string): Promise<{ terminal: Pulling; card: string }> {
    const terminal = await filled()
    await terminal.withCache(db => {
      db.prepare(sql).run(Number(card))
      const put = db.prepare('UPDATE bucket SET count = ?, uses = ?, digest = ? WHERE id = ?')
      for (const [id, sum] of recountBuckets(db).entries())
        put.run(sum.count, sum.uses, Buffer.from(sum.sum.toString(16).padStart(32, '0'), 'hex'), id)
    })
    return { terminal, card }
  }

  test.each([
    ['a holder is missing', 'DELETE FROM holder WHERE card_no = ?'],
    [
      'a holder stands well who does not',
      'UPDATE holder SET serial = 9, digest = zeroblob(16) WHERE card_no = ?',
    ],
    ['a use was lost', 'DELETE FROM usage WHERE card_no = ?'],
    [
      'a use is there that nobody recorded',
      "INSERT INTO usage (card_no, record, item, at, site) VALUES (?, 'made-up', '1.2', 1, 'nowhere')",
    ],
  ])('where %s, is mended alone: no other block is fetched, and no snapshot', async (_what, sql) => {
    const person = await world.holder()
    await use(person.card)
    const { terminal, card } = await broken(sql, person.card)
    const manifest = await world.registry.publish()
    expect(terminal.storage.cache.buckets()[bucketOf(card)]).not.toEqual(manifest.buckets[bucketOf(card)])
    later()
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(await terminal.withCache(db => bucketTexts(recountBuckets(db)))).toEqual(manifest.buckets)
    expect(terminal.storage.cache.buckets()).toEqual(manifest.buckets)
    const asked = terminal.asked()
    expect(asked.filter(path => path.startsWith('index-'))).toHaveLength(1)
    const ofSnapshot = asked.filter(path => path.startsWith('snapshot-'))
    expect(ofSnapshot.length).toBeLessThanOrEqual(1)
    for (const range of ofSnapshot) expect(Number(range.split(' ')[2])).toBeLessThan(manifest.snapshot.bytes)
  })

  test('whose sums alone are wrong is mended without a row being written', async () => {
    const terminal = await filled()
    await terminal.withCache(db => db.exec('UPDATE bucket SET digest = zeroblob(16)'))
    later()
    expect(await terminal.pull()).toMatchObject({ ok: true, value: { rows: 0 } })
    expect(terminal.storage.cache.buckets()).toEqual((await world.registry.publish()).buckets)
  })
})

describe('a worker', () => {
  test('that dies while it applies is a failed run, and the cache stays what it was', async () => {
    const person = await world.holder()
    const terminal = await filled()
    await world.registry.change(person.card, 'lost', by)
    const before = terminal.storage.cache.meta('sequence')
    later()
    terminal.onWorker = worker => void worker.terminate()
    // The list dies first, and is told; the rows die after it, and end the run.
    expect(await terminal.pull()).toEqual(refused('internal'))
    expect(terminal.storage.cache.meta('sequence')).toBe(before)
    expect(terminal.holder(person.card)?.status).toBe('active')
    terminal.onWorker = null
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(terminal.holder(person.card)?.status).toBe('lost')
  })

  test('that dies while it builds a snapshot leaves the terminal as it was, and the next run goes through', async () => {
    const terminal = await world.pulling()
    later()
    terminal.onWorker = worker => void setTimeout(() => void worker.terminate(), 60)
    const first = await terminal.pull()
    expect(terminal.storage.cache.meta('sequence')).toBe(first.ok ? first.value.sequence : null)
    terminal.onWorker = null
    expect(await terminal.pull()).toMatchObject({ ok: true })
    expect(terminal.storage.cache.buckets()).toEqual((await world.registry.publish()).buckets)
  })

  test('is stopped when the terminal closes, and nothing of it is seen', async () => {
    const terminal = await world.pulling()
    later()
    const closing = new AbortController()
    terminal.onWorker = () => closing.abort()
    expect(await terminal.pull(closing.signal)).toEqual(refused('stopped'))
    expect(terminal.storage.cache.meta('sequence')).toBeNull()
    expect(terminal.storage.cache.holders.count()).toBe(0)
  })
})

describe('rollback', () => {
  test.each(['key-list', 'manifest', 'revocations'] as const)(
    'an older %s than the one held is refused, and the cache stays',
    async kind => {
      let old: unknown = null
      const terminal = await filled({
        through: (client: RegistryClient): RegistryClient => ({
          ...client,
          document: async path =>
            old !== null && path === `/v1/${kind}` ? ok(old) : await client.document(path),
        }),
      })
      const { cache, journal } = terminal.storage
      const before = cache.document(kind)
      const person = await world.holder()
      if (kind === 'key-list') journal.putMeta('key-list-counter', '999')
      later()
      if (kind !== 'key-list') expect(await terminal.pull()).toMatchObject({ ok: true })
      const asOf = cache.meta('revocations-as-of')
      later()
      old = before
      const outcome = await terminal.pull()
      if (kind === 'revocations') {
        expect(outcome).toMatchObject({ ok: true, value: { revocations: { code: 'rolled-back' } } })
        expect(await terminal.light()).toEqual(refused('rolled-back'))
        expect(cache.meta('revocations-as-of')).toBe(asOf)
      } else expect(outcome).toEqual(refused('rolled-back'))
      if (kind !== 'key-list') expect(terminal.holder(person.card)).not.toBeNull()
    },
  )

  test('is refused, too, where the cache that had the newer state was lost', async () => {
    const old = new Map<string, unknown>()
    const terminal = await filled({
      through: (client: RegistryClient): RegistryClient => ({
        ...client,
        document: async path => (old.has(path) ? ok(old.get(path)) : await client.document(path)),
      }),
    })
    const { cache } = terminal.storage
    const before = { manifest: cache.document('manifest'), revocations: cache.document('revocations') }
    const person = await world.holder()
    await world.registry.change(person.card, 'revoke', { ...by, ground: 'law' })
    later()
    expect(await terminal.pull()).toMatchObject({ ok: true })
    cache.wipe()
    old.set('/v1/manifest', before.manifest)
    expect(await terminal.pull()).toEqual(refused('rolled-back'))
    expect(cache.meta('sequence')).toBeNull()
    old.clear()
    old.set('/v1/revocations', before.revocations)
    expect(await terminal.pull()).toMatchObject({
      ok: true,
      value: { revocations: { code: 'rolled-back' } },
    })
    expect(terminal.holder(person.card)?.status).toBe('revoked')
    expect(cache.meta('revocations-as-of')).toBeNull()
    old.clear()
    expect(await terminal.pull()).toMatchObject({ ok: true, value: { revocations: null } })
  })
})
