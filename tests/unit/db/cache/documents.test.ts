import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SignedDocument } from '../../../../core/sync/wire.ts'
import { cacheAt, folder } from '../support.ts'

const keyList = (payload: string): SignedDocument => ({
  kind: 'key-list',
  payload,
  keyId: 0,
  signature: 'B'.repeat(86),
})

describe('a signed document', () => {
  it('comes back to the letter, for the signature covers the text', () => {
    const cache = cacheAt(join(folder(), 'cache.db'))
    const text = '{ "counter": 1,\n "name":"兴楚\u2028惠才卡" }'
    cache.putDocument(keyList(text))
    expect(cache.document('key-list')).toEqual(keyList(text))
  })

  it('is replaced by its successor', () => {
    const cache = cacheAt(join(folder(), 'cache.db'))
    cache.putDocument(keyList('{"counter":1}'))
    cache.putDocument(keyList('{"counter":2}'))
    expect(cache.document('key-list')?.payload).toBe('{"counter":2}')
    expect(cache.document('manifest')).toBeNull()
  })
})
