import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataRow, SignedDocument } from '../../../../core/sync/wire.ts'
import { bucketTexts, recountBuckets } from '../../../../db/cache/buckets.ts'
import { openCache } from '../../../../db/cache/cache.ts'
import { CACHE_MIGRATIONS } from '../../../../db/cache/migrations/index.ts'
import { readQuery } from '../../../../db/cache/search-query.ts'
import { buildSnapshot } from '../../../../db/cache/snapshot.ts'
import { openEncrypted } from '../../../../db/open.ts'
import { cacheAt, cacheDb, card, folder, holder, KEY, must, namesIn, used } from '../support.ts'

const AS_OF = 1_763_000_000
const quiet = () => {}
const NOTHING_CARRIED = { documents: [], meta: [], stops: [] }

const manifest: SignedDocument = {
  kind: 'manifest',
  payload: '{"sequence":7}',
  keyId: 4,
  signature: 'A'.repeat(86),
}

function asked(text: string) {
  const query = readQuery(text)
  if (query.kind === 'id-number') throw new Error('an ID number is found by its hash')
  return query
}

async function* batches(...all: (readonly DataRow[])[]) {
  yield* all
}

function filled(sequence = 1) {
  const file = join(folder(), 'cache.db')
  const cache = cacheAt(file)
  must(cache.applyChanges([holder(1), holder(2), holder(3)], sequence, AS_OF))
  return { file, cache }
}

describe('a snapshot', () => {
  it('takes the place of what was there, whole', async () => {
    const { file, cache } = filled()
    const done: number[] = []
    const rows = batches([holder(2, { status: 'left' }), used(2)], [holder(5)])
    const report = must(await cache.replaceBySnapshot(rows, 9, AS_OF + 60, n => void done.push(n)))
    expect(report).toEqual({ written: 3 })
    expect(done).toEqual([2, 3])
    expect(cache.holders.findByCardNumber(card(1))).toBeNull()
    expect(cache.holders.findByCardNumber(card(2))?.status).toBe('left')
    expect(cache.holders.usageOf(card(2))).toHaveLength(1)
    expect(cache.holders.count()).toBe(2)
    expect([cache.meta('sequence'), cache.meta('holders-as-of')]).toEqual([9, AS_OF + 60])
    expect(cache.buckets()).toEqual(bucketTexts(recountBuckets(cacheDb(file))))
  })

  it('larger than what is sorted in one go comes out the same, every index whole', async () => {
    const all = Array.from({ length: 60 }, (_, i) => [holder(i + 1), used(i + 1)])
    const [inOneGo, inTwo] = await Promise.all(
      [1000, 30].map(async sortedAtMost => {
        const file = join(folder(), 'cache.db')
        const state = { sequence: 2, asOf: AS_OF }
        must(await buildSnapshot({ file, key: KEY }, all, state, NOTHING_CARRIED, quiet, [], sortedAtMost))
        const cache = cacheAt(file)
        const db = cacheDb(file)
        return {
          sound: db.pragma('integrity_check', { simple: true }),
          schema: db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all(),
          rows: db.prepare('SELECT * FROM holder ORDER BY card_no').all(),
          buckets: cache.buckets(),
          found: cache.holders.search(asked('yang'), 100).length,
        }
      }),
    )
    expect(inTwo?.sound).toBe('ok')
    expect(inTwo?.rows).toHaveLength(60)
    expect(inTwo).toEqual(inOneGo)
  })

  it('is still there after a restart, and leaves no other file', async () => {
    const { file, cache } = filled()
    must(await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet))
    cache.close()
    expect(namesIn(join(file, '..'))).toEqual(['cache.db', 'cache.db.check'])
    expect(cacheAt(file).holders.findByCardNumber(card(7))).not.toBeNull()
  })

  it('can be changed and searched like any cache', async () => {
    const { cache } = filled()
    must(await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet))
    must(cache.applyChanges([holder(8, { name: '李芳', pinyin: 'li fang' })], 3, AS_OF))
    expect(cache.holders.search(asked('lf'), 5)).toHaveLength(1)
  })

  it('has the very schema that the migrations make', async () => {
    const { file, cache } = filled()
    const schema = () =>
      cacheDb(file).prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    const before = schema()
    must(await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet))
    expect(schema()).toEqual(before)
  })

  it('keeps the signed documents: counters that must not go back stand in them', async () => {
    const { cache } = filled()
    cache.putDocument(manifest)
    cache.putMeta('key-list-as-of', AS_OF - 5)
    must(await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet))
    expect(cache.document('manifest')).toEqual(manifest)
    expect(cache.document('catalogue')).toBeNull()
    expect(cache.meta('key-list-as-of')).toBe(AS_OF - 5)
  })

  it('may come unsorted', async () => {
    const { file, cache } = filled()
    const rows = [5, 1, 9, 3].map(index => holder(index))
    must(await cache.replaceBySnapshot(batches(rows), 2, AS_OF, quiet))
    expect(cache.buckets()).toEqual(bucketTexts(recountBuckets(cacheDb(file))))
  })

  it('without a confirmed time keeps the age of what it replaces', async () => {
    const { cache } = filled(5)
    must(await cache.replaceBySnapshot(batches([holder(7)]), 6, null, quiet))
    expect([cache.meta('sequence'), cache.meta('holders-as-of')]).toEqual([6, AS_OF])
  })

  it('older than what it replaces has no age until it is confirmed', async () => {
    const { cache } = filled(5)
    must(await cache.replaceBySnapshot(batches([holder(7)]), 4, null, quiet))
    expect([cache.meta('sequence'), cache.meta('holders-as-of'), cache.meta('revocations-as-of')]).toEqual([
      4,
      null,
      null,
    ])
  })
})

describe('a snapshot that cannot be used leaves the old cache at work', () => {
  it('when one card is in it twice', async () => {
    const { file, cache } = filled()
    const built = await cache.replaceBySnapshot(batches([holder(1), holder(1)]), 2, AS_OF, quiet)
    expect(built).toEqual({ ok: false, error: { code: 'bad-data' } })
    expect(cache.holders.count()).toBe(3)
    expect(namesIn(join(file, '..')).filter(name => /next|building/.test(name))).toEqual([])
  })

  it('when its rows break off', async () => {
    const { file, cache } = filled()
    async function* cutOff() {
      yield [holder(1)]
      throw new Error('the file ends in the middle')
    }
    await expect(cache.replaceBySnapshot(cutOff(), 2, AS_OF, quiet)).rejects.toThrow('in the middle')
    expect(cache.holders.count()).toBe(3)
    expect(namesIn(join(file, '..')).filter(name => /next|building/.test(name))).toEqual([])
  })

  it('when the new file cannot be written', async () => {
    const { file, cache } = filled()
    // A folder stands where the file should be.
    mkdirSync(`${file}.next`)
    writeFileSync(join(`${file}.next`, 'x'), '')
    const built = await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet)
    expect(built).toMatchObject({ ok: false, error: { code: 'disk' } })
    expect(cache.holders.findByCardNumber(card(1))).not.toBeNull()
  })
})

describe('while a snapshot is built', () => {
  it('the window goes on reading the old cache, and changes reach it', async () => {
    const { cache } = filled()
    const seen: (string | undefined)[] = []
    async function* rows() {
      yield [holder(7)]
      seen.push(cache.holders.findByCardNumber(card(1))?.status)
      must(cache.applyChanges([holder(1, { status: 'lost' })], 2, AS_OF))
      seen.push(cache.holders.findByCardNumber(card(1))?.status)
      yield [holder(8)]
    }
    must(await cache.replaceBySnapshot(rows(), 3, AS_OF, quiet))
    expect(seen).toEqual(['active', 'lost'])
    expect(cache.holders.count()).toBe(2)
  })

  it('somebody who reads for support keeps the state he opened', async () => {
    const { file, cache } = filled()
    const support = must(openCache(file, KEY, { readonly: true }))
    must(await cache.replaceBySnapshot(batches([holder(7)]), 2, AS_OF, quiet))
    expect(support.holders.findByCardNumber(card(1))).not.toBeNull()
    support.close()
    expect(cache.holders.findByCardNumber(card(7))).not.toBeNull()
  })
})

/** The files as a power cut would leave them: what is on disk, without shared memory. */
function cutOff(file: string): string {
  const copy = join(folder(), 'cache.db')
  for (const suffix of ['', '-wal', '.check', '.next', '.building'])
    if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
  return copy
}

describe('a power cut during the switch', () => {
  const build = (file: string) =>
    buildSnapshot({ file, key: KEY }, [[holder(7)]], { sequence: 2, asOf: AS_OF }, NOTHING_CARRIED, quiet)

  it('while the new file is being written: the old cache is in use, the beginning thrown away', async () => {
    const { file } = filled()
    copyFileSync(file, `${file}.building`)
    writeFileSync(`${file}.building-journal`, 'left over')
    const after = cacheAt(cutOff(file))
    expect(after.holders.count()).toBe(3)
    expect(after.meta('sequence')).toBe(1)
  })

  it('when the new file is whole, but the old one still open: the new one is taken', async () => {
    const { file } = filled()
    must(await build(file))
    const cut = cutOff(file)
    expect(existsSync(`${cut}-wal`)).toBe(true)
    const after = cacheAt(cut)
    expect(after.meta('sequence')).toBe(2)
    expect(after.holders.findByCardNumber(card(7))).not.toBeNull()
    expect(after.holders.findByCardNumber(card(1))).toBeNull()
    expect(existsSync(`${cut}.next`)).toBe(false)
  })

  it('when the old file’s log was already removed: the new one is taken', async () => {
    const { file, cache } = filled()
    must(await build(file))
    cache.close()
    const after = cacheAt(cutOff(file))
    expect(after.meta('sequence')).toBe(2)
    expect(after.holders.count()).toBe(1)
  })

  it('with the old file gone altogether: the new one is taken', async () => {
    const file = join(folder(), 'cache.db')
    must(await build(file))
    expect(cacheAt(file).meta('sequence')).toBe(2)
  })

  it('and somebody who only looks changes nothing', async () => {
    const { file, cache } = filled()
    must(await build(file))
    const support = must(openCache(file, KEY, { readonly: true }))
    expect(support.meta('sequence')).toBe(1)
    support.close()
    expect(existsSync(`${file}.next`)).toBe(true)
    expect(cache.meta('sequence')).toBe(1)
  })
})

describe('a cache that cannot be read', () => {
  it('and one that vanished begin as never filled, never as empty', () => {
    const { file, cache } = filled()
    cache.close()
    const elsewhere = join(folder(), 'cache.db')
    copyFileSync(`${file}.check`, `${elsewhere}.check`)
    const fresh = cacheAt(elsewhere)
    expect(fresh.meta('sequence')).toBeNull()
    expect(fresh.holders.count()).toBe(0)
  })

  it('is reported, and left for the caller to throw away', () => {
    const { file, cache } = filled()
    cache.close()
    writeFileSync(file, Buffer.alloc(8192, 1))
    expect(openCache(file, KEY)).toEqual({ ok: false, error: { code: 'corrupt' } })
    expect(existsSync(file)).toBe(true)
  })
})

describe('a terminal that was cut off', () => {
  it('forgets every holder and every use, and says that it knows nothing', () => {
    const { file, cache } = filled()
    cache.putDocument(manifest)
    must(cache.applyChanges([used(1)], 2, AS_OF))
    expect(cache.wipe()).toEqual({ ok: true, value: null })
    expect(cache.holders.findByCardNumber(card(1))).toBeNull()
    expect(cache.holders.usageOf(card(1))).toEqual([])
    expect([cache.holders.count(), cache.meta('sequence'), cache.meta('holders-as-of')]).toEqual([
      0,
      null,
      null,
    ])
    // A registry that takes it back must not be able to hand out older keys than before.
    expect(cache.document('manifest')).toEqual(manifest)
    cache.close()
    expect(cacheAt(file).holders.count()).toBe(0)
  })

  it('forgets a snapshot that was waiting, too', async () => {
    const { file, cache } = filled()
    must(
      await buildSnapshot(
        { file, key: KEY },
        [[holder(7)]],
        { sequence: 2, asOf: AS_OF },
        NOTHING_CARRIED,
        quiet,
      ),
    )
    must(cache.wipe())
    cache.close()
    expect(cacheAt(file).holders.findByCardNumber(card(7))).toBeNull()
    expect(
      openEncrypted(`${file}.next`, KEY, CACHE_MIGRATIONS, { synchronous: 'NORMAL', readonly: true }),
    ).toEqual({ ok: false, error: { code: 'missing' } })
  })
})
