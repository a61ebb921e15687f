// From the cache's schema before buckets counted uses: every row stays, counts are right, digests are to be mended.
import { describe, expect, it } from 'vitest'
import { makeCardNumber } from '../../../../core/card/card-number.ts'
import { bucketOf } from '../../../../core/sync/buckets.ts'
import { loadBuckets } from '../../../../db/cache/buckets.ts'
import { CACHE_MIGRATIONS } from '../../../../db/cache/migrations/index.ts'
import { migrate } from '../../../../db/migrate.ts'
import { connect } from '../../../../db/open.ts'
import { folder, KEY, must } from '../support.ts'

const ADD_HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at, name, pinyin, initials, id_tail, id_hash, digest)
  VALUES (?, 1, 'A', 'active', 1, 2, '杨明芳', 'yang ming fang', 'ymf', '001X', x'00', zeroblob(16))`

describe('a cache of version 2', () => {
  it('keeps its rows, its sequence and its uses, and counts its holders block by block', () => {
    const db = connect(`${folder()}/cache.db`, KEY, { create: true })
    must(migrate(db, CACHE_MIGRATIONS.slice(0, 2)))
    const cards = [1, 2, 5000, 9000, 9_999_999].map(index => makeCardNumber('5323', index))
    for (const card of cards) db.prepare(ADD_HOLDER).run(Number(card))
    db.prepare("INSERT INTO usage VALUES (?, 'r', '1.2', 3, 'here', NULL)").run(Number(cards[0]))
    db.exec("INSERT INTO meta VALUES ('sequence', 7)")
    db.exec('INSERT INTO bucket VALUES (3, 5, zeroblob(16))')
    must(migrate(db, CACHE_MIGRATIONS))
    expect(db.prepare('SELECT COUNT(*) FROM holder').pluck().get()).toBe(5)
    expect(db.prepare('SELECT COUNT(*) FROM usage').pluck().get()).toBe(1)
    expect(db.prepare("SELECT value FROM meta WHERE key = 'sequence'").pluck().get()).toBe(7)
    const sums = loadBuckets(db)
    for (const [id, sum] of sums.entries())
      expect(sum.count, `bucket ${id}`).toBe(cards.filter(card => bucketOf(card) === id).length)
    db.close()
  })
})
