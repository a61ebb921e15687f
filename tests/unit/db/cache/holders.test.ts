import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataRow } from '../../../../core/sync/wire.ts'
import type { Cache } from '../../../../db/cache/cache.ts'
import { bytesBelow, cacheAt, card, folder, holder, must, used } from '../support.ts'

function cacheWith(rows: readonly DataRow[], dir = folder()): Cache {
  const cache = cacheAt(join(dir, 'cache.db'))
  must(cache.applyChanges(rows, 1, 1_763_000_000))
  return cache
}

describe('a holder is found', () => {
  it('by card number, with what a verdict and a screen need and no more', () => {
    const { holders } = cacheWith([holder(1, { tier: 'B', status: 'lost', serial: 3 }), holder(2)])
    expect(holders.findByCardNumber(card(1))).toEqual({
      cardNumber: card(1),
      serial: 3,
      tier: 'B',
      provincial: false,
      status: 'lost',
      statusSince: 1_700_000_000,
      expiresAt: 2_000_000_000,
      name: '杨明芳',
      idTail: '001X',
    })
    expect(holders.findByCardNumber(card(3))).toBeNull()
  })

  it('by the keyed hash of the ID number', () => {
    const { holders } = cacheWith([holder(1), holder(2, { idHash: 'ab'.repeat(16) })])
    expect(holders.findByIdHash(Buffer.from('ab'.repeat(16), 'hex'))?.cardNumber).toBe(card(2))
    expect(holders.findByIdHash(Buffer.alloc(16, 7))).toBeNull()
  })

  it('by the provincial card, which counts for tier A', () => {
    const { holders } = cacheWith([holder(1), holder(2, { tier: 'B', provincial: 'XDB00000042' })])
    expect(holders.findByProvincial('XDB00000042')).toMatchObject({ cardNumber: card(2), provincial: true })
    expect(holders.findByProvincial('XDB00000043')).toBeNull()
  })

  it('and an empty provincial number grants nothing', () => {
    const { holders } = cacheWith([holder(1, { tier: 'B', provincial: '' })])
    expect(holders.findByCardNumber(card(1))).toMatchObject({ tier: 'B', provincial: false })
    expect(holders.findByProvincial('')).toBeNull()
  })

  it('under a number that begins with zeros', () => {
    const { holders } = cacheWith([holder(1, { card: '000000000018' })])
    const found = holders.findByIdHash(Buffer.from('00'.repeat(15).concat('01'), 'hex'))
    expect(found?.cardNumber).toBe('000000000018')
  })

  it('under no number that cannot be a card', () => {
    const { holders } = cacheWith([holder(1, { card: '532300000010' })])
    expect(holders.findByIdHash(Buffer.from('00'.repeat(15).concat('01'), 'hex'))).toBeNull()
  })
})

describe('usage elsewhere', () => {
  it('is the holder’s own, with place and time', () => {
    const mine = used(1, { item: '5.2', amountCny: 3000, site: '州住房公积金中心' })
    const { holders } = cacheWith([holder(1), holder(2), mine, used(2)])
    expect(holders.usageOf(card(1))).toEqual([
      {
        recordId: mine.record,
        itemId: '5.2',
        at: 1_763_000_000,
        siteName: '州住房公积金中心',
        amountCny: 3000,
      },
    ])
  })

  it('no longer counts once it was taken back', () => {
    const mistake = used(1)
    const cache = cacheWith([holder(1), mistake, used(1)])
    must(cache.applyChanges([{ ...mistake, void: true }], 2, null))
    expect(cache.holders.usageOf(card(1)).map(u => u.recordId)).not.toContain(mistake.record)
    expect(cache.holders.usageOf(card(1))).toHaveLength(1)
  })

  it('counts once, however often it is told', () => {
    const once = used(1)
    const cache = cacheWith([holder(1), once])
    expect(must(cache.applyChanges([once, once], 2, null))).toEqual({ written: 0 })
    expect(cache.holders.usageOf(card(1))).toHaveLength(1)
  })
})

describe('the cache file', () => {
  it('holds no name in the clear', () => {
    const dir = folder()
    cacheWith([holder(1, { name: '欧阳正华', pinyin: 'ou yang zheng hua' })], dir)
    const bytes = bytesBelow(dir)
    expect(bytes.includes('欧阳正华')).toBe(false)
    expect(bytes.includes('yang')).toBe(false)
  })
})
