// The live question at the counter: the verdict waits for nothing, an answer changes the tile, its absence is said and noted.
// The counter and its judge are real; the registry answers fast, late, never, or wrongly.
import { expect, onTestFinished, test, vi } from 'vitest'
import type { CardNumber } from '../../../core/card/card.ts'
import { ok } from '../../../core/result.ts'
import type { QuotaAnswer } from '../../../core/sync/wire.ts'
import { ASK_WITHIN_MS, createLiveQuota } from '../../../electron/visit/live-quota.ts'

const CARD = '532300000017' as CardNumber
const usage = [{ record: 'r-1', item: '1.2', at: 1_791_700_000, site: '州医院', amountCny: null }]
const answer = (changes: Partial<QuotaAnswer> = {}) =>
  ok({ serverTime: 1_791_700_000, card: CARD, usage, ...changes } as QuotaAnswer)

test('an answer in time is told, with the items that were asked for alone', async () => {
  const ask = createLiveQuota(() => ({
    quota: async () => answer({ usage: [...usage, { ...usage[0], item: '9.9' } as (typeof usage)[0]] }),
  }))
  expect(await ask(CARD, ['1.2'])).toEqual({
    state: 'answered',
    usage: [{ recordId: 'r-1', itemId: '1.2', at: 1_791_700_000, siteName: '州医院', amountCny: null }],
  })
})

test('one that takes longer than four tenths of a second is none, and is not waited for', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const ask = createLiveQuota(() => ({ quota: () => new Promise(() => {}) }))
  const asked = ask(CARD, ['1.2'])
  await vi.advanceTimersByTimeAsync(ASK_WITHIN_MS)
  expect(await asked).toEqual({ state: 'absent' })
})

test('an answer about another card, an error, or no registry at all is no answer', async () => {
  const absent = { state: 'absent' }
  const another = createLiveQuota(() => ({ quota: async () => answer({ card: '532300000025' }) }))
  expect(await another(CARD, ['1.2'])).toEqual(absent)
  const broken = createLiveQuota(() => ({
    quota: async () => ({ ok: false as const, error: { code: 'not-a-registry' as const } }),
  }))
  expect(await broken(CARD, ['1.2'])).toEqual(absent)
  expect(await createLiveQuota(() => null)(CARD, ['1.2'])).toEqual(absent)
})
