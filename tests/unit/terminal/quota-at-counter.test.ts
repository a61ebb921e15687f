// A scarce item at the counter: the verdict is there at once, the registry's answer changes it, its absence is on record.
// Counter, judge, cache and catalogue are real; only the registry's answer is the test's.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trustKeys } from '../../../core/card/keys.ts'
import { signToken } from '../../../core/card/token.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { Evidence } from '../../../core/policy/evidence.ts'
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import { ok } from '../../../core/result.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import type { VisitView } from '../../../electron/api.ts'
import { createCounter } from '../../../electron/visit/counter.ts'
import type { LiveQuota } from '../../../electron/visit/live-quota.ts'
import { KEYS, physical, signer } from '../../../scripts/vectors/test-keys.ts'
import { AT } from '../../../scripts/vectors/vector.ts'
import { cacheAt, folder, holder, must } from '../db/support.ts'

type Answer = Awaited<ReturnType<LiveQuota>>
const USED: Answer = {
  state: 'answered',
  usage: [{ recordId: 'elsewhere', itemId: '1.2', at: AT - 3600, siteName: '州中医医院', amountCny: null }],
}
const window = { siteKind: 'hospital-checkup', itemIds: null } as const
const catalogue = loadCatalogue()

function desk() {
  const cache = cacheAt(join(folder(), 'cache.db'))
  const { cardNumber } = physical()
  must(
    cache.applyChanges([holder(1, { card: cardNumber, statusSince: AT - 1000, expiresAt: AT + 1e7 })], 1, AT),
  )
  const keys = trustKeys({ counter: 1, issuedAt: AT, keys: Object.values(KEYS).filter(k => k.id !== 999) })
  const asked: { readonly items: readonly string[]; readonly answer: (answer: Answer) => void }[] = []
  const views: VisitView[] = []
  const appended: RecordBody[] = []
  const voided = new Set<string>()
  const counter = createCounter({
    grounds: () => ({
      book: { ...cache.holders, usageOf: () => [] },
      keys,
      catalogue,
      window,
      idLookupKey: Buffer.alloc(32),
      data: { holdersAsOf: AT, revocationsAsOf: AT, keyListAsOf: AT, sequence: 1 },
      clock: { wall: AT, lastTrusted: AT, offsetAtLastSync: 0 },
      training: false,
    }),
    noteSeen: () => 'first',
    append: bodies => {
      appended.push(...bodies)
      return ok([])
    },
    stamp: () => ({
      terminalId: 't-1',
      siteId: 's-1',
      clerk: '0312',
      at: AT,
      took: 1,
      basis: { catalogue: catalogue.version, sequence: 1, keyList: 1, app: '0.1.0' },
      newId: randomUUID,
    }),
    monotonicMs: () => AT * 1000,
    newId: randomUUID,
    sawTime: () => undefined,
    later: () => () => undefined,
    onHolder: () => undefined,
    onWord: () => undefined,
    askPhoto: async () => null,
    askQuota: (_card, items) => new Promise(answer => asked.push({ items, answer })),
    isVoided: id => voided.has(id),
    overrides: () => ({ allowed: [], here: '' }),
    onVisit: view => views.push(view),
  })
  const serve = (visitId: string, itemId = '1.2') =>
    counter.record({
      visitId,
      personChecked: true,
      items: [{ itemId, relation: 'self', quantity: 1, amountCny: null }],
      comment: null,
      rating: null,
    })
  const scan = () => counter.present(signToken(physical(), signer('physical')))
  const answered = async (i: number, answer: Answer) => {
    asked[i]?.answer(answer)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { counter, asked, views, appended, voided, serve, scan, answered }
}

const availability = (view: VisitView | undefined, id: string) =>
  view?.services.find(s => s.id === id)?.availability

test('the verdict is there before any answer, and says that the registry is being asked, for scarce items alone', () => {
  const { scan, asked } = desk()
  const view = scan()
  expect(view.quota).toEqual({ state: 'asking', items: ['1.2'], at: AT })
  expect(availability(view, '1.2')).toBe('available')
  expect(asked.map(a => a.items)).toEqual([['1.2']])
})

test('a use elsewhere today takes the item from the open visit, and it cannot be recorded', async () => {
  const { scan, views, serve, answered } = desk()
  const { visitId } = scan()
  await answered(0, USED)
  expect(views).toHaveLength(1)
  expect(views[0]).toMatchObject({ visitId, quota: { state: 'answered' } })
  expect(availability(views[0], '1.2')).toBe('used-up')
  expect(views[0]?.services.find(s => s.id === '1.2')?.usedSite).toBe('州中医医院')
  expect(serve(visitId)).toEqual({ ok: false, error: { code: 'service-not-available' } })
  expect(serve(visitId, '1.1').ok).toBe(true)
})

test('an answer that nothing was used is in the record’s evidence, from which the verdict can be replayed', async () => {
  const { scan, serve, appended, answered } = desk()
  const { visitId } = scan()
  await answered(0, { state: 'answered', usage: [] })
  expect(serve(visitId).ok).toBe(true)
  const evidence = appended[0]?.evidence as Evidence
  expect(evidence.quota).toEqual({ state: 'answered', items: ['1.2'], at: AT })
  expect(decide(evidence, window, catalogue).services.find(s => s.id === '1.2')?.availability).toBe(
    'available',
  )
})

test('no answer is said, asked for once more before the item is recorded, and noted when there is still none', async () => {
  const { counter, scan, views, asked, serve, appended, answered } = desk()
  const { visitId } = scan()
  await answered(0, { state: 'absent' })
  expect(views[0]?.quota?.state).toBe('absent')
  expect(availability(views[0], '1.2')).toBe('available')
  const known = counter.quotaKnown(visitId, ['1.2'])
  expect(asked).toHaveLength(2)
  await answered(1, { state: 'absent' })
  await known
  expect(serve(visitId).ok).toBe(true)
  expect(appended[0]?.evidence).toMatchObject({ quota: { state: 'absent', items: ['1.2'] } })
})

test('the second question may bring what the first did not: then the item is not given', async () => {
  const { counter, scan, serve, answered } = desk()
  const { visitId } = scan()
  await answered(0, { state: 'absent' })
  const known = counter.quotaKnown(visitId, ['1.2'])
  await answered(1, USED)
  await known
  expect(serve(visitId)).toEqual({ ok: false, error: { code: 'service-not-available' } })
})

test('what is not scarce is recorded without waiting, whatever the registry does', async () => {
  const { counter, scan, serve, asked } = desk()
  const { visitId } = scan()
  await counter.quotaKnown(visitId, ['1.1'])
  expect(serve(visitId, '1.1').ok).toBe(true)
  expect(asked).toHaveLength(1)
})

test('a use that was taken back here does not count, though the registry has not heard of it', async () => {
  const { scan, voided, views, answered } = desk()
  scan()
  voided.add('elsewhere')
  await answered(0, USED)
  expect(availability(views[0], '1.2')).toBe('available')
})

test('an answer that comes when the holder has left changes nothing for the next', async () => {
  const { counter, scan, views, answered } = desk()
  const { visitId } = scan()
  counter.close(visitId)
  await answered(0, USED)
  expect(views).toEqual([])
  scan()
  expect(views).toEqual([])
})

test('the same card held still under the camera is asked about once, and keeps its answer', async () => {
  const { scan, asked, answered } = desk()
  scan()
  scan()
  await answered(0, USED)
  const again = scan()
  expect(asked).toHaveLength(1)
  expect(again.quota?.state).toBe('answered')
  expect(availability(again, '1.2')).toBe('used-up')
})
