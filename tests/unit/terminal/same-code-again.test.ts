// The same code again: while its visit is open it is the same visit; afterwards a virtual code is spent.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustKeys } from '../../../core/card/keys.ts'
import { signToken } from '../../../core/card/token.ts'
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import { ok } from '../../../core/result.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import { type Counter, createCounter } from '../../../electron/visit/counter.ts'
import { KEYS, P, physical, signer, V, virtual } from '../../../scripts/vectors/test-keys.ts'
import { AT } from '../../../scripts/vectors/vector.ts'
import { cacheAt, folder, holder, journalAt, must } from '../db/support.ts'

function desk() {
  const dir = folder()
  const cache = cacheAt(join(dir, 'cache.db'))
  const journal = journalAt(join(dir, 'journal.db'))
  const { cardNumber } = physical()
  must(
    cache.applyChanges([holder(1, { card: cardNumber, statusSince: AT - 1000, expiresAt: AT + 1e7 })], 1, AT),
  )
  let now = AT
  const appended: RecordBody[] = []
  const keys = trustKeys({ counter: 1, issuedAt: AT, keys: Object.values(KEYS).filter(k => k.id !== 999) })
  const counter: Counter = createCounter({
    grounds: () => ({
      book: { ...cache.holders, usageOf: () => [] },
      keys,
      catalogue: loadCatalogue(),
      window: { siteKind: 'hospital-checkup', itemIds: null },
      idLookupKey: Buffer.alloc(32),
      data: { holdersAsOf: now, revocationsAsOf: now, keyListAsOf: now, sequence: 1 },
      clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 },
      training: false,
    }),
    noteSeen: (claims, visit) => journal.seen.note(claims, visit),
    append: bodies => {
      appended.push(...bodies)
      return ok([])
    },
    stamp: () => ({
      terminalId: 't-1',
      siteId: 's-1',
      clerk: '0312',
      at: now,
      took: 1,
      basis: { catalogue: '2023.1', sequence: 1, keyList: 1, app: '0.1.0' },
      newId: randomUUID,
    }),
    monotonicMs: () => now * 1000,
    newId: randomUUID,
    sawTime: () => undefined,
    later: () => () => undefined,
    onHolder: () => undefined,
    onWord: () => undefined,
    askPhoto: async () => null,
    askQuota: async () => ({ state: 'absent' }),
    isVoided: () => false,
    overrides: () => ({ allowed: [], here: '' }),
    onVisit: () => undefined,
  })
  const serve = (visitId: string) =>
    counter.record({
      visitId,
      personChecked: true,
      items: [{ itemId: '1.1', relation: 'self', quantity: 1, amountCny: null }],
      comment: null,
      rating: null,
    })
  return {
    counter,
    appended,
    serve,
    wait: (seconds: number) => {
      now += seconds
    },
  }
}

describe('the same code again', () => {
  it.each([
    ['a physical card', P, 'P-10'],
    ['a virtual card', V, 'P-01'],
  ])('of %s, ten times a second, is one visit with one verdict and no record', (_, code, reason) => {
    const { counter, appended, wait } = desk()
    const first = counter.present(code)
    expect(first.reason).toBe(reason)
    for (let i = 0; i < 30; i++) {
      wait(0.1)
      const again = counter.present(code)
      expect([again.visitId, again.reason, again.scannedAt]).toEqual([first.visitId, reason, first.scannedAt])
    }
    expect(appended).toEqual([])
  })

  it('keeps the visit open to be recorded once, under the number of the first scan', () => {
    const { counter, appended, serve } = desk()
    const { visitId } = counter.present(P)
    counter.present(P)
    expect(serve(visitId).ok).toBe(true)
    expect(appended.map(({ visit }) => visit)).toEqual([visitId])
    expect(serve(visitId)).toEqual({ ok: false, error: { code: 'no-open-visit' } })
  })

  it('of a virtual card whose visit was recorded, refused or closed is spent', () => {
    for (const end of ['record', 'refuse', 'close'] as const) {
      const { counter, serve } = desk()
      const { visitId } = counter.present(V)
      if (end === 'record') serve(visitId)
      else if (end === 'refuse') counter.refuse(visitId, null)
      else counter.close(visitId)
      expect(counter.present(V).reason, end).toBe('N-16')
    }
  })

  it('of a virtual card after another card was scanned is spent: its visit is over', () => {
    const { counter } = desk()
    counter.present(V)
    counter.present(P)
    expect(counter.present(V).reason).toBe('N-16')
  })

  it('of a physical card after its visit opens a new one', () => {
    const { counter, serve } = desk()
    const first = counter.present(P)
    serve(first.visitId)
    const second = counter.present(P)
    expect(second.reason).toBe('P-10')
    expect(second.visitId).not.toBe(first.visitId)
  })

  it('is the same code only to the letter: the next rotating code of the same holder is another', () => {
    const { counter } = desk()
    const first = counter.present(V)
    const rotated = signToken(virtual({ nonce: 'ffeeddccbbaa9988' }), signer('virtual'))
    const second = counter.present(rotated)
    expect(second.reason).toBe('P-01')
    expect(second.visitId).not.toBe(first.visitId)
  })
})
